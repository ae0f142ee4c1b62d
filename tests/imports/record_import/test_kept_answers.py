"""Answers to what is meant survive leaving the page, and stand at their questions again."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from imports.models import RecordImport
from imports.record_import import actions
from partnerships.models import Place
from records.models import Draft
from tests.geography.data_load.sent import text
from tests.imports.record_import.brought import lines, looked
from tests.pilots.forms import values

pytestmark = pytest.mark.django_db
HEAD = "Ref,Name,Status,Start"
ROWS = ("1,A,Bananas,2024", "2,B,Zyzzyva,2024", "3,C,live,spring")


@pytest.fixture
def row(bradford: Place, editor: User) -> RecordImport:
    return looked(editor, bradford, "pilots", lines(HEAD, *ROWS))


def hidden(page: Any, name: str) -> str:
    """The value of a hidden input on a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())
    assert found
    return found[1]


def answering(client: Client, row: RecordImport, **said: Any) -> dict[str, Any]:
    """What the page sends with these answers, each by the word that it is about."""
    typed = values(client.get(row.get_absolute_url()).content.decode())
    for word, answer in said.items():
        [name] = [name for name, about in typed.items() if about == f"status:{word}"]
        typed[name.replace("word_", "meant_")] = answer
    return typed


def shown(client: Client, row: RecordImport) -> dict[str, Any]:
    """For each word that is asked about, the answer that stands there."""
    typed = values(client.get(row.get_absolute_url()).content.decode())
    words = {name: about for name, about in typed.items() if name.startswith("word_")}
    return {about: typed.get(name.replace("word_", "meant_")) for name, about in words.items()}


def test_answers_are_kept_on_the_way_back_to_the_columns_and_stand_at_their_words_again(
    row: RecordImport, editor: User, client: Client
) -> None:
    client.force_login(editor)
    typed = answering(client, row, bananas="live", zyzzyva="closed")
    page = client.post(row.get_absolute_url(), typed | {"draft": "columns"}, follow=True)
    assert "Which column is which?" in text(page)
    # By now the first word is answered, so that the second has its number
    actions.answer(by=editor, row=row, said={"status": {"bananas": "paused"}})
    actions.look(by=editor, row=row)
    assert shown(client, row) == {"status:zyzzyva": "closed"}


def test_answers_are_kept_by_a_button_where_no_script_keeps_them(
    row: RecordImport, editor: User, client: Client
) -> None:
    client.force_login(editor)
    typed = answering(client, row, bananas="live")
    page = client.get(row.get_absolute_url()).content.decode()
    assert '<button class="btn two" name="draft" value="1">Save as draft</button>' in page
    assert "press <b>Save as draft</b>" in page
    said = client.post(row.get_absolute_url(), typed | {"draft": "1"}, follow=True)
    assert "Saved as a draft" in text(said)
    assert shown(client, row)["status:bananas"] == "live"


def test_answers_and_what_is_ticked_beside_them_are_kept_when_the_session_ended(
    row: RecordImport, editor: User, client: Client
) -> None:
    client.force_login(editor)
    typed = answering(client, row, bananas="live")
    client.logout()
    sent = typed | {"step": "answers", "empty": ["start:unread"]}
    page = client.post(row.get_absolute_url(), sent, follow=True)
    assert "What you typed is saved as a draft" in text(page)
    client.force_login(editor)
    assert shown(client, row)["status:bananas"] == "live"
    page = client.get(row.get_absolute_url())
    assert 'value="start:unread" checked' in page.content.decode()
    assert "You have a draft" in text(page)


def test_a_page_of_other_questions_answers_only_those_that_are_still_asked(
    row: RecordImport, editor: User, client: Client
) -> None:
    client.force_login(editor)
    typed = answering(client, row, bananas="live", zyzzyva="closed")
    actions.answer(by=editor, row=row, said={"status": {"bananas": "paused"}})
    actions.look(by=editor, row=row)
    client.post(row.get_absolute_url(), typed | {"step": "answers"})
    said = RecordImport.objects.get().answers["status"]
    assert (said["bananas"], said["zyzzyva"]) == ("paused", "closed")


def test_no_draft_is_left_once_they_are_given_or_the_file_is_discarded(
    row: RecordImport, editor: User, client: Client
) -> None:
    client.force_login(editor)
    typed = answering(client, row, bananas="live", zyzzyva="closed")
    client.post(row.get_absolute_url(), typed | {"draft": "columns"})
    assert Draft.objects.get().title == "What is meant in tracker.csv"
    client.post(row.get_absolute_url(), typed | {"step": "answers"})
    assert not Draft.objects.exists()
    assert RecordImport.objects.get().state == "ready"
    client.post(row.get_absolute_url(), {"step": "forget", "word": ["status:bananas"]})
    again = answering(client, row, bananas="live")
    client.post(row.get_absolute_url(), again | {"draft": "columns"})
    client.post(row.get_absolute_url(), {"step": "discard"})
    assert not Draft.objects.exists()


def test_the_same_answers_are_taken_again_once_they_were_asked_again(
    row: RecordImport, editor: User, client: Client
) -> None:
    client.force_login(editor)
    words = {"word": ["status:bananas", "status:zyzzyva"]}
    for _ in range(2):
        typed = answering(client, row, bananas="live", zyzzyva="closed")
        page = client.post(row.get_absolute_url(), typed | {"step": "answers"}, follow=True)
        assert "What the file changes" in text(page)
        client.post(row.get_absolute_url(), {"step": "forget", **words})


def test_the_same_file_can_be_sent_again(bradford: Place, editor: User, client: Client) -> None:
    client.force_login(editor)
    url = reverse("place_import_add", args=[bradford.slug, "pilots"])
    for _ in range(2):
        token = hidden(client.get(url), "draft_token")
        file = SimpleUploadedFile("tracker.csv", lines(HEAD, *ROWS))
        sent = client.post(url, {"draft_token": token, "file": file}, follow=True)
        assert "Which column is which?" in text(sent)
    assert RecordImport.objects.count() == 2

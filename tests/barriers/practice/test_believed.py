"""What is often believed: made by a check, contested by a later one, worded for others."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from barriers.barrier_page.actions import edit_barrier, record_check
from barriers.models import Barrier, BarrierWord, Believed, Check
from barriers.similar.words import count_words
from tests import builders as b
from tests import linked, practised
from tests.barriers.pages import as_, token, words

pytestmark = pytest.mark.django_db
TITLE = "We cannot show addresses to the housing team"
DAY = dt.date(2026, 11, 20)
ON = {"on_day": "20", "on_month": "11", "on_year": "2026"}


def barrier(cast: b.Cast, title: str = TITLE, **fields: Any) -> Barrier:
    known = {"category": b.category(), "created_by": cast.author, "visibility": "network"}
    return b.barrier(cast.bradford, title, **{**known, **fields})


def check(cast: b.Cast, of: Barrier, verdict: str = "no_rule", **fields: Any) -> Check:
    said = {"what": "The Act says nothing of addresses", "checked_by": "Council lawyer", "on": DAY}
    return record_check(by=cast.bradford_editor, barrier=of, verdict=verdict, **{**said, **fields})


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return words(response)


def send(client: Client, address: str, sent: dict[str, Any]) -> Any:
    return client.post(address, {"draft_token": token(client.get(address)), **sent})


def word(client: Client, entry: Believed, **sent: Any) -> Any:
    said = {"claim": entry.claim, "because": entry.because, "version": entry.version}
    return send(client, reverse("believed_edit", args=[entry.pk]), {**said, **sent})


def test_a_check_that_finds_no_rule_makes_an_entry_of_the_barriers_level(cast: b.Cast) -> None:
    made = barrier(cast, visibility="place", because="because the law forbids it")
    found = check(cast, made)
    entry = Believed.objects.get()
    assert (entry.barrier, entry.found_by, entry.open_to) == (made, found, "")
    assert entry.claim == f"{TITLE}, because the law forbids it"
    assert entry.because == "The Act says nothing of addresses"
    assert "The Act says nothing" in shown(as_(cast.bradford_officer), "/practice/believed/")
    assert as_(cast.outsider).get(entry.get_absolute_url()).status_code == 404
    assert Client().get(entry.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("verdict", ["rule", "partly"])
def test_another_verdict_makes_none(cast: b.Cast, verdict: str) -> None:
    check(cast, barrier(cast), verdict)
    assert not Believed.objects.exists()


def test_mistrust_between_people_never_makes_one(cast: b.Cast) -> None:
    made = barrier(cast, "People do not trust the agency", category=b.category("culture"))
    with pytest.raises(ValidationError):
        check(cast, made)
    assert not Believed.objects.exists()


def test_one_whose_kind_turns_out_to_be_culture_leaves_the_library(cast: b.Cast) -> None:
    made = barrier(cast)
    check(cast, made)
    made = Barrier.objects.get(pk=made.pk)
    made.category = b.category("culture")
    edit_barrier(by=cast.bradford_editor, barrier=made)
    entry = Believed.objects.get()
    assert entry.category is None
    assert as_(cast.bradford_editor).get(entry.get_absolute_url()).status_code == 404
    made.refresh_from_db()
    made.category = b.category("funding")
    edit_barrier(by=cast.bradford_editor, barrier=made)
    assert "Funding" in shown(as_(cast.bradford_editor), entry.get_absolute_url())


def test_a_later_check_of_the_same_barrier_contests_and_a_further_one_settles(
    cast: b.Cast,
) -> None:
    made = barrier(cast)
    check(cast, made)
    entry = Believed.objects.get()
    check(cast, made, "rule", on=dt.date(2026, 11, 21))
    said = shown(as_(cast.outsider), entry.get_absolute_url())
    assert "Contested by a later check (21 November 2026): yes, there is a rule" in said
    check(cast, made, on=dt.date(2026, 11, 22))
    said = shown(as_(cast.outsider), entry.get_absolute_url())
    assert "Contested by" not in said
    listed = shown(as_(cast.outsider), "/practice/believed/")
    assert "Was contested, but settled by a check (22 November 2026)" in listed
    assert Believed.objects.count() == 1


def test_a_check_of_a_joined_barrier_contests_for_those_who_see_it(cast: b.Cast) -> None:
    made = barrier(cast)
    check(cast, made)
    entry = Believed.objects.get()
    other = barrier(cast, "We may not show addresses", visibility="team")
    linked.join(other, made)
    practised.contest(other, on=DAY)
    reader = shown(as_(cast.bradford_editor), entry.get_absolute_url())
    assert f"A later check of {other.reference}, which is joined to its barrier" in reader
    assert "Contested" in reader
    assert "Contested" not in shown(as_(cast.outsider), entry.get_absolute_url())


def test_an_earlier_check_of_a_joined_barrier_does_not_contest(cast: b.Cast) -> None:
    other = barrier(cast, "We may not show addresses")
    practised.contest(other)
    made = barrier(cast)
    linked.join(made, other)
    check(cast, made)
    entry = Believed.objects.get(barrier=made)
    assert "Contested" not in shown(as_(cast.outsider), entry.get_absolute_url())


def test_an_editor_opens_it_to_everyone_in_words_that_name_nobody(cast: b.Cast) -> None:
    made = barrier(cast, visibility="team")
    check(cast, made, what="Bradford’s own lawyer read the Act")
    entry = Believed.objects.get()
    editor = as_(cast.bradford_editor)
    refused = word(editor, entry, open_to="public")
    assert "Take “Bradford” out" in words(refused)
    assert "Bradford’s own lawyer" in refused.content.decode()
    said = {"claim": "Addresses may not be shown", "because": "the Act says nothing of them"}
    assert word(editor, entry, open_to="public", **said).status_code == 302
    page = shown(Client(), entry.get_absolute_url())
    assert "Addresses may not be shown" in page
    for told in (made.reference, TITLE, "Council lawyer", "Bradford"):
        assert told not in page
    assert Client().get(made.get_absolute_url()).status_code == 404
    history = reverse("believed_history", args=[entry.pk])
    assert as_(cast.outsider).get(history).status_code == 404
    assert editor.get(history).status_code == 200


def test_only_who_may_check_a_barrier_words_it(cast: b.Cast) -> None:
    made = barrier(cast)
    check(cast, made)
    address = reverse("believed_edit", args=[Believed.objects.get().pk])
    assert as_(cast.bradford_officer).get(address).status_code == 403
    assert as_(cast.luton_editor).get(address).status_code == 403


def test_the_second_of_two_who_word_it_sees_both_versions(cast: b.Cast) -> None:
    check(cast, barrier(cast))
    entry = Believed.objects.get()
    editor = as_(cast.bradford_editor)
    word(editor, entry, claim="Said by the first")
    second = word(editor, entry, claim="Said by the second")
    assert "Said by the first" in words(second)
    assert Believed.objects.get().claim == "Said by the first"


@time_machine.travel("2026-11-21 12:00")
def test_a_check_of_a_closed_barrier_is_refused_and_what_was_typed_is_kept(
    cast: b.Cast,
) -> None:
    made = barrier(cast, status="closed_unresolved")
    sent = {
        "what": "The Act was read", "verdict": "no_rule", "checked_by": "Lawyer",
        **ON,
    }  # fmt: skip
    address = reverse("barrier_check_add", args=[made.reference])
    answer = send(as_(cast.bradford_editor), address, sent)
    assert f"{made.reference} is closed" in words(answer)
    assert "The Act was read" in answer.content.decode()
    assert not Check.objects.exists()
    assert "Add a check" not in shown(as_(cast.bradford_editor), made.get_absolute_url())


@time_machine.travel("2026-11-21 12:00")
def test_the_form_asks_which_rule_was_looked_at(cast: b.Cast) -> None:
    made = barrier(cast)
    address = reverse("barrier_check_add", args=[made.reference])
    client = as_(cast.bradford_editor)
    sent = {
        "what": "Read it", "verdict": "no_rule", "checked_by": "Lawyer",
        "source_title": "Data Sharing Act", "source_url": "https://example.test/act",
    }  # fmt: skip
    assert send(client, address, {**sent, **ON}).status_code == 302
    entry = Believed.objects.get()
    assert (entry.source.title, entry.found_by.source) == ("Data Sharing Act", entry.source)
    assert "Data Sharing Act" in shown(client, entry.get_absolute_url())


def look(user: Any, **asked: str) -> str:
    response = as_(user).get(reverse("barrier_similar"), asked)
    return response.content.decode()


def test_it_is_offered_to_who_writes_the_like_and_sees_it(cast: b.Cast) -> None:
    made = barrier(cast)
    check(cast, made)
    hidden = barrier(cast, f"{TITLE} at night", visibility="team")
    check(cast, hidden, what="A hidden reason")
    count_words(b.TODAY)
    assert BarrierWord.objects.exists()
    asked = {"said": "cannot show addresses of homes to housing", "kind": "data-sharing"}
    offered = look(cast.luton_officer, **asked)
    assert "Often believed:" in offered
    assert "Why the rule does not say so: The Act says nothing of addresses" in offered
    assert "Checked on 20 November 2026" in offered
    assert "A hidden reason" not in offered
    assert "Often believed:" not in look(cast.luton_officer, **{**asked, "kind": "funding"})
    assert "Often believed:" not in look(cast.luton_officer, said="buses stop running after six")


def test_it_stands_on_the_page_of_a_barrier_of_the_like(cast: b.Cast) -> None:
    check(cast, barrier(cast))
    like = barrier(cast, "We cannot show the addresses of homes to housing")
    count_words(b.TODAY)
    assert "The Act says nothing of addresses" in shown(
        as_(cast.outsider), f"{like.get_absolute_url()}others/"
    )
    other = barrier(cast, "We cannot carry money over", category=b.category("funding"))
    assert "The Act says nothing" not in shown(
        as_(cast.outsider), f"{other.get_absolute_url()}others/"
    )


def test_the_file_says_what_became_of_it(cast: b.Cast) -> None:
    made = barrier(cast, visibility="public")
    check(cast, made)
    check(cast, made, "partly", on=dt.date(2026, 11, 21))
    answer = Client().get("/practice/believed/?format=csv")
    file = b"".join(answer.streaming_content).decode()
    assert "Contested by a later check (21 November 2026): partly" in file

"""What was taken back is had again by *Undo*, as it stood: the same rows under the same keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from collaboration.models import Attachment, Comment
from funding.models import (
    Flow,
)
from governance.models import BoardLine
from partnerships.models import (
    Partnership,
    Topic,
)
from people.models import Assignment
from pilots.models import Indicator
from records.drafts import forget_deleted
from records.form_views import TakeBackPage
from records.models import Draft, HistoryEntry
from records.undoing import UNDOABLE
from tests import builders, learned
from tests.builders import Cast
from tests.funding.round import test_rounds as rounds
from tests.governance.board.sweep import board
from tests.governance.decision import test_decisions as decisions
from tests.pilots.forms import filled, signed_in, text_of, values
from tests.records.added import ADDED, LESSON, RESTORE, WHY, Added
from tests.records.rows import COUNTED, differing, everything

pytestmark = pytest.mark.django_db


def pages(patterns: Iterable[Any]) -> Iterator[str]:
    """The addresses at which something is taken back."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from pages(pattern.url_patterns)
        else:
            page = getattr(pattern.callback, "view_class", None)
            if page is not None and issubclass(page, TakeBackPage):
                yield pattern.name or ""


def test_each_page_that_takes_back_is_tried_here() -> None:
    assert {*pages(get_resolver().url_patterns)} == ADDED.keys()
    assert {one.model for one in ADDED.values()} <= UNDOABLE.keys()


@pytest.fixture
def around(cast: Cast) -> Cast:
    """What the added stand on."""
    builders.organisation("Energy department", "central_government")
    builders.organisation("Housing ministry", "central_government")
    rounds.a_fund(cast)
    programme = builders.programme("Cold Streets")
    assert programme.slug == "cold-streets"
    pilot = builders.pilot(cast.bradford, "Warm homes", slug="warm-homes", visibility="place")
    learned.lesson(pilot, pk=LESSON)
    builders.category()
    of = board(cast.bradford, decisions.BOARD, visibility="public")
    trust = builders.organisation("Act as One Trust", "voluntary")
    BoardLine.objects.create(board=of, kind="reports_to", to=trust)
    Partnership.objects.create(name="Act as One", slug="act-as-one").places.add(cast.bradford)
    return cast


def add(client: Client, one: Added) -> tuple[dict[str, Any], Any]:
    """Send the form; gives what was sent, and the record that came of it."""
    data = filled(client, one.at, **one.typed)
    answer = client.post(one.at, data)
    assert answer.status_code == 302, answer.context["form"].errors
    return data, one.model._base_manager.order_by("-pk").first()


def undo_of(page: Any) -> str:
    """Where *Undo* beside the message posts."""
    [address] = RESTORE.findall(page.content.decode().partition("<main")[2].partition("<h1")[0])
    return address


def taken_back(client: Client, name: str, record: Any) -> Any:
    """The page after a record was taken back."""
    args = [getattr(record, ADDED[name].by)]
    if name == "programme_place_undo":
        args = ["cold-streets", *args]
    if name == "board_meeting_take_back":
        args = ["family-board", *args]
    if name in ("partner_take_back", "indicator_take_back", "used_in_take_back"):
        args = ["warm-homes", *args]
    return client.post(reverse(name, args=args), WHY, follow=True)


@pytest.mark.parametrize("name", ADDED)
def test_undo_puts_every_row_back_as_it_stood(around: Cast, name: str) -> None:
    one = ADDED[name]
    client = signed_in(getattr(around, one.who))
    _, record = add(client, one)
    assert not Draft.objects.exists(), "what is sent is no draft"
    rows = everything()
    page = taken_back(client, name, record)
    assert "Taken back: " in text_of(page)
    assert "You can undo this until" in text_of(page)
    assert not one.model._base_manager.filter(pk=record.pk).exists()
    assert not Draft.objects.exists(), "it is no form to send again"
    back = client.post(undo_of(page), follow=True)
    assert back.status_code == 200
    assert "It is back as it was: " in text_of(back)
    for columns in differing(rows, everything()).values():
        assert columns <= COUNTED
    # It can be taken back once more
    assert "Taken back: " in text_of(taken_back(client, name, record))


def flow_taken_back(client: Client) -> tuple[Flow, Any]:
    """Money that was added and taken back, and the page that says so."""
    _, flow = add(client, ADDED["flow_take_back"])
    return flow, client.post(f"{flow.get_absolute_url()}take-back/", WHY, follow=True)


def test_history_tells_that_it_was_undone(around: Cast) -> None:
    client = signed_in(around.bradford_officer)
    flow, page = flow_taken_back(client)
    client.post(undo_of(page))
    kinds = HistoryEntry.objects.of(flow).values_list("kind", flat=True)
    assert [kind for kind in kinds if kind != "update"] == ["insert", "delete", "insert"]
    last = HistoryEntry.objects.of(flow).filter(kind="insert").last()
    assert (last.context["why"], last.user_id) == ("Undone", around.bradford_officer.pk)


def attach(client: Client, record: Any, name: str) -> str:
    """A file beside a source; gives its address."""
    file = SimpleUploadedFile(name, f"Place,Homes\n{name},12\n".encode())
    client.post(reverse("attachments", args=["source", record.pk]), {"file": file})
    return Attachment.objects.get(name=name).get_absolute_url()


def test_files_that_its_author_put_beside_it_come_back_at_their_addresses(around: Cast) -> None:
    client = signed_in(around.administrator)
    _, source = add(client, ADDED["source_take_back"])
    address = attach(client, source, "plan.csv")
    assert client.get(address).status_code == 200
    page = taken_back(client, "source_take_back", source)
    assert client.get(address).status_code == 404
    client.post(undo_of(page))
    assert client.get(address).status_code == 200


def test_a_file_of_somebody_else_rests_on_the_record(around: Cast) -> None:
    client = signed_in(around.administrator)
    _, source = add(client, ADDED["source_take_back"])
    attach(signed_in(builders.user("Another", ("administrator", None))), source, "more.csv")
    assert "something depends on it" in text_of(taken_back(client, "source_take_back", source))


def test_a_tick_that_was_taken_out_since_is_not_ticked_again(around: Cast) -> None:
    """Nor in the draft that it is where it cannot be put back."""
    client = signed_in(around.bradford_officer)
    added = ADDED["indicator_take_back"]
    _, indicator = add(client, replace(added, typed=added.typed | {"is_refusal": "on"}))
    assert indicator.is_refusal
    edit = f"{indicator.get_absolute_url()}edit/"
    sent = client.post(edit, filled(client, edit, is_refusal=None, name="Homes now"))
    assert sent.status_code == 302
    page = taken_back(client, "indicator_take_back", indicator)
    client.post(undo_of(page))
    indicator.refresh_from_db()
    assert (indicator.is_refusal, indicator.name) == (False, "Homes now")
    page = taken_back(client, "indicator_take_back", indicator)
    Indicator.objects.create(
        pilot=indicator.pilot, number=indicator.number, name="Homes now", definition="Doors"
    )
    again = client.post(undo_of(page), follow=True)
    shown = values(again.content.decode())
    assert shown["name"] == "Homes now"
    assert not shown.get("is_refusal")


def test_where_its_name_was_taken_meanwhile_that_is_said_and_it_is_a_draft(around: Cast) -> None:
    client = signed_in(around.administrator)
    _, topic = add(client, ADDED["topic_undo"])
    page = taken_back(client, "topic_undo", topic)
    Topic.objects.create(name=topic.name, slug=topic.slug)
    again = client.post(undo_of(page), follow=True)
    assert "It can’t be undone: something" in text_of(again)
    assert "What was typed for it is a draft now" in text_of(again)
    assert values(again.content.decode())["words"].strip() == "Insulation\nwarm homes"
    assert Draft.objects.visible_to(around.administrator).count() == 1


def test_who_did_not_add_it_cannot_undo_and_is_told_who_can(around: Cast) -> None:
    _, flow = add(signed_in(around.bradford_officer), ADDED["flow_take_back"])
    editor = signed_in(around.bradford_editor)
    said = text_of(editor.post(f"{flow.get_absolute_url()}take-back/", WHY, follow=True))
    assert "Bradford officer can undo this until" in said
    restore = reverse("draft_restore", args=[Draft.every.get().pk])
    assert editor.post(restore).status_code == 404
    officer = signed_in(around.bradford_officer)
    home = officer.get(reverse("home"))
    assert restore in home.content.decode()
    officer.post(restore)
    assert Flow.objects.filter(pk=flow.pk).exists()


def test_whose_right_ended_cannot_undo(around: Cast) -> None:
    client = signed_in(around.bradford_officer)
    flow, page = flow_taken_back(client)
    Assignment.objects.filter(user=around.bradford_officer).delete()
    said = text_of(client.post(undo_of(page), follow=True))
    assert "you can no longer change such records there" in said
    assert not Flow.objects.filter(pk=flow.pk).exists()


def test_what_was_sent_is_seen_by_nobody_and_forgotten_after_a_week(around: Cast) -> None:
    client = signed_in(around.bradford_officer)
    add(client, ADDED["flow_take_back"])
    [kept] = Draft.every.all()
    assert not Draft.objects.with_deleted(around.bradford_officer).exists()
    restore = reverse("draft_restore", args=[kept.pk])
    assert client.post(restore).status_code == 404
    assert "Damp and mould visits" not in text_of(client.get("/funding/flows/add/"))
    assert forget_deleted() == 0
    with time_machine.travel(timezone.now() + dt.timedelta(days=6)):
        assert forget_deleted() == 0
    with time_machine.travel(timezone.now() + dt.timedelta(days=7, minutes=1)):
        assert forget_deleted() == 1
    assert not Draft.every.exists()


def test_a_week_after_it_was_taken_back_it_is_too_late(around: Cast) -> None:
    client = signed_in(around.bradford_officer)
    flow, page = flow_taken_back(client)
    Draft.every.update(saved_at=timezone.now() - dt.timedelta(days=7, minutes=1))
    assert "It can’t be undone any more" in text_of(client.post(undo_of(page), follow=True))
    assert not Flow.objects.filter(pk=flow.pk).exists()
    forget_deleted()
    assert not Draft.every.exists()


def test_a_withdrawn_comment_stands_again_with_who_it_mentions(cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Warm homes", visibility="network")
    client = signed_in(cast.bradford_officer)
    at = reverse("comments", args=["pilot", pilot.pk])
    client.post(at, filled(client, at, text="We counted\nthem twice, @Luton officer."))
    rows = everything()
    comment = Comment.objects.get()
    page = client.post(reverse("comment_withdraw", args=[comment.pk]), follow=True)
    assert "The comment is withdrawn. You can undo this until" in text_of(page)
    again = client.post(undo_of(page), follow=True)
    assert "We counted" in text_of(again)
    for columns in differing(rows, everything()).values():
        assert columns <= COUNTED

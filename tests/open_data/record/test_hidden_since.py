"""What somebody hides, withdraws or removes is in no copy from then on, and they are told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from governance.models import AgendaItem, BoardMeeting
from open_data.models import PublicRecord
from open_data.record import narrowed
from open_data.record.actions import keep_public_record
from open_data.record.models import store
from pilots.models import Lesson, Pilot
from tests import builders, learned
from tests.builders import TODAY, Cast
from tests.governance import builders as b
from tests.governance.board.sweep import board
from tests.governance.decision.sweep import decision
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db
EVERYTHING = "/data/everything.zip"
TOLD = "may hold what was public until now, so nobody can download it any more"


@pytest.fixture
def lesson(cast: Cast) -> Lesson:
    """One that everybody reads, of a pilot that everybody reads."""
    return learned.lesson(builders.pilot(cast.bradford, "Warm homes"), "Ask twice.")


def kept() -> PublicRecord:
    """The file of a day; what is in such a file is tested beside this."""
    name = store().save("public-record/kept.zip", ContentFile(b"PK\x05\x06" + bytes(18)))
    return PublicRecord.objects.create(day=TODAY, file=name, size=22, digest="0" * 64, rows={})


def is_given_out() -> bool:
    """Whether the last file is, at both of its addresses and on the page of all."""
    latest = Client().get(EVERYTHING).status_code
    days = [one.get_absolute_url() for one in PublicRecord.objects.all()]
    of_day = {Client().get(day).status_code for day in days}
    page = text_of(Client().get(reverse("data")))
    is_held_back = "is not public any more, so nobody can download it" in page
    assert (latest, of_day, is_held_back) in ((302, {200}, False), (404, {404}, True))
    return latest == 302


def withdraw(lesson: Lesson, editor: Client) -> Any:
    address = reverse("lesson_withdraw", args=[lesson.pk])
    return editor.post(address, {"because": "It names somebody."}, follow=True)


def take_down(lesson: Lesson, editor: Client) -> Any:
    return editor.post(reverse("lesson_take_down", args=[lesson.pk]), follow=True)


def narrow(lesson: Lesson, editor: Client) -> Any:
    address = reverse("lesson_edit", args=[lesson.pk])
    return editor.post(address, filled(editor, address, visibility="place"), follow=True)


@pytest.mark.parametrize("act", [withdraw, take_down, narrow])
def test_whoever_hides_what_was_public_is_told_that_its_copies_are_gone(
    cast: Cast, lesson: Lesson, act: Callable[[Lesson, Client], Any]
) -> None:
    kept()
    assert is_given_out()
    page = act(lesson, signed_in(cast.bradford_editor))
    assert TOLD in text_of(page)
    assert '<p>The <a href="/data/">file with all public data</a> may' in page.content.decode()
    assert not is_given_out()


def test_nothing_is_said_of_copies_where_there_are_none(cast: Cast, lesson: Lesson) -> None:
    said = text_of(take_down(lesson, signed_in(cast.bradford_editor)))
    assert "Taken out of public view" in said
    assert TOLD not in said


def test_nothing_is_said_of_copies_where_nothing_was_hidden(cast: Cast, lesson: Lesson) -> None:
    editor = signed_in(cast.bradford_editor)
    kept()
    address = reverse("lesson_edit", args=[lesson.pk])
    said = editor.post(address, filled(editor, address, text="Ask three times."), follow=True)
    assert TOLD not in text_of(said)


def test_a_part_that_is_switched_off_is_in_no_copy(cast: Cast) -> None:
    kept()
    administrator = signed_in(cast.administrator)
    said = administrator.post(reverse("part_switch_off", args=["recognition"]), follow=True)
    assert TOLD in text_of(said)
    assert not is_given_out()
    administrator.post(reverse("part_switch_on", args=["recognition"]))
    assert is_given_out()


def _name_a_body(cast: Cast) -> Callable[[], Any]:
    barrier = builders.barrier(cast.bradford, visibility="public")
    return lambda: type(barrier).objects.filter(pk=barrier.pk).update(unlocker=cast.council)


def _retract(cast: Cast) -> Callable[[], Any]:
    update = builders.update(builders.pilot(cast.bradford), state="accepted")
    return lambda: (
        type(update).objects.filter(pk=update.pk).update(state="submitted", accepted_at=None)
    )


def _delete(cast: Cast) -> Callable[[], Any]:
    return builders.indicator(builders.pilot(cast.bradford), "Homes").delete


def _narrow_what_it_is_read_with(cast: Cast) -> Callable[[], Any]:
    pilot = builders.pilot(cast.bradford)
    builders.indicator(pilot, "Homes")
    return lambda: Pilot.objects.filter(pk=pilot.pk).update(visibility="team")


@pytest.mark.parametrize("made", [_name_a_body, _retract, _delete, _narrow_what_it_is_read_with])
def test_however_it_stops_being_public_no_copy_is_given_out(
    cast: Cast, made: Callable[[Cast], Callable[[], Any]]
) -> None:
    act = made(cast)
    kept()
    assert is_given_out()
    act()
    assert not is_given_out()


def test_what_was_never_public_and_what_stays_so_ends_no_copy(cast: Cast, lesson: Lesson) -> None:
    hidden = builders.pilot(cast.bradford, visibility="place")
    other = builders.pilot(cast.bradford, visibility="place")
    draft = builders.update(builders.pilot(cast.bradford))
    kept()
    for one, change in (
        (hidden, {"name": "Another", "visibility": "team"}),
        (hidden, {"visibility": "public"}),
        (draft, {"happened": "Another"}),
        (lesson, {"text": "Ask three times."}),
        (lesson, {"visibility": "team"}),
        (lesson, {"visibility": "public"}),
    ):
        type(one).objects.filter(pk=one.pk).update(**change)
    other.delete()
    learned.lesson(hidden, "Newer")
    assert is_given_out()


def test_of_more_changes_than_are_looked_through_a_copy_from_before_is_not_given_out(
    cast: Cast, lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept()
    assert is_given_out()
    monkeypatch.setattr(narrowed, "MANY", 1)
    assert not is_given_out()


def test_each_kind_that_everybody_reads_can_be_asked_what_it_was(cast: Cast) -> None:
    kinds = narrowed._public_kinds()
    assert len(kinds) > 100
    for model in kinds.values():
        assert narrowed._narrowed(model, timezone.now(), None) is None, model


@pytest.mark.usefixtures("own_database")
@pytest.mark.parametrize("way", ["made-private", "put-under", "added-with-it"])
def test_a_decision_that_comes_under_a_private_item_is_in_no_copy(way: str) -> None:
    """Its own row stays as it was, and the item was read by nobody of the public before."""
    cast = builders.cast()
    made = board(cast.bradford, visibility="public")
    planned = BoardMeeting.objects.create(board=made, number=1, on=TODAY, visibility="public")
    why = {"is_private": True, "private_because": "Staff"}
    item = b.item(planned, made, "Pay", **(why if way == "put-under" else {}))
    one = decision(made, "Pay", visibility="public")
    level = decision(made, "Never public", visibility="network")
    items = AgendaItem.objects.filter(pk=item.pk)
    if way == "made-private":
        items.update(decision=one)
    kept()
    b.item(planned, made, "Staff", decision=level, **why)
    with transaction.atomic():
        b.item(planned, made, "New", decision=decision(made, "New", visibility="public"), **why)
    assert is_given_out()
    if way == "added-with-it":
        b.item(planned, made, "Pay too", decision=one, **why)
    else:
        items.update(decision=one, **why)
    assert not is_given_out()
    AgendaItem.objects.filter(decision=one).update(is_private=False, private_because="")
    assert is_given_out()


@pytest.mark.usefixtures("own_database")
def test_the_hourly_job_makes_one_without_it_and_leaves_none_that_has_it() -> None:
    cast = builders.cast()
    builders.pilot(cast.bradford, "Stays")
    gone = builders.pilot(cast.bradford, "Goes")
    first = keep_public_record(TODAY)
    assert first is not None
    assert keep_public_record(TODAY) is None
    Pilot.objects.filter(pk=gone.pk).update(visibility="team")
    assert not is_given_out()
    again = keep_public_record(TODAY)
    assert again is not None
    assert again.rows["pilots"] == 1
    assert [one.file for one in PublicRecord.objects.all()] == [again.file]
    assert not store().exists(first.file)
    assert is_given_out()
    assert keep_public_record(TODAY) is None


@pytest.mark.usefixtures("own_database")
def test_what_was_being_hidden_while_a_file_was_made_is_in_none_either() -> None:
    cast = builders.cast()
    pilot = builders.pilot(cast.bradford, "Goes")
    with closing(connection.copy()) as other, other.cursor() as cursor:
        other.set_autocommit(False)
        cursor.execute("UPDATE pilots_pilot SET visibility = 'team' WHERE id = %s", [pilot.pk])
        made = keep_public_record(TODAY)
        assert made is not None
        assert made.rows["pilots"] == 1
        other.commit()
    assert not PublicRecord.objects.given_out().exists()
    assert not is_given_out()

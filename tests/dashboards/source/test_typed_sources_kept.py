"""What was put right or taken back stays so, and just those who may do it are asked."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dashboards.source.permissions import rights_to_source
from partnerships.models import PlaceFigure
from pilots.models import CaseStudySource, Lesson, Pilot
from records import drafts
from records.models import Draft, Source
from services.models import LocalService
from tests import builders as b
from tests import learned, practised
from tests.builders import Cast
from tests.dashboards.source.test_sources import source
from tests.dashboards.source.test_typed_sources import LINK, TITLE, page, typed, write
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pilot(cast: Cast) -> Pilot:
    """A pilot that everyone reads."""
    return b.pilot(cast.bradford, "Warm homes", team=cast.team)


def take_back(made: Source, because: str = "It names somebody") -> None:
    made.withdraw(because)
    made.save()


def put_right(made: Source) -> None:
    made.title = "Letter of a landlord"
    made.save()


def on_edit(lesson: Lesson) -> str:
    return reverse("lesson_edit", args=[lesson.pk])


@pytest.mark.parametrize("change", [take_back, put_right])
def test_a_form_opened_before_does_not_bring_back_what_a_source_said(
    cast: Cast, pilot: Pilot, change: Any
) -> None:
    lesson = write(cast.teammate, pilot)
    editor, address = signed_in(cast.bradford_editor), on_edit(lesson)
    late = filled(editor, address, text="Ask three times.")
    assert late["source_title"] == TITLE
    change(lesson.source)
    assert editor.post(address, late).status_code == 302
    was = lesson.source
    lesson.refresh_from_db()
    assert (lesson.text, lesson.source) == ("Ask three times.", was)
    assert not Source.objects.filter(title=TITLE).exists()


def test_a_draft_kept_before_does_not_bring_back_what_a_source_said(
    cast: Cast, pilot: Pilot
) -> None:
    lesson = write(cast.teammate, pilot)
    editor, address = signed_in(cast.bradford_editor), on_edit(lesson)
    editor.post(address, {**filled(editor, address, text="Ask three times."), drafts.BUTTON: "1"})
    assert Draft.objects.exists()
    take_back(lesson.source)
    assert editor.post(address, filled(editor, address)).status_code == 302
    was = lesson.source
    lesson.refresh_from_db()
    assert (lesson.text, lesson.source) == ("Ask three times.", was)
    assert not Source.objects.filter(title=TITLE).exists()


@pytest.mark.parametrize("title", ["Another letter", ""])
def test_what_is_typed_anew_into_a_form_opened_before_is_taken(
    cast: Cast, pilot: Pilot, title: str
) -> None:
    lesson = write(cast.teammate, pilot)
    editor, address = signed_in(cast.bradford_editor), on_edit(lesson)
    late = filled(editor, address, source_title=title, source_url="")
    take_back(lesson.source)
    editor.post(address, late)
    lesson.refresh_from_db()
    assert (lesson.source.title if lesson.source else "") == title


@pytest.mark.parametrize(("state", "changes"), [("published", False), ("written", True)])
def test_what_stands_behind_a_published_case_study_is_changed_by_who_publishes_it(
    cast: Cast, pilot: Pilot, state: str, changes: bool
) -> None:
    made = source("A report", created_by=cast.teammate, is_open=False)
    study = learned.case_study(pilot, created_by=cast.teammate, state=state)
    CaseStudySource.objects.create(case_study=study, source=made)
    edit, withdraw, restore = (f"source_{act}" for act in ("edit", "withdraw", "restore"))
    writer, editor = signed_in(cast.teammate), signed_in(cast.bradford_editor)

    def at(name: str) -> str:
        return reverse(name, args=[made.slug])

    assert writer.get(at(edit)).status_code == (200 if changes else 403)
    assert (f'href="{at(edit)}"' in writer.get(made.get_absolute_url()).content.decode()) is changes
    assert editor.get(at(edit)).status_code == 200
    said = filled(writer, at(withdraw), because="It names somebody")
    assert "Source withdrawn" in text_of(writer.post(at(withdraw), said, follow=True))
    made.refresh_from_db()
    assert ("Restore" in page(writer, made.get_absolute_url())) is changes
    assert writer.post(at(restore)).status_code == (302 if changes else 403)
    if not changes:
        assert "Source restored" in text_of(editor.post(at(restore), follow=True))


def test_the_history_of_a_source_that_is_not_open_is_its_writers_and_administrators(
    cast: Cast, pilot: Pilot
) -> None:
    made = typed(cast.teammate, pilot, visibility="network")
    history, edit = (reverse(f"source_{act}", args=[made.slug]) for act in ("history", "edit"))
    for reader in (cast.teammate, cast.administrator):
        assert signed_in(reader).get(history).status_code == 200
        assert "History" in page(signed_in(reader), made.get_absolute_url())
    editor = signed_in(cast.bradford_editor)
    assert editor.get(edit).status_code == 200
    assert editor.get(history).status_code == 403
    assert "History" not in page(editor, made.get_absolute_url())


def test_an_address_made_of_a_title_goes_with_it(cast: Cast, pilot: Pilot) -> None:
    older = source("Letter of Mr Doe", created_by=cast.teammate, is_open=False)
    learned.lesson(pilot, source=older)
    loaded, newer = source("Guidance"), typed(cast.teammate, pilot)
    kept = (loaded.slug, newer.slug)
    for one in (older, loaded, newer):
        take_back(one)
    assert re.fullmatch(r"source-[0-9a-f]{12}", older.slug)
    assert (loaded.slug, newer.slug) == kept
    slug = older.slug
    older.restore()
    older.save()
    assert (older.slug, older.title) == (slug, "Letter of Mr Doe")


def test_a_service_merged_into_another_takes_no_right_from_anybody(
    cast: Cast, pilot: Pilot
) -> None:
    made = typed(cast.teammate, pilot)
    kept = LocalService.objects.create(place=cast.luton, name="Warm room")
    twice = LocalService.objects.create(place=cast.luton, name="Warm rooms", source=made)
    assert not rights_to_source(cast.teammate, made).change
    twice.merged_into = kept
    twice.save()
    assert rights_to_source(cast.teammate, made).change


def test_a_belief_that_no_list_shows_takes_no_right_from_anybody(cast: Cast, pilot: Pilot) -> None:
    made = typed(cast.teammate, pilot)
    believed = practised.belief(b.barrier(cast.luton, category=b.category()), source=made)
    assert not rights_to_source(cast.teammate, made).change
    believed.category = None
    believed.save()
    assert rights_to_source(cast.teammate, made).change


def test_who_may_change_many_records_may_take_back_what_they_rest_on(
    cast: Cast, pilot: Pilot
) -> None:
    made = typed(cast.teammate, pilot)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert rights_to_source(cast.bradford_editor, made).withdraw
        return len(seen)

    queries()  # the user's roles are looked up once
    few = queries()
    for number in range(60):
        learned.lesson(pilot, f"Lesson {number}", source=made)
    assert queries() == few


def test_what_an_administrator_withdrew_only_administrators_restore(
    cast: Cast, pilot: Pilot
) -> None:
    made = typed(cast.teammate, pilot, visibility="network")
    withdraw, restore = (
        reverse(f"source_{act}", args=[made.slug]) for act in ("withdraw", "restore")
    )
    client, writer = signed_in(cast.administrator), signed_in(cast.teammate)
    client.post(withdraw, filled(client, withdraw, because="A complaint"))
    shown = page(writer, made.get_absolute_url())
    assert "A complaint" in shown
    assert "Restore the source" not in shown
    assert writer.post(restore).status_code == 403
    assert "Source restored" in text_of(client.post(restore, follow=True))
    writer.post(withdraw, filled(writer, withdraw, because="A mistake"))
    assert "Source restored" in text_of(writer.post(restore, follow=True))


def test_a_record_that_needs_a_source_is_saved_while_its_source_is_withdrawn(cast: Cast) -> None:
    made = source("A release", url=LINK)
    figure = PlaceFigure.objects.create(
        place=cast.bradford,
        measure="population",
        value=100,
        unit="people",
        release="mid-2020",
        as_of="2020-06-30",
        as_of_precision="day",
        source=made,
    )
    client, address = (
        signed_in(cast.bradford_editor),
        reverse("place_figure_edit", args=[figure.pk]),
    )
    assert "A source that was withdrawn" not in page(client, address)
    take_back(made)
    assert "The source of this was withdrawn" in page(client, address)
    assert client.post(address, filled(client, address, value="200")).status_code == 302
    figure.refresh_from_db()
    assert (figure.value, figure.source) == (200, made)


def test_what_is_typed_into_a_source_withdrawn_meanwhile_is_kept(cast: Cast, pilot: Pilot) -> None:
    made = typed(cast.teammate, pilot)
    client: Client = signed_in(cast.teammate)
    address = reverse("source_edit", args=[made.slug])
    late = filled(client, address, title="Mine")
    take_back(made)
    answer = client.post(address, late)
    assert answer.status_code == 200
    assert "The source was withdrawn while you were changing it" in text_of(answer)
    assert 'value="Mine"' in answer.content.decode()
    made.refresh_from_db()
    assert made.title == "Source withdrawn"

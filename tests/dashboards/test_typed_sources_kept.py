"""What was put right or taken back stays so, and just those who may do it are asked."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from partnerships.models import PlaceFigure
from pilots.models import Lesson, Pilot
from records import drafts
from records.models import Draft, Source
from tests import builders as b
from tests.builders import Cast
from tests.dashboards.test_sources import source
from tests.dashboards.test_typed_sources import LINK, TITLE, page, write
from tests.pilots.forms import filled, signed_in

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
    assert "A source that was withdrawn stands behind this" in page(client, address)
    assert client.post(address, filled(client, address, value="200")).status_code == 302
    figure.refresh_from_db()
    assert (figure.value, figure.source) == (200, made)

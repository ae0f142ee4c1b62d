"""The history of a lesson or case study follows its own level and its pilot's, as they were."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from access.history import history_of
from pilots.models import CaseStudy, Lesson, Pilot
from tests import builders, learned
from tests.builders import Cast

NOW = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def people(own_database: str) -> Cast:
    return builders.cast()


def told(lesson: Lesson, user: object) -> list[tuple[str, str | None, str | None]]:
    history = history_of(Lesson.objects.get(pk=lesson.pk), user)
    return [
        (one.label, one.before, one.after) for entry in history.entries for one in entry.differences
    ]


def change(lesson: Lesson, **fields: str) -> None:
    with transaction.atomic():
        Lesson.objects.filter(pk=lesson.pk).update(**fields)


def test_what_a_lesson_said_while_it_was_private_stays_so(people: Cast) -> None:
    with transaction.atomic():
        pilot = builders.pilot(people.bradford, "Warm homes")
    with transaction.atomic():
        lesson = learned.lesson(pilot, "Secret words", visibility="team")
    change(lesson, text="Open words", visibility="public")
    change(lesson, text="Newest words")
    assert told(lesson, AnonymousUser()) == [("Text", "Open words", "Newest words")]
    assert ("Text", "Secret words", "Open words") in told(lesson, people.bradford_editor)


def test_what_a_lesson_said_while_its_pilot_was_private_stays_so(people: Cast) -> None:
    with transaction.atomic():
        pilot = builders.pilot(people.bradford, "Warm homes", visibility="team")
    with transaction.atomic():
        lesson = learned.lesson(pilot, "Secret words")
    change(lesson, text="Still secret")
    with transaction.atomic():
        Pilot.objects.filter(pk=pilot.pk).update(visibility="public")
    change(lesson, text="Open words")
    change(lesson, text="Newest words")
    public = str(told(lesson, AnonymousUser()))
    assert "Newest words" in public
    assert "Secret" not in public


def test_what_a_case_study_said_before_it_was_published_stays_with_place_and_funder(
    people: Cast,
) -> None:
    with transaction.atomic():
        pilot = builders.pilot(people.bradford, "Warm homes", programme=people.pfpp)
    with transaction.atomic():
        study = learned.case_study(pilot, tried="Secret words")
    rows = CaseStudy.objects.filter(pk=study.pk)
    with transaction.atomic():
        rows.update(tried="Open words")
    with transaction.atomic():
        rows.update(
            state="published", reviewed_by=people.evaluator, reviewed_at=NOW, published_at=NOW
        )
    with transaction.atomic():
        rows.update(tried="Newest words")
    found = CaseStudy.objects.get()
    for outsider in (AnonymousUser(), people.outsider):
        history = history_of(found, outsider)
        said = str([entry.differences for entry in history.entries])
        assert "Newest words" in said
        assert "Secret words" not in said
    inside = history_of(found, people.pfpp_lead)
    assert "Secret words" in str([entry.differences for entry in inside.entries])

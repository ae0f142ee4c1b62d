"""What a pilot has in numbers: what its page leaves unasked, it has none of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dashboards.pilot.in_numbers import in_numbers
from pilots.models import CaseStudyPilot, Lesson, Pilot, PlanChange
from records.models import Finding, FindingSubject, Note, Source
from records.related import may_have
from tests import builders, learned
from tests.builders import TODAY, Cast

pytestmark = pytest.mark.django_db

KINDS = (
    *("changes", "lessons", "own_studies", "studies", "notes", "findings", "children"),
    *("barriers", "engagement", "figures", "partners", "updates"),
)


def _found(one: Pilot) -> Any:
    source = Source.objects.create(slug="survey", title="Survey")
    finding = Finding.objects.create(key="bills", claim="Bills fell.", source=source)
    return FindingSubject.objects.create(finding=finding, subject=one)


MADE: dict[str, Callable[[Pilot, Pilot], Any]] = {
    "changes": lambda one, other: PlanChange.objects.create(pilot=one, before="a", after="b"),
    "lessons": lambda one, other: Lesson.objects.create(pilot=one, text="Ask early."),
    "own_studies": lambda one, other: learned.case_study(one),
    "studies": lambda one, other: CaseStudyPilot.objects.create(
        case_study=learned.case_study(other), pilot=one
    ),
    "notes": lambda one, other: Note.objects.create(subject=one, kind="gap", text="How many?"),
    "findings": lambda one, other: _found(one),
    "children": lambda one, other: Pilot.objects.filter(pk=other.pk).update(parent=one),
    "barriers": lambda one, other: builders.barrier(
        one.place_links.get().place, "We cannot", pilot=one
    ),
}


@pytest.mark.parametrize("kind", MADE)
def test_a_pilot_has_a_kind_once_there_is_a_row_of_it(cast: Cast, kind: str) -> None:
    one, other = (builders.pilot(at, "Homes") for at in (cast.bradford, cast.luton))
    in_numbers(cast.bradford_officer, one, TODAY)
    assert [each for each in KINDS if may_have(one, each)] == []
    MADE[kind](one, other)
    in_numbers(cast.bradford_officer, one, TODAY)
    assert [each for each in KINDS if may_have(one, each)] == [kind]


def test_what_the_reader_does_not_see_is_not_counted(cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Homes")
    builders.barrier(cast.bradford, "We cannot", pilot=pilot, visibility="team")
    numbers = in_numbers(cast.outsider, pilot, TODAY)
    assert int(numbers.counts["barriers"]) == 0
    assert not may_have(pilot, "barriers")

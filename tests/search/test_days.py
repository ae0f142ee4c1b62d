"""A result says the day that matters, as precisely as it is known."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from dashboards.search.views import suggestions
from partnerships.models import Organisation, PlaceName
from pilots.models import Milestone, PlanChange, TheoryBox
from search.find import find
from search.words import make_anew
from tests import builders, evaluated
from tests.builders import Cast

pytestmark = pytest.mark.django_db
ANYBODY = AnonymousUser()
DAY, THEN = dt.date(2027, 3, 1), dt.date(2023, 4, 1)


def note(typed: str) -> str:
    return find(ANYBODY, typed).every[0].note


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"due": DAY}, "Due 1 March 2027"),
        ({"due": DAY, "due_precision": "month"}, "Due March 2027"),
        ({"due": DAY, "due_precision": "year"}, "Due 2027"),
        ({"due": DAY, "due_precision": "financial_year"}, "Due 2026 to 2027"),
        ({"due": DAY, "done": THEN}, "Reached 1 April 2023"),
        ({"due": DAY, "given_up_on": THEN, "given_up_because": "No"}, "Given up on 1 April 2023"),
    ],
)
def test_of_a_milestone(cast: Cast, facts: dict[str, Any], said: str) -> None:
    pilot = builders.pilot(cast.bradford, "Warm homes")
    Milestone.objects.create(pilot=pilot, text="Mend kettles", **facts)
    assert note("mend kettles") == f"{said}. Warm homes"


def test_of_two_versions_of_a_theory_which_one(cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Warm homes")
    for number in (1, 2):
        made = evaluated.theory(pilot, number, agreed_at=evaluated.PUBLISHED)
        TheoryBox.objects.create(theory=made, kind="activity", text="Polish kettles")
    found = find(ANYBODY, "polish kettles").every
    assert {(one.note, one.url) for one in found} == {
        (f"What is done. Warm homes. Version {number}", f"/pilots/{pilot.slug}/theory/{number}/")
        for number in (1, 2)
    }


def test_of_an_update_a_change_of_plan_and_money(cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Warm homes")
    builders.update(
        pilot,
        state="accepted",
        public_sentence="Kettles mended.",
        period_start=THEN,
        period_end=THEN,
    )
    PlanChange.objects.create(pilot=pilot, after="Two cauldrons", on=THEN, on_precision="month")
    builders.flow(cast.bradford, description="Saucepan grant", end=THEN)
    assert note("kettles mended") == "To 1 April 2023. Kettles mended."
    assert note("two cauldrons") == "Changed April 2023. Warm homes"
    assert note("saucepan grant").endswith("To 1 April 2023")


def test_of_a_place_or_body_that_has_ended_alone(cast: Cast) -> None:
    former = builders.place("Quixby", "district")
    Organisation.objects.filter(pk=cast.council.pk).update(ended_on=THEN)
    make_anew()
    assert "nded" not in note("Quixby")
    PlaceName.objects.filter(place=former).update(valid_to=THEN)
    assert note("Quixby").endswith("Ended 1 April 2023")
    assert note(cast.council.name).endswith("Ended 1 April 2023")
    offered = next(one for one in suggestions(ANYBODY, "Quixby") if one.title == "Quixby")
    assert offered.note.endswith(", ended 1 April 2023")

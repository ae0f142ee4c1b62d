"""What may happen to an update, by whom, and what it does to the pilot."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from pilots.indicator.actions import FigureExists, NewFigure
from pilots.models import Actual, Pilot, Update
from pilots.pilot.schedule import Period
from pilots.update.actions import (
    Report,
    WrongState,
    accept_update,
    answer_question,
    ask_question,
    submit_update,
)
from records.events import last_change
from tests import builders
from tests.builders import TODAY, Cast

pytestmark = pytest.mark.django_db

QUARTER = Period(dt.date(2026, 7, 1), dt.date(2026, 9, 30))
REPORT = Report(QUARTER, confidence="on_track", happened="Doors were opened.")


@pytest.fixture
def people() -> Cast:
    return builders.cast()


@pytest.fixture
def pilot(people: Cast) -> Pilot:
    return builders.pilot(
        people.bradford,
        "Hub",
        programme=people.pfpp,
        rhythm=3,
        update_due=dt.date(2026, 11, 24),
        team=people.team,
    )


def submit(people: Cast, pilot: Pilot, *figures: NewFigure, **fields: Any) -> Update:
    fields = {"by": people.bradford_officer, "report": REPORT, "today": TODAY, **fields}
    return submit_update(pilot=pilot, figures=figures, **fields)


def test_updates_are_numbered_within_their_pilot(people: Cast, pilot: Pilot) -> None:
    months = [Report(Period(None, dt.date(2026, n, 1)), no_change=True) for n in (7, 8, 9)]
    assert [submit(people, pilot, report=month).number for month in months] == [1, 2, 3]
    other = builders.pilot(people.bradford, "Other")
    assert submit(people, other).number == 1


def test_history_says_who_submitted(people: Cast, pilot: Pilot) -> None:
    update = submit(people, pilot)
    change = last_change(update)
    assert change is not None
    assert change.who == "Bradford officer"


@pytest.mark.parametrize("who", ["luton_officer", "pfpp_lead", "evaluator", "outsider", "resident"])
def test_others_cannot_submit(people: Cast, pilot: Pilot, who: str) -> None:
    with pytest.raises(PermissionDenied):
        submit(people, pilot, by=getattr(people, who))
    assert not Update.objects.exists()


@pytest.mark.parametrize("who", ["bradford_officer", "bradford_editor", "teammate"])
def test_place_and_team_may_submit(people: Cast, pilot: Pilot, who: str) -> None:
    assert submit(people, pilot, by=getattr(people, who)).number == 1


def test_district_partners_do_not_log_for_the_lead(people: Cast) -> None:
    shared = builders.pilot(people.bradford, "Shared", people.luton)
    with pytest.raises(PermissionDenied):
        submit(people, shared, by=people.luton_officer)


def test_a_closed_pilot_takes_a_follow_up_and_owes_nothing(people: Cast) -> None:
    closed = builders.pilot(people.bradford, "Closed", status="closed", rhythm=3)
    submit(people, closed)
    closed.refresh_from_db()
    assert closed.update_due is None


def test_a_pilot_that_has_just_got_its_rhythm_owes_its_next_update(people: Cast) -> None:
    fresh = builders.pilot(people.bradford, "Fresh", rhythm=1)
    submit(people, fresh)
    fresh.refresh_from_db()
    assert fresh.update_due == dt.date(2026, 12, 20)


def test_a_pilot_without_rhythm_owes_nothing(people: Cast) -> None:
    free = builders.pilot(people.bradford, "Free")
    submit(people, free)
    free.refresh_from_db()
    assert free.update_due is None


def test_a_figure_replaces_another_only_if_told_to(people: Cast, pilot: Pilot) -> None:
    homes = builders.indicator(pilot)
    old = builders.actual(homes, 22)
    new = {"indicator": homes, "as_of": TODAY, "low": Decimal(41), "counts": "same"}
    with pytest.raises(FigureExists) as question:
        submit(people, pilot, NewFigure(**new))
    assert question.value.existing == old
    assert not Update.objects.exists()
    submit(people, pilot, NewFigure(**new, replaces=True))
    assert Actual.objects.live().get().replaces == old


def test_a_figure_of_another_pilot_is_refused_whole(people: Cast, pilot: Pilot) -> None:
    foreign = builders.indicator(builders.pilot(people.luton, "Foreign"))
    with pytest.raises(ValueError, match="another pilot"):
        submit(people, pilot, NewFigure(indicator=foreign, as_of=TODAY, low=Decimal(1)))
    assert not Update.objects.exists()


def test_a_lead_asks_the_officer_answers_the_lead_accepts(people: Cast, pilot: Pilot) -> None:
    update = submit(people, pilot)
    ask_question(update=update, by=people.pfpp_lead, question="How many doors?")
    update.refresh_from_db()
    assert (update.state, update.questioned_by) == ("questioned", people.pfpp_lead)
    answer_question(update=update, by=people.bradford_officer, answer="Forty.")
    update.refresh_from_db()
    assert (update.state, update.answer) == ("submitted", "Forty.")
    accept_update(update=update, by=people.pfpp_lead)
    update.refresh_from_db()
    assert (update.state, update.accepted_by) == ("accepted", people.pfpp_lead)


@pytest.mark.parametrize(
    "who", ["bradford_officer", "bradford_editor", "evaluator", "outsider", "resident"]
)
def test_only_the_programmes_lead_reviews(people: Cast, pilot: Pilot, who: str) -> None:
    update = submit(people, pilot)
    with pytest.raises(PermissionDenied):
        accept_update(update=update, by=getattr(people, who))
    with pytest.raises(PermissionDenied):
        ask_question(update=update, by=getattr(people, who), question="Why?")
    update.refresh_from_db()
    assert update.state == "submitted"


def test_the_lead_of_another_programme_does_not_review(people: Cast, pilot: Pilot) -> None:
    other = builders.user("Other lead", ("programme_lead", builders.programme("Other")))
    with pytest.raises(PermissionDenied):
        accept_update(update=submit(people, pilot), by=other)


def test_without_a_programme_an_editor_of_the_place_accepts(people: Cast) -> None:
    alone = builders.pilot(people.bradford, "Alone")
    update = submit(people, alone)
    with pytest.raises(PermissionDenied):
        accept_update(update=update, by=people.pfpp_lead)
    with pytest.raises(PermissionDenied):
        accept_update(update=update, by=people.bradford_officer)
    assert accept_update(update=update, by=people.bradford_editor).state == "accepted"


def test_the_lead_cannot_answer_for_the_place(people: Cast, pilot: Pilot) -> None:
    update = submit(people, pilot)
    ask_question(update=update, by=people.pfpp_lead, question="Why?")
    with pytest.raises(PermissionDenied):
        answer_question(update=update, by=people.pfpp_lead, answer="Because.")


def test_what_is_accepted_is_not_asked_about_nor_accepted_again(people: Cast, pilot: Pilot) -> None:
    update = submit(people, pilot)
    accept_update(update=update, by=people.pfpp_lead)
    with pytest.raises(WrongState):
        ask_question(update=update, by=people.pfpp_lead, question="Still there?")
    with pytest.raises(WrongState):
        accept_update(update=update, by=people.pfpp_lead)


def test_there_is_nothing_to_answer_without_a_question(people: Cast, pilot: Pilot) -> None:
    with pytest.raises(WrongState):
        answer_question(update=submit(people, pilot), by=people.bradford_officer, answer="Yes.")

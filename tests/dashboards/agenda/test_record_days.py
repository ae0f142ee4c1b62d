"""Days of records that need few words: ends, reviews, deadlines, learning; and who is told them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from barriers.models import PublishingPause
from dashboards.agenda.found import choices
from funding.models import Ending, Fund, FundRound, Pool, PoolPlace
from governance.models import DisputeStep, Seat
from partnerships.models import Member, Partnership, PartnershipPlace, Place, Programme
from people.models import Course
from pilots.models import Pilot
from records.models import SwitchedOff
from tests import builders, evaluated, learned, lived
from tests.builders import Cast
from tests.dashboards.agenda.test_kinds import of_bradford, said
from tests.governance.agreement.sweep import agreement
from tests.governance.board.sweep import board
from tests.governance.dispute.sweep import dispute
from tests.pilots.conftest import people, today, warm_homes
from tests.pilots.forms import signed_in, text_of

__all__ = ["people", "today", "warm_homes"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
DAY = dt.date(2026, 12, 10)  # a Thursday


def test_a_pilot_tells_its_end_and_those_of_its_phases_and_of_what_stays(
    people: Cast, warm_homes: Pilot
) -> None:
    Pilot.objects.filter(pk=warm_homes.pk).update(end=DAY, visibility="place")
    lived.phase(warm_homes, planned_end=DAY)
    lived.phase(warm_homes, "set_up", planned_end=DAY, end=dt.date(2026, 10, 1))
    lived.legacy(warm_homes, "Advice desk", state="goes_on", until=DAY)
    evaluated.evaluation(warm_homes, "Did it help?", final=DAY)
    mine = said(people.bradford_officer)
    for told in (
        "Pilot ends: Warm homes Pilot",
        "Phase ends: delivery Phase · Warm homes",
        "Continued work ends: Advice desk",
        "Final report: Did it help?",
    ):
        assert told in mine
        assert told in said(
            people.bradford_officer, reverse("pilot_calendar", args=[warm_homes.slug])
        )
        for who in (people.outsider, None):
            assert told not in of_bradford(who), "the place's own"
    assert mine.count("Phase ends") == 1, "one that ended has no end to come"
    Pilot.objects.filter(pk=warm_homes.pk).update(visibility="public")
    assert "Phase ends: delivery" in of_bradford(None)
    Pilot.objects.filter(pk=warm_homes.pk).update(status="stopped")
    assert "Phase ends" not in of_bradford(None), "a pilot that stopped announces nothing more"


def test_programmes_end_as_precisely_as_known_and_so_does_the_part_of_a_place(people: Cast) -> None:
    Programme.objects.filter(pk=people.pfpp.pk).update(end=DAY, end_precision="month")
    people.pfpp.place_links.update(valid_to=DAY)
    ends = f"No day set Programme ends: {people.pfpp}"
    address = reverse("programme_calendar", args=[people.pfpp.slug])
    for told in (of_bradford(None), said(None, address), said(people.bradford_officer)):
        assert ends in told
        assert "Part in a programme ends: Bradford" in told


def test_the_last_day_of_a_seat_is_told_and_not_the_day_after(people: Cast) -> None:
    of = board(people.bradford, visibility="public")
    Seat.objects.create(board=of, organisation=people.council, valid_to=DAY)
    made = agreement(of, valid_to=DAY, visibility="network")
    assert f"Wednesday 9 Seat ends: {people.council} Seat · Family board" in of_bradford(None)
    assert "Agreement ends" not in of_bradford(None), "for who is signed in"
    assert f"Wednesday 9 Agreement ends: {made}" in of_bradford(people.outsider)
    body = Client().get(reverse("board_feed", args=[of.slug])).content.decode()
    assert "DTSTART;VALUE=DATE:20261209" in body
    assert "Seat ends" in body


def test_members_of_a_partnership_leave_at_its_place(people: Cast) -> None:
    of = Partnership.objects.create(name="Homes together", slug="homes-together")
    PartnershipPlace.objects.create(partnership=of, place=people.bradford)
    Member.objects.create(partnership=of, organisation=people.council, valid_to=DAY)
    assert f"Wednesday 9 Membership ends: {people.council}" in of_bradford(None)
    assert "Membership ends" not in said(people.luton_officer)


def test_reviews_are_told_to_who_keeps_the_page_and_are_late_until_they_are_done(
    people: Cast,
) -> None:
    Place.objects.filter(pk=people.bradford.pk).update(review_by=dt.date(2026, 8, 3))
    role = builders.post("Housing lead", people.council, people.bradford)
    type(role).objects.filter(pk=role.pk).update(review_by=DAY)
    mine = said(people.bradford_editor)
    assert "Still to do from before 3 August 2026 Place to review: Bradford Late" in mine
    assert "Thursday 10 Job role to review: Housing lead" in mine
    for told in (said(people.luton_officer), said(people.outsider), of_bradford(None)):
        assert "to review" not in told


def test_who_leaves_a_job_role_is_not_named(people: Cast) -> None:
    role = builders.post("Housing lead", people.council, people.bradford)
    builders.holder(role, "Pat Doe", valid_to=DAY)
    mine = said(people.bradford_editor)
    assert "Wednesday 9 Holder leaves: Housing lead" in mine
    assert "Pat Doe" not in mine
    assert "Housing lead" not in said(people.luton_officer)


def test_ones_own_role_ends_and_nobody_elses_is_told(people: Cast) -> None:
    officer = people.bradford_officer
    officer.assignments.update(valid_to=DAY)
    assert "Wednesday 9 Your role ends: contributor, Bradford" in said(officer)
    assert "Your role ends" not in said(people.bradford_editor)
    officer.assignments.update(valid_to=None, review_by=DAY)
    assert "Your role ends unless it is confirmed: contributor, Bradford" in said(officer)


def test_money_tells_the_ends_of_funds_and_pools_and_when_rounds_open(people: Cast) -> None:
    fund = Fund.objects.create(name="Homes fund", slug="homes", visibility="public", end=DAY)
    FundRound.objects.create(fund=fund, name="Second round", opens=DAY, decision=DAY)
    pool = Pool.objects.create(name="Care pool", end=DAY, visibility="place")
    PoolPlace.objects.create(pool=pool, place=people.bradford)
    mine = said(people.bradford_officer)
    for told in (
        "Fund ends: Homes fund",
        "Opens: Second round",
        "Answer expected: Second round",
        "Pooled budget ends: Care pool",
    ):
        assert told in mine
    assert "Care pool" not in of_bradford(people.outsider)


def test_who_works_with_money_is_told_in_time(people: Cast) -> None:
    money = builders.flow(people.bradford, 5, description="Hub grant", end=dt.date(2027, 3, 31))
    ending = Ending.objects.create(flow=money, tell_by=dt.date(2026, 11, 3))
    assert "Last day to tell the people who work with it: " in said(people.bradford_officer)
    editor = signed_in(people.bradford_editor)
    assert "Say what happens next: Hub grant" in text_of(editor.get("/"))
    assert "Say what happens next" not in text_of(signed_in(people.luton_officer).get("/"))
    Ending.objects.filter(pk=ending.pk).update(outcome="goes_on")
    assert "Say what happens next" not in text_of(editor.get("/"))
    assert "Last day to tell" not in said(people.bradford_officer)
    Ending.objects.filter(pk=ending.pk).update(outcome="stops")
    assert "Last day to tell" not in said(people.bradford_officer), "it was decided after that day"
    Ending.objects.filter(pk=ending.pk).update(tell_by=DAY)
    assert "Last day to tell" in said(people.bradford_officer), "they still have to be told"


def test_who_is_asked_what_happens_next_may_say_it(people: Cast) -> None:
    giver, decider = builders.organisation("Giver"), builders.organisation("Decider")
    money = builders.flow(
        people.luton, 5, description="Hub grant", giver=giver, end=dt.date(2026, 12, 31)
    )
    Ending.objects.create(flow=money, tell_by=dt.date(2026, 11, 23), decider=decider)
    asked = reverse("flow_ending_edit", args=[money.pk])
    for body, is_asked in ((giver, True), (decider, False)):
        officer = builders.user(f"Officer of {body}", ("officer", body))
        client = signed_in(officer)
        assert ("Say what happens next: Hub grant" in text_of(client.get("/"))) == is_asked
        assert (client.get(asked).status_code == 200) == is_asked


def test_an_answer_in_a_dispute_is_due_for_who_reads_it(people: Cast) -> None:
    of = board(people.bradford, visibility="public")
    step: dict[str, Any] = {"kind": "chair", "begun_on": dt.date(2026, 9, 1)}
    made = dispute(of, people.council, visibility="place")
    DisputeStep.objects.create(dispute=made, answer_by=DAY, **step)
    answered = dispute(of, people.council, title="Over", visibility="place")
    DisputeStep.objects.create(dispute=answered, answer_by=DAY, outcome="Both pay", **step)
    assert "Thursday 10 Answer due in a dispute: Who pays" in of_bradford(people.bradford_editor)
    assert "Answer due in a dispute: Over" not in of_bradford(people.bradford_editor)
    for who in (people.outsider, None):
        assert "dispute" not in of_bradford(who)


def test_a_pause_in_publishing_is_told_at_all_places_that_it_covers(people: Cast) -> None:
    PublishingPause.objects.create(
        place=people.region, starts=DAY, until=dt.date(2026, 12, 17), reason="Election"
    )
    mine = said(people.bradford_officer)
    assert "Thursday 10 Pause in publishing begins: Election" in mine
    assert "Thursday 17 Last day of a pause in publishing: Election" in mine
    assert "Election" not in said(people.luton_officer)
    assert "Election" not in of_bradford(None)


def test_what_there_is_to_learn_is_chosen_by_one_word_also_where_a_part_is_off(
    people: Cast,
) -> None:
    learned.learning_event("Warm talk", day=DAY, visibility="public", place=people.bradford)
    Course.objects.create(title="Work together", provider=people.council, start=DAY)
    builders.opportunity(people.council, closes_on=DAY)
    mine = said(people.bradford_officer, kind="learning")
    for told in ("Learning event: Warm talk", "Training begins: Work together", "Data analyst"):
        assert told in mine
    assert "Learning event: Warm talk" in of_bradford(None)
    SwitchedOff.objects.create(part="learning_events")
    mine = said(people.bradford_officer, kind="learning")
    assert "Warm talk" not in mine
    assert "Training begins: Work together" in mine


def test_what_is_within_another_kind_is_not_chosen_by_itself(people: Cast) -> None:
    assert len(choices()) <= 24
    assert all(choices().values())
    assert "no entries of that kind" in said(people.bradford_officer, kind="fund-ends")

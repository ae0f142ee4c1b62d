"""What subjects let stand in calendars, to whom each is told; and a month as a table."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from people.subscription import actions
from pilots.models import Milestone, Pilot
from tests import asked, builders, coursed, defined
from tests.builders import Cast
from tests.pilots.conftest import people, today, warm_homes
from tests.pilots.forms import signed_in, text_of

__all__ = ["people", "today", "warm_homes"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def said(who: Any, address: str = "", **query: str) -> str:
    client = signed_in(who) if who else Client()
    return text_of(client.get(address or reverse("calendar"), query))


def of_bradford(who: Any) -> str:
    return said(who, reverse("place_calendar", args=["bradford"]))


def test_money_ends_as_precisely_as_known(people: Cast) -> None:
    builders.flow(people.bradford, 5, description="Hub grant", end=dt.date(2027, 3, 31))
    builders.flow(
        people.bradford,
        description="Year grant",
        end=dt.date(2027, 3, 31),
        end_precision="financial_year",
        visibility="public",
    )
    builders.flow(
        people.bradford, 9, description="Quiet", end=dt.date(2027, 3, 31), visibility="team"
    )
    mine = said(people.bradford_officer)
    assert "Wednesday 31 Money ends: Hub grant Money · " in mine
    assert "Known to the year only" in mine
    assert "Money ends: Year grant" in mine[mine.index("Known to the year only") :]
    assert "Money ends: Year grant" in of_bradford(None)
    assert "Quiet" not in of_bradford(people.luton_officer)
    assert "Hub grant" not in said(people.luton_officer)


def test_risks_and_recounts_stand_in_the_calendars_of_their_pilot(
    people: Cast, warm_homes: Pilot
) -> None:
    coursed.risk(warm_homes, "Floods", review_on=dt.date(2026, 11, 2))
    coursed.risk(warm_homes, "Snow", review_on=dt.date(2026, 12, 7))
    coursed.risk(
        warm_homes, "Fire", review_on=dt.date(2026, 12, 7), state="passed", state_said="Gone"
    )
    roofs = builders.indicator(warm_homes, "Roofs mended", "roofs")
    defined.remeasure(roofs, due=dt.date(2026, 12, 8))
    given_up = {"state": "dropped", "dropped_because": "No money"}
    defined.remeasure(roofs, due=dt.date(2026, 12, 9), **given_up)
    mine = said(people.bradford_officer)
    assert "Risk to review: Floods Late" in mine
    assert "Monday 7 Risk to review: Snow Risk review · Warm homes" in mine
    assert "Tuesday 8 To count again: Roofs mended Figure · Warm homes" in mine
    assert "Fire" not in mine
    assert mine.count("To count again") == 1
    assert "Risk to review" not in of_bradford(None), "risks are never for the public"
    assert "Snow" in said(people.outsider, reverse("pilot_calendar", args=[warm_homes.slug]))


def test_a_figure_that_was_counted_is_done(people: Cast, warm_homes: Pilot) -> None:
    roofs = builders.indicator(warm_homes, "Roofs mended", "roofs")
    defined.remeasure(roofs, due=dt.date(2026, 11, 3))
    assert "To count again: Roofs mended Late" in said(people.bradford_officer)
    builders.actual(roofs, 4, as_of=dt.date(2026, 11, 4))
    assert "To count again: Roofs mended Done" in said(people.bradford_officer)


def test_reply_days_are_told_to_those_who_read_the_escalation(people: Cast) -> None:
    barrier = builders.barrier(people.bradford, "We cannot pay", visibility="place")
    escalation = asked.ask(barrier, asked.energy(), answer_by=dt.date(2026, 12, 10))
    text = "Thursday 10 Answer due: We cannot pay Escalation"
    assert text in said(people.bradford_officer)
    assert text in said(people.desnz_official), "theirs is the body that is asked"
    for who in (people.luton_officer, people.outsider, None):
        assert "We cannot pay" not in of_bradford(who)
    then = dt.date(2026, 11, 2)
    type(escalation).objects.update(sent_on=then, acknowledge_by=then, answer_by=then)
    assert "Answer due: We cannot pay Late" in said(people.bradford_officer)


def test_what_concerns_somebody_in_several_ways_is_counted_once(people: Cast) -> None:
    officer, day = people.bradford_officer, dt.date(2026, 12, 10)
    for name in ("Damp", "Cold", "Debt", "Noise"):
        barrier = builders.barrier(people.bradford, name, visibility="place")
        asked.ask(barrier, asked.energy(), answer_by=day, created_by=officer)
    page = signed_in(officer).get("/calendar/?view=month&from=2026-12").context["page"]
    (of_day,) = (one for week in page.month.weeks for one in week if one and one.day == day)
    assert len(of_day.rows) + of_day.more == 4


def test_policy_tests_stand_in_the_calendars_of_the_places_that_are_asked(people: Cast) -> None:
    builders.policy_test("Grants", people.bradford, reply_by=dt.date(2026, 12, 14))
    builders.policy_test("Rents", people.luton, reply_by=dt.date(2026, 12, 14))
    mine = said(people.bradford_officer)
    assert "Monday 14 Replies due: Grants Policy test" in mine
    assert "Rents" not in mine
    assert "Grants" not in of_bradford(people.luton_officer)
    assert "Grants" not in of_bradford(None)


def test_a_feed_has_them_too(people: Cast) -> None:
    builders.flow(people.bradford, 5, description="Hub grant", end=dt.date(2027, 3, 31))
    _, token = actions.make_feed(by=people.bradford_officer)
    file = Client().get(reverse("calendar_feed", args=[token])).content.decode()
    assert "Money ends: Hub grant" in file


def test_a_month_is_a_table_of_its_days(people: Cast, warm_homes: Pilot) -> None:
    due = dt.date(2027, 2, 4)
    for number in range(7):
        Milestone.objects.create(pilot=warm_homes, text=f"Step {number}", due=due)
    Milestone.objects.create(
        pilot=warm_homes, text="Some day", due=dt.date(2027, 2, 1), due_precision="month"
    )
    Milestone.objects.create(pilot=warm_homes, text="Next", due=dt.date(2027, 3, 1))
    client = signed_in(people.bradford_officer)
    page = client.get("/calendar/?view=month&from=2027-02")
    table = page.context["page"].month
    assert [len(week) for week in table.weeks] == [7, 7, 7, 7]
    [day] = [day for week in table.weeks for day in week if day and day.rows]
    assert (day.label, len(day.rows), day.more) == ("Thu 4", 5, 2)
    text = text_of(page)
    assert "Monday Tuesday Wednesday Thursday Friday Saturday Sunday" in text
    assert "2 more on Thu 4" in text
    assert "No day set Some day" in text
    assert "Next" not in text.partition("Some day")[2].partition("Placebook")[0]
    html = page.content.decode()
    assert 'data-label="Thu 4"' in html
    assert "?view=month&amp;from=2027-01" in html
    assert "A month later" in html
    assert day.list_url == "?from=2027-02-04"
    assert "Step 6" in text_of(client.get(f"/calendar/{day.list_url}"))


def test_today_and_what_is_late_are_marked_in_the_month(people: Cast, warm_homes: Pilot) -> None:
    Milestone.objects.create(pilot=warm_homes, text="Late one", due=dt.date(2026, 11, 3))
    Milestone.objects.create(pilot=warm_homes, text="Long late", due=dt.date(2026, 5, 3))
    page = signed_in(people.bradford_officer).get("/calendar/?view=month").content.decode()
    assert 'class="today"' in page
    assert "Late one" in page
    assert "Long late" not in page
    assert "does not contain a valid month" in said(
        people.bradford_officer, view="month", **{"from": "x"}
    )

"""Teams, departments and people that were met, each counted once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from pilots.engagement.counts import Met, met, met_by_pilot
from pilots.models import Engagement
from tests import builders, engaged
from tests.builders import Cast

pytestmark = pytest.mark.django_db

MAY, JUNE = dt.date(2026, 5, 1), dt.date(2026, 6, 1)


def counted(user: Any) -> Met:
    return met(user, Engagement.objects.visible_to(user))


@pytest.fixture
def people() -> Cast:
    return builders.cast()


def test_a_team_met_twice_counts_once_with_those_met_for_the_first_time(people: Cast) -> None:
    pilot, rents = builders.pilot(people.bradford), engaged.team("Rents")
    engaged.engagement(pilot, (rents, 20), on=MAY)
    engaged.engagement(pilot, (rents, 9, 6), on=JUNE)
    found = counted(people.outsider).national
    assert (found.teams, found.whole, str(found.people)) == (1, 1, "26 people")


def test_where_nobody_says_who_is_new_there_were_at_least_as_many_as_came_at_once(
    people: Cast,
) -> None:
    pilot, rents = builders.pilot(people.bradford), engaged.team("Rents")
    engaged.engagement(pilot, (rents, 6), on=MAY)
    engaged.engagement(pilot, (rents, 9), on=JUNE)
    assert str(counted(people.outsider).national.people) == "at least 9 people"


def test_ten_teams_of_two_departments_come_out_as_such(people: Cast) -> None:
    pilot = builders.pilot(people.bradford)
    energy = builders.organisation("Energy", "central_government")
    homes = builders.organisation("Homes", "central_government")
    for number in range(10):
        team = engaged.team(f"Team {number}", of=(energy, homes)[number % 2])
        engaged.engagement(pilot, (team, 3 if number < 6 else 2))
    found = counted(people.outsider)
    assert found.words == "26 people in 10 teams of 2 departments"


def test_a_council_that_was_met_is_no_department(people: Cast) -> None:
    engaged.engagement(builders.pilot(people.bradford), (people.council, 7))
    found = counted(people.outsider)
    assert (found.national.bodies, found.others.whole) == (0, 1)
    assert str(found.others.people) == "7 people"


def test_a_team_that_two_pilots_met_counts_once_with_the_larger_number(people: Cast) -> None:
    rents = engaged.team("Rents")
    first = builders.pilot(people.bradford)
    second = builders.pilot(people.luton)
    engaged.engagement(first, (rents, 6))
    engaged.engagement(second, (rents, 9))
    found = counted(people.outsider).national
    assert (found.teams, str(found.people)) == (1, "at least 9 people")
    each = met_by_pilot(people.outsider, Engagement.objects.all())
    assert str(each[first.pk].national.people) == "6 people"
    assert str(each[second.pk].national.people) == "9 people"


def test_a_number_that_is_not_known_is_never_zero(people: Cast) -> None:
    pilot = builders.pilot(people.bradford)
    engaged.engagement(pilot, (engaged.team("Rents"), 6))
    engaged.engagement(pilot, engaged.team("Jobs"))
    found = counted(people.outsider).national
    assert (found.teams, str(found.people)) == (2, "at least 6 people")
    assert found.left_out == "Left out: 1 number not known"


def test_planned_and_called_off_ones_are_not_counted(people: Cast) -> None:
    pilot, rents = builders.pilot(people.bradford), engaged.team("Rents")
    engaged.engagement(pilot, rents, state="planned")
    engaged.engagement(pilot, rents, state="called_off")
    assert counted(people.outsider).national.bodies == 0


def test_no_sum_tells_the_public_of_fewer_than_five(people: Cast) -> None:
    pilot = builders.pilot(people.bradford)
    rents, jobs = engaged.team("Rents"), engaged.team("Jobs")
    engaged.engagement(pilot, (rents, 20), (jobs, 3), on=MAY)
    engaged.engagement(pilot, (rents, 8, 2), on=JUNE)
    assert str(counted(people.outsider).national.people) == "25 people"
    found = counted(people.resident).national
    assert (found.teams, str(found.people)) == (2, "at least 20 people")
    assert found.left_out == "Left out: 2 numbers of fewer than 5"


def test_a_pilot_that_the_reader_does_not_see_counts_for_nothing(people: Cast) -> None:
    hidden = builders.pilot(people.bradford, visibility="team", team=people.team)
    engaged.engagement(hidden, (engaged.team("Rents"), 20))
    assert counted(people.outsider).national.bodies == 0
    assert counted(people.teammate).national.bodies == 1

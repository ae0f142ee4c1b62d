"""What is a part of a record is told in its history, as far as it is the reader's to see."""

from __future__ import annotations

import datetime as dt

import pytest

from pilots.models import Milestone, MilestoneMove, Theory
from tests import builders as b
from tests.builders import Cast
from tests.records.test_history import made, seen

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def people(own_database: str) -> Cast:
    return b.cast()


def test_an_indicator_is_told_as_a_figure(people: Cast) -> None:
    pilot = made(people)
    b.indicator(pilot, name="Homes improved")
    assert ("Figure", None, "Homes improved") in seen(pilot, people.outsider)


def test_rows_with_a_rule_of_their_own_are_told_by_that_rule(people: Cast) -> None:
    pilot = made(people)
    Milestone.objects.create(pilot=pilot, text="First visits", due=dt.date(2026, 12, 1))
    b.update(pilot, happened="Not for everybody yet")
    with_milestones = seen(pilot, people.outsider)
    assert with_milestones[0] == ("Milestone", None, "First visits")
    assert "Not for everybody yet" not in str(with_milestones)


def test_a_part_of_a_part_is_told_with_the_record_of_both(people: Cast) -> None:
    pilot, other = made(people), made(people, "Cool homes")
    days = {"before": dt.date(2026, 12, 1), "why": "The boilers come late"}
    for of, month in ((pilot, 5), (other, 7)):
        milestone = Milestone.objects.create(pilot=of, text="First visits", due=dt.date(2027, 1, 1))
        MilestoneMove.objects.create(milestone=milestone, after=dt.date(2027, month, 1), **days)
    for reader in (people.outsider, people.resident):
        moves = [line for line in seen(pilot, reader) if line[0] == "Move of a milestone"]
        assert moves == [("Move of a milestone", None, "1 May 2027")]


def test_what_has_no_name_is_told_by_what_it_holds(people: Cast) -> None:
    pilot = made(people)
    Theory.objects.create(pilot=pilot, number=1, why="So that it can be tested")
    assert seen(pilot, people.outsider)[0] == (
        "Theory of change",
        None,
        "why: So that it can be tested",
    )
    assert seen(pilot, people.resident) == [("Place", None, "Bradford")]

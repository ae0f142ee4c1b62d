"""Two who answer, close or open one health check at the same moment, over two connections."""

from __future__ import annotations

import datetime as dt

import pytest

from governance.health_check import actions
from governance.models import HealthAnswer, HealthRound
from tests import builders
from tests.builders import Cast
from tests.governance.at_once import at_once, second_waits
from tests.governance.health_check.rounds import (
    CLOSES,
    answer,
    answer_all,
    at_bradford,
    opened,
    the_hour,
)

pytestmark = pytest.mark.usefixtures("own_database")
DAY_AFTER = CLOSES + dt.timedelta(days=1)


@pytest.fixture
def cast() -> Cast:
    return builders.cast()


@pytest.fixture
def one(cast: Cast) -> HealthRound:
    """Of six, four have answered."""
    one = opened(cast, at_bradford(cast, 6))
    answer_all(one, 3, 3, 3, 3)
    return one


def test_the_close_waits_for_who_answers_and_counts_that(one: HealthRound) -> None:
    fifth = one.asked.all()[4]
    assert second_waits(lambda: answer(one, fifth, 3), lambda: the_hour(DAY_AFTER)) == 1
    assert set(one.results.values_list("count", flat=True)) == {5}
    assert not HealthAnswer.objects.exists()


def test_who_answers_while_it_closes_is_told_and_leaves_nothing(one: HealthRound) -> None:
    fifth = one.asked.all()[4]
    said = second_waits(lambda: the_hour(DAY_AFTER), lambda: answer(one, fifth, 0))
    assert said == actions.CLOSED
    assert not HealthAnswer.objects.exists()
    assert not one.results.exists(), "four had answered"


def test_it_closes_once(one: HealthRound) -> None:
    answer(one, one.asked.all()[4], 3)
    assert sorted(at_once(*(lambda: the_hour(DAY_AFTER) for _ in range(3)))) == [0, 0, 1]
    assert one.results.count() == 6


def test_who_answers_as_it_is_called_off_is_told(one: HealthRound) -> None:
    fifth = one.asked.all()[4]
    said = second_waits(
        lambda: actions.call_off(one=one, because="The list was wrong"),
        lambda: answer(one, fifth, 0),
    )
    assert said == actions.CLOSED
    assert not HealthAnswer.objects.exists()


def test_two_of_one_partner_who_answer_at_once_leave_one_answer(one: HealthRound) -> None:
    fifth = one.asked.all()[4]
    told = at_once(*(lambda: answer(one, fifth, 1) for _ in range(3)))
    assert HealthAnswer.objects.count() == 5
    assert told.count(actions.NO_CODE) == 2


def test_the_last_two_who_answer_at_once_are_both_counted(one: HealthRound) -> None:
    *_, fifth, sixth = one.asked.all()
    at_once(lambda: answer(one, fifth, 3), lambda: answer(one, sixth, 3))
    assert sorted(at_once(*(the_hour for _ in range(3)))) == [0, 0, 1]
    assert set(one.results.values_list("count", flat=True)) == {6}


def test_two_who_open_one_at_once_open_one(cast: Cast) -> None:
    of = at_bradford(cast)
    told = at_once(*(lambda: opened(cast, of) for _ in range(2)))
    assert HealthRound.objects.count() == 1
    assert "A health check of this partnership is open already" in told

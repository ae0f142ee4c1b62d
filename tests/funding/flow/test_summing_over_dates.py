"""Whatever the legs, who sees them, when they run and which day is chosen: no pound is counted
twice, no meanings are added, and nothing that is not known is hidden."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from funding.flow.sums import Totals, totals
from funding.flow.totals import Leg, Total, add_up
from funding.models import Flow, FlowPlace
from funding.picture.asked import YEARS
from funding.picture.selection import Selection, selected
from partnerships.models import Place
from records.models import Visibility
from tests import builders
from tests.funding.flow.test_totals import MEANINGS, forests

pytestmark = pytest.mark.django_db
DAYS = [dt.date(2024, 3, 31) + dt.timedelta(days=61 * step) for step in range(12)]
many = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclass(frozen=True)
class Dated:
    """A leg that runs from one day to another, as far as known, and that the reader sees or not."""

    leg: Leg
    start: dt.date | None = None
    end: dt.date | None = None
    is_hidden: bool = False

    @property
    def key(self) -> int:
        return self.leg.key

    def is_in_force(self, on: dt.date) -> bool:
        return self.start is not None and self.start <= on and (self.end is None or on <= self.end)

    def may_be_in_force(self, on: dt.date) -> bool:
        """Nobody knows when it began, and it had not ended."""
        return self.start is None and (self.end is None or on <= self.end)


@st.composite
def dated(draw: st.DrawFn, *, exact: bool = False) -> list[Dated]:
    """Money passed on, in any tree, over any dates, some of it hidden."""
    made = []
    for leg in draw(forests(exact=exact)):
        start = draw(st.none() | st.sampled_from(DAYS))
        end = draw(st.none() | st.sampled_from([d for d in DAYS if start is None or d >= start]))
        made.append(Dated(leg, start, end, draw(st.integers(0, 3)) == 0))
    return made


@contextmanager
def recorded(rows: list[Dated]) -> Iterator[Place]:
    """A place for which all of this is recorded, for as long as it is looked at."""
    with transaction.atomic():
        place = builders.place("Here")
        ids: dict[int, int] = {}
        for row in rows:
            leg = row.leg
            flow = Flow.objects.create(
                description=str(leg.key),
                meaning=leg.meaning,
                amount_low=leg.low,
                amount_high=leg.high,
                amount_qualifier=leg.qualifier,
                parent_id=ids.get(leg.parent or 0),
                start=row.start,
                end=row.end,
                visibility=Visibility.TEAM if row.is_hidden else Visibility.PUBLIC,
            )
            FlowPlace.objects.create(flow=flow, place=place)
            ids[leg.key] = flow.pk
        yield place
        transaction.set_rollback(True)


def on_the_day(place: Place, on: dt.date | None) -> Selection:
    """What the page of money by year reads for somebody who is not signed in."""
    params = {"show": YEARS} | ({} if on is None else {"on": on.isoformat()})
    return selected(AnonymousUser(), place, params)


def legs_on(rows: list[Dated], on: dt.date | None) -> list[Leg]:
    """What the reader sees that was in force."""
    seen = [row for row in rows if not row.is_hidden]
    return [row.leg for row in seen if on is None or row.is_in_force(on)]


def of_meaning(legs: list[Leg], meaning: str) -> list[Leg]:
    return [leg for leg in legs if leg.meaning == meaning]


# A leg between two others that gives more than it had
SPENT = [
    Dated(Leg(1, "paid", Decimal(50)), DAYS[0], DAYS[0]),
    Dated(Leg(2, "paid", Decimal(20), parent=1), DAYS[0], DAYS[0]),
    Dated(Leg(3, "paid", Decimal(30), parent=2), DAYS[0], DAYS[0]),
]
# What goes out of the list through one that is held in another
THROUGH = [
    Dated(Leg(1, "paid", Decimal(50)), DAYS[1], DAYS[1]),
    Dated(Leg(2, "paid", Decimal(40), parent=1), DAYS[1], DAYS[1]),
    Dated(Leg(3, "paid", Decimal(30), parent=2), DAYS[1], DAYS[1]),
]
days = st.none() | st.sampled_from(DAYS)


@many
@given(dated(), days)
def test_a_day_is_added_up_as_the_rules_say_of_what_was_in_force(
    rows: list[Dated], on: dt.date | None
) -> None:
    with recorded(rows) as place:
        result = on_the_day(place, on).totals
    here = legs_on(rows, on)
    assert result.by_meaning == add_up(here, here)


@many
@example(SPENT, DAYS[0], set())
@example(THROUGH, None, {3})
@given(dated(exact=True), days, st.sets(st.integers(1, 9)))
def test_no_pound_is_counted_twice_on_any_day(
    rows: list[Dated], on: dt.date | None, half: set[int]
) -> None:
    with recorded(rows) as place:
        selection = on_the_day(place, on)
        whole = selection.totals
        named = [str(key) for key in half]
        first, second = (
            totals(part, selection.onward, place=place, by_year=True)
            for part in (
                selection.here.filter(description__in=named),
                selection.here.exclude(description__in=named),
            )
        )
    here = legs_on(rows, on)
    for meaning in MEANINGS:
        amounts = [leg.low for leg in of_meaning(here, meaning) if leg.low is not None]
        total = whole.of(meaning)
        assert total.lower == total.upper
        assert max(amounts, default=0) <= total.lower <= sum(amounts)
        assert first.of(meaning).lower + second.of(meaning).lower == total.lower
        for summed in (whole, first, second):
            assert in_years(summed, meaning).lower <= summed.of(meaning).lower


@many
@given(dated(), days, st.integers(1, 50).map(Decimal))
def test_no_amount_changes_the_total_of_another_meaning(
    rows: list[Dated], on: dt.date | None, more: Decimal
) -> None:
    with recorded(rows) as place:
        before = on_the_day(place, on).totals
    for meaning in MEANINGS:
        others = [row if row.leg.meaning == meaning else larger(row, more) for row in rows]
        with recorded(others) as place:
            after = on_the_day(place, on).totals
        assert after.of(meaning) == before.of(meaning)
        assert years_of(after, meaning) == years_of(before, meaning)


@many
@given(dated(), days)
def test_nothing_that_is_not_known_is_hidden_on_any_day(
    rows: list[Dated], on: dt.date | None
) -> None:
    with recorded(rows) as place:
        selection = on_the_day(place, on)
        result, without_start = selection.totals, selection.no_start
    here = legs_on(rows, on)
    flows = Counter(leg.meaning for leg in here)
    unknown = Counter(leg.meaning for leg in here if leg.low is None)
    for meaning in MEANINGS:
        total = result.of(meaning)
        assert (total.flows, total.unknown) == (flows[meaning], unknown[meaning])
        assert in_years(result, meaning).unknown == unknown[meaning]
    vague = [row for row in rows if on is not None and row.may_be_in_force(on)]
    assert without_start.count == sum(not row.is_hidden for row in vague)


@many
@example([replace(THROUGH[0], start=None, end=None), replace(THROUGH[1], is_hidden=True)], None)
@given(dated(), days)
def test_what_the_reader_does_not_see_changes_nothing(
    rows: list[Dated], on: dt.date | None
) -> None:
    with recorded(rows) as place:
        result = on_the_day(place, on).totals
    gone = {row.key for row in rows if row.is_hidden}
    left = [row if row.leg.parent not in gone else orphan(row) for row in rows]
    with recorded([row for row in left if not row.is_hidden]) as place:
        assert on_the_day(place, on).totals == result


def larger(row: Dated, more: Decimal) -> Dated:
    """The same with a larger amount, or with one where none is known."""
    low = (row.leg.low or Decimal(0)) + more
    high = None if row.leg.high is None else row.leg.high + more
    return replace(row, leg=replace(row.leg, low=low, high=high))


def orphan(row: Dated) -> Dated:
    """The same as it is to who does not see what it passes on."""
    return replace(row, leg=replace(row.leg, parent=None))


def years_of(result: Totals, meaning: str) -> dict[int | None, Total]:
    """What falls in each year of a meaning."""
    return {year: total for (what, year), total in result.by_year.items() if what == meaning}


def in_years(result: Totals, meaning: str) -> Total:
    """What all years of a meaning come to together."""
    years = years_of(result, meaning).values()
    return Total(
        unknown=sum(total.unknown for total in years),
        lower=sum((total.lower for total in years), Decimal(0)),
    )

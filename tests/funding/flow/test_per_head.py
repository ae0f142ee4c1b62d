"""Money for each resident: of one meaning, by a named population, never made up."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from funding.flow.per_head import per_head
from funding.flow.sums import totals, totals_at_each
from funding.flow.totals import Leg, Total, add_up
from funding.models import Flow, FlowPlace
from geography.measure.population import Population, populations
from geography.models import ContextFigure, Measure, MeasureRelease
from partnerships.models import PlaceFigure
from records.models import Source
from tests import builders
from tests.builders import Cast

PEOPLE = Population(Decimal(1_000), "mid-2024", "30 June 2024", "", "", "")


def total(low: Any, high: Any = None, qualifier: str = "exactly") -> Total:
    low, high = (None if end is None else Decimal(end) for end in (low, high))
    return add_up([Leg(1, "paid", low, high, qualifier)], [])["paid"]


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (total(2_500), "£2.50"),
        (total(2_500, qualifier="about"), "about £2.50"),
        (total(2_500, qualifier="at_least"), "at least £2.50"),
        (total(2_000, 4_000), "£2 to £4"),
        (total(4), "less than 1p"),  # rounded to nothing is not nothing
    ],
)
def test_it_is_as_exact_as_the_total(amount: Total, said: str) -> None:
    assert str(per_head(amount, PEOPLE)) == said


def test_without_a_population_or_a_known_total_there_is_none() -> None:
    assert per_head(total(2_500), None) is None
    assert per_head(total(None), PEOPLE) is None
    assert per_head(Total(), PEOPLE) is None


def said(address: str) -> str:
    body = Client().get(address).content.decode()
    main = body[body.index("<main") : body.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def official(place: Any, people: int, year: int) -> None:
    source, _ = Source.objects.get_or_create(slug="mid-year", title="Mid-year estimates")
    measure, _ = Measure.objects.get_or_create(
        key="population_total", label="Population", definition="Residents", levels="Councils"
    )
    newest, _ = MeasureRelease.objects.get_or_create(
        measure=measure, name=f"mid-{year}", as_of=dt.date(year, 6, 30)
    )
    ContextFigure.objects.create(release=newest, place=place, value=people, source=source)


def test_the_newest_population_is_taken_and_one_that_is_not_known_is_none(cast: Cast) -> None:
    official(cast.bradford, 560_000, 2023)
    official(cast.bradford, 563_605, 2024)
    usual: dict[str, Any] = {"measure": "population", "unit": "people"}
    PlaceFigure.objects.create(
        place=cast.bradford, value=500, as_of=dt.date(2020, 1, 1), release="older", **usual
    )
    PlaceFigure.objects.create(place=cast.luton, value=None, release="mid-2024", **usual)
    found = populations([cast.bradford, cast.luton, cast.region])
    assert found[cast.bradford.pk].words == "563,605 people (mid-2024, as at 30 June 2024)"
    assert list(found) == [cast.bradford.pk]


def test_the_money_page_says_it_with_release_day_and_source(cast: Cast) -> None:
    builders.flow(cast.bradford, 1_127_210)
    builders.flow(cast.bradford, meaning="paid")
    assert "For each resident: not known" in said("/places/bradford/funding/?show=years")
    assert "per resident" not in said("/places/bradford/funding/")
    official(cast.bradford, 563_605, 2024)
    first = said("/places/bradford/funding/")
    assert "£2 per resident (563,605 people in mid-2024)" in first
    text = said("/places/bradford/funding/?show=years")
    assert "All years, for each resident" in text
    assert "£1,127,210 £2 0 of 1" in text
    assert "Paid handed over Not known Not known 1 of 1" in text
    assert "divided by 563,605 people (mid-2024, as at 30 June 2024). Mid-year estimates" in text
    assert "for each resident" not in said("/places/luton/funding/").lower()


def test_places_at_once_are_added_up_as_each_by_itself(cast: Cast) -> None:
    whole = builders.flow(cast.bradford, 900_000)
    builders.flow(cast.bradford, 400_000, parent=whole)
    builders.flow(cast.luton, 70, meaning="paid", amount_qualifier="about")
    unsplit, shared = builders.flow(cast.bradford, 1_000), builders.flow(None, 8_000)
    FlowPlace.objects.create(flow=unsplit, place=cast.luton)
    for place, share in ((cast.bradford, "0.25"), (cast.luton, "0.75")):
        FlowPlace.objects.create(flow=shared, place=place, share=share)
    seen = Flow.objects.visible_to(cast.resident)
    places = [cast.bradford, cast.luton, cast.region]
    by_place = totals_at_each(seen, [place.pk for place in places])
    for place in places:
        assert by_place[place.pk] == totals(seen.in_place(place), seen, place=place)
    committed = by_place[cast.luton.pk].of("committed")
    assert (str(committed), committed.flows) == ("£6,000 to £7,000", 2)
    assert totals_at_each(seen, [cast.luton.pk], most=1)[cast.luton.pk].too_many

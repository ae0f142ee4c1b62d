"""The page that compares places: dots on the scale of all councils, and what is recorded there."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from dashboards.comparison.page_data import Comparison, Recorded
from dashboards.comparison.plots import FIRST, Plot
from tests import builders
from tests.builders import TODAY, Cast
from tests.dashboards.comparison.test_parts import BOTH, SOME, as_, figure, measure, release


def made(address: str = BOTH, user: Any = None) -> Comparison:
    comparison: Comparison = as_(user).get(address).context["comparison"]
    return comparison


def recorded(user: Any = None) -> list[Recorded]:
    return made(user=user).recorded


def claims(cast: Cast, **fields: Any) -> None:
    """A measure of which four councils have 2, 4, 6 and 10, and England 5."""
    newest = release(measure("claims", unit="% of residents", **fields), "2025", 2025)
    others = [builders.place(name) for name in ("Derby", "Poole")]
    for place, value in zip([cast.bradford, cast.luton, *others], (4, 10, 2, 6), strict=True):
        figure(newest, place, value)
    figure(newest, None, 5)


def test_the_scale_is_all_councils_and_england_and_the_middle_are_marked(cast: Cast) -> None:
    claims(cast)
    [plot] = made().plots
    assert [(dot.place, dot.words, dot.at) for dot in plot.dots] == [
        ("Bradford", "4.0%", 26.0), ("Luton", "10.0%", 98.0),
    ]  # fmt: skip
    assert (plot.country, plot.middle) == (38.0, 38.0)
    assert plot.note == "% of residents, 2025. England 5.0%, middle council 5.0%"
    assert plot.sentence == "Claims: 10.0% in Luton, 4.0% in Bradford."


def test_a_place_beyond_all_councils_makes_the_scale_longer(cast: Cast) -> None:
    claims(cast)
    newest = release(measure("people", unit="people", decimals=0), "2025", 2025)
    for place, value in ((cast.bradford, 100), (cast.region, 900)):
        figure(newest, place, value)
    address = f"{BOTH}&place=yorkshire-and-the-humber&measure=people"
    [plot] = made(address).plots
    assert [dot.at for dot in plot.dots] == [2.0, None, 98.0]


def test_what_has_no_figure_says_why_and_has_no_dot(cast: Cast) -> None:
    newest = release(measure("claims"), "2025", 2025)
    builders.place("Kent", "county")
    figure(newest, cast.bradford, Decimal("2.25"))
    figure(newest, cast.luton)
    [plot] = made(f"{BOTH}&place=kent").plots
    assert [(dot.at is None, dot.why_not) for dot in plot.dots] == [
        (False, ""),
        (True, "The release has no figure for it"),
        (True, "Not published for counties"),
    ]
    assert plot.sentence == ""
    page = Client().get(f"{BOTH}&place=kent").content.decode()
    assert page.count("<circle") - page.count('<circle class="') == 1


def test_an_estimate_is_drawn_with_its_interval(cast: Cast) -> None:
    newest = release(measure("life", unit="years"), "2022 to 2024", 2024)
    figure(newest, cast.bradford, 56, lower_95=55, upper_95=57)
    figure(newest, cast.luton, 60)
    comparison = made()
    assert [dot.interval for dot in comparison.plots[0].dots] == [(2.0, 40.4), None]
    assert comparison.has_intervals
    assert comparison.plots[0].note == "Years, 2022 to 2024. Middle council 58.0"


@pytest.mark.usefixtures("kept_demo")
def test_eight_measures_stand_there_until_the_reader_chooses_others() -> None:
    address = "/places/compare/?place=bradford&place=kent"
    assert {plot.key for plot in made(address).plots} == set(FIRST)
    other = f"{address}&measure=population_total&measure=imd_rank_of_average_score&measure=castles"
    chosen: dict[str, Plot] = {plot.key: plot for plot in made(other).plots}
    assert set(chosen) == {"population_total", "imd_rank_of_average_score"}
    # England's number of people says nothing beside that of a council, and it has no rank
    assert [plot.country for plot in chosen.values()] == [None, None]
    page = Client().get(other).content.decode()
    assert 'value="population_total" checked' in page
    assert 'value="fuel_poverty_pct" checked' not in page
    assert "measure=population_total" in made_without(page, "Bradford")


def made_without(page: str, place: str) -> str:
    """The address that leaves a place out."""
    before = page[: page.index(f'<span class="vh">Remove </span>{place}')]
    return before[before.rindex('href="') :]


def test_the_first_place_is_marked_in_every_drawing(cast: Cast) -> None:
    claims(cast)
    page = Client().get("/places/compare/?place=luton&place=bradford").content.decode()
    assert '<tr class="me"><th scope="row">Luton</th>' in page
    assert "Luton, your first choice" in page


def test_counts_are_of_this_reader_and_zero_is_none_of_what_one_sees(cast: Cast) -> None:
    ward = builders.place("Manningham", "ward", within=cast.bradford)
    builders.pilot(cast.bradford, "Warm homes", cast.luton)
    builders.pilot(ward, "Street games")
    builders.pilot(cast.bradford, "Hidden", visibility="place")
    builders.barrier(ward, status="not_known")
    builders.barrier(cast.luton, status="closed_unresolved", ended_on=TODAY)
    builders.barrier(cast.bradford, visibility="place", status="needs_owner")
    rows = [(row.pilots.count, row.barriers.count, row.still_open.count) for row in recorded()]
    assert rows == [(2, 1, 0), (1, 1, 0)]
    [seen, _] = recorded(cast.bradford_editor)
    assert (seen.pilots.count, seen.barriers.count, seen.still_open.count) == (3, 2, 1)


def test_money_that_is_not_known_is_no_zero(cast: Cast) -> None:
    builders.flow(cast.bradford, 900_000)
    builders.flow(cast.bradford)
    builders.flow(cast.bradford, 7_777_777, visibility="place")
    builders.flow(cast.luton)
    [bradford, luton] = recorded()
    assert (bradford.committed.words, bradford.committed.note) == (
        *("£900,000", "1 of 2 amounts not known"),
    )
    page = Client().get(BOTH).content.decode()
    assert page.count('<span class="nk">Not known</span>') == 1, "the money of Luton"
    assert "Money paid" not in page, "nothing is recorded in either"
    builders.flow(cast.luton, 5, meaning="paid")
    assert "Money paid" in Client().get(BOTH).content.decode()
    assert luton.paid.words == "None recorded"


def test_a_place_within_another_is_said_to_be_counted_there_too(cast: Cast) -> None:
    page = "/places/compare/?place=yorkshire-and-the-humber&place=bradford"
    said = "Bradford is within Yorkshire and The Humber: what the smaller place has is also counted"
    assert said in Client().get(page).content.decode()
    assert made().inside == ""


@pytest.mark.usefixtures("kept_demo")
@pytest.mark.parametrize("slugs", [SOME, SOME[:2]])
def test_two_places_and_six_take_the_same_queries(
    django_assert_num_queries: Any, slugs: list[str]
) -> None:
    address = "/places/compare/?" + "&".join(f"place={slug}" for slug in slugs)
    client = Client()
    with django_assert_num_queries(7):
        assert len(client.get(address).context["comparison"].places) == len(slugs)

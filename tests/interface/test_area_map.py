"""Maps of areas: outlines moved and made small, classes with numbers, and what each area says."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

import pytest
from django.template.loader import render_to_string

from interface.charts.area_map import NONE, OFF, PART, UNKNOWN, Area, AreaMap, Region, ordered
from interface.charts.classes import Classes, classes
from interface.charts.paths import WELL_FORMED, around, extent, redrawn, rings

SQUARE = "M10 20l10 0 0 10-10 0z"
LEEDS = Area(SQUARE, "c3", "Leeds: 2 pilots", "/places/leeds/")
YORK = Area(SQUARE, NONE, "York: no pilot to see", "/places/york/")
HULL = Area(SQUARE, UNKNOWN, "Hull: not known", "/places/hull/")
BATH = Area(SQUARE, OFF, "Bath")
HOVE = Area(SQUARE, PART, "Hove: part of an area that matches")


def said(low: object, high: object) -> str:
    return f"{low}" if low == high else f"{low} to {high}"


def of(values: list) -> Classes:
    return classes(values, said)


def drawing(*areas: Area, regions: tuple[Region, ...] = ()) -> str:
    chart = AreaMap("m", "Councils", "1 matches.", 100, 50, areas, regions)
    return render_to_string("components/charts/area_map.html", {"chart": chart})


def test_an_outline_is_moved_and_scaled_and_stays_an_outline() -> None:
    assert redrawn(SQUARE) == SQUARE
    assert redrawn(SQUARE, 2, (-10, -20)) == "M0 0l20 0 0 20-20 0z"
    assert WELL_FORMED.fullmatch(redrawn(SQUARE, 0.5))
    assert rings(SQUARE) == [[(10, 20), (20, 20), (20, 30), (10, 30)]]
    assert extent(SQUARE) == (10, 20, 10, 10)
    assert around([(0, 0, 2, 2), (5, 5, 1, 1)]) == (0, 0, 6, 6)


def test_a_ring_that_is_too_small_to_be_seen_is_left_out() -> None:
    assert redrawn(SQUARE + "M0 0l90 0 0 90z", 0.01) == "M0 0l1 0 0 1z"


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([1, 1, 2], ["1", "2"]),
        ([], []),
        (list(range(1, 101)), ["1 to 20", "21 to 40", "41 to 60", "61 to 80", "81 to 100"]),
        ([0] * 90 + list(range(1, 11)), ["0", "1 to 3", "4 to 6", "7 to 8", "9 to 10"]),
    ],
)
def test_classes_are_at_most_five_and_hold_about_as_many_each(values: list, labels: list) -> None:
    made = of(values)
    assert [step.label for step in made.steps] == labels
    assert sum(step.count for step in made.steps) == len(values)


def test_the_same_figure_is_always_in_the_same_class_and_none_overlap() -> None:
    values = [Decimal(number) / 7 for number in [*range(40), *range(0, 40, 3), *[5] * 30]]
    made = of(values)
    spans = [
        [value for value in set(values) if made.shade(value) == step.shade] for step in made.steps
    ]
    assert all(max(low) < min(high) for low, high in pairwise(spans))


def test_what_is_not_known_is_in_no_class_and_zero_is_in_one() -> None:
    made = of([Decimal(0), Decimal(5)])
    assert made.shade(None) == ""
    assert made.shade(Decimal(0)) == made.steps[0].shade == "c2"


def test_words_are_classes_of_their_own_and_more_than_five_are_none() -> None:
    assert [step.label for step in of(["Urban", "Rural", "Urban"]).steps] == ["Rural", "Urban"]
    many = of(list("abcdef"))
    assert many.steps == ()
    assert many.shade("a") == ""


def test_the_first_rank_is_the_darkest() -> None:
    made = classes(list(range(1, 297)), said, darkest_first=True)
    assert (made.shade(1), made.shade(296)) == ("c5", "c1")


def test_each_area_says_what_it_is_and_only_matches_are_links() -> None:
    html = drawing(LEEDS, YORK, HULL, BATH, HOVE)
    links = re.findall(r'<a href="([^"]*)">.*?<text[^>]*>(.*?)</text></a>', html)
    assert links == [
        ("/places/leeds/", "Leeds: 2 pilots"),
        ("/places/york/", "York: no pilot to see"),
        ("/places/hull/", "Hull: not known"),
    ]
    assert html.count("<a ") == 3
    assert "<title>Bath</title>" in html
    assert "style=" not in html


def test_none_not_known_and_no_match_are_told_apart_without_colour() -> None:
    html = drawing(YORK, HULL, BATH, HOVE)
    assert (
        html.count('class="none"') == html.count('class="off"') == html.count('class="part"') == 1
    )
    assert 'fill="url(#m-hatch)"' in html
    chart = AreaMap(
        "m", "T", "S", 9, 9, (LEEDS, YORK, HULL, BATH, HOVE), none_words="matches, none you can see"
    )
    key = render_to_string("components/charts/area_key.html", {"chart": chart, "label": "Pilots"})
    for words in ("matches, none you can see", "not known", "does not match", "part of an area"):
        assert words in key


def test_what_does_not_match_is_drawn_first_and_the_rest_by_group_and_name() -> None:
    rows = [("South", "Hull", HULL), ("North", "york", YORK), ("North", "Leeds", LEEDS)]
    assert ordered([*rows, ("Anywhere", "Z", BATH)]) == (BATH, LEEDS, YORK, HULL)


def test_regions_are_links_of_their_own_where_they_are_drawn() -> None:
    north = Region("North", "1 of 2 councils", "?region=north", SQUARE)
    assert "North: 1 of 2 councils" in drawing(LEEDS, regions=(north,))
    assert "outlined" not in drawing(LEEDS, regions=(Region("North", "", "?region=north"),))

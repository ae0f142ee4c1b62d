"""Maps of areas: outlines moved and made small, classes with numbers, and what each area says."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

import pytest
from django.template.loader import render_to_string

from interface.charts.area_map import NONE, UNKNOWN, Area, AreaMap, ordered
from interface.charts.classes import Classes, classes, round_classes
from interface.charts.paths import WELL_FORMED, around, extent, redrawn, rings

SQUARE = "M10 20l10 0 0 10-10 0z"
LEEDS = Area(SQUARE, "c3", "Leeds: 2 pilots")
YORK = Area(SQUARE, NONE, "York: no pilot to see")
HULL = Area(SQUARE, UNKNOWN, "Hull: not known")
BATH = Area(SQUARE, NONE, "Bath")


def said(low: object, high: object) -> str:
    return f"{low}" if low == high else f"{low} to {high}"


def of(values: list) -> Classes:
    return classes(values, said)


def drawing(*areas: Area, ringed: str = "") -> str:
    chart = AreaMap("m", "Councils", "1 matches.", 100, 50, areas, ringed=ringed)
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


def test_each_area_says_what_it_is() -> None:
    html = drawing(LEEDS, YORK, HULL, Area(SQUARE, NONE, "Bath & <b>"))
    assert re.findall(r"<path [^>]*><title>([^<]*)</title></path>", html) == [
        "Leeds: 2 pilots",
        "York: no pilot to see",
        "Hull: not known",
        "Bath &amp; &lt;b&gt;",
    ]
    assert "style=" not in html


def test_none_and_not_known_are_told_apart_without_colour() -> None:
    html = drawing(YORK, HULL)
    assert html.count('class="none"') == html.count('fill="url(#m-hatch)"') == 1


def test_areas_are_drawn_by_group_and_name() -> None:
    rows = [("South", "Hull", HULL), ("North", "york", YORK), ("North", "Leeds", LEEDS)]
    assert ordered(rows) == (LEEDS, YORK, HULL)


def test_a_map_is_a_picture_and_what_is_not_known_is_hatched_in_it() -> None:
    html = drawing(BATH, Area(SQUARE, UNKNOWN, "Hull: not known"))
    assert 'role="img"' in html
    assert '<path class="nk-area" fill="url(#m-hatch)"' in html


def test_what_is_outlined_is_drawn_last_so_that_it_stands_on_top() -> None:
    html = drawing(BATH, ringed=SQUARE)
    assert html.index('class="ringed"') > html.index("<title>Bath</title>")
    assert "ringed" not in drawing(BATH)


def rounded(values: list, **how: bool) -> list[tuple[str, int]]:
    made = round_classes(values, lambda limit: f"{limit.normalize():,f}", **how)
    return [(step.label, step.count) for step in made.steps]


def test_limits_of_classes_are_round_and_each_figure_is_in_one() -> None:
    values = [Decimal(number) / 7 for number in range(1, 301)]
    assert rounded(values) == [
        ("under 10", 69), ("10 to under 15", 35), ("15 to under 25", 70), ("25 to under 35", 70),
        ("35 or more", 56),
    ]  # fmt: skip
    assert rounded(list(range(1, 297)), whole=True) == [
        ("under 60", 59), ("60 to 119", 60), ("120 to 179", 60), ("180 to 239", 60),
        ("240 or more", 57),
    ]  # fmt: skip


def test_a_figure_at_a_limit_is_in_the_class_that_begins_there() -> None:
    made = round_classes(list(range(1, 297)), str, whole=True)
    assert [made.shade(number) for number in (59, 60, 239, 240)] == ["c1", "c2", "c4", "c5"]
    turned = round_classes(list(range(1, 297)), str, whole=True, darkest_first=True)
    assert [turned.shade(number) for number in (1, 296)] == ["c5", "c1"]


@pytest.mark.parametrize("values", [[5], [1, 2, 3, 4, 5], [3] * 9])
def test_few_figures_are_classes_of_their_own(values: list[int]) -> None:
    assert [label for label, _ in rounded(values)] == [str(value) for value in sorted({*values})]


def test_figures_that_crowd_at_one_end_still_have_rising_limits() -> None:
    crowded = [Decimal("0.1")] * 200 + [Decimal(number) for number in range(1, 97)]
    labels = [label for label, _ in rounded(crowded)]
    assert sum(count for _, count in rounded(crowded)) == 296
    assert len(set(labels)) == len(labels)

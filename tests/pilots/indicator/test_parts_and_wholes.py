"""A part is no more than its whole: refused with the way out, and told where it stands already."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pilots.models import Actual, Indicator, Pilot
from tests import builders, defined
from tests.builders import Cast
from tests.pilots.forms import SAID, filled, signed_in, text_of
from tests.pilots.forms import at as log_at
from tests.pilots.indicator.test_changes import at, page_of, send
from tests.pilots.upload.test_upload import csv_of
from tests.pilots.upload.test_upload import send as upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
JUNE, SEPTEMBER = dt.date(2026, 6, 30), dt.date(2026, 9, 30)
REFUSED = (
    "“Homes improved” would be 99 homes at 30 September 2026, but it is a part of “Homes visited”, "
    "which is 25 homes at that date. A part cannot be more than its whole: check both"
)
TOLD = "More than the whole: 99 homes of 25 homes at 30 September 2026"


@pytest.fixture
def visited(warm_homes: Pilot) -> Indicator:
    return warm_homes.indicators.get(number=1)


@pytest.fixture
def improved(warm_homes: Pilot, visited: Indicator) -> Indicator:
    """A part of those visited."""
    warm_homes.indicators.filter(number=2).update(part_of=visited)
    return warm_homes.indicators.get(number=2)


@pytest.fixture
def officer(people: Cast) -> Client:
    return signed_in(people.bradford_officer)


def recorded() -> int:
    return Actual.objects.filter(as_of=SEPTEMBER).count()


def test_an_update_says_it_at_the_figure_and_nothing_is_recorded(
    officer: Client, warm_homes: Pilot, improved: Indicator
) -> None:
    typed = {"f1-value": "25", "f2-value": "99", "f2-counts": "same"}
    data = filled(officer, log_at(warm_homes), **SAID, **typed)
    page = officer.post(log_at(warm_homes), data)
    assert REFUSED in text_of(page)
    assert (recorded(), warm_homes.updates.count()) == (0, 0)
    officer.post(log_at(warm_homes), data | {"f2-value": "25"})
    assert recorded() == 2


def test_an_update_is_not_edited_into_it(
    officer: Client, warm_homes: Pilot, improved: Indicator
) -> None:
    typed = {"f1-value": "25", "f2-value": "20", "f2-counts": "same"}
    officer.post(log_at(warm_homes), filled(officer, log_at(warm_homes), **SAID, **typed))
    edit = reverse("pilot_update_edit", args=[warm_homes.slug, 1])
    page = officer.post(edit, filled(officer, edit, **{"f2-value": "99"}))
    assert REFUSED in text_of(page)
    assert not Actual.objects.filter(value_low=99).exists()


def test_a_count_and_a_correction_say_it_from_either_side(
    people: Cast, visited: Indicator, improved: Indicator
) -> None:
    whole = builders.actual(visited, 25, as_of=SEPTEMBER, counts="same")
    typed = {"value": "99", "as_of_day": "30", "as_of_month": "9", "as_of_year": "2026"}
    page = send(people.bradford_officer, at("figure_count", improved), counts="same", **typed)
    assert REFUSED in text_of(page)
    Actual.objects.filter(pk=whole.pk).update(superseded=True)
    whole = builders.actual(visited, 100, as_of=SEPTEMBER, counts="same", replaces=whole)
    builders.actual(improved, 99, as_of=SEPTEMBER, counts="same")
    correct = reverse("figure_correct", args=[visited.pilot.slug, 1, whole.pk])
    assert REFUSED in text_of(send(people.bradford_officer, correct, value="25", why="Misread"))
    assert Actual.objects.live().get(indicator=visited, as_of=SEPTEMBER).value_low == 100


def test_the_grid_says_it_in_the_row(
    officer: Client, visited: Indicator, improved: Indicator
) -> None:
    grid = reverse("figures_due")
    typed = {f"f{visited.pk}-value": "25", f"f{improved.pk}-value": "99"}
    same = {f"f{improved.pk}-counts": "same"}
    assert REFUSED in text_of(officer.post(grid, filled(officer, grid, **typed, **same)))
    assert recorded() == 0


def test_a_file_says_it(officer: Client, warm_homes: Pilot, improved: Indicator) -> None:
    rows = csv_of("1,25,2026-09-30,yes", "2,99,2026-09-30,yes")
    assert REFUSED in text_of(upload(officer, warm_homes, rows, "a.csv", **SAID))
    assert recorded() == 0


def test_a_figure_does_not_become_a_part_of_what_is_less(
    people: Cast, visited: Indicator, warm_homes: Pilot
) -> None:
    other = warm_homes.indicators.get(number=2)
    builders.actual(visited, 25, as_of=SEPTEMBER)
    builders.actual(other, 99, as_of=SEPTEMBER)
    edit = at("indicator_edit", other)
    assert REFUSED in text_of(send(people.bradford_editor, edit, part_of=str(visited.pk)))
    other.refresh_from_db()
    assert other.part_of is None


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ({"value": 25}, {"value": 25}),
        ({"value": 99}, {"value": 25, "value_qualifier": "at_least"}),
        ({"value": 99, "value_qualifier": "at_most"}, {"value": 25}),
        ({"value": 99}, {"value": 25, "as_of": JUNE}),
        ({"value": 20, "value_high": 30}, {"value": 25}),
        ({"value": None}, {"value": 25}),
        ({"value": 99}, {"value": None}),
    ],
)
def test_what_may_be_right_is_neither_refused_nor_told(
    visited: Indicator, improved: Indicator, part: dict[str, Any], whole: dict[str, Any]
) -> None:
    Actual.objects.filter(indicator=visited).delete()
    builders.actual(visited, **{"as_of": SEPTEMBER, **whole})
    builders.actual(improved, **{"as_of": SEPTEMBER, **part})
    assert "More than the whole" not in page_of(improved)


def test_figures_on_two_sides_of_a_change_of_definition_are_not_compared(
    visited: Indicator, improved: Indicator
) -> None:
    builders.actual(visited, 25, as_of=SEPTEMBER)
    builders.actual(improved, 99, as_of=SEPTEMBER)
    assert TOLD in page_of(improved)
    defined.earlier(visited, dt.date(2026, 10, 1))
    assert "More than the whole" not in page_of(improved)


def test_one_that_stands_already_is_told_wherever_its_share_would_stand(
    people: Cast, warm_homes: Pilot, visited: Indicator, improved: Indicator
) -> None:
    builders.actual(visited, 25, as_of=SEPTEMBER, counts="same")
    builders.actual(improved, 99, as_of=SEPTEMBER, counts="same")
    pages = [
        improved.get_absolute_url(),
        warm_homes.get_absolute_url(),
        reverse("pilot_indicators", args=[warm_homes.slug]),
        people.bradford.get_absolute_url(),
    ]
    for address in pages:
        said = text_of(Client().get(address))
        assert TOLD in said, address
        assert "99 of 25 homes visited" not in said, address
    figures = text_of(Client().get(pages[2]))
    assert "More than the whole, 25 homes: one of the two is wrong" in figures
    assert TOLD in text_of(Client().get(reverse("pilot_brief", args=[warm_homes.slug])))

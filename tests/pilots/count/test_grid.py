"""All figures that are due, of all pilots of one's own, in one grid."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pilots.models import Actual, Indicator, Pilot, Update
from tests import builders, defined
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of
from tests.pilots.indicator.test_changes import day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

SEPTEMBER = dt.date(2026, 9, 30)


@pytest.fixture
def grid() -> str:
    return reverse("figures_due")


def box(of: Indicator, part: str = "value") -> str:
    return f"f{of.pk}-{part}"


def figures(*pilots: Pilot) -> list[Indicator]:
    return list(Indicator.objects.filter(pilot__in=pilots).order_by("pilot_id", "number"))


def test_all_due_figures_of_all_pilots_stand_in_one_grid(
    people: Cast, warm_homes: Pilot, other_pilot: Pilot, grid: str
) -> None:
    said = text_of(signed_in(people.bradford_officer).get(grid))
    lamps, visited = said.index("Lamps mended Safe streets"), said.index("Homes visited")
    assert lamps < visited, "the most overdue first"
    assert "Nothing yet 1 November 2026 of 30 September 2026" in said
    assert "60 homes 30 June 2026 24 November 2026 of 30 September 2026" in said
    assert "Homes improved" in said


def test_what_is_filled_in_is_recorded_at_once(
    people: Cast, warm_homes: Pilot, other_pilot: Pilot, grid: str
) -> None:
    client = signed_in(people.bradford_officer)
    visited, improved, lamps = figures(warm_homes, other_pilot)
    typed = {box(visited): "90", box(lamps): "about 12", box(improved, "missing"): "not_counted"}
    answer = client.post(grid, filled(client, grid, **typed), follow=True)
    assert "3 figures recorded." in answer.content.decode()
    counted = Actual.objects.get(indicator=visited, as_of=SEPTEMBER)
    assert (counted.value_low, counted.counts, counted.source_said) == (90, "same", "Case records")
    assert counted.waits
    unknown = improved.actuals.get()
    assert (unknown.value_low, unknown.missing) == (None, "not_counted")
    assert lamps.actuals.get().value_qualifier == "about"
    assert not Update.objects.exists()
    left = text_of(client.get(grid))
    assert "Homes visited" not in left
    assert "Homes improved" in left, "it may be known by tomorrow"


def test_all_or_nothing_with_the_fault_at_its_cell(
    people: Cast, warm_homes: Pilot, other_pilot: Pilot, grid: str
) -> None:
    client = signed_in(people.bradford_officer)
    visited, _, lamps = figures(warm_homes, other_pilot)
    before = Actual.objects.count()
    data = filled(client, grid, **{box(visited): "90", box(lamps): "a dozen"})
    answer = client.post(grid, data)
    assert "Enter “Lamps mended” as a number" in text_of(answer)
    html = answer.content.decode()
    assert 'value="90"' in html
    assert 'value="a dozen"' in html
    assert Actual.objects.count() == before


def test_a_figure_recorded_meanwhile_is_said_at_its_row_and_nothing_is_saved(
    people: Cast, warm_homes: Pilot, other_pilot: Pilot, grid: str
) -> None:
    client = signed_in(people.bradford_officer)
    visited, _, lamps = figures(warm_homes, other_pilot)
    typed = {box(visited): "90", box(lamps): "12", **day("as_of", 2026, 6, 30)}
    answer = client.post(grid, filled(client, grid, **typed))
    assert "There is already a figure for 30 June 2026: 60 homes" in text_of(answer)
    assert not lamps.actuals.exists()
    correct = reverse("figure_correct", args=["warm-homes", 1, visited.actuals.get().pk])
    assert f'href="{correct}"' in answer.content.decode()


def test_a_day_to_come_is_said_at_its_field(people: Cast, warm_homes: Pilot, grid: str) -> None:
    client = signed_in(people.bradford_officer)
    visited, _ = figures(warm_homes)
    empty = client.post(grid, filled(client, grid)).content.decode()
    assert "<details><summary>All on a different date" in empty, "it stays folded"
    data = filled(client, grid, **{box(visited): "90", **day("as_of", 2027, 1, 1)})
    assert "The day cannot be in the future" in text_of(client.post(grid, data))


def test_a_number_wins_over_a_reason(
    people: Cast, warm_homes: Pilot, other_pilot: Pilot, grid: str
) -> None:
    client = signed_in(people.bradford_officer)
    lamps = other_pilot.indicators.get()
    typed = {box(lamps): "12", box(lamps, "missing"): "not_counted"}
    client.post(grid, filled(client, grid, **typed))
    assert (lamps.actuals.get().value_low, lamps.actuals.get().missing) == (12, "")


def test_an_empty_grid_is_not_sent(people: Cast, warm_homes: Pilot, grid: str) -> None:
    client = signed_in(people.bradford_officer)
    assert "Enter at least one figure" in text_of(client.post(grid, filled(client, grid)))


def test_whether_it_counts_the_same_is_asked_where_nobody_said_so(
    people: Cast, warm_homes: Pilot, grid: str
) -> None:
    client = signed_in(people.bradford_officer)
    visited, improved = figures(warm_homes)
    data = filled(client, grid, **{box(improved): "9"})
    assert box(visited, "counts") not in data
    assert "Say whether “Homes improved” counts the same thing" in text_of(client.post(grid, data))
    different = {**data, box(improved, "counts"): "different"}
    assert "where you can say what is different" in text_of(client.post(grid, different))
    client.post(grid, {**data, box(improved, "counts"): "same"})
    assert improved.actuals.get().counts == "same"


def test_a_figure_to_be_counted_again_is_due(people: Cast, warm_homes: Pilot, grid: str) -> None:
    Pilot.objects.filter(pk=warm_homes.pk).update(update_due=None, status="closed")
    visited = warm_homes.indicators.get(number=1)
    defined.remeasure(visited, due=dt.date(2026, 11, 1))
    client = signed_in(people.bradford_officer)
    said = text_of(client.get(grid))
    assert "60 homes 30 June 2026 1 November 2026 of 20 November 2026" in said
    assert "Homes improved" not in said
    client.post(grid, filled(client, grid, **{box(visited): "91"}))
    assert "No figure is due now." in text_of(client.get(grid))


def test_one_pilot_alone_lists_all_that_it_is_asked_for(
    people: Cast, warm_homes: Pilot, other_pilot: Pilot, grid: str
) -> None:
    Pilot.objects.filter(pk=other_pilot.pk).update(update_due=None)
    client = signed_in(people.bradford_officer)
    assert "Lamps" not in text_of(client.get(grid))
    alone = text_of(client.get(f"{grid}?pilot=streets"))
    assert "Lamps mended" in alone
    assert "Homes" not in alone


def test_only_who_logs_sees_figures_that_are_due(
    people: Cast, warm_homes: Pilot, grid: str
) -> None:
    assert "No figure is due now." in text_of(signed_in(people.outsider).get(grid))
    alone = f"{grid}?pilot=warm-homes"
    assert signed_in(people.outsider).get(alone).status_code == 403
    Pilot.objects.filter(pk=warm_homes.pk).update(visibility="team")
    assert signed_in(people.outsider).get(alone).status_code == 404
    assert Client().get(grid).status_code == 302


def test_the_draft_keeps_what_was_typed(people: Cast, warm_homes: Pilot, grid: str) -> None:
    client = signed_in(people.bradford_officer)
    visited, _ = figures(warm_homes)
    client.post(grid, {**filled(client, grid, **{box(visited): "88"}), "draft": "1"})
    assert filled(client, grid)[box(visited)] == "88"
    assert not Actual.objects.filter(as_of=SEPTEMBER).exists()


def test_the_grid_costs_the_same_for_many_pilots(
    people: Cast, warm_homes: Pilot, grid: str, django_assert_num_queries: Any
) -> None:
    client = signed_in(people.bradford_officer)
    client.get(grid)
    for number in range(20):
        due = {"rhythm": 3, "update_due": dt.date(2026, 11, 1)}
        made = builders.pilot(people.bradford, f"P{number}", slug=f"p-{number}", **due)
        builders.indicator(made, target_low=5)
    with django_assert_num_queries(12):
        assert "P19" in text_of(client.get(grid))

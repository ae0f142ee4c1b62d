"""Figures of several pilots as one number, with what was planned for all of them beside it."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pilots.models import Indicator, IndicatorPlan, SharedDefinition
from pilots.total.totals import added_up, in_words
from records.figures import Quantity
from tests import builders, defined
from tests.builders import Cast
from tests.pilots.shared_definition.test_shared_definitions import page, pilot, together

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def visited(people: Cast) -> SharedDefinition:
    return defined.shared_definition(programme=people.pfpp)


def quantity(low: int, high: int | None = None, qualifier: str = "exactly") -> Quantity:
    return Quantity(Decimal(low), None if high is None else Decimal(high), qualifier, "homes")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([quantity(10), quantity(5)], "15 homes"),
        ([quantity(10), quantity(5, 8)], "15 to 18 homes"),
        ([quantity(10, 20), quantity(5, 8)], "15 to 28 homes"),
        ([quantity(10), quantity(5, qualifier="about")], "about 15 homes"),
        ([quantity(10), quantity(5, qualifier="at_least")], "at least 15 homes"),
        ([quantity(10), quantity(5, qualifier="more_than")], "at least 15 homes"),
        ([quantity(10, 12), quantity(5, qualifier="at_most")], "at most 17 homes"),
        ([quantity(5, qualifier="more_than")], "more than 5 homes"),
        ([quantity(1, qualifier="at_least"), quantity(5, qualifier="at_most")], "None"),
        ([quantity(10, qualifier="about"), quantity(5, qualifier="at_most")], "None"),
        ([quantity(10, qualifier="about"), quantity(5, qualifier="more_than")], "None"),
        ([], "None"),
    ],
)
def test_ranges_add_as_ranges_and_the_least_exact_word_is_kept(
    values: list[Quantity], said: str
) -> None:
    assert str(added_up(values, "homes")) == said


def test_what_cannot_be_said_in_one_number_says_why() -> None:
    mixed = [quantity(10, qualifier=word) for word in ("at_most", "about", "exactly", "more_than")]
    said = "Not in one number: some are “about”, others “at least”, others “at most”"
    assert in_words(mixed, "homes") == said


def test_a_part_of_a_part_is_not_added_to_the_whole_either(
    people: Cast, visited: SharedDefinition
) -> None:
    one = pilot(people, "A")
    whole = defined.follows(visited, one, 100)
    between = defined.follows(
        visited, one, 40, name="In the north", part_of=whole, shared_difference="Visits"
    )
    defined.follows(visited, one, 10, name="In one ward", part_of=between)
    far = defined.follows(
        visited, one, 7, name="In one street", part_of=builders.indicator(one, "In a block")
    )
    Indicator.objects.filter(name="In a block").update(part_of=between)
    said = page(visited)
    assert "100 homes from 1 of 4" in said
    assert "Is part of “Homes visited”, which is added" in said
    row = next(row for row in parts(visited) if row["figure"] == far.name)
    assert row["state"] == "Left out"


def parts(shared: SharedDefinition) -> list[dict[str, str]]:
    answer: Any = Client().get(shared.get_absolute_url(), {"format": "csv"})
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def planned(of: Indicator, low: int, high: int | None = None, **fields: Any) -> Indicator:
    """The figure, with a plan for March 2027 unless said."""
    fields = {"due": dt.date(2027, 3, 31), "due_precision": "month", **fields}
    IndicatorPlan.objects.create(indicator=of, target_low=low, target_high=high, **fields)
    return of


def test_targets_are_added_where_each_counted_pilot_plans_the_same(
    people: Cast, visited: SharedDefinition
) -> None:
    planned(defined.follows(visited, pilot(people, "A"), 118), 100, 150)
    b = planned(defined.follows(visited, pilot(people, "B"), 12), 20)
    planned(defined.follows(visited, pilot(people, "C")), 1000)  # not counted, so not compared
    assert "Planned for all of them: 120 to 170 homes, by March 2027" in page(visited)
    assert "120 to 170 homes, by March 2027" in together(people)
    of_programme = reverse("programme_figures", args=[people.pfpp.slug])
    answer: Any = Client().get(of_programme, {"format": "csv"})
    [row] = csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig")))
    assert (row["planned_low"], row["planned_high"]) == ("120.00", "170.00")
    assert row["without_plan"] == "0"
    said = [row["planned"] for row in parts(visited)]
    assert said == ["100 to 150 homes", "20 homes", "1,000 homes"]
    b.plans.update(due=dt.date(2026, 12, 31))
    assert "by December 2026 to March 2027" in page(visited)
    b.plans.update(due=None)
    assert "Planned for all of them: 120 to 170 homes ." in page(visited)


@pytest.mark.parametrize(
    "fields",
    [
        {"definition": "Doors knocked at"},
        {"unit": "flats"},
        {"target_low": None, "definition": "As many as can be"},
    ],
)
def test_where_one_plan_is_of_something_else_none_is_added_and_it_is_said(
    people: Cast, visited: SharedDefinition, fields: dict[str, Any]
) -> None:
    planned(defined.follows(visited, pilot(people, "A"), 118), 100)
    other = planned(defined.follows(visited, pilot(people, "B"), 12), 20)
    other.plans.update(**fields)
    why = "not added up, for 1 of 2 has no plan in numbers by this definition"
    assert f"Planned for all of them: {why}." in page(visited)
    assert why.capitalize() in together(people)
    other.plans.all().delete()
    assert why in page(visited)
    IndicatorPlan.objects.all().delete()
    assert "no plan in numbers by this definition is known" in page(visited)

"""Steps stand with what they are out of."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pilots.models import Indicator, Pilot
from tests import builders, defined
from tests.builders import TODAY, Cast
from tests.pilots.forms import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
DAY = dt.date(2023, 3, 31)


@pytest.fixture
def pilot(people: Cast) -> Pilot:
    return builders.pilot(people.bradford, "Fuel poverty")


def step(pilot: Pilot, name: str, unit: str, value: Any, **fields: Any) -> Indicator:
    made = builders.indicator(pilot, name, unit)
    when = fields.pop("as_of", DAY)
    Indicator.objects.filter(pk=made.pk).update(**fields)
    builders.actual(made, value, as_of=when, counts="no_plan")
    return made


def page(pilot: Pilot) -> str:
    return text_of(Client().get(reverse("pilot_indicators", args=[pilot.slug])))


def test_each_step_stands_with_its_denominator_and_condition(pilot: Pilot) -> None:
    informed = step(pilot, "Letters sent", "letters", 300)
    assessed = step(pilot, "Homes assessed", "homes", 150, part_of=informed)
    agreed = "where required and agreed"
    step(pilot, "Homes improved", "homes", 67, part_of=assessed, condition=agreed)
    said = page(pilot)
    assert "From “Letters sent” to “Homes improved”" in said
    assert "After 300 letters (letters sent): another unit, so no share" in said
    assert "Of 150 homes Where required and agreed How many said no is not known" in said
    assert "45%" not in said
    assert "47%" not in said


def test_who_said_no_stands_beside_the_step(pilot: Pilot) -> None:
    assessed = step(pilot, "Homes assessed", "homes", 150)
    step(pilot, "Homes improved", "homes", 67, part_of=assessed, condition="if agreed")
    step(pilot, "Tenants who said no", "homes", 40, part_of=assessed, is_refusal=True)
    assert "Tenants who said no: 40 homes" in page(pilot)


def test_a_step_that_is_not_known_is_not_zero(pilot: Pilot) -> None:
    assessed = step(pilot, "Homes assessed", "homes", None)
    step(pilot, "Homes improved", "homes", 67, part_of=assessed)
    said = page(pilot)
    assert "Homes assessed Not known: not counted yet" in said
    assert "Of a number that is not known: homes assessed" in said
    assert "%" not in said


def test_a_share_is_of_the_figure_of_the_same_date(pilot: Pilot) -> None:
    assessed = step(pilot, "Homes assessed", "homes", 60)
    builders.actual(assessed, 120, as_of=TODAY, counts="no_plan")
    improved = step(pilot, "Homes improved", "homes", 15, part_of=assessed)
    assert "25% of 60 homes at 31 March 2023" in page(pilot)
    assert "15 of 60 homes assessed" in text_of(Client().get(improved.get_absolute_url()))


def test_without_a_figure_of_that_date_there_is_no_share(pilot: Pilot) -> None:
    assessed = step(pilot, "Homes assessed", "homes", 120, as_of=TODAY)
    step(pilot, "Homes improved", "homes", 15, part_of=assessed)
    said = page(pilot)
    assert "Of 120 homes, but at 20 November 2026, so no share" in said
    assert "%" not in said


def test_no_share_across_a_change_of_definition(pilot: Pilot) -> None:
    assessed = step(pilot, "Homes assessed", "homes", 60)
    step(pilot, "Homes improved", "homes", 15, part_of=assessed)
    assert "25% of 60 homes" in page(pilot)
    defined.earlier(assessed, dt.date(2023, 6, 1))
    said = page(pilot)
    assert "the definition changed, so no share" in said
    assert "%" not in said


def test_an_inexact_step_gives_an_inexact_share(pilot: Pilot) -> None:
    assessed = step(pilot, "Homes assessed", "homes", 60)
    made = builders.indicator(pilot, "Homes improved", "homes")
    Indicator.objects.filter(pk=made.pk).update(part_of=assessed)
    builders.actual(made, 15, as_of=DAY, counts="no_plan", value_qualifier="about")
    assert "About 25% of 60 homes" in page(pilot)


def test_a_bound_gives_no_share(pilot: Pilot) -> None:
    assessed = step(pilot, "Homes assessed", "homes", 60)
    made = builders.indicator(pilot, "Homes improved", "homes")
    Indicator.objects.filter(pk=made.pk).update(part_of=assessed)
    builders.actual(made, 15, as_of=DAY, counts="no_plan", value_qualifier="at_least")
    said = page(pilot)
    assert "Of 60 homes" in said
    assert "%" not in said


def test_the_public_reads_no_share_of_few_people(pilot: Pilot) -> None:
    asked = step(pilot, "People asked", "people", 150)
    step(pilot, "People who came", "people", 2, part_of=asked)
    said = page(pilot)
    assert "fewer than 5 people" in said
    assert "Of 150 people" in said
    assert "%" not in said


def test_few_people_are_drawn_as_no_number(pilot: Pilot) -> None:
    came = builders.indicator(pilot, "People who came", "people", target_low=10)
    builders.actual(came, 2, as_of=DAY, counts="same")
    asked = Client().get(pilot.get_absolute_url()).content.decode()
    assert "fewer than 5" in asked
    assert "Too few to say how many." in asked
    assert 'class="got"' not in asked

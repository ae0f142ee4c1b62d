"""Starts and ends of records, as every form that has them takes them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from people.secondment.forms import SecondmentForm
from people.training.forms import CourseForm
from pilots.pilot.forms import EditPilotForm
from policy.priority.forms import EditPriority
from tests.builders import Cast

pytestmark = pytest.mark.django_db


def forms(cast: Cast, **typed: str) -> list[Any]:
    user = cast.administrator
    return [
        CourseForm(data=typed),
        SecondmentForm(data=typed, user=user),
        EditPriority(data=typed, user=user),
        EditPilotForm(data=typed, publishes=True),
    ]


def test_an_end_is_the_last_day_of_what_was_typed(cast: Cast) -> None:
    for form in forms(cast, start_year="2024", end_month="2", end_year="2024"):
        form.is_valid()
        assert form.cleaned_data["start"] == dt.date(2024, 1, 1)
        assert form.cleaned_data["end"] == dt.date(2024, 2, 29)
        assert not {"start", "end"} & set(form.errors)


def test_an_end_before_the_start_is_said_at_the_end(cast: Cast) -> None:
    for form in forms(cast, start_year="2024", end_month="12", end_year="2023"):
        form.is_valid()
        assert form.errors["end"] == ["The end can’t be before the start"]


def test_a_start_or_an_end_alone_is_right(cast: Cast) -> None:
    for typed in ({"start_year": "2024"}, {"end_year": "2023"}, {}):
        for form in forms(cast, **typed):
            form.is_valid()
            assert not {"start", "end"} & set(form.errors)

"""The two numbers behind a percentage: typed, worked out, shown, corrected, in files."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from pilots.amounts import per_cent, read_parts
from pilots.models import Actual, Indicator, Pilot
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of
from tests.pilots.indicator.test_by_group import address, csv_rows
from tests.pilots.indicator.test_changes import send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def warm(warm_homes: Pilot) -> Indicator:
    """Families whose home is warm enough, in per cent; 60% planned."""
    return builders.indicator(warm_homes, "Warm enough", "%", target_low=60)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("67 of 150", (45, None, 67, 150)),
        ("67 out of 150", (45, None, 67, 150)),
        ("67/150", (45, None, 67, 150)),
        ("about 1,670 of 3,000 (56%)", (56, "about", 1670, 3000)),
        ("67 of 150, 44.7%", (45, None, 67, 150)),
        ("0 of 150", (0, None, 0, 150)),
        ("150 of 150", (100, None, 150, 150)),
        ("45", None),
        ("40 to 50", None),
    ],
)
def test_two_numbers_make_a_percentage(typed: str, read: Any) -> None:
    amount = read_parts(typed, unit="%", name="Warm enough")
    made = amount and (amount.low, amount.qualifier, amount.numerator, amount.denominator)
    assert made == read


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("67 of 150, 54%", "67 of 150 is 45%, not 54%"),
        ("150 of 67", "the first number cannot be more than the second"),
        ("0 of 0", "is a share of a total of 0"),
        ("at least 67 of 150", "as 67 of 150 or about 67 of 150"),
    ],
)
def test_what_makes_none_is_told(typed: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        read_parts(typed, unit="%", name="Warm enough")


def test_a_count_is_no_percentage(people: Cast, warm_homes: Pilot) -> None:
    visited = warm_homes.indicators.get(number=1)
    answer = send(people.bradford_officer, address("figure_count", visited), value="67 of 150")
    assert "Enter “Homes visited” as a number" in text_of(answer)


@pytest.mark.parametrize(
    ("numerator", "denominator", "said"),
    [
        *((67, 150, "45"), (1, 400, "0.3"), (1, 5000, "0.02"), (399, 400, "99.8"), (1, 8, "13")),
        *((1, 100_000, "0.01"), (99_999, 100_000, "99.99")),
        *((0, 100_000, "0"), (100_000, 100_000, "100")),
    ],
)
def test_a_percentage_is_said_as_exactly_as_makes_sense(
    numerator: int, denominator: int, said: str
) -> None:
    assert per_cent(Decimal(numerator), Decimal(denominator)) == Decimal(said)


def test_it_is_typed_once_and_shown_with_its_numbers(people: Cast, warm: Indicator) -> None:
    page = address("figure_count", warm)
    client = signed_in(people.bradford_editor)
    assert "For example 67 of 150, and we work out the per cent" in text_of(client.get(page))
    client.post(page, filled(client, page, value="67 of 150", counts="same"))
    actual = warm.actuals.get()
    assert (actual.value_low, actual.numerator, actual.denominator) == (45, 67, 150)
    warm.actuals.update(waits=False)
    for where in (warm.get_absolute_url(), f"/pilots/{warm.pilot.slug}/indicators/"):
        assert "67 of 150, 45%" in text_of(Client().get(where)), where
    assert "67 of 150, 45%; 60% planned" in text_of(Client().get(warm.get_absolute_url()))
    [row] = [
        row
        for row in csv_rows(Client(), f"/pilots/{warm.pilot.slug}/indicators/?format=csv")
        if row["indicator"] == "Warm enough"
    ]
    said = (row["actual_low"], row["numerator"], row["denominator"])
    assert said == ("45.00", "67.00", "150.00")


def test_a_correction_opens_with_the_two_numbers(people: Cast, warm: Indicator) -> None:
    actual = builders.actual(warm, 45, counts="same", numerator=67, denominator=150)
    page = address("figure_correct", warm, actual.pk)
    client = signed_in(people.bradford_editor)
    typed = filled(client, page, why="One was counted twice")
    assert typed["value"] == "67 of 150"
    assert "says 67 of 150, 45% already" in text_of(client.post(page, typed))
    client.post(page, typed | {"value": "66 of 150"})
    live = Actual.objects.live().get(indicator=warm)
    assert (live.value_low, live.numerator) == (44, 66)


def test_a_percentage_alone_is_enough(people: Cast, warm: Indicator) -> None:
    send(people.bradford_editor, address("figure_count", warm), value="45", counts="same")
    actual = warm.actuals.get()
    assert (actual.value_low, actual.numerator, actual.denominator) == (45, None, None)
    assert str(actual.value) == "45%"

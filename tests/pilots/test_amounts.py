"""Figures as people type them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from pilots.amounts import Amount, read_amount


def read(text: str, unit: str = "homes") -> Amount:
    return read_amount(text, unit=unit, name="Homes improved")


@pytest.mark.parametrize(
    ("typed", "unit", "low", "high", "qualifier"),
    [
        ("41", "homes", "41", None, None),
        ("0", "homes", "0", None, None),
        (" 1,200 ", "homes", "1200", None, None),
        ("1 200", "homes", "1200", None, None),
        ("1\xa0200", "homes", "1200", None, None),
        ("41 homes", "homes", "41", None, None),
        ("41 HOMES", "homes", "41", None, None),
        ("12.5%", "%", "12.5", None, None),
        ("12.5", "%", "12.5", None, None),
        ("£350,000", "£", "350000", None, None),
        ("£1.5m", "£", "1500000", None, None),
        ("1.5 million", "£", "1500000", None, None),
        ("two", "homes", None, None, None),
        ("7,000 to 15,000", "people", "7000", "15000", None),
        ("7000-15000", "people", "7000", "15000", None),
        ("7,000 – 15,000 people", "people", "7000", "15000", None),
        ("between 5 and 9", "people", "5", "9", None),
        ("5 to 7 million", "people", "5000000", "7000000", None),
        ("over 550", "people", "550", None, "more_than"),
        ("more than 550 people", "people", "550", None, "more_than"),
        ("at least 12", "people", "12", None, "at_least"),
        ("up to £350,000", "£", "350000", None, "at_most"),
        ("about 30", "people", "30", None, "about"),
        ("c. 30", "people", "30", None, "about"),
    ],
)
def test_figures_are_read_as_they_are_written(
    typed: str, unit: str, low: str | None, high: str | None, qualifier: str | None
) -> None:
    if low is None:
        with pytest.raises(ValidationError, match="as a number, such as 41"):
            read(typed, unit)
        return
    found = read(typed, unit)
    assert found == Amount(Decimal(low), Decimal(high) if high else None, qualifier)


@pytest.mark.parametrize(
    ("typed", "unit", "said"),
    [
        ("-3", "homes", "cannot be below zero"),
        ("−3", "homes", "cannot be below zero"),
        ("minus 3", "homes", "cannot be below zero"),
        ("99999999999999999999", "homes", "too large to be right"),
        ("9 billion billion", "homes", "as a number"),
        ("0.125", "homes", "no more than 2 decimal places"),
        ("15 to 7", "homes", "second number of “Homes improved” must be larger"),
        ("about 5 to 7", "homes", "as one number with “about”"),
        ("£40", "homes", "counted in homes, not in pounds"),
        ("40%", "homes", "counted in homes, not in per cent"),
        ("3 m", "months", "as a number"),
        ("1e5", "homes", "as a number"),
        ("12/3", "homes", "as a number"),
        ("4,1", "homes", "as a number"),
        ("NaN", "homes", "as a number"),
        ("x" * 10_000, "homes", "Shorten"),
    ],
)
def test_what_is_no_figure_is_said_in_plain_words(typed: str, unit: str, said: str) -> None:
    with pytest.raises(ValidationError) as problem:
        read(typed, unit)
    assert said in problem.value.messages[0]
    assert "Homes improved" in problem.value.messages[0]


def either(text: str) -> Amount | str:
    """The figure, or the message."""
    try:
        return read(text)
    except ValidationError as problem:
        return str(problem.messages[0])


@given(st.text(max_size=200))
def test_any_text_is_a_figure_or_a_plain_message(text: str) -> None:
    found = either(text)
    if isinstance(found, str):
        assert "Homes improved" in found
    else:
        assert found.low >= 0
        assert found.high is None or found.high > found.low

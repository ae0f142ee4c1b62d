"""Dates in three boxes: what people paste is understood, what cannot be is said plainly."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from interface.forms import DayField, Form, ReducedDateField, parse_date
from interface.forms.dates import Typed, as_typed


class Dated(Form):
    on = ReducedDateField(label="Date of the figure", allow_partial=True, required=False)


class Whole(Form):
    on = DayField(label="Date of the meeting", earliest=1990, latest=2040)


@pytest.mark.parametrize(
    ("pasted", "day", "precision"),
    [
        ("2023-03-31", dt.date(2023, 3, 31), "day"),
        ("31/3/2023", dt.date(2023, 3, 31), "day"),
        ("31.03.2023", dt.date(2023, 3, 31), "day"),
        ("31 March 2023", dt.date(2023, 3, 31), "day"),
        ("31st mar 2023", dt.date(2023, 3, 31), "day"),
        ("March 31, 2023", dt.date(2023, 3, 31), "day"),
        ("2023-03", dt.date(2023, 3, 1), "month"),
        ("March 2023", dt.date(2023, 3, 1), "month"),
        ("3/2023", dt.date(2023, 3, 1), "month"),
        ("2023", dt.date(2023, 1, 1), "year"),
        ("2022/23", dt.date(2022, 4, 1), "financial_year"),
        ("2022 to 2023", dt.date(2022, 4, 1), "financial_year"),
        ("2022-23", dt.date(2022, 4, 1), "financial_year"),
    ],
)
def test_a_whole_date_pasted_into_the_first_box_is_understood(
    pasted: str, day: dt.date, precision: str
) -> None:
    form = Dated({"on_day": f"  {pasted} "})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["on"] == (day, precision)


@given(st.dates(min_value=dt.date(1800, 1, 1), max_value=dt.date(2200, 12, 31)))
def test_any_day_typed_into_three_boxes_comes_back(day: dt.date) -> None:
    assert parse_date(Typed(str(day.day), str(day.month), str(day.year))) == (day, "day")
    assert as_typed(day) == Typed(str(day.day), str(day.month), str(day.year))


@given(
    st.dates(min_value=dt.date(1801, 1, 1), max_value=dt.date(2199, 12, 31)),
    st.sampled_from(["day", "month", "year", "financial_year"]),
)
def test_what_a_form_shows_is_what_it_reads(day: dt.date, precision: str) -> None:
    _, read = parse_date(as_typed((day, precision)), allow_partial=True)
    assert read == precision


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
def test_no_text_whatever_breaks_the_boxes(day: str, month: str, year: str) -> None:
    try:
        said = parse_date(Typed(day, month, year), allow_partial=True)[1]
    except ValidationError as error:
        said = error.messages[0]
    assert said in ("day", "month", "year", "financial_year") or said[0].isupper()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (("31", "2", "2023"), "There is no 31 February 2023"),
        (("41", "2", "2023"), "Enter a day from 1 to 31"),
        (("0100", "2", "2023"), "Enter a day from 1 to 31"),
        (("01" + "0" * 5000, "2", "2023"), "Enter a day from 1 to 31"),
        (("1", "13", "2023"), "Enter a month from 1 to 12, or its name"),
        (("1", "2", "23"), "Enter the year in full, such as 2023"),
        (("1", "2", ""), "The date needs a year"),
        (("1", "2", "9999"), "Enter a year between 1990 and 2040"),
        (("1", "2", "99999999999999"), "Enter a year between 1990 and 2040"),
        (("", "2", "2023"), "The date needs a day"),
        (("", "", "2023"), "The date needs a day and a month"),
        (("soon", "", ""), "Enter a date, such as 31 March 2023"),
        (("", "", ""), "Enter the date of the meeting"),
    ],
)
def test_a_date_that_cannot_be_is_said_plainly_and_kept(
    typed: tuple[str, str, str], message: str
) -> None:
    form = Whole({"on_day": typed[0], "on_month": typed[1], "on_year": typed[2]})
    assert form.errors["on"] == [message]
    for text in typed:
        assert not text or f'value="{text}"' in str(form)


def test_a_month_fills_its_boxes_and_leaves_the_day_empty() -> None:
    html = str(Dated(initial={"on": (dt.date(2023, 3, 1), "month")}))
    assert 'name="on_month" inputmode="numeric" autocomplete="off" value="3"' in html
    assert 'name="on_year" inputmode="numeric" autocomplete="off" value="2023"' in html
    assert 'name="on_day" inputmode="numeric" autocomplete="off">' in html


def test_an_optional_date_may_stay_empty() -> None:
    form = Dated({})
    assert form.is_valid()
    assert form.cleaned_data["on"] is None


def test_a_date_is_changed_only_when_its_text_is() -> None:
    field = ReducedDateField()
    assert not field.has_changed((dt.date(2023, 3, 1), "month"), Typed("", "3", "2023"))
    assert field.has_changed((dt.date(2023, 3, 1), "month"), Typed("1", "3", "2023"))

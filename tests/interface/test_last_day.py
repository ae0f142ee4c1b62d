"""People name the last day on which something holds; the record keeps the day after it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from interface.forms import Form, LastDayField
from interface.words import last_day
from records.conflicts import in_words

END = dt.date(2027, 4, 1)  # from which it no longer holds
TYPED = {"valid_to_day": "31", "valid_to_month": "3", "valid_to_year": "2027"}


class Dated(Form):
    valid_to = LastDayField(label="Until when?", required=False)


def test_the_last_day_is_asked_and_the_day_after_it_is_kept() -> None:
    form = Dated(TYPED)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["valid_to"] == END
    assert last_day(END) == dt.date(2027, 3, 31)


def test_what_is_kept_opens_as_its_last_day_and_is_not_changed_by_being_sent_again() -> None:
    html = str(Dated(initial={"valid_to": END})["valid_to"])
    assert re.findall(r'value="(\d+)"', html) == ["31", "3", "2027"]
    assert Dated(TYPED, initial={"valid_to": END}).changed_data == []
    first_of_april = {**TYPED, "valid_to_day": "1", "valid_to_month": "4"}
    assert Dated(first_of_april, initial={"valid_to": END}).changed_data == ["valid_to"]


def test_what_was_typed_wrongly_stands_as_it_was_typed() -> None:
    form = Dated({**TYPED, "valid_to_day": "32"})
    assert not form.is_valid()
    assert re.findall(r'value="(\d+)"', str(form["valid_to"])) == ["32", "3", "2027"]


@pytest.mark.parametrize("after", [END, dt.date(2028, 3, 1), dt.date(2027, 1, 1)])
def test_a_conflict_tells_last_days(after: dt.date) -> None:
    said = in_words(Dated().fields["valid_to"], after)
    assert said == f"{last_day(after):%-d %B %Y}"


def test_no_end_is_no_day() -> None:
    form = Dated({})
    assert form.is_valid()
    assert form.cleaned_data["valid_to"] is None
    assert last_day(None) is None


# An end with a precision is the last day or period itself (decision 123)
FORBIDDEN = {
    "*.py": (
        re.compile(r"valid_to = (forms\.)?DayField\("),
        re.compile(r"(date|day)_words\((key\.ends_on|[\w.]*valid_to)\)"),
    ),
    "*.html": (re.compile(r"(key\.ends_on|valid_to)\|(date_words|day_words|date)\b"),),
}


def _sources(pattern: str) -> Iterator[Path]:
    for folder in sorted(Path(settings.BASE_DIR).iterdir()):
        if folder.name == "templates" or (folder / "__init__.py").exists():
            yield from sorted(folder.rglob(pattern))


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_nobody_asks_or_shows_the_first_day_after(pattern: str) -> None:
    read, found = 0, []
    for path in _sources(pattern):
        if "tests" in path.parts:
            continue
        text, read = path.read_text(), read + 1
        found += [
            f"{path.relative_to(settings.BASE_DIR)}: {match.group()}"
            for one in FORBIDDEN[pattern]
            for match in one.finditer(text)
        ]
    assert read > 300
    assert found == []

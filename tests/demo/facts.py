"""What the facts say and what the record says, as words that can be held beside each other.

A word is a number, a month, an official code, a number with its qualifier, a choice (a verdict, a
kind, a status) or a source. ``facts.csv`` has a line for each fact; ``Told`` reads the record.
"""

from __future__ import annotations

import calendar
import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

from demo.models import LoadedEntry
from partnerships.models import Place, PlaceCode
from records.dates import DateWithPrecision
from records.figures import Qualifier
from records.models import Source

FACTS = Path(__file__).with_name("facts.csv")
MONTHS = calendar.month_name[1:]
SPELT = {
    name: number
    for number, name in enumerate(
        (
            *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
            *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
            *("nineteen", "twenty"),
        ),
        2,
    )
}
SCALES = {"k": 1_000, "m": 1_000_000, "million": 1_000_000, "bn": 10**9, "billion": 10**9}
# How a number is not exact, as it is said, and the one word for it here
INEXACT = {
    **dict.fromkeys(("more than", "over"), "more_than"),
    **dict.fromkeys(("at least", "no fewer than"), "at_least"),
    **dict.fromkeys(("up to", "at most", "no more than"), "at_most"),
    **dict.fromkeys(("about", "around", "some"), "about"),
    **dict.fromkeys(("under", "fewer than", "less than", "below"), "fewer_than"),
}
ALSO = re.compile(r"Also in: “(.+?)” \(")
CODE = re.compile(r"\b[ENSW]\d{8}\b")
DAY = re.compile(r"\b((?:19|20)\d\d)-(0[1-9]|1[0-2])-(\d\d)\b")
YEARS = re.compile(r"\b((?:19|20)\d\d)[-–/](\d\d)\b(?!-)")
MONTH = re.compile(rf"\b({'|'.join(name[:3] for name in MONTHS)})[a-z]*\b")
NUMBER = re.compile(
    rf"(?:\b({'|'.join(INEXACT)})\s+(?:the\s+)?)?£?(?:\b({'|'.join(SPELT)})\b"
    rf"|(?<![\w.])(\d[\d,]*(?:\.\d+)?)\s?({'|'.join(SCALES)})?\b)(\s+years?\b)?",
    re.IGNORECASE,
)


def reading(text: str) -> Iterator[str]:
    """The words of a text that state something: numbers, months, codes, qualified numbers."""
    yield from CODE.findall(text)
    text = CODE.sub(" ", text)
    text = DAY.sub(lambda day: f" {int(day[3])} {MONTHS[int(day[2]) - 1]} {day[1]} ", text)
    text = YEARS.sub(_years, text)
    for name in MONTH.findall(text):
        yield next(month for month in MONTHS if month.startswith(name))
    for inexact, spelt, digits, scale, years in NUMBER.findall(text):
        number = _plain(SPELT[spelt.lower()] if spelt else digits, scale)
        yield number
        if inexact and not years:  # "over five years" is how long
            yield f"{INEXACT[inexact.lower()]} {number}"


def _years(years: re.Match[str]) -> str:
    """A financial year as its two years."""
    first, second = int(years[1]), int(years[2])
    return f" {first} {first + 1} " if second == (first + 1) % 100 else years[0]


def _plain(number: Any, scale: str = "") -> str:
    value = Decimal(str(number).replace(",", "")) * SCALES.get(scale.lower(), 1)
    return f"{value.normalize():f}"


class Told:
    """What the record says, by key of its files; read once, since no fact changes it."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.sources = dict(Source.objects.values_list("pk", "slug"))
        self.titles = dict(Source.objects.values_list("title", "slug"))
        self.codes: dict[int, set[str]] = defaultdict(set)
        for place, code in PlaceCode.objects.values_list("place", "code"):
            self.codes[place].add(code)
        loaded = LoadedEntry.objects.filter(key__in=set(keys))
        ids: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        for key, model, pk in loaded.values_list("key", "model", "object_id"):
            ids[model][pk].append(key)
        self.by_key: dict[str, set[str]] = {}
        for model, keys_by_id in ids.items():
            manager: Any = apps.get_model(model)
            for pk, row in manager._default_manager.in_bulk(list(keys_by_id)).items():
                said = set(self._of_row(row))
                self.by_key |= dict.fromkeys(keys_by_id[pk], said)

    def of(self, keys: Iterable[str]) -> set[str]:
        """All that is said under these keys."""
        return set().union(*(self.by_key.get(key, set()) for key in keys))

    def _of_row(self, row: Any) -> Iterator[str]:
        fields = {field.name: field for field in row._meta.concrete_fields}
        for name, field in fields.items():
            value = getattr(row, field.attname)
            if value in (None, ""):
                continue
            if field.related_model is Source:
                yield f"source {self.sources[value]}"
            elif field.related_model is Place:
                yield from self.codes[value]
            elif isinstance(field, models.DateField) and not isinstance(
                field, models.DateTimeField
            ):
                dated = f"{name}_precision" in fields
                yield from reading(str(DateWithPrecision.of(row, name) if dated else value))
            elif isinstance(field, (models.DecimalField, models.IntegerField)):
                yield from _number(row, name, value)
            elif isinstance(field, (models.CharField, models.TextField)):
                if field.choices:
                    yield f"{name} {value}"
                yield from self._of_text(str(value))

    def _of_text(self, text: str) -> Iterator[str]:
        """What a text states; a second source is named at its end."""
        yield from (f"source {self.titles[title]}" for title in ALSO.findall(text))
        yield from reading(ALSO.sub("", text))


def _number(row: Any, name: str, value: Any) -> Iterator[str]:
    number = _plain(value)
    yield number
    qualifier = getattr(row, f"{name.removesuffix('_low')}_qualifier", Qualifier.EXACTLY)
    if qualifier != Qualifier.EXACTLY:
        yield f"{qualifier} {number}"


def facts() -> list[dict[str, str]]:
    """Each fact: what it states, where that stands, and what of it stands nowhere, and why."""
    with FACTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))

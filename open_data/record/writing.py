"""The public record as a zip: each list as CSV with a description of its columns, and a README."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.template.loader import render_to_string

from dashboards.programme_export.whole import Counts, as_csv, zipped
from geography.measure.page import attribution_lines
from interface import csvw
from interface.columns import Column
from interface.context import absolute
from interface.words import date_words
from open_data.licence import licence
from open_data.lists import open_lists, table_of
from partnerships.place.attribution import LISTS

README = "README.txt"
Files = Iterator[tuple[str, Iterable[str]]]


def pieces(day: dt.date, counts: Counts) -> Iterator[bytes]:
    """The zip in pieces, each read from the database as it is written; rows are counted by list."""
    return zipped(_files(day, counts))


def _files(day: dt.date, counts: Counts) -> Files:
    lists = open_lists()
    for one in lists:
        columns, rows = table_of(one)
        file = f"{one.name}.csv"
        yield file, as_csv(_lines(columns, counts.of(one.name, rows)))
        told = csvw.described(columns, title=one.label, url=file)
        yield f"{file}-metadata.json", [json.dumps(told, ensure_ascii=False, indent=1)]
    context = {
        "day": date_words(day),
        "site": absolute("/"),
        "files": [(one, counts.rows[one.name]) for one in lists],
        "licence": licence(),
        "attributions": attributions(),
    }
    yield README, [render_to_string("open_data/record/readme.txt", context)]


def attributions() -> list[str]:
    """What the licences of published lists and figures ask to be said, each once. One query."""
    return list(dict.fromkeys([*LISTS, *(line for line, _ in attribution_lines())]))


def _lines(columns: Iterable[Column], rows: Iterable[Any]) -> Iterator[Iterable[Any]]:
    yield [column.name for column in columns]
    for row in rows:
        yield [column.value(row) for column in columns]

"""Tables filled by the database itself: a statement a kind, with each column worked out as SQL.

A column's text is SQL that may use ``n``, the number of the row and its key; what the source gives;
the columns before it, by the names of their fields; ``:name`` for a size; ``:today`` and ``:now``;
and ``:u``, a number from 0 up to 1 that looks drawn, and is the same each time for this row of this
column. Columns whose names begin with ``_`` only serve those after them. Columns of the table that
nobody names get their default.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any
from zlib import crc32

from django.db import connection
from pgtrigger.utils import quote

from records.copying import defaults
from records.models import Visibility


@dataclass(frozen=True)
class Rows:
    """The rows of a kind. ``source`` is what follows a FROM and gives a row for each.

    ``before`` is, column by column, what differed before the last change.
    """

    model: Any
    source: str
    columns: Mapping[str, str]
    before: Mapping[str, str] | None = None


def write(rows: Rows, values: Mapping[str, str]) -> int:
    """Write them all; gives how many."""
    meta = rows.model._meta
    inner = f"(SELECT row_number() OVER () AS n, * FROM {_filled(rows.source, values)})"  # noqa: S608
    names = {}  # of the columns, by what stands for them in the statement
    for name, text in rows.columns.items():
        value = _filled(text, values, f"{meta.label}.{name}")
        if not name.startswith("_"):
            field = meta.get_field(name)
            value, names[field.column] = f"({value})::{_type(field)}", quote(name)
        inner = f"(SELECT *, {value} AS {quote(name)} FROM {inner} r OFFSET 0)"  # noqa: S608
    rest = defaults(rows.model, names)
    kept = [f"%s::{_type(meta.get_field(name))}" for name in rest]
    into = ", ".join(quote(name) for name in (meta.pk.column, *names, *rest))
    chosen = ", ".join(("n", *names.values(), *kept))
    inner = inner.replace("%", "%%")
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(meta.db_table)} ({into}) SELECT {chosen} FROM {inner} r",  # noqa: S608
            list(rest.values()),
        )
        return cursor.rowcount


def _type(field: Any) -> str:
    """Its type without a length, so that what is too long is refused and not cut off."""
    return re.sub(r"^varchar\(\d+\)", "varchar", field.db_type(connection))


def _filled(text: str, values: Mapping[str, str], column: str = "") -> str:
    drawn = values if not column else {**values, "u": draw(column)}
    return re.sub(r"(?<![:\w]):([a-z]\w*)", lambda found: drawn[found[1]], text)


def draw(what: str, key: str = "n") -> str:
    """What is drawn for the row of this number, the same wherever ``what`` is the same."""
    return f"pg_temp.draw({key}, {crc32(what.encode())})"


def place_of(what: str, key: str = "n") -> str:
    """The place drawn for it: the busy ones often. The same wherever ``what`` is the same."""
    return f"pg_temp.place({draw(what, key)})"


def array(values: Iterable[Any]) -> str:
    """An array of the database, as text."""
    return "{" + ",".join("NULL" if value is None else f'"{value}"' for value in values) + "}"


def cycle(*values: Any, by: str = "n") -> str:
    """One after the other."""
    return f"('{array(values)}'::text[])[1 + ({by}) % {len(values)}]"


def choice(*values: Any) -> str:
    """Any of them."""
    return f"('{array(values)}'::text[])[1 + floor(:u * {len(values)})::int]"


def pick(weighted: Mapping[Any, int]) -> str:
    """Any of them, by weight."""
    weights = list(accumulate(weighted.values()))
    return (
        f"('{array(weighted)}'::text[])"
        f"[1 + width_bucket(:u * {weights[-1]}, '{array(weights)}'::float8[])]"
    )


def level(*weights: int) -> str:
    """A level, weighted from narrow to wide."""
    return pick(dict(zip(Visibility.values, weights, strict=True)))


def day(first: int, last: int) -> str:
    """A day, counted from today."""
    return f"(:today + {first} + floor(:u * {last - first + 1})::int)"


def upto(number: str) -> str:
    """A number from 1 on."""
    return f"(1 + floor(:u * {number})::bigint)"


def every(number: int, value: str, *, key: str = "n") -> str:
    """The value for one row in so many; the others have none."""
    return f"CASE WHEN {key} % {number} = 0 THEN {value} END"


def but(number: int, value: str, *, key: str = "n") -> str:
    """The value for all but one row in so many."""
    return f"CASE WHEN {key} % {number} > 0 THEN {value} END"


def reach(*places: str) -> str:
    """These places and all places above them."""
    return (
        "coalesce((SELECT array_agg(DISTINCT ancestor_id ORDER BY ancestor_id)"  # noqa: S608
        f" FROM partnerships_placereach WHERE place_id IN ({', '.join(places)})), '{{}}')"
    )


def name_of(place: str) -> str:
    """What a place is called."""
    return f"(SELECT name FROM partnerships_place WHERE id = {place})"  # noqa: S608


def at_places(number: str, *places: str) -> str:
    """A source: the places of each of so many records, ``place``, with which of them it is, ``k``.

    The record is ``of``. What is drawn for a place is told by ``draw``, as for the record.
    """
    rows = ", ".join(f"({at}, {place})" for at, place in enumerate(places))
    return (
        f"(SELECT n AS of, k, at FROM generate_series(1, {number}) n,"  # noqa: S608
        f" LATERAL (VALUES {rows}) given(k, at) WHERE at IS NOT NULL ORDER BY n, k) links"
    )


def many(number: str, of: str = ":pilots", *, largest: str = "") -> str:
    """A source: so many rows, ``k``, of each ``p``; ``largest`` of the first."""
    each = f"CASE WHEN p = 1 THEN {largest} ELSE {number} END" if largest else number
    return f"generate_series(1, {of}) p, generate_series(1, {each}) k"


def some(which: str, of: str = ":pilots") -> str:
    """A source: those of the numbers ``p`` that this holds for."""
    return f"generate_series(1, {of}) p WHERE {which}"


def those(table: str, columns: str, which: str = "TRUE", *, order: str = "id") -> str:
    """A source: the rows of a table, in order, with their keys and what else is said of each."""
    return f"(SELECT {columns} FROM {table} WHERE {which} ORDER BY {order}) those"  # noqa: S608


def kind_of(model: Any) -> str:
    """What records call a kind."""
    label, name = model._meta.app_label, model._meta.model_name
    return (
        "(SELECT id FROM django_content_type"  # noqa: S608
        f" WHERE app_label = '{label}' AND model = '{name}')"
    )


PERSON = upto(":people")
PLACE = "pg_temp.place(:u)"
PROGRAMME = "pg_temp.programme(:u)"
# When a row was made and last changed, in the last three years; one that nobody changed since
_MADE = ":now - :u * interval '94000000 s'"
TIMES = {"created_at": _MADE, "updated_at": ":now - :u * (:now - created_at)"}
MADE = {"created_at": _MADE, "updated_at": "created_at"}
MADE_BY = {"created_by": PERSON, **MADE}
# Twenty departments come first among bodies, and nine regions among places
DEPARTMENTS, REGIONS, TOPICS = 20, 9, 24
DEPARTMENT = f"n % {DEPARTMENTS} + 1"

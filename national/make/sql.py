"""What stands in a column, as SQL over the number of the row; what gives rows, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Any
from zlib import crc32

from django.apps import apps

from records.models import Visibility

# Twenty departments come first among bodies, and nine regions among places
DEPARTMENTS, REGIONS, TOPICS = 20, 9, 24


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


def choice(*values: Any, of: str = ":u") -> str:
    """Any of them."""
    return f"('{array(values)}'::text[])[1 + floor({of} * {len(values)})::int]"


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


def when(condition: str, value: str, otherwise: str = "NULL") -> str:
    """The one value or the other."""
    return f"CASE WHEN {condition} THEN {value} ELSE {otherwise} END"


def body(number: str) -> str:
    """A body that is no department."""
    return f"{DEPARTMENTS} + 1 + {number} % (:organisations - {DEPARTMENTS})"


def reach(*places: str) -> str:
    """These places and all places above them."""
    return (
        "coalesce((SELECT array_agg(DISTINCT ancestor_id ORDER BY ancestor_id)"  # noqa: S608
        f" FROM partnerships_placereach WHERE place_id IN ({', '.join(places)})), '{{}}')"
    )


def name_of(place: str) -> str:
    """What a place is called."""
    return f"(SELECT name FROM partnerships_place WHERE id = {place})"  # noqa: S608


def table_of(model: str) -> str:
    """The table of a kind."""
    return str(apps.get_model(model)._meta.db_table)


def kind_of(model: str) -> str:
    """What records call a kind."""
    app, name = model.lower().split(".")
    return (
        "(SELECT id FROM django_content_type"  # noqa: S608
        f" WHERE app_label = '{app}' AND model = '{name}')"
    )


def at_places(record: str, number: str, *places: str) -> str:
    """Rows: the places of each of so many records, with which of them it is, ``k``.

    What is drawn for a place is told by ``draw``, as for the record.
    """
    rows = ", ".join(f"({at}, {place})" for at, place in enumerate(places))
    return (
        f'(SELECT n AS "{record}", k, place FROM generate_series(1, {number}) n,'  # noqa: S608
        f" LATERAL (VALUES {rows}) at(k, place) WHERE place IS NOT NULL ORDER BY n, k) links"
    )


def largest(most: str, others: str) -> str:
    """So many of the first, and of each other."""
    return when("id = 1", most, others)

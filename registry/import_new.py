"""What kinds of record share that come in from a list as new ones: those that are there stay."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import BooleanField, F, QuerySet, Value
from django.db.models.expressions import Combinable

from records.addresses import free_slugs
from records.periods import TURNED
from registry.import_readers import Reader
from registry.imported import ImportColumn, Row, Scope


def column_of_new(key: str, label: str, reads: Reader, *called: str, **said: Any) -> ImportColumn:
    """A column that fills the field of its name, of new records alone where nothing else is
    ``said``."""
    asked = {"fills": key, "only_new": True, **said}
    return ImportColumn(key=key, label=label, reads=reads, called=called, **asked)


def known_as(rows: QuerySet[Any], called: str | Combinable, *, may: bool = False) -> QuerySet[Any]:
    """The records that are there, by what a row is compared with. A file changes what it says of
    them only where it ``may``."""
    said = F(called) if isinstance(called, str) else called
    yes, no = (Value(one, output_field=BooleanField()) for one in (may, False))
    return rows.annotate(import_key=said, import_may=yes, import_open=no)


def dates_in_order(row: Row) -> None:
    """A problem where a row ends before it begins."""
    start, end = row.said("start"), row.said("end")
    if start and end and end < start:
        row.problems.append(("end", TURNED.lower()))


def free_addresses(
    rows: Callable[[], QuerySet[Any]], otherwise: str
) -> Callable[[Any, Scope], None]:
    """What gives each new record that everybody reads an address that no other has, before it is
    written; ``otherwise`` where its name has no letters."""

    def give(cursor: Any, _: Scope) -> None:
        cursor.execute("SELECT number, key FROM import_row WHERE is_new ORDER BY number")
        found = cursor.fetchall()
        slugs = free_slugs(rows(), [name for _, name in found], otherwise)
        cursor.execute(
            "UPDATE import_row SET fresh = fresh || jsonb_build_object('slug', made.slug) "
            "FROM unnest(%s::int[], %s::text[]) AS made (number, slug) "
            "WHERE import_row.number = made.number",
            [[number for number, _ in found], slugs],
        )

    return give

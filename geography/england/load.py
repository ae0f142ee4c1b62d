"""Loading a table of places: all of it or nothing; a second time changes nothing.

The sources of the table are records of their own, which the loader brings along.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from pathlib import Path
from typing import Any

from django.db import connection, models, transaction

from geography.england.care import CARE_BOARDS, link_care_boards
from geography.england.outlines import check_outlines
from geography.england.plan import plan
from geography.england.planned import Plan
from geography.england.table import TABLE, Table, TableError, read
from partnerships.models import Place, PlaceCode, PlaceFigure, PlaceLink, PlaceName
from records import history
from records.models import Source
from records.telling import telling

SOURCES: dict[str, dict[str, Any]] = {
    "uk-authorities": {
        "title": "List of UK local authorities",
        "publisher": "mySociety",
        "published": dt.date(2025, 7, 1),
        "published_precision": "month",
        "how_read": "CC BY 4.0, adapted; names and codes: Office for National Statistics, "
        "Open Government Licence v3",
    },
    "ons-codes": {
        "title": "ONS code lists held in public code",
        "publisher": "Office for National Statistics",
        "how_read": "as held in public GitHub code",
    },
    "care-boards": {
        "title": "Integrated care boards of July 2022, with NHS and ONS codes",
        "publisher": "NHS England and Office for National Statistics",
        "published": dt.date(2022, 7, 1),
        "published_precision": "month",
    },
    "care-board-areas": {
        "title": "Areas of integrated care boards in April 2024",
        "publisher": "Office for National Statistics",
        "published": dt.date(2024, 4, 1),
        "published_precision": "month",
        "how_read": "Open Government Licence v3.0. Contains OS data © Crown copyright and database "
        "right 2025. Shares are of residents in 2021; held in humaniverse/geographr",
    },
}


def bring_along() -> dict[str, int]:
    """Make the sources that are missing; gives the id of each by its slug."""
    found = dict(Source.objects.filter(slug__in=SOURCES).values_list("slug", "pk"))
    missing = [
        Source(slug=slug, is_open=True, **said)
        for slug, said in SOURCES.items()
        if slug not in found
    ]
    return found | {source.slug: source.pk for source in Source.objects.bulk_create(missing)}


# What history says in place of a person's name.
SAID = "loaded from the official list of places"
# Places first, since the others name them; changed rows before new ones, since of names and codes
# only one is in force.
ORDER: tuple[type[models.Model], ...] = (Place, PlaceName, PlaceCode, PlaceLink, PlaceFigure)
COLUMNS: dict[type[models.Model], tuple[str, ...]] = {
    Place: ("name", "kind"),
    PlaceName: ("name", "valid_from", "valid_to"),
    PlaceCode: ("scheme", "valid_from", "valid_to"),
    PlaceLink: ("valid_to",),
    PlaceFigure: ("value",),
}
__all__ = ["SOURCES", "TableError", "load_england"]
BATCH = 5_000


def load_england(
    path: Path = TABLE,
    *,
    on: dt.date | None = None,
    boards: Path = CARE_BOARDS,
) -> Plan:
    """Bring the record's places to this table in one transaction; gives what changed.

    ``boards`` says which councils of our own table lie in which care board.
    Raises TableError with every problem of the file, or of the outlines that go with our own.
    """
    with telling("Loading the places"), transaction.atomic(), history.context(said=SAID):
        if path == TABLE:
            check_outlines()
        table = read(path)
        sources = bring_along()
        made = load_table(table, sources, on)
        if path == TABLE:
            problems = link_care_boards(boards, sources["care-board-areas"], made)
            if problems:
                raise TableError(problems)
    return made


def load_table(
    table: Table, sources: dict[str, int], on: dt.date | None = None, older: Collection[int] = ()
) -> Plan:
    """Bring the places to a table that was read, in the caller's transaction. Raises TableError."""
    if table.problems:
        raise TableError(table.problems)
    made = plan(table, sources, on, older)
    if made.problems:
        raise TableError(sorted(made.problems))
    _write(made)
    return made


def _write(made: Plan) -> None:
    for kind in ORDER:
        objects: Any = kind._default_manager
        if changed := made.changed.get(kind):
            objects.bulk_update(changed.values(), COLUMNS[kind], batch_size=BATCH)
        if new := made.new.get(kind):
            # All at once: reach is rebuilt once for each statement that adds links.
            objects.bulk_create(new)
    if made.new:
        _tidy()


def _tidy() -> None:
    """Fresh statistics for the planner, where many rows came in one go."""
    with connection.cursor() as cursor:
        for kind in ORDER:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(kind._meta.db_table)}")

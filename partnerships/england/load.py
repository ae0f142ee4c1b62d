"""Loading a table of places: all of it or nothing; a second time changes nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from django.db import connection, models, transaction

from partnerships.england.plan import Plan, plan
from partnerships.england.sources import bring_along
from partnerships.england.table import TABLE, Problem, read
from partnerships.models import Place, PlaceCode, PlaceFigure, PlaceLink, PlaceName
from records import history

# What history says in place of a person's name.
SAID = "loaded from the official list of places"
# Places first, since the others name them; changed rows before new ones, since of names and codes
# only one is in force.
ORDER: tuple[type[models.Model], ...] = (Place, PlaceName, PlaceCode, PlaceLink, PlaceFigure)
COLUMNS: dict[type[models.Model], tuple[str, ...]] = {
    Place: ("name", "kind"),
    PlaceName: ("valid_from", "valid_to"),
    PlaceCode: ("scheme", "valid_from", "valid_to"),
    PlaceLink: ("valid_to",),
    PlaceFigure: ("value",),
}
BATCH = 5_000


class TableError(Exception):
    """The table has problems; nothing was changed."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def load_england(path: Path = TABLE, *, on: dt.date | None = None, dry_run: bool = False) -> Plan:
    """Bring the record's places to this table in one transaction; gives what changed.

    Raises TableError with every problem of the file.
    """
    table = read(path)
    if table.problems:
        raise TableError(table.problems)
    with transaction.atomic(), history.context(said=SAID):
        made = plan(table, bring_along(), on)
        if made.problems:
            raise TableError(sorted(made.problems))
        _write(made)
        if dry_run:
            transaction.set_rollback(True)
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

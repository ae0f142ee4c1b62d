"""What files of records of pilots have in common: the pilot of each row, and how rows are known."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from pilots.models import Pilot
from registry.import_new import known_as
from registry.import_readers import Named
from registry.imported import ImportColumn, Scope


def pilots_logged(scope: Scope) -> QuerySet[Pilot]:
    """The pilots of the place whose progress the person logs."""
    seen: Any = Pilot.objects.visible_to(scope.user).in_place(scope.place)
    rows: QuerySet[Pilot] = seen.logged_by(scope.user)
    return rows


def pilot_column() -> ImportColumn:
    """The pilot that a record is of."""
    return ImportColumn(
        key="pilot",
        label="Pilot",
        reads=Named(pilots_logged, "pilot"),
        fills="pilot_id",
        is_needed=True,
        only_new=True,
        called=("project", "pilot name", "project name", "workstream", "scheme"),
    )


def known_by(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Records of pilots, each known by its pilot and what it says."""
    said = Concat(Cast("pilot_id", TextField()), Value(" "), text, output_field=TextField())
    return known_as(rows.select_related("pilot"), said, may=True)

"""What files of records of pilots have in common: the pilot of each row, and how rows are known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from partnerships.partnership.import_programmes import in_programme, place_at
from pilots.models import Pilot
from registry.import_new import known_as
from registry.import_readers import Named
from registry.imported import ImportColumn, Row, Scope

NOT_THERE = "is no pilot of {place}"


def pilots_logged(scope: Scope) -> QuerySet[Pilot]:
    """The pilots of the place whose progress the person logs."""
    seen: Any = Pilot.objects.visible_to(scope.user).in_places(scope.roots)
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


def of_pilots() -> Any:
    """A file for all places of a programme, in which each row names a pilot of its place."""
    return in_programme(also=_is_there, told_by_place=_told_by_place)


def _is_there(row: Row, scope: Scope) -> None:
    """The pilot of a row is one of its place."""
    pilot = row.said("pilot_id")
    if pilot is not None and row.place_id not in _places_of(scope).get(pilot, ()):
        message = NOT_THERE.format(place=place_at(scope, row.place_id))
        row.problems.append(("pilot", message))


def _told_by_place(row: Row, scope: Scope, key: str, ids: Sequence[int]) -> int | None:
    """Of several pilots of one name, the one at the place of the row."""
    if key != "pilot" or not row.place_id:
        return None
    there = [pk for pk in ids if row.place_id in _places_of(scope).get(pk, ())]
    return there[0] if len(there) == 1 else None


def _places_of(scope: Scope) -> dict[int, set[int]]:
    """Of each pilot of the programme's places: where it is, and within which."""
    if "places of pilots" not in scope.kept:
        seen = Pilot.objects.visible_to(scope.user).in_places(scope.roots).order_by()
        rows = seen.values_list("pk", "reach_ids")
        scope.kept["places of pilots"] = {pk: set(reach) for pk, reach in rows}
    made: dict[int, set[int]] = scope.kept["places of pilots"]
    return made

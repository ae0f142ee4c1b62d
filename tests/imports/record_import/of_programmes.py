"""A programme of two places, its lead, and files for both of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.models import User
from imports.models import RecordImport
from imports.record_import import actions
from imports.record_import.permissions import of_programme
from partnerships.models import Place, PlaceCode, PlaceName, Programme
from records.files.lists import read_list
from tests import builders as make
from tests.imports.record_import.brought import Sent, kind


@dataclass
class World:
    """Northtown, which the lead edits; Southtown, where the lead has no role; Elsewhere."""

    north: Place
    south: Place
    ward: Place
    away: Place
    programme: Programme
    lead: User


def world(role: str = "place_editor") -> World:
    """With or without a role of the lead at Northtown."""
    north, south = make.place("Northtown", "district"), make.place("Southtown", "district")
    ward = make.place("Mill Ward", "ward", within=north)
    away = make.place("Farville", "district")
    PlaceName.objects.create(place=north, name="Old Northtown", kind="former")
    PlaceCode.objects.create(place=south, code="E07000099")
    PlaceCode.objects.create(place=away, code="E07000001")
    programme = make.programme("Together", [north, south])
    roles = [("programme_lead", programme), *([(role, north)] if role else [])]
    return World(north, south, ward, away, programme, make.user("Lena Lead", *roles))


def sent(at: World, key: str, content: bytes, by: Any = None, **said: Any) -> RecordImport:
    """Send a file and work out what it would change."""
    by = by or at.lead
    by.__dict__.pop("reader", None)
    with read_list(Sent(content)) as file:
        said = {"file_name": "all.csv", **said}
        row = actions.send(
            by=by, programme=at.programme, kind=of_programme(kind(key)), file=file, **said
        )
    actions.look(by=by, row=row)
    return RecordImport.objects.get(pk=row.pk)


def written(at: World, row: RecordImport, level: str = "place") -> RecordImport:
    """Import what was looked at."""
    assert row.state == "ready", row.preview
    actions.write(by=at.lead, row=row, seen=row.preview_key, level=level)
    return RecordImport.objects.get(pk=row.pk)


def out(row: RecordImport) -> dict[int, str]:
    """The rows that stay out, by their line in the file, and why."""
    return {one.number: one.text for one in row.left_rows.filter(is_out=True)}

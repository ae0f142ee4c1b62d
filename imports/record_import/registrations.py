"""How imports take part in the whole."""

from __future__ import annotations

from imports.models import RecordImport
from imports.record_import.permissions import can_import
from imports.record_import.waiting import TO_IMPORT
from interface.parts import RecordMenuItem
from records.absent import Absent, Whole
from records.merging import Does, PlaceRule

REGISTRATIONS = (
    RecordMenuItem(
        page="place_imports",
        label="Import a tracker",
        says="Pilots, milestones, risks, barriers, organisations, contacts or money from a file",
        of="place",
        order=10,
        words="import upload csv excel spreadsheet json 360giving spending tracker bring in topics "
        "partners grants payments",
        permission=can_import,
        adds=True,
    ),
    RecordMenuItem(
        page="programme_imports",
        label="Import one file for all its places",
        says="Pilots, milestones, barriers, partners, contacts or money; a column says where",
        of="programme",
        order=10,
        words="import upload csv excel spreadsheet tracker all places",
        permission=can_import,
        adds=True,
    ),
    TO_IMPORT,
    PlaceRule(
        RecordImport,
        "place",
        Does.STAY,
        noun="import of a file,imports of files",
        order=300,
        because="it says what was brought, and to which place",
    ),
    Absent(
        model=RecordImport,
        at=Whole.FILES,
        why="it is what is kept of a file that came in",
    ),
)

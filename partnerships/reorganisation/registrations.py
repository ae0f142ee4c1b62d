"""How reorganisations take part in the whole."""

from __future__ import annotations

from partnerships.models import Reorganisation, ReorganisationPart
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, PlaceRule
from registry.reported import HasErrorReports

REGISTRATIONS = (
    HistoryLabel(
        model=Reorganisation,
        apart="its own page tells what it did, part by part, and what was undone",
    ),
    HistoryLabel(
        model=ReorganisationPart,
        apart="its reorganisation's page tells what it did, part by part, and what was undone",
    ),
    HasErrorReports(model=Reorganisation, pages=("reorganisation",)),
    PlaceRule(ReorganisationPart, "place", Does.STAY, because="it says what happened"),
    BodyRule(ReorganisationPart, "organisation", Does.STAY, because="it happened"),
    Absent(
        model=Reorganisation,
        at=Whole.FILES,
        why="administrators look at what it will move before they carry it out",
    ),
    Absent(
        model=Reorganisation,
        at=Whole.HELP,
        why="administrators alone do it, and its steps say on their pages what follows",
    ),
)

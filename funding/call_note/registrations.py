"""How notes of calls take part in the whole: who says what is wrong, what a history calls them."""

from __future__ import annotations

from funding.call_note.views import CallNotes
from funding.models import CallNote
from interface.parts import RecordMenuItem, signed_in_of
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from registry.reported import HasErrorReports

REGISTRATIONS = (
    *CallNotes.registrations(),
    HasErrorReports(model=CallNote, pages=("call_note",), reads=("fund",), of=("fund",)),
    HistoryLabel(model=CallNote, noun="call", named_by=("our_side",)),
    Absent(
        model=CallNote,
        at=Whole.FILES,
        why="it notes a conversation, and those who were in it say who may read it",
    ),
    RecordMenuItem(
        page="call_notes",
        label="Calls about it",
        says="Who spoke with whom about it, and what follows",
        of="fund",
        order=10,
        permission=signed_in_of,
    ),
)

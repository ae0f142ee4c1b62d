"""Models of what every record shares."""

from records.bulk.models import BulkChange, BulkChangeRow
from records.models.changes import HistoryEntry, key_of
from records.models.draft_files import DraftFile
from records.models.drafts import Draft, SpentToken
from records.models.notes import Finding, FindingSubject, Note
from records.models.sources import Source
from records.models.switched_off import SwitchedOff
from records.models.tracked import (
    NARROW_LEVELS,
    OPEN_LEVELS,
    RaiseVersion,
    Tracked,
    Visibility,
    bookkeeping,
)
from records.models.withdrawable import StandingManager, Withdrawable, withdrawn_with_reason

__all__ = [
    "NARROW_LEVELS",
    "OPEN_LEVELS",
    "BulkChange",
    "BulkChangeRow",
    "Draft",
    "DraftFile",
    "Finding",
    "FindingSubject",
    "HistoryEntry",
    "Note",
    "RaiseVersion",
    "Source",
    "SpentToken",
    "StandingManager",
    "SwitchedOff",
    "Tracked",
    "Visibility",
    "Withdrawable",
    "bookkeeping",
    "key_of",
    "withdrawn_with_reason",
]

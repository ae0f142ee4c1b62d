"""Models of what every record shares."""

from .changes import Change, key_of
from .drafts import Draft, SpentToken
from .levels import NARROW_LEVELS, Visibility
from .notes import Finding, FindingSubject, Note
from .sources import Source
from .tracked import RaiseVersion, Tracked, bookkeeping

__all__ = [
    "NARROW_LEVELS",
    "Change",
    "Draft",
    "Finding",
    "FindingSubject",
    "Note",
    "RaiseVersion",
    "Source",
    "SpentToken",
    "Tracked",
    "Visibility",
    "bookkeeping",
    "key_of",
]

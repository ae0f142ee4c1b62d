"""What the subjects of a pilot share in what they declare."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from records.resting import Line, SourceKept

# What a line about a pilot reads, and whether somebody may change one of its records
NAMED = ("pilot__programme", "pilot__place_links__place")
PLACED = ("pilot__place_links__place",)


def of_pilot(record: Any) -> Line:
    """A record of a pilot, or of a programme as a whole."""
    if record.pilot is None:
        return Line(str(record), record.programme.get_absolute_url(), str(record.programme))
    return Line(str(record), record.pilot.get_absolute_url(), record.pilot.title)


def kept_by_pilot(model: Any, may: Callable[[Any, Any], bool]) -> SourceKept:
    """Changed by whoever may do this with its pilot."""
    return SourceKept(model=model, may=lambda user, row: may(user, row.pilot), reads=PLACED)

"""Where the rows of a model are absent of what all records share, with the reason beside it.

    # people/secondment/registrations.py
    REGISTRATIONS = (Absent(model=Secondment, at=Whole.CALENDAR, fields=("end",), why="…"), …)

The tests of ``tests/whole`` ask each model to take part, or to say here why it does not. A reason
that no longer holds fails them too.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Whole(StrEnum):
    """What all records share."""

    CALENDAR = "the calendar"
    WORK = "my work"
    SEARCH = "search"
    ADD = "the page Add"
    HELP = "help"
    FILES = "files that are brought in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """Why the rows of a model, or some of its ``fields``, are absent from a part of the whole.

    ``why`` completes "It is absent because …". ``to_come`` marks what is still to be built: there
    the reason says what is missing.
    """

    model: Any
    at: Whole
    why: str
    fields: tuple[str, ...] = ()
    to_come: bool = False
    order: int = 0

"""What *my work* is made of: things to do, of which some wait for others, and things to know."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from django.utils import timezone

from interface.paging import BoundedCount
from interface.words import near

SHOWN = 10


class Turn(Enum):
    """Whose turn it is with a thing: the reader's, that of others, or nobody's: it is news; or it
    is typed and not sent."""

    YOURS = "yours"
    OTHERS = "others"
    DRAFT = "draft"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Task:
    """One thing to do, as ``components/tasks.html`` shows it.

    ``title`` begins with what to do, ``action`` is the word on its button. ``due`` is the day from
    which on it is late; None where nothing becomes late. ``done_url`` says with one press that it
    is done, and leads back to *my work*; ``delete_url`` and ``undo_url`` answer to the press of a
    button.
    """

    title: str
    url: str
    note: str = ""
    action: str = ""
    status: str = ""
    shape: str = ""
    reason: str = ""
    due: dt.date | None = None
    turn: Turn = Turn.YOURS
    done_url: str = ""
    delete_url: str = ""
    undo_url: str = ""

    @property
    def when(self) -> str:
        """By when, or since when, in few words."""
        return near(self.due, timezone.localdate()) if self.due else self.reason

    @property
    def is_late(self) -> bool:
        """Whether its day is over."""
        return self.due is not None and self.due < timezone.localdate()


@dataclass(frozen=True)
class Number:
    """One number of a strip: what it counts, and where that stands."""

    label: str
    value: BoundedCount
    url: str
    note: str = ""


@dataclass(frozen=True)
class Section:
    """Things of one kind that wait, the most pressing first.

    ``key`` names the kind in addresses, ``short`` in the list of kinds. ``url`` is the whole list
    where there is one. ``is_to_know``: it is told, and nobody waits for anything.
    """

    key: str
    title: str
    items: list[Task]
    count: BoundedCount
    short: str = ""
    note: str = ""
    url: str = ""
    link: str = ""
    is_to_know: bool = False
    stand_for_all: bool = False  # each item counts several, and all of them are told

    @property
    def is_cut(self) -> bool:
        """Whether more wait than are shown."""
        if self.stand_for_all:
            return False
        return self.count.more or self.count.count > len(self.items)


def day_of(when: dt.datetime) -> dt.date:
    """The day of a moment, in London."""
    return timezone.localtime(when).date()

"""What sections of *my work* and of the queue are, and the numbers in strips above them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from interface.paging import BoundedCount

SHOWN = 10


@dataclass(frozen=True)
class Task:
    """One thing to do, as ``components/tasks.html`` shows it; ``done_url`` says with one press that
    it is done, and leads back to *my work*."""

    title: str
    url: str
    note: str = ""
    status: str = ""
    shape: str = ""
    reason: str = ""
    done_url: str = ""


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

    ``key`` is its place on the page, ``short`` its name in the strip, ``url`` the whole list where
    there is one, ``empty`` what is said when nothing waits.
    """

    key: str
    title: str
    items: list[Task]
    count: BoundedCount
    short: str = ""
    note: str = ""
    url: str = ""
    link: str = ""
    empty: str = ""
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

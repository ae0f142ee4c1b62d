"""What stands in a calendar: which days it shows, and what a subject declares to stand there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from records.dates import DateWithPrecision, Precision

MOST = 300  # of one kind
NEAREST = 40  # of each kind, where all of them stand on one page
YEAR = dt.timedelta(days=366)
WIDE = (Precision.YEAR, Precision.FINANCIAL_YEAR)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a calendar.

    ``key`` is its own for good, also in other programs. ``about`` says of what it is, ``note`` what
    else is to be known on the page. ``is_unsaid``: its pilot has ended and nobody has said whether
    it was done; that is not late.
    """

    kind: str
    key: str
    when: DateWithPrecision
    text: str
    url: str
    changed: dt.datetime
    about: str = ""
    note: str = ""
    is_done: bool = False
    is_late: bool = False
    is_unsaid: bool = False


@dataclass(frozen=True)
class Window:
    """From ``start`` to ``end``, both within; ``with_late`` adds what is to do from before."""

    start: dt.date
    end: dt.date
    with_late: bool = False

    def near(self, column: str) -> Q:
        """Dates that may touch the window: one of a year is stored as one of its days."""
        near = Q(**{f"{column}__gte": self.start, f"{column}__lte": self.end})
        return near | Q(
            **{
                f"{column}__gte": self.start - YEAR,
                f"{column}__lte": self.end + YEAR,
                f"{column}_precision__in": WIDE,
            }
        )

    def on(self, column: str, late: Q | None = None) -> Q:
        """Days that are known, within the window; and those before it that are ``late``."""
        near = Q(**{f"{column}__gte": self.start, f"{column}__lte": self.end})
        if self.with_late and late is not None:
            near |= late & Q(**{f"{column}__lt": self.start})
        return near

    def shows(self, entry: Entry) -> bool:
        """Whether an entry touches the window."""
        is_near = entry.when.last >= self.start and entry.when.first <= self.end
        return is_near or (self.with_late and entry.is_late)


@dataclass(frozen=True)
class Calendar:
    """Whose calendar it is: the reader's own, or that of a place, programme or pilot they see."""

    user: Any
    subject: Any = None


@dataclass(frozen=True)
class Reading:
    """One reading of a calendar; ``cut`` fills with the kinds of which there is too much: more
    than ``most``."""

    calendar: Calendar
    window: Window
    today: dt.date
    most: int
    cut: list[str] = field(default_factory=list)

    @property
    def user(self) -> Any:
        """The reader."""
        return self.calendar.user

    def rows(self, kind: str, day: Any, *parts: QuerySet[Any]) -> list[Any]:
        """As many rows as are told of a kind, by the ``day`` of each: the first from today on and
        the latest before it, so that much that is late hides nothing that is to come. Of a window
        without what is late: the first of it. One query.

        Parts that each have an index of their own are read apart, and asked with OR by none.
        """
        split = self.today if self.window.with_late else self.window.start
        first: list[QuerySet[Any]] = []
        for dated in (rows.annotate(at=day) for rows in parts):
            first.append(dated.filter(at__lt=split).order_by("-at", "-id")[: self.most + 1])
            first.append(dated.filter(at__gte=split).order_by("at", "id")[: self.most + 1])
        merged = sorted(first[0].union(*first[1:], all=True), key=lambda row: (row.at, row.pk))
        before = [row for row in merged if row.at < split][::-1]
        coming = [row for row in merged if row.at >= split]
        if max(len(before), len(coming)) > self.most:
            self.cut.append(kind)
        return before[: self.most] + coming[: self.most]


@dataclass(frozen=True, kw_only=True)
class OnCalendar:
    """A kind of entry, which ``key`` names in addresses: all of them are ``label``, one a ``noun``.

    ``entries`` are read with ``visible_to``, one query for all of them or two.
    """

    key: str
    label: str
    noun: str
    entries: Callable[[Reading], Iterator[Entry]]
    order: int

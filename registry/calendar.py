"""What stands in a calendar: which days it shows, and what a subject declares to stand there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet, Value

from records.dates import TO_THE_YEAR, DateWithPrecision, Precision

YEAR = dt.timedelta(days=366)
A_FEW = 30  # of one kind
EXACT = Value(Precision.DAY.value)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a calendar.

    ``key`` is its own for good, also in other programs. ``about`` says of what it is, ``note`` what
    else is to be known on the page. ``is_unsaid``: its pilot has ended and nobody has said whether
    it was done; that is not late. ``starts`` and ``ends`` are instants, where its hour is known.
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
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None


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
                f"{column}_precision__in": TO_THE_YEAR,
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
    """Whose calendar it is: the reader's own, or that of a place, programme, pilot or board that
    they see. Of a board only its own kinds are asked for."""

    user: Any
    subject: Any = None


@dataclass(frozen=True)
class Reading:
    """One reading of a calendar, of which ``most`` of a kind are told on each side. ``asked`` is
    what several kinds ask alike, kept once."""

    calendar: Calendar
    window: Window
    today: dt.date
    most: int
    asked: dict[str, Any] = field(default_factory=dict)

    @property
    def user(self) -> Any:
        """The reader."""
        return self.calendar.user

    @property
    def is_short(self) -> bool:
        """Whether no more is told than the nearest few, which an index by day finds soonest."""
        return self.most <= A_FEW

    @property
    def split(self) -> dt.date:
        """From here on an entry is to come, and before it was: both sides are told from here, so
        that much that is late hides nothing that is to come. Of a window without what is late there
        is but what is to come."""
        return self.today if self.window.with_late else self.window.start


@dataclass(frozen=True, kw_only=True)
class DatedQuery:
    """The rows of one kind that a reading finds.

    ``parts`` say which they are, and who sees them; only their keys are asked for, with the ``day``
    of each and how much of it is known. Parts that each have an index of their own are read apart,
    and asked with OR by none. ``in_order`` where an index has the rows by day: then the nearest are
    found there, and all others are never looked at. ``told`` says what is read of each row that is
    shown, asked for where one is, and ``entry`` what is told of it.
    """

    parts: tuple[QuerySet[Any], ...]
    day: Any
    precision: Any = EXACT
    queryset: Callable[[], QuerySet[Any]]
    entry: Callable[[Any, Reading], Entry]
    in_order: bool = False


@dataclass(frozen=True, kw_only=True)
class CalendarEvents:
    """A kind of entry, which ``key`` names in addresses: all of them are ``label``, one a ``noun``.

    A kind ``within`` another has no label: who chooses the other, by its key, sees both. ``dated``
    finds its rows with ``visible_to``; None where there are none for this reader. Only those
    ``of_boards`` are asked for the calendar of a board: others know nothing of boards.
    """

    key: str
    noun: str
    dated: Callable[[Reading], DatedQuery | None]
    order: int
    label: str = ""
    within: str = ""
    of_boards: bool = False

    @property
    def chosen_by(self) -> str:
        """The key by which people choose it."""
        return self.within or self.key

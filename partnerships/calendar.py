"""What stands in a calendar: which days it shows, and what a subject declares to stand there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import BooleanField, Func, Q, QuerySet

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

    def rows(
        self,
        kind: str,
        day: Any,
        told: QuerySet[Any],
        *parts: QuerySet[Any],
        in_order: bool = False,
    ) -> list[Any]:
        """As many rows as are told of a kind, by the ``day`` of each: the first from today on and
        the latest before it, so that much that is late hides nothing that is to come. Of a window
        without what is late: the first of it. One query.

        ``told`` says what is read of each row; ``parts`` which rows they are, and who sees them.
        Parts that each have an index of their own are read apart, and asked with OR by none.
        ``in_order`` where an index has the rows by day: then the nearest are found there, and all
        others are never looked at. Without it they are all found first, once for both sides.
        """
        split = self.today if self.window.with_late else self.window.start
        dated = [rows.annotate(at=day).order_by().values("pk", "at") for rows in parts]
        nearest = _Nearest(dated, split, self.most + 1, in_order=in_order)
        read = told.annotate(at=day).filter(nearest).order_by()
        merged = sorted(read, key=lambda row: (row.at, row.pk))
        before = [row for row in merged if row.at < split][::-1]
        coming = [row for row in merged if row.at >= split]
        if max(len(before), len(coming)) > self.most:
            self.cut.append(kind)
        return before[: self.most] + coming[: self.most]


_BOTH_SIDES = """
(SELECT pk FROM dated WHERE at < %s ORDER BY at DESC, pk DESC LIMIT %s)
UNION ALL (SELECT pk FROM dated WHERE at >= %s ORDER BY at, pk LIMIT %s)"""


class _Nearest(Func):
    """Whether a row is among the ``most`` before a day, or from it on, that are ``at`` nearest.

    The parts stand once in the statement, for keys and days alone: written out for each side, with
    all that is told of a row, they took twice the time.
    """

    output_field = BooleanField()

    def __init__(
        self, parts: list[QuerySet[Any]], split: dt.date, most: int, *, in_order: bool
    ) -> None:
        self.parts, self.split, self.most = parts, split, most
        self.how = "NOT MATERIALIZED" if in_order else "MATERIALIZED"
        super().__init__("pk")

    def as_sql(  # type: ignore[override]  # Func's own takes templates, which this has not
        self, compiler: Any, connection: Any
    ) -> tuple[str, list[Any]]:
        """The keys of both sides; every value is bound."""
        asked: list[str] = []
        values: list[Any] = []
        for part in self.parts:
            with suppress(EmptyResultSet):
                sql, bound = part.query.get_compiler(connection=connection).as_sql()
                asked.append(f"({sql})")
                values.extend(bound)
        if not asked:
            raise EmptyResultSet
        key, _ = compiler.compile(self.get_source_expressions()[0])
        nearest = f"dated (pk, at) AS {self.how} ({' UNION ALL '.join(asked)}) {_BOTH_SIDES}"
        return f"{key} IN (WITH {nearest})", [*values, *(self.split, self.most) * 2]


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

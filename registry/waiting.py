"""What *my work* shows of a subject: what waits for somebody to do, and what changed of late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import DateField, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils import timezone

from access.kept import all_in_one, kept
from access.subqueries import array, bounded, with_count
from access.visibility import Reader, reader_of
from interface.paging import BoundedCount
from interface.sections import SHOWN, Section
from interface.words import date_words, waited
from records.dates import DateWithPrecision, Precision
from records.statements import Given

NEWEST = 6
LONGEST = 120
# What a row says: of which kind, what its address carries, what it is, of what, its state, its day
Row = tuple[str, str, str, str, str, dt.date]


@dataclass(frozen=True)
class Work:
    """Whose work it is, and on which day.

    ``where`` is the scope of somebody with one place or programme, as lists take it in their
    address; empty for others. ``asked`` are ids that several kinds need and that were asked once;
    while a statement is written that is kept, the places where they will stand.
    """

    user: Any
    reader: Reader
    today: dt.date
    where: str = ""
    asked: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def given(self) -> dict[str, str]:
        """What was asked, as a kept statement is given it."""
        return {name: array(ids) for name, ids in self.asked.items()}

    @property
    def logs(self) -> bool:
        """Whether they log the progress of pilots."""
        return bool(self.reader.contributed_places or self.reader.teams)

    @property
    def is_anywhere(self) -> bool:
        """Whether there is anywhere that they work."""
        reader = self.reader
        return bool(reader.places or reader.teams or reader.programmes or reader.organisations)


def first_few(
    work: Work,
    rows: Callable[[Work], QuerySet[Any]],
    query: Callable[[QuerySet[Any], int], QuerySet[Any]] = bounded,
) -> tuple[list[Any], BoundedCount]:
    """The first few of what waits and how many there are, by a statement that is kept. ``query`` is
    one of ``subqueries``; ``rows`` is a function of a module, and asks nothing itself."""
    return with_count(_first_few(work.user, rows, query, **work.given))


@kept
def _first_few(user: Any, rows: Any, query: Any, **given: Given) -> QuerySet[Any]:
    return query(rows(_work_of(user, given)), SHOWN)


def _work_of(user: Any, given: dict[str, Given]) -> Work:
    reader = reader_of(user) or Reader(user.pk)
    return Work(user, reader, timezone.localdate(), asked={**given})


@dataclass(frozen=True, kw_only=True)
class TaskSections:
    """Sections of *my work*: those that a reader's roles give cause for, the first one first."""

    sections: Callable[[Work], Iterator[Section]]
    order: int


@dataclass(frozen=True, kw_only=True)
class TaskQuery:
    """A section of a kind of which most people have few: all such kinds are read in one query.
    Of more than are read it is said that there are more, and not how many.

    ``rows`` gives them ``in_columns``, by a query that is kept for all who may see alike; what it
    depends on besides that, ``depends_on`` says and it takes. ``section`` is made where there are
    any, of the first few.
    ``prepare`` says of what was kept of records, once, whether it may still be read: the same rows
    with the words that they may say now.
    """

    kind: str
    rows: Callable[..., QuerySet[Any]]
    section: Callable[[list[Row], BoundedCount, dt.date], Section]
    order: int
    most: int = SHOWN
    prepare: Callable[[Work, list[Row]], list[Row]] | None = None
    depends_on: Callable[[Work], tuple[Any, ...]] = lambda _: ()


def few_of_each(work: Work, kinds: Iterable[TaskQuery]) -> list[Row]:
    """The first rows of each of these kinds, in one query."""
    shapes = ((work.user, kind, *kind.depends_on(work)) for kind in kinds)
    rows: Any = all_in_one(_of_kind, shapes, **work.given)
    return list(rows)


def _of_kind(user: Any, kind: TaskQuery, *depends_on: Any, **given: Given) -> QuerySet[Any]:
    return kind.rows(_work_of(user, given), *depends_on)


def in_columns(
    kind: str,
    rows: QuerySet[Any],
    *,
    key: Any,
    what: Any,
    of: Any,
    day: Any,
    state: Any = None,
    order: tuple[str, ...] = ("w_day", "pk"),
    most: int = SHOWN,
) -> QuerySet[Any]:
    """The first few of one kind, in columns that all kinds share: those of the earliest day, where
    no other ``order`` is asked for, and one more than ``most``."""
    texts = {"key": key, "what": what, "of": of, "state": Value("") if state is None else state}
    made = rows.annotate(
        w_kind=Value(kind, output_field=TextField()),
        w_day=Cast(day, DateField()),
        **{f"w_{name}": Cast(column, TextField()) for name, column in texts.items()},
    )
    columns = ("w_kind", "w_key", "w_what", "w_of", "w_state", "w_day")
    return made.order_by(*order).values_list(*columns)[: most + 1]


def shortened(text: str) -> str:
    """A text as a line of a list shows it."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def waiting_since(since: DateWithPrecision | None, today: dt.date) -> str:
    """For how long something waits, or since when as far as that is known."""
    if since is None:
        return "Since when is not known"
    return f"Since {since}" if since.precision != Precision.DAY else waited(since.day, today)


@dataclass(frozen=True)
class Change:
    """One change, as ``components/timeline.html`` shows it."""

    at: dt.datetime
    text: str
    url: str
    link: str

    @property
    def when(self) -> str:
        """The day of it, in London."""
        return date_words(timezone.localtime(self.at).date())


@dataclass(frozen=True, kw_only=True)
class Changed:
    """What changed where somebody works since a moment: the newest few, with a fixed number of
    queries."""

    changes: Callable[[Work, dt.datetime], Iterable[Change]]
    order: int


def changed_records(noun: str, rows: QuerySet[Any], since: dt.datetime) -> Iterator[Change]:
    """Records of a kind that were added or changed."""
    for row in rows.filter(updated_at__gte=since).order_by("-updated_at", "-id")[:NEWEST]:
        verb = "added" if row.created_at >= since else "changed"
        title = getattr(row, "title", "") or str(row)
        yield Change(row.updated_at, f"{noun} {verb}:", row.get_absolute_url(), title)


@dataclass(frozen=True, kw_only=True)
class HandOverItem:
    """What waits with somebody by what they hold, told before they hand it over.

    ``rows(work, posts, user)`` are those that wait by the roles of ``work`` and by these job roles,
    as far as ``user``, who looks, may see them; ``url`` is the list that they stand in, if any.
    Where they stand in none, ``entry`` says one in words: what it is, and by when.
    """

    label: str
    rows: Callable[[Work, list[int], Any], QuerySet[Any]]
    order: int
    url: Callable[[Work], str] | None = None
    entry: Callable[[Any], tuple[str, str]] | None = None

"""What the page of the library shows: one list of all kinds, by the index of search.

Who may see a record is asked of the record itself, in the same statement; the index has its line.
Without words the newest of each kind come first, then the second of each; with words the best.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet, SmallIntegerField, Value, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from interface import querystring
from interface.paging import BoundedCount, bounded_counts
from partnerships.place.examples import sees_demo_data
from records.addresses import address
from records.subjects import registered
from registry.library import LibraryKind
from registry.search import SearchIndex
from search.find import find
from search.index import catch_up, kinds
from search.models import SearchEntry

SHOWN, MOST_COUNTED, MOST_PAGES = 10, 2_000, 40
SHORTEST, LONGEST = 2, 200
COLUMNS = ("kind", "object_id", "page", "key", "title", "note", "status", "is_made_up", "is_over")


def _kinds() -> tuple[LibraryKind, ...]:
    return registered(LibraryKind)


class Entry(NamedTuple):
    """One record of the library."""

    kind: LibraryKind
    title: str
    url: str
    note: str
    status: str
    is_made_up: bool
    is_over: bool


@dataclass(frozen=True)
class Choice:
    """A kind by which the list can be narrowed, with how many there are of it."""

    label: str
    count: BoundedCount
    url: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Library:
    """The list that an address asks for. ``kind`` is the one that is chosen; ``failed`` whether
    only what did not work is listed; ``fewer`` whether nothing has all of the words."""

    typed: str
    problem: str = ""
    kind: LibraryKind | None = None
    failed: bool = False
    fewer: bool = False
    rows: Sequence[Entry] = ()
    choices: Sequence[Choice] = field(default_factory=list)
    next_url: str = ""
    previous_url: str = ""
    failed_url: str = ""
    all_url: str = ""

    @property
    def led_to(self) -> str:
        """The names of the pages to which this one leads by itself or by its kinds."""
        return " ".join(["practice_partnership", *(kind.page for kind in _kinds())])

    @property
    def own_url(self) -> str:
        """The list of the kind that is chosen, with its filters and files."""
        return reverse(self.kind.page) if self.kind else ""


class Asked:
    """What an address asks for, and what its reader may see of it."""

    def __init__(self, user: Any, params: Mapping[str, Any]) -> None:
        self.user, self.params = user, params
        self.typed = " ".join(str(params.get("q", "")).replace("\x00", "").split())
        self.kind = next((one for one in _kinds() if one.key == params.get("kind")), None)
        self.failed = params.get("failed") == "on"
        self.made_up = sees_demo_data(user)
        asked = str(params.get("page", ""))
        number = int(asked[:9]) if asked.isascii() and asked.isdecimal() else 1
        self.page = max(1, min(number, MOST_PAGES))

    @property
    def start(self) -> int:
        """How many come before this page."""
        return (self.page - 1) * SHOWN

    def choice(self, kind: LibraryKind | None, count: BoundedCount) -> Choice:
        """A kind to choose; None: all of them."""
        url = querystring.replaced(self.params, kind=kind.key if kind else None, page=None)
        return Choice(kind.label if kind else "All", count, url, kind == self.kind)

    def turned(self, by: int) -> str:
        """The address of a page before or after this one."""
        page = self.page + by
        return querystring.replaced(self.params, page=str(page) if page > 1 else None)


def build(user: Any, params: Mapping[str, Any]) -> Library:
    """The library as this reader asks for it. At most five queries."""
    asked = Asked(user, params)
    problem = ""
    if 0 < len(asked.typed) < SHORTEST:
        problem = f"Type at least {SHORTEST} letters."
    elif len(asked.typed) > LONGEST:
        problem = f"Type no more than {LONGEST} letters."
    searched = bool(asked.typed) and not problem
    rows, counts, fewer = _found(asked) if searched else _all(asked)
    in_all = BoundedCount(
        sum(count.count for count in counts.values()),
        more=any(count.more for count in counts.values()),
        least=any(count.least for count in counts.values()),
    )
    told = [asked.choice(kind, counts[kind]) for kind in _kinds() if counts[kind]]
    return Library(
        typed=asked.typed[:LONGEST],
        problem=problem,
        kind=asked.kind,
        failed=asked.failed,
        fewer=fewer,
        rows=rows[:SHOWN],
        choices=[asked.choice(None, in_all), *told],
        next_url=asked.turned(1) if len(rows) > SHOWN and asked.page < MOST_PAGES else "",
        previous_url=asked.turned(-1) if asked.page > 1 else "",
        failed_url=querystring.replaced(params, failed=None if asked.failed else "on", page=None),
        all_url=querystring.replaced(params, kind=None, failed=None, q=None, page=None),
    )


# The lines, how many there are of each kind, and whether nothing has all of the words
Listed = tuple[list[Entry], dict[LibraryKind, BoundedCount], bool]


def _all(asked: Asked) -> Listed:
    """Without words. Three queries."""
    catch_up()
    by_kind = {kind: _entries(asked, kind) for kind in _kinds()}
    numbers = bounded_counts(*((rows, MOST_COUNTED) for rows in by_kind.values()))
    counts = dict(zip(_kinds(), numbers, strict=True))
    here = [kind for kind in _kinds() if asked.kind in (None, kind) and counts[kind]]
    if not here:
        return [], counts, False
    most = asked.start + SHOWN + 1
    first, *others = (_in_turn(by_kind[kind], _kinds().index(kind))[:most] for kind in here)
    rows = first.union(*others, all=True).order_by("turn", "place") if others else first
    found = rows[asked.start : most]
    return [_entry(_kinds()[place], *row) for _, place, *row in found], counts, False


def _in_turn(rows: QuerySet[SearchEntry], place: int) -> QuerySet[Any, Any]:
    """The newest first, each with its turn among its kind."""
    newest = F("object_id").desc()
    turn = Window(RowNumber(), order_by=[newest])
    made = rows.annotate(turn=turn, place=Value(place, SmallIntegerField()))
    return made.order_by(newest).values_list("turn", "place", *COLUMNS)


def _entries(asked: Asked, kind: LibraryKind) -> QuerySet[SearchEntry]:
    """The lines of a kind that this reader may see, as the address narrows them."""
    rule = Q(pk__in=[])
    for index in _indexes(kind):
        own = Q(kind=index.kind, object_id__in=index.rows_seen(asked.user).order_by().values("pk"))
        if asked.failed:
            own &= Q(status__in=kind.failed.get(index.kind, ()))
        rule |= own
    rows = SearchEntry.objects.filter(rule).order_by()
    return rows if asked.made_up else rows.filter(is_made_up=False)


def _indexes(kind: LibraryKind) -> list[SearchIndex]:
    return [index for index in kinds() if index.kind in kind.indexes]


def _entry(kind: LibraryKind, *columns: Any) -> Entry:
    key, pk, page, parts, title, note, status, is_made_up, is_over = columns
    index = next(one for one in _indexes(kind) if one.kind == key)
    at = f"#{index.anchor.format(pk=pk)}" if index.anchor else ""
    words = index.status_words(status)
    return Entry(kind, title, address(page, *parts) + at, note, words, is_made_up, is_over)


def _found(asked: Asked) -> Listed:
    """By words, the best first, counted among those that match best. Five queries."""
    by_index = {index.kind: (kind, index) for kind in _kinds() for index in _indexes(kind)}
    rows = []
    results = find(asked.user, asked.typed, of=list(by_index))
    for one in results.every:
        kind, index = by_index[one.kind]
        did_not = [index.status_words(state) for state in kind.failed.get(one.kind, ())]
        if (asked.made_up or not one.is_made_up) and (not asked.failed or one.status in did_not):
            rows.append(
                Entry(kind, one.title, one.url, one.note, one.status, one.is_made_up, one.is_over)
            )
    numbers = Counter(row.kind.key for row in rows)
    counts = {kind: BoundedCount(numbers[kind.key], least=results.is_cut) for kind in _kinds()}
    here = [row for row in rows if asked.kind in (None, row.kind)]
    return here[asked.start : asked.start + SHOWN + 1], counts, results.fewer

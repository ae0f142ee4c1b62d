"""What the page of requests shows: those that wait for us and those that we sent, late first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import F
from django.utils import timezone
from django.utils.text import Truncator

from access.visibility import Reader, reader_of
from interface import querystring
from interface.paging import BoundedCount, bounded_counts
from interface.words import count_words, date_words
from records.dates import DateWithPrecision
from records.subjects import registered
from registry.requested import RequestKind, Rows

FEW, MANY, MOST_COUNTED, MOST_PAGES, LONGEST = 6, 25, 1_000, 40, 110
TITLES = {"us": "Waiting for us", "others": "Sent by us"}


class Request(NamedTuple):
    """One request that waits, in words; ``late`` says by how much, and is empty where it is not."""

    kind: RequestKind
    title: str
    url: str
    of: str
    when: str
    late: str


@dataclass(frozen=True)
class Choice:
    """A kind by which both parts can be narrowed, with how many there are of it."""

    label: str
    count: BoundedCount
    url: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Part:
    """The requests that wait for us, or those that we sent. ``url`` leads to all of them."""

    key: str
    rows: Sequence[Request]
    count: BoundedCount
    url: str = ""
    next_url: str = ""
    previous_url: str = ""

    @property
    def title(self) -> str:
        return TITLES[self.key]


@dataclass(frozen=True)
class Requests:
    """What an address asks for: both parts, or one of them in full."""

    parts: Sequence[Part]
    choices: Sequence[Choice]
    kind: RequestKind | None
    whole_url: str = ""


def build(user: Any, params: Mapping[str, Any]) -> Requests:
    """The requests of this reader: how many of each kind, and each part in one query."""
    reader = reader_of(user) or Reader(user.pk)
    kinds = registered(RequestKind)
    kind = next((one for one in kinds if one.key == params.get("kind")), None)
    waiting = {
        "us": {one: one.for_us(user, reader) for one in kinds},
        "others": {one: one.by_us(user, reader) for one in kinds},
    }
    every = [(key, one) for key in waiting for one in kinds]
    numbers = bounded_counts(*((waiting[key][one], MOST_COUNTED) for key, one in every))
    counts = dict(zip(every, numbers, strict=True))
    asked = [key for key in waiting if params.get("part") in (None, "", key)] or list(waiting)
    is_whole = len(asked) == 1
    parts = []
    for key in asked:
        here = [one for one in kinds if kind in (None, one) and counts[key, one]]
        count = _sum(counts[key, one] for one in here)
        rows = [waiting[key][one] for one in here]
        parts.append(_part(key, rows, count, params, is_whole=is_whole))
    in_all = {one: _sum(counts[key, one] for key in asked) for one in kinds}
    choices = [_choice(None, _sum(in_all.values()), params, kind)]
    choices += [_choice(one, in_all[one], params, kind) for one in kinds if in_all[one]]
    whole = querystring.replaced(params, part=None, page=None) if is_whole else ""
    return Requests(parts, choices, kind, whole)


def _sum(counts: Any) -> BoundedCount:
    told = list(counts)
    return BoundedCount(sum(one.count for one in told), any(one.more for one in told))


def _choice(
    kind: RequestKind | None,
    count: BoundedCount,
    params: Mapping[str, Any],
    chosen: RequestKind | None,
) -> Choice:
    url = querystring.replaced(params, kind=kind.key if kind else None, page=None)
    return Choice(kind.label if kind else "All", count, url, kind is chosen)


def _part(
    key: str,
    queries: list[Rows],
    count: BoundedCount,
    params: Mapping[str, Any],
    *,
    is_whole: bool,
) -> Part:
    """The first few, or a page of all. One query; none where nothing waits."""
    size = MANY if is_whole else FEW
    page = _page(params) if is_whole else 1
    start = (page - 1) * size
    if not queries:
        return Part(key, [], count)
    order = (F("r_due").asc(nulls_last=True), F("r_since").asc(nulls_last=True), "r_kind", "r_key")
    first, *others = (one.order_by(*order)[: start + size + 1] for one in queries)
    rows = first.union(*others, all=True).order_by(*order) if others else first
    found = list(rows[start : start + size + 1])
    today = timezone.localdate()
    more = len(found) > size and page < MOST_PAGES
    replaced = querystring.replaced
    return Part(
        key,
        [_request(row, today) for row in found[:size]],
        count,
        url=replaced(params, part=key, page=None) if len(found) > size and not is_whole else "",
        next_url=replaced(params, page=str(page + 1)) if more and is_whole else "",
        previous_url=replaced(params, page=str(page - 1) if page > 2 else None) if page > 1 else "",
    )


def _page(params: Mapping[str, Any]) -> int:
    asked = str(params.get("page", ""))
    number = int(asked[:4]) if asked.isascii() and asked.isdecimal() else 1
    return max(1, min(number, MOST_PAGES))


def _request(row: tuple[Any, ...], today: dt.date) -> Request:
    key, pk, title, of, since, known_to, due = row
    kind = next(one for one in registered(RequestKind) if one.key == key)
    late = f"{count_words((today - due).days, 'day')} late" if due and due < today else ""
    if due:
        when = f"by {date_words(due)}"
    else:
        when = f"since {DateWithPrecision(since, known_to)}" if since else ""
    words = Truncator(" ".join(title.split())).chars(LONGEST)
    return Request(kind, words, kind.url(pk), of or "", when, late)

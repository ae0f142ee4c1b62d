"""Promises: who owes what, by when, and what became of it; many are ended or given on at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from collaboration.models import ActionItem
from interface.cells import linked, small, status
from interface.columns import Column
from interface.pages import Empty, ListPage, PageAction
from interface.paging import Sort
from interface.words import date_words
from pilots.engagement.promise_filters import PromiseFilter, marked
from pilots.engagement.promise_operations import records_of
from pilots.engagement.reading import AT_ONCE, read_promise
from records.bulk.list_views import ChangedTogether
from registry.promised import kinds_promised


def _what(row: Any) -> Any:
    return linked(row.text, row.get_absolute_url())


def _state(row: Any) -> Any:
    read = read_promise(row, timezone.localdate())
    return status(read.status, read.shape)


def _said(row: Any) -> str:
    return read_promise(row, timezone.localdate()).status


def _meeting(row: Any) -> str | None:
    return kinds_promised()[type(row.at)].label(row.at) if row.at else None


def _where(row: Any) -> str | None:
    if row.at is None:
        return None
    where = kinds_promised()[type(row.at)].where(row.at)
    return str(getattr(where, "title", where) or "") or None


def _promised_at(row: Any) -> Any:
    if row.at is None:
        return "A record that you cannot see"
    return format_html("{}{}", _meeting(row), small(_where(row) or ""))


COLUMNS = (
    Column("promise", "Promise", "What was promised", attrgetter("text"), _what, head=True),
    Column(
        *("owed_by", "Who is responsible", "The job role", attrgetter("owner_said")),
        cell=attrgetter("owner_said"),
    ),
    Column(
        *("due", "By", "By when it is to be done", attrgetter("due")),
        cell=lambda row: date_words(row.due),
        sort="due",
    ),
    Column("state", "State", "To do, late, done, or will not happen", _said, _state),
    Column("meeting", "Promised at", "Where you can see that", _meeting, _promised_at),
    Column("where", "Where", "The place, else the pilot", _where),
    Column("ended_on", "Ended", "When it was done or dropped", attrgetter("ended_on")),
    Column("outcome", "Outcome", "What came of it, or why not", attrgetter("outcome")),
)


class Promises(ChangedTogether, ListPage):
    """For everybody signed in, as far as they may see each; who owes one always sees it."""

    bulk, api = "promises", True
    model, filters, columns = ActionItem, PromiseFilter, COLUMNS
    sorts = (Sort("due", "due", starts_descending=True),)
    orders = {"due": ("the earliest due first", "the latest due first")}
    title, noun, most_counted = "Promises", "promise", 1_000
    lead = "What was promised, who is responsible, and what happened."
    empty = Empty(
        "No promise that you can see is recorded.",
        "Promises are added when a meeting or a visit is recorded, or at the page of a record.",
    )

    def get_queryset(self) -> QuerySet[Any]:
        return marked(super().get_queryset())

    def get_actions(self) -> list[PageAction]:
        return [PageAction("Visits", reverse("visits"))]

    def complete(self, rows: Iterable[Any]) -> Iterator[Any]:
        """With ``at``, the record, where this reader sees it: two queries or so for every 500."""
        left = iter(rows)
        while some := list(islice(left, AT_ONCE)):
            found = records_of(some, lambda declared: declared.seen_by(self.request.user))
            for row in some:
                row.at = found.get((row.subject_type_id, row.subject_id))
                yield row

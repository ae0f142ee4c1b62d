"""Every change of every kind of record, for administrators: who, when, what was done to what.

Nobody reads here what they may not read elsewhere: a record is named, and what changed in it is
told, to who sees it now. Of another one there is left that somebody changed one of its kind then.
What a change held before and after stands in the record's own history, by its rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.html import format_html

from access.permissions import must_be_administrator
from accounts.models import User
from dashboards.audit.filters import ChangeFilter
from dashboards.audit.names import Key, Titles
from interface.cells import linked, small, soft
from interface.columns import Column
from interface.pages import Empty, ListPage
from interface.paging import Sort
from interface.words import capitalised, date_words
from records.differences import labels_changed, noun_of
from records.models import HistoryEntry

NOBODY = "No account"
HIDDEN = "Hidden from you, or deleted"


def _record(row: Any) -> str:
    if not row.of_record:
        return soft(HIDDEN)
    if row.page:
        return linked(row.of_record, row.page, row.part_of)
    return format_html("{}{}", row.of_record, small(row.part_of))


COLUMNS = (
    Column(
        "at",
        "When",
        "When the change was made, London time",
        lambda row: timezone.localtime(row.at),
        cell=lambda row: date_words(row.at),
        head=True,
    ),
    Column(
        "who",
        "Who",
        "The account that made the change",
        lambda row: row.who or None,
        cell=lambda row: row.who or soft(NOBODY),
        blank="no account",
    ),
    Column(
        "did",
        "What was done",
        "Added, changed or removed",
        lambda row: row.get_kind_display(),
        cell=lambda row: capitalised(row.get_kind_display()),
        values="added; changed; removed",
    ),
    Column(
        "kind",
        "Kind",
        "What kind of record, or of part of one",
        lambda row: noun_of(row.table),
        cell=lambda row: noun_of(row.table),
    ),
    Column(
        "record",
        "Record",
        "The record, or the one of which it is a part; empty: not shown to you, or gone",
        lambda row: row.of_record or None,
        cell=_record,
        blank="not shown to you, or gone",
    ),
    Column(
        "part_of",
        "Part of",
        "The record that it is a part of; empty: of none, or one that is not shown to you",
        lambda row: row.part_of or None,
        blank="none",
    ),
    Column(
        "columns",
        "What changed",
        "By name; what it was before and after is in the history of the record",
        lambda row: "; ".join(row.columns) or None,
        cell=lambda row: ", ".join(row.columns),
        blank="not told",
    ),
)


class AllChanges(ListPage):
    """All of it, the newest first."""

    closed_because = "it names who changed what"
    model, filters, columns = HistoryEntry, ChangeFilter, COLUMNS
    sorts = (Sort("newest", "at", says=lambda row: date_words(row.at), starts_descending=True),)
    title, noun, file = "Every change", "change", "changes"
    lead = "Who added, changed or removed what. The last 30 days, unless you choose others."
    empty = Empty("Nothing was changed in the last 30 days.")
    none_help = "Choose other days: without any, the list has the last 30."
    most_counted = 1_000

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Administrators alone."""
        must_be_administrator(request.user)
        return super().dispatch(request, *args, **kwargs)

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return []

    def get_queryset(self) -> QuerySet[HistoryEntry]:
        return HistoryEntry.objects.all()

    def complete(self, rows: Iterable[Any]) -> Iterator[Any]:
        """With who did it, and with what this reader may read of the record."""
        listed = list(rows)
        people = User.objects.in_bulk({row.user_id for row in listed if row.user_id})
        titles = Titles((key for row in listed for key in _told_as(row)), self.request.user)
        for row in listed:
            own, *owner = _told_as(row)
            seen = [key for key in (own, *owner) if titles.sees(own) and titles.sees(key)]
            named = [key for key in seen if titles.of(key)]
            row.who = str(people.get(row.user_id) or "")
            row.of_record = titles.of(named[0]) if named else ""
            row.part_of = titles.of(named[1]) if named[1:] else ""
            row.page = next(filter(None, map(titles.page, named)), "")
            row.columns = labels_changed(row) if named else []
            yield row


def _told_as(row: HistoryEntry) -> list[Key]:
    """The record by which a change is told, and that of which it is a part.

    A part without a rule of who sees it is told by its record alone.
    """
    owner = row.owners[0].partition(":") if row.owners else None
    above = [(apps.get_model(owner[0]), int(owner[2]))] if owner else []
    has_rule = hasattr(row.table.objects.all(), "visible_to")
    return [(row.table, row.object_id), *above] if has_rule or not above else above

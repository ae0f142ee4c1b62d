"""The history of a record, for one reader, and nothing of it that was not theirs to read.

A moment of history is shown only to a reader who may see the record now *and* whom the level and
scope of that moment admit: its level, team, programme and author as the history row has them, and
the places that it stood in then. What came before a change is shown only if the moment before was
theirs to read as well. Records of the open directory have no such limits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from access.covering import for_whom
from access.past import Past, past_of
from interface import querystring, words
from interface.pages import RecordPage
from interface.pages.addresses import addresses, page_class
from interface.querystring import read_moment
from records import differences
from records.differences import Difference, told_of
from records.events import Names, Part, moments, parts_of
from records.history import owners
from records.models import HistoryEntry
from records.reading import narrower_than, rows_seen

SIZE = 30
SOMEBODY = "Somebody with an account"
VISITOR = "Somebody who wasn’t signed in"
NOBODY = "Not recorded"


@dataclass(frozen=True, slots=True)
class Entry:
    """One moment of a record: who changed what, when.

    ``is_start`` is when the record was made; ``opened`` when it came into this reader's sight, so
    that what was before is not told. ``how`` says by which file it came and ``why`` for what reason
    it was changed, to who is signed in.
    """

    at: dt.datetime
    who: str
    differences: list[Difference]
    is_start: bool = False
    opened: bool = False
    how: str = ""
    why: str = ""

    @property
    def when(self) -> str:
        """20 November 2026, 8:40am, in London."""
        return words.date_words(self.at)


@dataclass(frozen=True, slots=True)
class History:
    """A page of a record's history, newest first, and the way on.

    ``until`` is the moment where the next page begins; empty on the last.
    """

    entries: list[Entry]
    until: str = ""
    next_url: str = ""
    newest_url: str = ""
    problem: str = ""


def history_of(
    record: models.Model,
    user: Any,
    params: Any = None,
    *,
    without: Iterable[type[models.Model]] = (),
    size: int = SIZE,
    past: Past | None = None,
    keeps: bool = False,
) -> History:
    """The history of a record that the caller has found visible to ``user``.

    What goes when it goes is told with it (``told_with``), each part by its own rule of who reads
    it; ``without`` leaves some out. ``params`` holds ``until``, the moment where a page begins.
    ``past`` says when it was open to them, for a record that cannot tell by itself. ``keeps`` says
    that they may change it: then they are told what is for its keepers.
    """
    before, problem = _until(params)
    parts = told_with(type(record), user)
    for part in without:
        parts.pop(part, None)
    past = past or past_of(record, user)
    narrower, below = _rows_of(record, parts, user)
    events = moments(
        record,
        parts,
        narrower=narrower,
        below=below,
        before=before,
        spans=past.spans,
        size=size + 1,
    )
    grouped = [(at, list(rows)) for at, rows in groupby(events, key=lambda event: event.at)]
    shown = grouped[:size]
    found = [_Moment.of(at, rows, past, parts) for at, rows in shown]
    names = _names(Names(user, keeps=keeps), record, found)
    told = (_entry(record, moment, names, parts) for moment in found)
    entries = [entry for entry in told if entry]
    following = shown[-1][0].isoformat() if grouped[size:] else None
    return History(
        entries,
        until=following or "",
        next_url=querystring.replaced(params or {}, until=following) if following else "",
        newest_url=querystring.replaced(params or {}, until=None) if before else "",
        problem=problem,
    )


def show(
    request: HttpRequest,
    record: models.Model,
    *,
    past: Past | None = None,
    **context: Any,
) -> HttpResponse:
    """The history page of a record that the caller has found visible.

    ``context`` is what the frame of the page wants: ``breadcrumbs``, ``tabs``, ``example``,
    ``title``.
    """
    history = history_of(record, request.user, request.GET, past=past)
    title = context.pop("title", str(record))
    context |= {"history": history, "record": record, "title": title}
    return render(request, "records/history.html", context)


def _until(params: Any) -> tuple[dt.datetime | None, str]:
    """The moment before which the page begins, or what is wrong with the address."""
    text = (params or {}).get("until", "")
    if not text:
        return None, ""
    if (moment := read_moment(text)) is None:
        return None, "The address of this page of the history is broken. The newest is shown."
    return moment, ""


def told_with(model: type[models.Model], user: Any) -> dict[Any, Part]:
    """The parts that the history of a record tells: all that go when it goes and the parts of
    these, but those with a history of their own and what is told there, and those of which their
    ``HistoryLabel`` says why they are told ``apart``."""
    told = {
        part: its
        for part, its in parts_of(model).items()
        if _is_told(part, user) and not _is_told_nearer(part, model)
    }
    every = [*told]
    for above in every:  # it grows by what is found
        if above in with_history():
            continue
        for part, its in parts_of(above).items():
            if part not in told and _is_told(part, user):
                told[part] = replace(its, within=above)
                every.append(part)
    return told


def _is_told(part: Any, user: Any) -> bool:
    how = told_of(part)
    may = user.is_authenticated or how.public or not hasattr(part.objects, "visible_to")
    return bool(may and not how.apart and (how.with_record or part not in with_history()))


def _is_told_nearer(part: Any, model: Any) -> bool:
    """Whether its rows are parts of another record as well, which is a part of this one and has a
    history: an item is told with its meeting, and not once more with the board."""
    return any(model in owners(other) for other in owners(part) if other in with_history())


def _rows_of(
    record: models.Model, parts: Mapping[Any, Part], user: Any
) -> tuple[dict[Any, QuerySet[Any]], dict[Any, QuerySet[Any]]]:
    """Of parts with a rule of their own the rows that this reader may see; of parts of parts those
    that they are parts of."""
    holding = {its.within for its in parts.values()}
    narrower: dict[Any, QuerySet[Any]] = {}
    seen: dict[Any, QuerySet[Any]] = {}
    for part, its in parts.items():  # what a part is within stands before it
        rows = narrower_than(its.within or type(record), part, user)
        if rows is None and part not in holding:
            continue
        if its.within is None:
            whose = {its.key.attname: record.pk}
        else:
            whose = {f"{its.key.name}__in": seen[its.within].values("pk")}
        seen[part] = (rows_seen(part, user) if rows is None else rows).filter(**whose)
        if rows is not None:
            narrower[part] = seen[part]
    return narrower, {part: seen[its.within] for part, its in parts.items() if its.within}


@cache
def with_history() -> frozenset[Any]:
    """The models whose records have a page of history."""
    pages = (page_class(one) for _, one in addresses())
    return frozenset(page.model for page in pages if page and issubclass(page, HistoryPage))


@dataclass(frozen=True, slots=True)
class _Moment:
    """What happened at one moment, and what of it is told to this reader: of what was made, and of
    what came into their sight, nothing is told that was before."""

    at: dt.datetime
    events: list[HistoryEntry]
    entries: list[HistoryEntry]
    is_start: bool
    opened: bool

    @classmethod
    def of(
        cls, at: dt.datetime, events: list[HistoryEntry], past: Past, parts: Mapping[Any, Part]
    ) -> _Moment:
        own = [event for event in events if event.table not in parts]
        is_start = any(event.kind == HistoryEntry.Kind.INSERT for event in own)
        opened = not is_start and not past.was_open_before(at)
        told = [] if opened else [event for event in events if not (is_start and event in own)]
        return cls(at, events, told, is_start, opened)


def _names(names: Names, record: models.Model, found: list[_Moment]) -> Names:
    """The names in what is told, and of who did it."""
    for moment in found:
        differences.want_names(moment.entries, names)
        for event in moment.events:
            for account in (event.user_id, *for_whom(record, event)):
                names.want(get_user_model(), account)
    names.load()
    return names


def _entry(
    record: models.Model, moment: _Moment, names: Names, parts: Mapping[Any, Part]
) -> Entry | None:
    """What one moment is to this reader; None where it is nothing to them."""
    changes: list[Difference] = []
    for event in moment.entries:
        part = parts.get(event.table)
        if part is None:
            changes += differences.of_record(event, names)
        else:
            changes += differences.of_part(event, part.column, names)
    if not (moment.is_start or moment.opened or changes):
        return None
    who, how = _who(record, moment.events, names), _how(moment.events, names)
    why = "" if moment.opened else _why(moment.events, names)
    return Entry(moment.at, who, changes, moment.is_start, moment.opened, how, why)


def _who(record: models.Model, events: list[HistoryEntry], names: Names) -> str:
    """Who did it, and for whom, as this reader may know them: public pages name nobody."""
    for event in events:
        if event.user_id is not None:
            who = names.of(get_user_model(), event.user_id) or SOMEBODY
            told = [names.of(get_user_model(), pk) for pk in for_whom(record, event)]
            covered = words.list_words([name for name in told if name])
            return f"{who}, covering for {covered}" if covered else who
        if name := event.context.get("said"):
            return words.capitalised(name)
    return VISITOR if any(event.context.get("url") for event in events) else NOBODY


def _how(events: list[HistoryEntry], names: Names) -> str:
    """By which file it came; what a file is called may say more than the public is told."""
    if not names.user.is_authenticated:
        return ""
    for event in events:
        if file := event.context.get("file"):
            undone = "undone_import" in event.context
            return f"import of {file} taken back" if undone else f"imported from {file}"
        if "bulk" in event.context:
            undone = "undone_bulk" in event.context
            return f"bulk change {'undone' if undone else 'made'}: {event.context.get('why', '')}"
    return ""


def _why(events: list[HistoryEntry], names: Names) -> str:
    """The reason that was given; a bulk change has its own in how it came."""
    if not names.user.is_authenticated:
        return ""
    given = (event.context for event in events if "bulk" not in event.context)
    return next((context["why"] for context in given if context.get("why")), "")


class HistoryPage(RecordPage):
    """Every change of a record and its parts, as far as it was the reader's to see at the time.

    Whom ``keeper(user, record)`` lets change it is told what is for its keepers alone.
    """

    template_name = "records/history.html"
    page_title = "History"

    def past(self) -> Past | None:
        """When it was open to the reader, for a record that cannot tell by itself."""
        return None

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        past, keeper = self.past(), getattr(type(self), "keeper", None)
        keeps = keeper is not None and keeper(request.user, self.record)
        history = history_of(self.record, request.user, request.GET, past=past, keeps=keeps)
        return self.render_page(record=self.record, history=history, title=self.called)

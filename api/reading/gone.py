"""What a reader could read and cannot now, so that a copy elsewhere can let go of it as well.

Why is not told: whether it ended up hidden, withdrawn or removed is for those who may read it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse

from access.levelled import HasVisibility, PublicQuerySet
from access.past import past_of
from api.lists import BEFORE, OpenList, title_of
from api.problems import bad
from api.reading.answers import moment, paged
from api.reading.described import Described, described_lists
from interface import querystring
from interface.context import absolute
from interface.paging import Sort
from records.models import HistoryEntry, Visibility

READ = 50  # changes that are looked through for one answer: each may ask four times
IN_TIME = Sort("changed", "at")
KNOWN = {"since", "after"}
# A barrier that names a body is not the public's until that is agreed (``access.past.State``)
_NAMES_A_BODY = (
    Q(before__has_key="is_cleared") & Q(before__is_cleared=False) & ~Q(before__unlocker_id=None)
)
Told = dict[str, tuple[Any, list[str]]]


def gone_since(reader: Any, params: QueryDict) -> dict[str, Any]:
    """Records of the lists that are told that changed since a moment, were open to everybody, or to
    everybody signed in, at some time from then on, and are not open to this reader now: the address
    of their list, and their number.

    Raises Problem.
    """
    since = _since(params)
    told = _told()
    changes = _of_what_was_open(reader, told).filter(at__gte=since)
    read, after = paged(changes, {"after": params.get("after", "")}, (IN_TIME,), READ)
    found = sorted(set(_gone(reader, read, since, told)))
    onwards = after and absolute(reverse("api_gone") + querystring.replaced(params, after=after))
    rows = [{"list": address, "id": pk} for address, pk in found]
    return {"rows": rows, "next": onwards or None}


def _of_what_was_open(reader: Any, told: Told) -> QuerySet[HistoryEntry]:
    """Changes of records that were, until then, open to everybody like this reader: that there are
    others, and how many, is told by nothing, not even by how the answer goes on."""
    levels = [Visibility.PUBLIC]
    if reader.is_authenticated:
        levels.append(Visibility.NETWORK)
    without_level = [
        label for label, (model, _) in told.items() if not issubclass(model, HasVisibility)
    ]
    was_open = Q(before__visibility__in=levels) | Q(model__in=without_level, before__isnull=False)
    changes = HistoryEntry.objects.filter(was_open, model__in=told)
    return changes if reader.is_authenticated else changes.exclude(_NAMES_A_BODY)


def _since(params: QueryDict) -> dt.datetime:
    if strange := [name for name in params if name not in KNOWN]:
        raise bad("There is no such parameter here.", **{one: ["Not known."] for one in strange})
    if not (since := params.get("since")):
        raise bad("Say from when on.", since=["A day, or a moment with its zone."])
    return moment("since", since)


def is_told(one: Described) -> bool:
    """Whether it is told what is gone from a list: where history knows to whom its records were
    open. Others are read by rules of which it keeps nothing, and by that of their parent."""
    rows = one.model.objects.all()
    is_public = getattr(type(rows), "visible_to", None) is PublicQuerySet.visible_to
    return not one.list.is_of_one_record and (is_public or issubclass(one.model, HasVisibility))


@cache
def _lists() -> tuple[tuple[OpenList, Any], ...]:
    """Those lists, each with its kind of record; which they are hangs on the program alone."""
    return tuple((one.list, one.model) for one in described_lists() if is_told(one))


def titles() -> list[str]:
    """What those of parts in use are called; of several that have the same records, the one with
    the shortest address: the others narrow it."""
    used = [(one, model) for one, model in _lists() if not one.is_off]
    used.sort(key=lambda told: len(told[0].route), reverse=True)
    return sorted(title_of(one) for one in {model: one for one, model in used}.values())


def _told() -> Told:
    """By the name in history: a kind of record, and the addresses of the lists that have it. Those
    of parts that are off are not told: their records are there."""
    made: Told = {}
    for one, model in _lists():
        if not one.is_off:
            _, addresses = made.setdefault(model._meta.label_lower, (model, []))
            addresses.append(BEFORE + one.route)
    return made


def _gone(
    reader: Any, changes: list[Any], since: dt.datetime, told: Told
) -> Iterator[tuple[str, int]]:
    last: dict[str, dict[int, Any]] = defaultdict(dict)
    for change in changes:
        last[change.model][change.object_id] = change
    for label, of_kind in last.items():
        model, addresses = told[label]
        readable = model.objects.visible_to(reader).filter(pk__in=of_kind).order_by()
        for pk in of_kind.keys() - set(readable.values_list("pk", flat=True)):
            if _was_open(reader, _as_kept(model, of_kind[pk]), since):
                yield from ((address, pk) for address in addresses)


def _as_kept(model: Any, change: Any) -> Any:
    """The record as history has it, for one that is not there any more."""
    fields = [field for field in model._meta.concrete_fields if field.column in change.row]
    names = [field.attname for field in fields]
    return model.from_db(None, names, [change.row[field.column] for field in fields])


def _was_open(reader: Any, record: Any, since: dt.datetime) -> bool:
    spans = past_of(record, reader).spans
    return spans is None or any(end is None or end > since for _, end in spans)

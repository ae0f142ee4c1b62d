"""What a reader could read and cannot now, so that a copy elsewhere can let go of it as well.

Why is not told: whether it ended up hidden, withdrawn or removed is for those who may read it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ObjectDoesNotExist
from django.http import QueryDict
from django.urls import reverse

from access.past import past_of
from api.problems import bad
from api.reading.answers import moment
from api.reading.described import described_lists
from api.reading.lists import BEFORE
from interface.context import absolute
from records.models import HistoryEntry

READ = 100  # changes that are looked through for one answer: each may ask four times
LARGEST_ID = 2**63 - 1
KNOWN = {"since", "after"}


def gone_since(reader: Any, params: QueryDict) -> dict[str, Any]:
    """Records of open lists that changed since a moment, were open to this reader at some time from
    then on, and are not now: the address of their list, and their number. Raises Problem."""
    since, after = _read(params)
    kinds = _kinds()
    changes = HistoryEntry.objects.filter(model__in=kinds, at__gte=since, pk__gt=after)
    changes = changes.exclude(kind=HistoryEntry.Kind.INSERT).order_by("pk")
    read = list(changes[: READ + 1])
    found = sorted(_gone(reader, read[:READ], since, kinds))
    onwards = None
    if len(read) > READ:
        asked = urlencode({"since": params["since"], "after": read[READ - 1].pk})
        onwards = absolute(f"{reverse('api_gone')}?{asked}")
    return {"rows": [{"list": address, "id": pk} for address, pk in found], "next": onwards}


def _read(params: QueryDict) -> tuple[dt.datetime, int]:
    if strange := [name for name in params if name not in KNOWN]:
        raise bad("There is no such parameter here.", **{one: ["Not known."] for one in strange})
    if not (since := params.get("since")):
        raise bad("Say from when on.", since=["A day, or a moment with its zone."])
    after = params.get("after", "0")
    if not (after.isascii() and after.isdecimal()):
        raise bad("The address of the next page is broken.", after=["Not a number."])
    return moment("since", since), min(int(after[:20]), LARGEST_ID)


@cache
def _kinds() -> dict[str, tuple[Any, list[str]]]:
    """By the name in history: a kind of record, and the addresses of the lists that have it."""
    made: dict[str, tuple[Any, list[str]]] = {}
    for one in described_lists():
        if not one.list.is_of_one_record:
            _, addresses = made.setdefault(one.model._meta.label_lower, (one.model, []))
            addresses.append(BEFORE + one.list.route)
    return made


def _gone(
    reader: Any, changes: list[Any], since: dt.datetime, kinds: dict[str, tuple[Any, list[str]]]
) -> Iterator[tuple[str, int]]:
    last: dict[str, dict[int, Any]] = defaultdict(dict)
    for change in changes:
        last[change.model][change.object_id] = change
    for label, of_kind in last.items():
        model, addresses = kinds[label]
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
    try:
        spans = past_of(record, reader).spans
    except ObjectDoesNotExist:  # what it was a part of is gone as well, and is told itself
        return False
    return spans is None or any(end is None or end > since for _, end in spans)

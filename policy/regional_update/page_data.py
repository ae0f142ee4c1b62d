"""The page of a regional update, as one reader sees it, and the archive of all of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Sum
from django.urls import reverse

from access.visibility import reader_of
from interface.words import count_words
from partnerships.models import Place
from policy.models import (
    RegionalCorrection,
    RegionalReply,
    RegionalUpdate,
    RegionalUpdateItem,
    regions_written_by,
)
from policy.regional_update.permissions import (
    can_check_regional_update,
    writes_regional_update,
)
from policy.regional_update.quarters import Quarter

LATEST = 4
NOUNS = {
    "pilot": "The pilot",
    "update": "The update",
    "flow": "The money",
    "barrier": "What was in the way",
    "priority": "The priority",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that the update says. ``url`` is its record, where this reader may see it;
    ``is_hidden`` says that there is one, which they may not."""

    text: str
    place: Place | None
    url: str = ""
    link: str = ""
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with what stands under it."""

    key: str
    title: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class UpdatePage:
    """A regional update for one reader. ``writes`` says whether they write for the region."""

    update: RegionalUpdate
    parts: list[Part]
    corrections: list[RegionalCorrection]
    earlier: list[RegionalUpdate]
    writes: bool
    may_check: bool
    replies: int
    unanswered: int
    loads: int | None

    @property
    def is_withdrawn(self) -> bool:
        """Whether only the reason is shown."""
        return self.update.state == RegionalUpdate.State.WITHDRAWN

    @property
    def is_early(self) -> bool:
        """Whether the quarter was not over on the day that it is right as at."""
        return self.update.as_of < self.update.period.last

    @property
    def replies_words(self) -> str:
        """2 replies, 1 of them not answered."""
        counted = count_words(self.replies, "reply")
        return f"{counted}, {self.unanswered} not answered" if self.unanswered else counted

    @property
    def loads_words(self) -> str:
        """How often its page was opened."""
        often = f"was opened {count_words(self.loads, 'time')}" if self.loads else ""
        return often or "was not opened yet"


def build(user: Any, update: RegionalUpdate) -> UpdatePage:
    """The page of an update that this reader may see. At most eight queries and one per kind."""
    writes = writes_regional_update(user, update.region)
    replies = list(RegionalReply.objects.filter(update=update).values_list("answered_at"))
    loads = update.days.aggregate(Sum("loads"))["loads__sum"] if writes else None
    others = RegionalUpdate.objects.published().filter(region=update.region)
    return UpdatePage(
        update=update,
        parts=parts_of(user, update),
        corrections=list(update.corrections.all()),
        earlier=list(others.exclude(pk=update.pk).select_related("region")[:LATEST]),
        writes=writes,
        may_check=writes and can_check_regional_update(user, update),
        replies=len(replies) if writes else 0,
        unanswered=sum(not answered for (answered,) in replies) if writes else 0,
        loads=loads,
    )


def parts_of(user: Any, update: RegionalUpdate) -> list[Part]:
    """What is chosen, under its headings; a link to a hidden record is not mentioned."""
    items = list(update.items.filter(is_chosen=True).select_related("place"))
    seen = _records(user, items)
    order = {value: number for number, value in enumerate(RegionalUpdateItem.Section.values)}
    items.sort(key=lambda item: (order[item.section], item.position, item.pk))
    return [
        Part(key, RegionalUpdateItem.Section(key).label, [_line(item, seen) for item in group])
        for key, group in groupby(items, key=lambda item: item.section)
    ]


def parts_to_share(user: Any, update: RegionalUpdate) -> list[Part]:
    """The same for a text that is passed on. Before the update is out, what was drawn from a
    record that this reader may not see, as it was made narrower since, is left out."""
    parts = parts_of(user, update)
    if update.is_out:
        return parts
    kept = [replace(part, lines=[x for x in part.lines if not x.is_hidden]) for part in parts]
    return [part for part in kept if part.lines]


def _records(user: Any, items: list[RegionalUpdateItem]) -> dict[tuple[int, int], Any]:
    """The records behind the items that this reader may see: one query for each kind."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for item in items:
        if item.record_type_id is not None and item.record_id is not None:
            wanted[item.record_type_id].add(item.record_id)
    seen_records: dict[tuple[int, int], Any] = {}
    for kind, ids in wanted.items():
        model: Any = ContentType.objects.get_for_id(kind).model_class()
        rows = model.objects.visible_to(user).filter(pk__in=ids)
        if model._meta.model_name == "update":
            rows = rows.select_related("pilot")
        seen_records |= {(kind, row.pk): row for row in rows}
    return seen_records


def _line(item: RegionalUpdateItem, seen: dict[tuple[int, int], Any]) -> Line:
    record = seen.get((item.record_type_id or 0, item.record_id or 0))
    if record is None:
        return Line(item.text, item.place, is_hidden=item.record_id is not None)
    link = NOUNS.get(record._meta.model_name, "The record")
    return Line(item.text, item.place, record.get_absolute_url(), link)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A region with its updates, the newest first. ``url`` begins one, for who may."""

    region: Place
    updates: list[RegionalUpdate]


@dataclass(frozen=True, slots=True)
class Archive:
    """All updates that a reader sees, by region; ``waiting`` those that are being written."""

    shelves: list[Shelf]
    waiting: list[RegionalUpdate]
    writes: bool
    region: Place | None = None

    @property
    def without(self) -> list[Place]:
        """The regions of which nothing was published yet."""
        return [shelf.region for shelf in self.shelves if not shelf.updates]


def archive(user: Any, region: Place | None = None) -> Archive:
    """What was published, region by region, and what this reader still writes. Three queries."""
    regions = Place.objects.filter(kind=Place.Kind.REGION, is_example=False)
    if region is not None:
        regions = regions.filter(pk=region.pk)
    rows = RegionalUpdate.objects.visible_to(user).select_related("region")
    shelves: dict[int, list[RegionalUpdate]] = defaultdict(list)
    for update in rows.filter(region__in=regions):
        shelves[update.region_id].append(update)
    return Archive(
        shelves=[
            Shelf(shelf, [up for up in shelves[shelf.pk] if up.is_out])
            for shelf in regions.order_by("sort_key", "id")
        ],
        waiting=[up for each in shelves.values() for up in each if not up.is_out],
        writes=regions_written_by(reader_of(user)).exists(),
        region=region,
    )


def address_of(region: Place, quarter: Quarter, name: str = "regional_update") -> str:
    """The address of an update of a region and a quarter."""
    return reverse(name, args=[region.slug, quarter.key])

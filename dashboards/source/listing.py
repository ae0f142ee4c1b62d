"""Sources: the list, and what rests on each, as far as the reader may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.urls import reverse

from dashboards.source.permissions import SourceRights, rights_to_source
from interface import paging
from interface.filters import FilterSet, Words
from interface.paging import BoundedCount, Page, Sort
from partnerships.subqueries import UpTo
from records.models import Source
from records.resting import CitedBy, Line
from records.subjects import declared

SORTS = (Sort("title", "sort_key"),)
NEWEST = (Sort("newest", "id", says=lambda _: "earlier ones", starts_descending=True),)
PAGE = 30
MOST_COUNTED = 1_000
KINDS = declared(CitedBy)


class SourceFilter(FilterSet):
    """Sources by words of their title or publisher."""

    q = Words("Title or publisher", by="found_by")


@dataclass(frozen=True)
class Count:
    """How many records of a kind rest on a source, and where they are listed."""

    label: str
    count: BoundedCount
    words: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Row:
    """One source of the list, with what rests on it."""

    source: Source
    counts: list[Count]


@dataclass(frozen=True)
class Sources:
    """One page of the list."""

    filter: SourceFilter
    page: Page
    rows: list[Row]
    count: BoundedCount


@dataclass(frozen=True)
class Cited:
    """A source and one kind of what rests on it, paged."""

    source: Source
    counts: list[Count]
    label: str
    page: Page
    lines: list[Line]
    may: SourceRights


def listed(user: Any, params: Mapping[str, Any]) -> Sources:
    """The page of sources that these parameters ask for."""
    chosen = SourceFilter(params, Source.objects.visible_to(user).standing())
    page = paging.page(_counted(chosen.qs, user), params, SORTS, size=PAGE)
    return Sources(
        filter=chosen,
        page=page,
        rows=[Row(source, _counts(source, KINDS)) for source in page.rows],
        count=paging.bounded_count(chosen.qs, MOST_COUNTED),
    )


def cited(user: Any, slug: str, params: Mapping[str, Any]) -> Cited | None:
    """One source with what rests on it; None where there is none that this reader may see."""
    source = _counted(Source.objects.visible_to(user), user).filter(slug=slug).first()
    if source is None:
        return None
    found = [kind for kind in KINDS if _count(source, kind)]
    asked = str(params.get("kind") or "")
    kind = next((one for one in KINDS if one.key == asked), found[0] if found else KINDS[0])
    rows = kind.rows(user).filter(source=source).prefetch_related(*kind.needs)
    page = paging.page(rows, params, NEWEST, size=PAGE)
    return Cited(
        source=source,
        counts=_counts(source, found, kind),
        label=kind.label,
        page=page,
        lines=[kind.line(row) for row in page.rows],
        may=rights_to_source(user, source),
    )


def _counted(sources: QuerySet[Source], user: Any) -> QuerySet[Source]:
    of_each = {
        f"count_{kind.key}": UpTo(kind.rows(user).filter(source=OuterRef("pk")), MOST_COUNTED)
        for kind in KINDS
    }
    return sources.annotate(**of_each)


def _count(source: Source, kind: CitedBy) -> int:
    return getattr(source, f"count_{kind.key}")


def _counts(source: Source, kinds: Any, current: CitedBy | None = None) -> list[Count]:
    address = reverse("source", args=[source.slug])
    found = []
    for kind in kinds:
        if number := _count(source, kind):
            count = BoundedCount(min(number, MOST_COUNTED), more=number > MOST_COUNTED)
            url = f"{address}?kind={kind.key}"
            found.append(Count(kind.label, count, kind.words(count), url, kind is current))
    return found

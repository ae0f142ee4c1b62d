"""Rows that were there before the record was loaded: what the product itself brings along (its
kinds of barrier, official bodies and places, their sources), and what people typed on an install
of their own. They are not made a second time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from barriers.models import BarrierGuidance, Category, Guidance, GuidanceFor, SubType
from funding.models import Fund
from governance.models import Board, BoardPlace, HealthBox
from partnerships.models import (
    Organisation,
    OrganisationName,
    OrganisationPlace,
    OrganisationSuccession,
    Place,
    PlaceCode,
    PlaceLink,
    PlaceName,
    Programme,
    ProgrammeBody,
    ProgrammePlace,
    Synonym,
    Topic,
)
from records.models import HistoryEntry, Source

# The columns that tell whether a row is there
SAME: dict[type[models.Model], tuple[str, ...]] = {
    Source: ("slug",),
    Category: ("key",),
    SubType: ("category_id", "name"),
    OrganisationName: ("organisation_id", "valid_to"),
    OrganisationPlace: ("organisation_id", "place_id", "role"),
    OrganisationSuccession: ("before_id", "after_id"),
    Synonym: ("words", "topic_id", "organisation_id"),
    Board: ("organisation_id",),
    BoardPlace: ("board_id", "place_id"),
    Place: ("slug",),
    PlaceName: ("place_id", "kind", "valid_to", "name"),
    PlaceCode: ("scheme", "code"),
    PlaceLink: ("place_id", "other_id", "kind"),
    ProgrammeBody: ("programme_id", "organisation_id", "valid_to"),
    ProgrammePlace: ("programme_id", "place_id", "named"),
    GuidanceFor: ("guidance_id", "category_id", "practice_id", "sub_type_id"),
    BarrierGuidance: ("barrier_id", "guidance_id"),
    HealthBox: ("round_id",),  # a demo of the version before gets one from its migration
}


def _addressed(row: Any) -> Q:
    """At the address of this row, or called as it is."""
    return Q(slug=row.slug) | Q(name__iexact=row.name)


def _body(row: Any) -> Q:
    called = Q(name__iexact=row.name, sector=row.sector, parent=row.parent_id)
    return Q(slug=row.slug) | (called & Q(is_example=row.is_example))


# Those that people typed under another address: how one is known
ALIKE: dict[type[models.Model], Callable[[Any], Q]] = {
    Topic: _addressed,
    Organisation: _body,
    Programme: _addressed,
    Fund: _addressed,
    Guidance: lambda row: Q(title__iexact=row.title),
}


def is_there(row: Any) -> bool:
    """Whether the row is there already; it then has the key of that one.

    One that was merged into another leads there.
    """
    if type(row) not in ALIKE and type(row) not in SAME:
        return False
    found = _found(row)
    while found is not None and getattr(found, "merged_into", None) is not None:
        found = found.merged_into
    row.pk = found.pk if found is not None else None
    return found is not None


def is_elsewhere(row: Any) -> bool:
    """Whether it was merged into another, on which none of its words are written."""
    return (
        hasattr(row, "merged_into_id") and getattr(_found(row), "merged_into_id", None) is not None
    )


def _found(row: Any) -> Any:
    """What is there of it, if anything."""
    kind = type(row)
    if kind in ALIKE:
        rule = ALIKE[kind](row)
    else:
        rule = Q(**{column: getattr(row, column) for column in SAME[kind]})
    return kind._base_manager.filter(rule).order_by(*_best_first(row)).first()  # noqa: SLF001 - all


def _best_first(row: Any) -> tuple[Any, ...]:
    """That of its own address before one that is only called so."""
    if type(row) not in ALIKE or not hasattr(row, "slug"):
        return ("pk",)
    return (models.Case(models.When(slug=row.slug, then=0), default=1), "pk")


def without_typed(kind: Any, pairs: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Those of which no word is anybody's: what somebody wrote or changed stays as it is."""
    there = list(pairs)
    if not there:
        return []
    changes: QuerySet[Any] = HistoryEntry.objects.of_kind(kind, [row.pk for _, row in there])
    theirs = changes.filter(context__user__isnull=False).values_list("object_id", flat=True)
    typed = set(theirs)
    return [(entry, row) for entry, row in there if row.pk not in typed]

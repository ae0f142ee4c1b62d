"""The list of organisations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet

from interface import paging
from interface.paging import BoundedCount, Page, Sort
from interface.words import capitalised
from partnerships.filters import OrganisationFilter
from partnerships.models import Organisation, OrganisationName
from partnerships.subqueries import UpTo
from pilots.models import Pilot, PilotPartner

SORTS = (Sort("name", "sort_key"),)
PAGE = 30
MOST_COUNTED = 1_000


@dataclass(frozen=True)
class Row:
    """One organisation, the other names by which it is known, and its pilots."""

    organisation: Organisation
    also: list[str]
    pilots: BoundedCount


@dataclass(frozen=True)
class Organisations:
    """One page of the list."""

    filter: OrganisationFilter
    page: Page
    rows: list[Row]
    count: BoundedCount

    @property
    def words(self) -> str:
        """How many organisations match."""
        said = self.count.words("organisation")
        return capitalised(said)


def build(user: Any, params: Mapping[str, Any]) -> Organisations:
    """The page that these parameters ask for."""
    chosen = OrganisationFilter(params, listed(user, MOST_COUNTED))
    chosen.reader = user
    page = paging.page(chosen.qs, params, SORTS, size=PAGE)
    return Organisations(
        filter=chosen,
        page=page,
        rows=[Row(one, also_called(one), _bounded(one.pilot_count)) for one in page.rows],
        count=paging.bounded_count(chosen.qs),
    )


def listed(user: Any, most: int | None = None) -> QuerySet[Organisation]:
    """Organisations with their names and the number of pilots that this reader sees them in."""
    # The organisation stands two queries out: that of the pilots lies between
    parts = PilotPartner.objects.filter(organisation=OuterRef(OuterRef("pk")))
    pilots = Pilot.objects.visible_to(user).filter(pk__in=parts.values("pilot"))
    return (
        Organisation.objects.visible_to(user)
        .select_related("parent")
        .prefetch_related("names")
        .annotate(pilot_count=UpTo(pilots, most))
    )


def also_called(organisation: Organisation) -> list[str]:
    """Its abbreviation and former names, each once."""
    found: dict[str, None] = {}
    for name in organisation.names.all():
        found |= dict.fromkeys(_spoken(name, organisation))
    return list(found)


def _spoken(name: OrganisationName, organisation: Organisation) -> list[str]:
    former = [name.name] if name.name != organisation.name else []
    return [*former, *([name.short_name] if name.short_name else [])]


def _bounded(count: int) -> BoundedCount:
    return BoundedCount(min(count, MOST_COUNTED), more=count > MOST_COUNTED)

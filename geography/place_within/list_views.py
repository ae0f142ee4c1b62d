"""The list of the places within a place."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from geography.models import Locality
from geography.place_within import listed
from geography.place_within.forms import CHOICES
from interface.cells import linked, status
from interface.columns import Column
from interface.filters import AnyOf, FilterSet, Words
from interface.pages import Empty, ListPage, PageAction
from interface.paging import Sort
from interface.words import capitalised, date_words
from partnerships.models import Place, PlaceCode, PlaceLink
from partnerships.place.attribution import ATTRIBUTION
from partnerships.place.frame import ListAtPlace
from partnerships.place.permissions import can_add_within

LISTED = ("Places within it", "places_within")
NOUNS = {"ward": "ward", "parish": "parish,parishes", "neighbourhood": "neighbourhood"}


class PlaceWithinFilter(FilterSet):
    """Places within one place, by any of their names, and by kind."""

    q = Words("Name or code", by="found_by")
    kind = AnyOf("Kind of place", field_name="kind", choices=CHOICES)


def _state(place: Any) -> SafeString:
    if place.ended_on and place.ended_on <= timezone.localdate():
        return status(f"Ended {date_words(place.ended_on)}", "done")
    return status("Stands", "good")


COLUMNS = (
    Column(
        "place",
        "Place",
        "Its name of today, or its last",
        lambda place: place.name,
        cell=lambda place: linked(place.name, place.get_absolute_url()),
        head=True,
        sort="name",
    ),
    Column(
        "kind",
        "Kind",
        "What kind of place it is",
        lambda place: place.get_kind_display(),
        cell=lambda place: capitalised(str(place.get_kind_display())),
    ),
    Column(
        "code",
        "Code",
        "Its official code, current or last",
        lambda place: place.code,
        cell=lambda place: place.code,
    ),
    Column("state", "Today", cell=_state),
    Column(
        "ended", "Ended", "The first day on which it no longer exists", lambda row: row.ended_on
    ),
    ATTRIBUTION,
)


class PlacesWithin(ListAtPlace, ListPage):
    """Every place that lies or lay within one, with what official lists name besides."""

    public = True
    api, api_title = True, "Places within a place"
    template_name = "geography/place_within/list.html"
    model, filters, columns = Place, PlaceWithinFilter, COLUMNS
    sorts = (Sort("name", "sort_key", says=str),)
    noun = "place"
    listed = LISTED

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Places within {self.place}"

    @property
    def file(self) -> str:  # type: ignore[override]
        return f"places-within-{self.place.slug}"

    def get_queryset(self) -> QuerySet[Place]:
        """With when each ended, and its code."""
        inside = PlaceLink.objects.filter(place=OuterRef("pk"), other=self.place, kind="within")
        codes = PlaceCode.objects.filter(place=OuterRef("pk"))
        latest = codes.order_by(F("valid_to").desc(nulls_first=True), "scheme", "id")
        rows = super().get_queryset().filter(Exists(inside)).with_end()
        return rows.annotate(code=Subquery(latest.values("code")[:1]))

    def nothing(self) -> Empty:
        who = (
            f"Editors of {self.place} and administrators can add wards, parishes and "
            "neighbourhoods."
        )
        help_text = "" if self.may_add else who
        return Empty("No place within it is recorded yet.", help_text)

    @property
    def may_add(self) -> bool:
        return can_add_within(self.request.user, self.place)

    def add(self) -> PageAction | None:
        url = reverse("place_within_add", args=[self.place.slug])
        return PageAction("Add a place within it", url) if self.may_add else None

    def get_context_data(self) -> dict[str, Any]:
        groups: dict[str, list[Locality]] = {}
        for row in listed.not_added(self.place)[: listed.MOST]:
            groups.setdefault(NOUNS[row.kind], []).append(row)
        return {
            **super().get_context_data(),
            "official": groups.items(),
            "ended": listed.ended_wards(self.place),
            "may_add": self.may_add,
        }

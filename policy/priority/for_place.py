"""The page of a place's priorities side by side: national, regional and local."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import BooleanField, Case, F, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from access.permissions import can_edit_place
from partnerships.models import Place
from partnerships.place.frame import for_place, frame
from policy.models import Priority
from policy.priority.permissions import can_add_priority

SHOWN = 20
NEEDS = 3
Tier = Priority.Tier
_TITLES = {
    Tier.NATIONAL: "National",
    Tier.REGIONAL: "Regional",
    Tier.LOCAL: "Local",
}
_HELP = {
    Tier.NATIONAL: "Department officers can record them.",
    Tier.REGIONAL: "Directory connectors and department officers can record them.",
    Tier.LOCAL: "Editors of the place can add them, or adopt a wider one.",
}


@dataclass(frozen=True)
class Part:
    """The priorities of one tier; ``url`` is the whole list."""

    key: str
    title: str
    rows: list[Priority]
    is_cut: bool
    url: str
    empty: str
    help: str


@dataclass(frozen=True)
class PlacePriorities:
    """What matters at a place, for one reader; ``needs`` are the newest assessments of it and of
    those that it lies in."""

    parts: list[Part]
    can_add: bool
    needs: list[Any]
    can_add_needs: bool


def bearing_on(user: Any, place: Place, today: dt.date) -> QuerySet[Priority]:
    """Priorities that hold today and bear on this place, as far as the reader sees them."""
    return Priority.objects.visible_to(user).current(today).bearing_on(place)


def build(user: Any, place: Place, today: dt.date) -> PlacePriorities:
    """The first of each tier, in one query."""
    deciding = Case(
        When(decide_from__lte=today, decide_to__gte=today, then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    place_in_tier = Window(
        RowNumber(), partition_by=F("tier"), order_by=[F("sort_key").asc(), F("id").asc()]
    )
    rows = bearing_on(user, place, today).annotate(at=place_in_tier, is_deciding=deciding)
    held = list(rows.filter(at__lte=SHOWN + 1).select_related("owner").order_by("sort_key", "id"))
    assessments: Any = Priority._meta.get_field("answers").related_model
    return PlacePriorities(
        parts=[_part(place, tier, held) for tier in Tier],
        can_add=can_add_priority(user),
        needs=list(assessments.objects.visible_to(user).bearing_on(place)[:NEEDS]),
        can_add_needs=can_edit_place(user, place),
    )


def _part(place: Place, tier: Priority.Tier, held: Sequence[Priority]) -> Part:
    rows = [priority for priority in held if priority.tier == tier]
    here = f"&place={place.slug}" if tier == Tier.LOCAL else ""
    return Part(
        key=tier.value,
        title=_TITLES[tier],
        rows=rows[:SHOWN],
        is_cut=len(rows) > SHOWN,
        url=f"{reverse('priorities')}?tier={tier.value}&when=current{here}",
        empty=f"No {tier.label} priority that you can see applies to {place.name} today.",
        help=_HELP[tier],
    )


@login_not_required
@for_place
def priorities(request: HttpRequest, place: Place) -> HttpResponse:
    """National, regional and local priorities that bear on this place, side by side."""
    page = build(request.user, place, timezone.localdate())
    context = {**frame(place, "Priorities"), "page": page}
    return render(request, "policy/priority/for_place.html", context)

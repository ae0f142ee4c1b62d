"""Where a new request for data starts from: a barrier, a pilot, a place, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from barriers import permissions
from barriers.barrier.models.querysets import REFERENCE
from barriers.models import Barrier
from partnerships.models import Place
from partnerships.visibility import reader_of
from pilots.models import Pilot


@dataclass(frozen=True)
class Start:
    """The places to choose from, and what is known already.

    ``target`` names it for drafts: a barrier's reference, "pilot:<slug>", a place's slug, or
    nothing.
    """

    places: list[Place]
    target: str = ""
    barrier: Barrier | None = None
    initial: dict[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> Place | None:
        """The place, where only one can be meant."""
        return self.places[0] if len(self.places) == 1 else None


def params_of(target: str) -> dict[str, str]:
    """The parameters of the address where a draft's form stands."""
    if REFERENCE.number(target) is not None:
        return {"barrier": target}
    name, _, value = target.rpartition(":")
    return {name or "place": value} if value else {}


def start_of(user: Any, params: Mapping[str, Any]) -> Start:
    """What ``?barrier=``, ``?pilot=`` or ``?place=`` start from.

    Raises Http404 for what this user may not see, PermissionDenied where they may not ask.
    """
    if text := params.get("barrier"):
        return _of_barrier(user, text)
    if slug := params.get("pilot"):
        pilot = _found(Pilot.objects.visible_to(user).with_places(), slug)
        return Start([_checked(user, pilot.lead_place)], f"pilot:{slug}", None, {"pilot": pilot})
    if slug := params.get("place"):
        place = _found(Place.objects.visible_to(user), slug)
        return Start([_checked(user, place)], place.slug)
    reader = reader_of(user)
    at = Place.objects.filter(pk__in=reader.contributed_places if reader else [])
    places = list((at | permissions.places_of_teams(user)).distinct())
    if not places:
        raise PermissionDenied
    return Start(places, places[0].slug if len(places) == 1 else "")


def _of_barrier(user: Any, text: str) -> Start:
    seen = Barrier.objects.visible_to(user).prefetch_related("place_links__place")
    barrier = get_object_or_404(seen.called(text))
    place = _checked(user, permissions.lead_place(barrier))
    pilots = Pilot.objects.visible_to(user)
    pilot = pilots.filter(pk=barrier.pilot_id).first() if barrier.pilot_id else None
    known = {"pilot": pilot, "people": barrier.people, "holder": barrier.unlocker}
    initial = {name: value for name, value in known.items() if value}
    return Start([place], barrier.reference, barrier, initial)


def _found(rows: Any, slug: str) -> Any:
    if "\x00" in slug:
        raise Http404
    return get_object_or_404(rows, slug=slug)


def _checked(user: Any, place: Place | None) -> Place:
    if place is None or not permissions.can_log_barrier_at(user, place):
        raise PermissionDenied
    return place

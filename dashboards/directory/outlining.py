"""Which places a map outlines on top: those of a programme, or those with a pilot."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from access.subqueries import Among
from access.visibility import visibility_filter
from partnerships.models import Place, PlaceReach, Programme, ProgrammePlace
from partnerships.place.list_dates import region_name
from pilots.models import Pilot, PilotPlace

PILOTS, NOTHING = "pilots", "none"


@dataclass(frozen=True)
class Outlining:
    """What is outlined: a place of its own, and the councils that are drawn for it.

    A county or another area is drawn as the councils within it, a ward as the council around it.
    ``of_one`` is what one of the places is called.
    """

    key: str
    label: str
    of_one: str
    choices: list[tuple[str, str]]
    places: tuple[Place, ...] = ()
    councils: frozenset[int] = frozenset()
    problem: str = ""


def outlining(user: Any, asked: str, councils: Collection[int]) -> Outlining:
    """What this address outlines; by itself the programme with the most pilots. Three queries."""
    programmes = _programmes(user)
    offered = {programme.slug: programme.name for programme in programmes}
    choices = [*offered.items(), (PILOTS, "Places with a pilot"), (NOTHING, "Nothing")]
    first = max(programmes, key=lambda one: (one.seen, -one.pk)).slug if programmes else PILOTS
    known = {*offered, PILOTS, NOTHING}
    key = asked if asked in known else first
    problem = "" if asked in {"", *known} else "There is no such programme to outline."
    label = dict(choices)[key]
    of_one = "Place with a pilot" if key == PILOTS else "Programme place"
    if key == NOTHING:
        return Outlining(key, label, of_one, choices, problem=problem)
    places = tuple(_places(user, key))
    drawn = frozenset(_drawn_for({place.pk for place in places}, councils))
    return Outlining(key, label, of_one, choices, places, drawn, problem)


def _programmes(user: Any) -> list[Any]:
    """Programmes that have places, by name; each with ``seen``, how many of its pilots are."""
    places = ProgrammePlace.objects.filter(programme=OuterRef("pk"), place__is_example=False)
    rows = Programme.objects.visible_to(user).filter(Exists(places), is_example=False)
    rule = visibility_filter(user, through="pilots__", author="pilots__created_by")
    # Of all programmes at once, since one index holds what the rule asks of pilots
    seen = Count("pilots", filter=rule)
    return list(rows.only("slug", "name").annotate(seen=seen).order_by("sort_key", "pk"))


def _places(user: Any, key: str) -> Any:
    """The places themselves, each with its ``region_name``."""
    rows = Place.objects.visible_to(user).filter(is_example=False)
    rows = rows.annotate(region_name=region_name()).order_by("sort_key", "pk")
    if key != PILOTS:
        links = ProgrammePlace.objects.filter(place=OuterRef("pk"), programme__slug=key)
        return rows.filter(Exists(links))
    seen = Pilot.objects.visible_to(user)
    return rows.filter(Exists(PilotPlace.objects.filter(place=OuterRef("pk"), pilot__in=seen)))


def _drawn_for(places: set[int], councils: Collection[int]) -> set[int]:
    """The councils that these places are, or that lie in them, or in which they lie."""
    inside = Q(Among("ancestor", places), Among("place", councils))
    around = Q(Among("place", places), Among("ancestor", councils))
    rows = PlaceReach.objects.filter(inside | around).order_by().values_list("place", "ancestor")
    return {one for pair in rows for one in pair} & set(councils)

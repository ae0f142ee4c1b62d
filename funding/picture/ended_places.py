"""Places that lay in a place, ended, and have money of their own, which its totals leave out.

A reorganisation lets what lies within what end on its day; money that had ended by then stays where
it was recorded. The page says so, and leads there.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from access.kept import kept
from funding.models import Flow, FlowPlace
from partnerships.models import Place, PlaceLink, PlaceReach

MOST = 12


def ended_in(user: Any, place: Place, today: dt.date) -> list[Place]:
    """Those for which this reader sees any money, by name: what lay in the place itself, in what
    lies in it, or in what lay in it (a district of a county that ended with it). One query."""
    return _ended(user, place=place, today=today)


@kept
def _ended(user: Any, *, place: Any, today: Any) -> QuerySet[Place]:
    within = PlaceLink.objects.filter(kind=PlaceLink.Kind.WITHIN, valid_to__lte=today)
    inside = PlaceReach.objects.filter(ancestor=place)
    lay = within.filter(place=OuterRef("pk")).filter(
        Q(other=place)
        | Q(other__in=inside.values("place"))
        | Q(other__in=within.filter(other=place).order_by().values("place"))
    )
    lies = inside.filter(place=OuterRef("pk"))
    seen = Flow.objects.visible_to(user).payments().filter(pk=OuterRef("flow_id"))
    money = FlowPlace.objects.filter(Exists(seen), place=OuterRef("pk"))
    stands = Place.objects.standing(today).filter(pk=OuterRef("pk"))  # it moved elsewhere
    ended = Place.objects.filter(Exists(lay), ~Exists(lies), ~Exists(stands), Exists(money))
    return ended.only("name", "slug").order_by("sort_key", "pk")[:MOST]

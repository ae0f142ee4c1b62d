"""Places that lay in a place, ended, and have money of their own, which its totals leave out.

A reorganisation lets what lies within what end on its day; money that had ended by then stays where
it was recorded. The page says so, and leads there.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from funding.models import Flow, FlowPlace
from partnerships.models import Place, PlaceLink, PlaceReach

MOST = 12


def ended_in(user: Any, place: Place, today: dt.date) -> QuerySet[Place]:
    """Those for which this reader sees any money, by name. One query."""
    lay = PlaceLink.objects.filter(
        kind=PlaceLink.Kind.WITHIN, place=OuterRef("pk"), other=place, valid_to__lte=today
    )
    lies = PlaceReach.objects.filter(place=OuterRef("pk"), ancestor=place)
    seen = Flow.objects.visible_to(user).filter(pk=OuterRef("flow_id"))
    money = FlowPlace.objects.filter(Exists(seen), place=OuterRef("pk"))
    ended = Place.objects.filter(Exists(lay), ~Exists(lies), Exists(money))
    return ended.only("name", "slug").order_by("sort_key", "pk")[:MOST]

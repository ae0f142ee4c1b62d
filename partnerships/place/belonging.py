"""What records at a place belong to, for the index of the search."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from partnerships.models import PlaceReach


def above(place: str) -> ArraySubquery:
    """A place of a row, and all that it lies in."""
    reach: QuerySet[Any] = PlaceReach.objects.filter(place=OuterRef(place)).order_by()
    return ArraySubquery(reach.values("ancestor"))

"""Which places can be asked what they say of a policy, and what they carry already."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from partnerships.models import Place, PolicyTestPlace

# The kinds of place that can be asked: the areas of councils and of combined authorities.
KINDS = (
    Place.Kind.UNITARY,
    Place.Kind.METROPOLITAN_BOROUGH,
    Place.Kind.LONDON_BOROUGH,
    Place.Kind.COUNTY,
    Place.Kind.DISTRICT,
    Place.Kind.COMBINED_AUTHORITY,
)


def carrying(since: dt.date) -> QuerySet[Place]:
    """The places in England asked since a day, with ``times`` and of these ``replied``,
    ``declined``."""
    asked = PolicyTestPlace.objects.carried_since(since).filter(place=OuterRef("pk")).order_by()

    def many(rows: QuerySet[PolicyTestPlace]) -> Coalesce:
        return Coalesce(Subquery(rows.values("place").annotate(n=Count("pk")).values("n")), 0)

    states = PolicyTestPlace.State
    return Place.objects.filter(Exists(asked), is_example=False).annotate(
        times=many(asked),
        replied=many(asked.filter(state=states.REPLIED)),
        declined=many(asked.filter(state=states.DECLINED)),
    )

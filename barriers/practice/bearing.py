"""Barriers that bear on guidance: those of one piece, and the guidance of one barrier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from barriers.models import Barrier, BarrierGuidance, Guidance
from interface.cut import Cut
from interface.paging import bounded_count
from partnerships.place.examples import made_up_rule, sees_demo_data
from records.related import may_have

SHOWN = 20


@dataclass(frozen=True)
class Bearing:
    """The barriers that bear on a piece of guidance, as far as its reader sees them."""

    links: Cut
    words: str
    url: str


def barriers_on(guidance: Guidance, user: Any) -> Bearing:
    """The last that were named first, counted as their list counts them. Three queries."""
    rows = _counted(user).filter(guidance=guidance)
    shown = rows.select_related("barrier").defer("barrier__search").order_by("-id")
    links = list(shown.prefetch_related("barrier__place_links__place")[: SHOWN + 1])
    count, url = bounded_count(rows), barriers_url(guidance)
    return Bearing(Cut(links[:SHOWN], count, url), count.words("barrier"), url)


def barriers_url(guidance: Guidance) -> str:
    """The list of barriers that bear on guidance."""
    return f"{reverse('barriers')}?guidance={guidance.pk}"


def guidance_of(barrier: Barrier) -> list[BarrierGuidance]:
    """The guidance that a barrier bears on, for who reads the barrier. One query at most."""
    if not may_have(barrier, "guidance_links"):
        return []
    return list(barrier.guidance_links.select_related("guidance__owner").order_by("id"))


def with_bearing(guidance: QuerySet[Guidance], user: Any) -> QuerySet[Guidance]:
    """Guidance with ``bearing``: how many barriers that this reader sees bear on it."""
    links = _counted(user).filter(guidance=OuterRef("pk")).order_by()
    counted = links.values("guidance").annotate(count=Count("pk")).values("count")
    return guidance.annotate(bearing=Coalesce(Subquery(counted), 0))


def _counted(user: Any) -> QuerySet[BarrierGuidance]:
    """What this reader sees; of made-up barriers only where the guidance is made up too."""
    rows = BarrierGuidance.objects.visible_to(user)
    if sees_demo_data(user):
        return rows
    return rows.filter(~made_up_rule(BarrierGuidance, "barrier") | Q(guidance__is_example=True))

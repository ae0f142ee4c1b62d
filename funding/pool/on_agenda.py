"""Pools for the agenda of a board: over or under what they could spend."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Prefetch

from funding.models import Pool, PoolYear
from registry.agenda import Drafting, OnAgenda, SuggestedItem

MOST = 20


def _suggested(drafting: Drafting) -> Iterator[SuggestedItem]:
    """Of each pool the latest year of which both is known."""
    known = PoolYear.objects.exclude(budget=None).exclude(spent=None).order_by("-year")
    rows = drafting.seen(Pool.objects).filter(reach_ids__overlap=sorted(drafting.places))
    with_years = rows.prefetch_related(Prefetch("years", known, to_attr="known_years"))
    for pool in with_years.order_by("id")[:MOST]:
        latest: PoolYear | None = next(iter(pool.known_years), None)
        if latest is not None and latest.over:
            key = f"pool-{pool.pk}-{latest.year}"
            yield SuggestedItem(
                key, str(pool), f"{latest.year_words}: {latest.over_words}", about=pool
            )


ON_AGENDA = OnAgenda(key="pool", head="Pools", suggested=_suggested, order=120)

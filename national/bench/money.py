"""The pages of money that the speed table measures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Count
from django.urls import reverse

from funding.models import Flow
from national.bench.budgets import PAGE, BenchPage
from partnerships.models import Place

# A council with about as many flows as this
USUAL = 1_000
MONEY = replace(PAGE, server_ms=80, sql_share=None)


def of_money() -> Iterator[BenchPage]:
    """The funding picture of a council, taken apart in each way."""
    near = Place.objects.filter(kind__in=("county", "unitary", "district", "london_borough"))
    counted = near.annotate(flows_here=Count("reach_down__place__flow_links"))
    place = counted.filter(flows_here__lte=USUAL).order_by("-flows_here", "id").first()
    if place is None or not Flow.objects.in_place(place).exists():
        return
    here = reverse("place_funding", args=[place.slug])
    yield BenchPage("money of a place", here, MONEY)
    yield BenchPage("money, by sector", f"{here}?by=sector", MONEY)
    yield BenchPage("money, by place within", f"{here}?by=place", MONEY)

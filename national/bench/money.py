"""The pages of money that the speed table measures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Count
from django.urls import reverse

from funding.models import Flow
from national.bench.budgets import LIST, PAGE, SIGNED_IN, BenchPage
from partnerships.models import Place

# A council with about as many flows as this
USUAL = 1_000
MONEY = replace(PAGE, server_ms=80, sql_share=None)


def of_money() -> Iterator[BenchPage]:
    """The funding picture of a council; what is owed there, ends, is pooled and asked for."""
    near = Place.objects.filter(kind__in=("county", "unitary", "district", "london_borough"))
    counted = near.annotate(flows_here=Count("reach_down__place__flow_links"))
    place = counted.filter(flows_here__lte=USUAL).order_by("-flows_here", "id").first()
    if place is None or not Flow.objects.in_place(place).exists():
        return
    here = reverse("place_funding", args=[place.slug])
    at = f"?place={place.slug}"
    yield BenchPage("money of a place", here, MONEY)
    yield BenchPage("money of a place, on a day", f"{here}?on=2026-01-01", MONEY)
    yield BenchPage("money, by sector", f"{here}?by=sector", MONEY)
    yield BenchPage("money, by place within", f"{here}?by=place", MONEY)
    returns, asked = (reverse(name, args=[place.slug]) for name in ("place_returns", "place_asked"))
    yield BenchPage("returns of a place", returns, MONEY, SIGNED_IN)
    yield BenchPage("what is asked of a place", asked, MONEY, SIGNED_IN)
    yield BenchPage("what is asked, one list", f"{asked}?list=all", MONEY, SIGNED_IN)
    yield BenchPage("returns", reverse("monitoring_returns"), LIST, SIGNED_IN)
    ending = reverse("money_ending")
    yield BenchPage("money ending", ending, LIST)
    yield BenchPage("money ending, at a place", f"{ending}{at}&ending=12", LIST)
    yield BenchPage("pools", reverse("pools"), LIST)
    yield BenchPage("pools of a place", f"{reverse('pools')}{at}", LIST)
    yield BenchPage("bids", reverse("bids"), LIST)
    yield BenchPage("estimates of a place", f"{reverse('estimates')}{at}", LIST)

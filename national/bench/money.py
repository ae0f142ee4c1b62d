"""The pages of money that the speed table measures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Count
from django.urls import reverse

from funding.models import Flow
from national.bench.budgets import LIST, PAGE, REPORT, SIGNED_IN, BenchPage
from partnerships.models import Place, Topic

# A council with about as many flows as this
USUAL = 1_000
MONEY = replace(PAGE, processor_ms=80, database_share=None)
COUNCILS = ("county", "unitary", "district", "london_borough")


def of_money() -> Iterator[BenchPage]:
    """The money of a council, taken apart in each way; what is owed, ends and overlaps."""
    near = Place.objects.filter(kind__in=COUNCILS)
    counted = near.annotate(flows_at_place=Count("reach_down__place__flow_links"))
    place = counted.filter(flows_at_place__lte=USUAL).order_by("-flows_at_place", "id").first()
    if place is None or not Flow.objects.in_place(place).exists():
        return
    here = reverse("place_funding", args=[place.slug])
    yield BenchPage("money of a place", here, MONEY)
    yield BenchPage("money of a place, on a day", f"{here}?on=2026-01-01", MONEY)
    yield BenchPage("money, by sector", f"{here}?by=sector", MONEY)
    yield BenchPage("money, by place within", f"{here}?by=place", MONEY)
    yield BenchPage("money, by who holds it", f"{here}?by=held", MONEY)
    largest = counted.order_by("-flows_at_place", "id")[0]
    busiest = reverse("place_funding", args=[largest.slug])
    yield BenchPage("money of the busiest place", busiest, MONEY)
    yield BenchPage("grants", reverse("grants"), REPORT)
    yield from _overlaps(place)
    yield from _owed(place)
    yield from _ahead(place)


def _overlaps(place: Place) -> Iterator[BenchPage]:
    region = Place.objects.filter(kind="region").order_by("id")[0]
    topic = Topic.objects.order_by("id")[0]
    overlaps = reverse("overlaps")
    yield BenchPage("overlaps", overlaps, REPORT)
    yield BenchPage("overlaps of a place", f"{overlaps}?place={place.slug}", REPORT)
    yield BenchPage("overlaps of a region", f"{overlaps}?place={region.slug}", REPORT)
    yield BenchPage("overlaps of a topic", f"{overlaps}?topic={topic.slug}", REPORT)


def _owed(place: Place) -> Iterator[BenchPage]:
    returns, asked = (reverse(name, args=[place.slug]) for name in ("place_returns", "place_asked"))
    yield BenchPage("returns of a place", returns, MONEY, SIGNED_IN)
    yield BenchPage("what is asked of a place", asked, MONEY, SIGNED_IN)
    yield BenchPage("what is asked, one list", f"{asked}?list=all", MONEY, SIGNED_IN)
    yield BenchPage("returns", reverse("monitoring_returns"), LIST, SIGNED_IN)


def _ahead(place: Place) -> Iterator[BenchPage]:
    """What ends, and what is asked for or thought of."""
    at = f"?place={place.slug}"
    ending = reverse("money_ending")
    yield BenchPage("money ending", ending, LIST)
    yield BenchPage("money ending, at a place", f"{ending}{at}&ending=12", LIST)
    yield BenchPage("pools", reverse("pools"), LIST)
    yield BenchPage("pools of a place", f"{reverse('pools')}{at}", LIST)
    yield BenchPage("bids", reverse("bids"), LIST)
    yield BenchPage("estimates of a place", f"{reverse('estimates')}{at}", LIST)

"""The pages of money that the speed table measures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Count

from funding.models import Flow
from national.bench.budgets import LIST, PAGE, REPORT, SIGNED_IN, BenchPage, at
from partnerships.models import Place, Topic

# A council with about as many flows as this
USUAL = 1_000
MONEY = replace(PAGE, processor_ms=80, database_ms=None, blocks=30_000)
COUNCILS = ("county", "unitary", "district", "london_borough")


def of_money() -> Iterator[BenchPage]:
    """The money of a council, taken apart in each way; what overlaps, ends, is asked or owed."""
    near = Place.objects.filter(kind__in=COUNCILS)
    counted = near.annotate(flows_at_place=Count("reach_down__place__flow_links"))
    place = counted.filter(flows_at_place__lte=USUAL).order_by("-flows_at_place", "id").first()
    if place is None or not Flow.objects.in_place(place).exists():
        return
    largest, slug = counted.order_by("-flows_at_place", "id")[0], place.slug
    region = Place.objects.filter(kind="region").order_by("id")[0].slug
    topic = Topic.objects.order_by("id")[0].slug
    for name, url, budget in (
        ("money of a place", at("place_funding", slug), MONEY),
        ("money of a place, on a day", at("place_funding", slug, on="2026-01-01"), MONEY),
        ("money, by sector", at("place_funding", slug, by="sector"), MONEY),
        ("money, by place within", at("place_funding", slug, by="place"), MONEY),
        ("money, by who holds it", at("place_funding", slug, by="held"), MONEY),
        ("money of the busiest place", at("place_funding", largest.slug), MONEY),
        ("grants", at("grants"), REPORT),
        ("overlaps", at("overlaps"), REPORT),
        ("overlaps of a place", at("overlaps", place=slug), REPORT),
        ("overlaps of a region", at("overlaps", place=region), REPORT),
        ("overlaps of a topic", at("overlaps", topic=topic), REPORT),
        ("money ending", at("money_ending"), LIST),
        ("money ending, at a place", at("money_ending", place=slug, ending="12"), LIST),
        ("pools", at("pools"), LIST),
        ("pools of a place", at("pools", place=slug), LIST),
        ("bids", at("bids"), LIST),
        ("estimates of a place", at("estimates", place=slug), LIST),
    ):
        yield BenchPage(name, url, budget)
    for name, url, budget in (
        ("returns of a place", at("place_returns", slug), MONEY),
        ("what is asked of a place", at("place_asked", slug), MONEY),
        ("what is asked, one list", at("place_asked", slug, list="all"), MONEY),
        ("returns", at("monitoring_returns"), LIST),
    ):
        yield BenchPage(name, url, budget, SIGNED_IN)

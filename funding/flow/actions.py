"""Every change of a flow that touches more than its own row. Who may was asked before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from funding.models import Flow, FlowPlace, FlowYear
from partnerships.models import Place, Topic
from partnerships.place.at_places_actions import write_at_places


@transaction.atomic
def write_flow(*, by: Any, flow: Flow, places: Iterable[Place], topics: Iterable[Topic]) -> Flow:
    """Write a flow with its places and topics. A place that stays keeps its share."""
    write_at_places(by=by, record=flow, places=places)
    flow.topics.set(topics)
    return flow


@transaction.atomic
def split_flow(
    *,
    by: Any,
    flow: Flow,
    shares: Mapping[int, Decimal | None],
    years: Mapping[int, Decimal],
) -> Flow:
    """Say which part each of its places has, and which part falls in each financial year.

    ``shares`` by the number of the place, from 0 to 1, None where it is not split; ``years`` by
    the first part of the year, those alone that have an amount.
    """
    for link in FlowPlace.objects.filter(flow=flow, place__in=shares):
        link.share = shares[link.place_id]
        link.save()
    kept = FlowYear.objects.filter(flow=flow)
    kept.exclude(year__in=years).delete()
    for year, amount in years.items():
        FlowYear.objects.update_or_create(
            flow=flow,
            year=year,
            defaults={"amount": amount},
            create_defaults={"amount": amount, "created_by": by},
        )
    flow.save()  # the version covers its parts: the second of two editors is told
    return flow

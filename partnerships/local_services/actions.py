"""What changes the map of services, the assets and the emergency pack of a place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from partnerships.models import (
    Asset,
    EmergencyContact,
    LocalService,
    PlaceFigure,
    ServiceClash,
    ServiceTopic,
    Topic,
)
from records.models import Source


@transaction.atomic
def save_service(
    *, by: Any, service: LocalService, topics: Iterable[Topic], source: Source | None
) -> LocalService:
    """Put a service on the map, or change it, with its topics and where it is from."""
    if not service.pk:
        service.created_by = by
    service.source = source
    service.save()
    links = ServiceTopic.objects.filter(service=service)
    wanted, have = {topic.pk for topic in topics}, set(links.values_list("topic_id", flat=True))
    links.filter(topic__in=have - wanted).delete()
    for topic in sorted(wanted - have):
        ServiceTopic.objects.create(service=service, topic_id=topic, created_by=by)
    return service


@transaction.atomic
def flag_clash(*, by: Any, service: LocalService, other: LocalService, note: str) -> ServiceClash:
    """Say that two services get in each other's way, and how.

    Raises ValidationError for a service with itself.
    """
    clash = ServiceClash(service=service, other=other, note=note, created_by=by)
    clash.full_clean()
    clash.save()
    return clash


def settle_clash(*, by: Any, clash: ServiceClash, settled: str, on: dt.date) -> ServiceClash:
    """Say how a clash was put right. One that is settled stays as it was."""
    if not clash.settled:
        clash.settled, clash.settled_on = settled, on
        clash.save()
    return clash


def save_asset(*, by: Any, asset: Asset, source: Source | None) -> Asset:
    """Record an asset, or change it."""
    if not asset.pk:
        asset.created_by = by
    asset.source = source
    asset.save()
    return asset


def save_contact(*, by: Any, contact: EmergencyContact) -> EmergencyContact:
    """Put a job role into the pack, or change it."""
    if not contact.pk:
        contact.created_by = by
    contact.save()
    return contact


def remove_contact(*, by: Any, contact: EmergencyContact) -> EmergencyContact:
    """Take a job role out of the pack from today on; the row and its history stay."""
    contact.closed_on = timezone.localdate()
    contact.save()
    return contact


def save_figure(*, by: Any, figure: PlaceFigure, source: Source) -> PlaceFigure:
    """Record a figure of a place with its source, or correct it."""
    if not figure.pk:
        figure.created_by = by
    figure.source = source
    figure.save()
    return figure

"""What changes the map of services: what a service is, which two are one, which clash."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from partnerships.models import Topic
from records.links import set_links
from records.models import Source
from services.models import LocalService, ServiceClash, ServiceMerge, ServiceTopic


@transaction.atomic
def save_service(
    *, by: Any, service: LocalService, topics: Iterable[Topic], source: Source | None
) -> LocalService:
    """Put a service on the map, or change it, with its topics and where it is from."""
    if not service.pk:
        service.created_by = by
    service.source = source
    service.save()
    set_links(service.topic_links, "topic", topics, created_by=by)
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


ONE = "They were one service."
FILLED = ("what", "audience", "source_id")
RUN_BY = ("provider_id", "provider_said")


@transaction.atomic
def merge_services(*, by: Any, service: LocalService, kept: LocalService) -> LocalService:
    """One service was held twice: the address of the first leads to the one that is kept.

    What the kept one does not say yet, and clashes with others, come over from the first.

    Raises ValidationError for one that is itself, elsewhere, or merged already.
    """
    service, kept = _locked(service, kept)
    if service.merged_into_id or kept.merged_into_id:
        raise ValidationError("One of the two was merged in the meantime. Look at the list again.")
    ServiceMerge.objects.create(
        service=service,
        kept=kept,
        created_by=by,
        took={
            "columns": _fill(kept, service),
            "topics": _give_topics(by, service, kept),
            "clashes": _move_clashes(service, kept),
            "settled": _settle(service, kept),
            "led": _lead_on(service, kept),
        },
    )
    service.merged_into = kept
    service.save()
    return kept


def _locked(first: LocalService, second: LocalService) -> tuple[LocalService, LocalService]:
    rows = LocalService.objects.select_for_update().order_by("pk")
    both = {row.pk: row for row in rows.filter(pk__in=[first.pk, second.pk])}
    if len(both) < 2:
        raise ValidationError("A service cannot be merged with itself.")
    return both[first.pk], both[second.pk]


def _fill(kept: LocalService, other: LocalService) -> dict[str, list[Any]]:
    """Take over what the kept service does not say; gives each column before and after."""
    wanted = [column for column in FILLED if not getattr(kept, column)]
    wanted += [] if kept.run_by else RUN_BY
    wanted += ["state"] if kept.state == LocalService.State.NOT_KNOWN else []
    took = {}
    for column in wanted:
        before, after = getattr(kept, column), getattr(other, column)
        if before != after:
            setattr(kept, column, after)
            took[column] = [before, after]
    kept.save()
    return took


def _give_topics(by: Any, service: LocalService, kept: LocalService) -> list[int]:
    topics = []
    for link in ServiceTopic.objects.filter(service=service):
        _, new = ServiceTopic.objects.get_or_create(
            service=kept, topic_id=link.topic_id, defaults={"created_by": by}
        )
        topics += [link.topic_id] if new else []
    return topics


def _move_clashes(service: LocalService, kept: LocalService) -> list[list[Any]]:
    moved: list[list[Any]] = []
    for side, far in (("service", "other"), ("other", "service")):
        rows = ServiceClash.objects.filter(**{side: service}).exclude(**{far: kept})
        ids = list(rows.values_list("pk", flat=True))
        ServiceClash.objects.filter(pk__in=ids).update(**{side: kept})
        moved += [[pk, side] for pk in ids]
    return moved


def _settle(service: LocalService, kept: LocalService) -> list[int]:
    both = [service, kept]
    rows = ServiceClash.objects.filter(service__in=both, other__in=both).open()
    ids = list(rows.values_list("pk", flat=True))
    rows.update(settled=ONE, settled_on=timezone.localdate())
    return ids


def _lead_on(service: LocalService, kept: LocalService) -> list[int]:
    rows = LocalService.objects.filter(merged_into=service)
    ids = list(rows.values_list("pk", flat=True))
    rows.update(merged_into=kept)
    return ids


@transaction.atomic
def undo_merge(*, by: Any, merge: ServiceMerge) -> LocalService:
    """They are two services after all: gives back the one that went, as it was.

    What the kept one took over goes from it again, unless somebody has changed it since.

    Raises ValidationError where it is undone already, or where the kept one went into another.
    """
    merge = ServiceMerge.objects.select_for_update().get(pk=merge.pk)
    service, kept = _locked(merge.service, merge.kept)
    if merge.undone_on or service.merged_into_id != kept.pk:
        raise ValidationError(
            "This merge can no longer be undone: it was undone already, or the service that was "
            "kept was merged into another."
        )
    _give_back(merge, service, kept)
    service.merged_into = None
    service.save()
    merge.undone_on = timezone.localdate()
    merge.save()
    return service


def _give_back(merge: ServiceMerge, service: LocalService, kept: LocalService) -> None:
    for column, (before, after) in merge.took.get("columns", {}).items():
        if getattr(kept, column) == after:
            setattr(kept, column, before)
    kept.save()
    ServiceTopic.objects.filter(service=kept, topic__in=merge.has_taken("topics")).delete()
    for pk, side in merge.has_taken("clashes"):
        ServiceClash.objects.filter(pk=pk, **{side: kept}).update(**{side: service})
    settled = ServiceClash.objects.filter(pk__in=merge.has_taken("settled"), settled=ONE)
    settled.update(settled="", settled_on=None)
    led = LocalService.objects.filter(pk__in=merge.has_taken("led"), merged_into=kept)
    led.update(merged_into=service)

"""Services of a place, those that clash, and those that were one."""

from __future__ import annotations

from typing import Any

from services.models import LocalService, ServiceClash, ServiceMerge, ServiceTopic
from tests.access import readers
from tests.access.many import More
from tests.access.table import Family, Row, by_number, post
from tests.builders import Cast

FAMILIES = {
    "service": Family(readers.OPEN, by_number),
    "clash": Family(readers.OPEN, by_number),
    "service_merge": Family(readers.OPEN, by_number),
}

MAPPERS = readers.KEEPERS | {"bradford_officer"}

ROWS = [
    Row("place_services", "place", public=True),
    Row("place_services", "place", public=True, query="?q=advice&state=running&clash=on"),
    Row("place_services", "place", public=True, query="?format=csv", page=False),
    Row("service_add", "place", permission=MAPPERS),
    post("service_add", "place", permission=MAPPERS),
    Row("local_service", "service", public=True),
    Row("service_history", "service", public=True),
    Row("service_edit", "service", permission=MAPPERS),
    post("service_edit", "service", permission=MAPPERS),
    Row("service_merge", "service", permission=readers.KEEPERS),
    post("service_merge", "service", permission=readers.KEEPERS),
    Row("service_merge_undo", "service_merge", permission=readers.KEEPERS),
    post("service_merge_undo", "service_merge", permission=readers.KEEPERS),
    Row("service_clash", "service", permission=MAPPERS),
    post("service_clash", "service", permission=MAPPERS),
    Row("clash_settle", "clash", permission=MAPPERS),
    post("clash_settle", "clash", permission=MAPPERS),
]


def make(cast: Cast) -> dict[str, Any]:
    """One that clashes with another and took a third in."""
    at = {"place": cast.bradford, "created_by": cast.author}
    service = LocalService.objects.create(name="Advice point", provider=cast.council, **at)
    other = LocalService.objects.create(name="Drop-in", **at)
    twice = LocalService.objects.create(name="Advice desk", merged_into=service, **at)
    return {
        "service": service,
        "service_merge": ServiceMerge.objects.create(service=twice, kept=service),
        "clash": ServiceClash.objects.create(service=service, other=other, note="Same morning"),
    }


def fill(more: More) -> None:
    """One that clashes with the first two."""
    seen = more.seen
    service = LocalService.objects.create(
        name=f"Advice {more.number}", provider=more.body, place=seen.cast.bradford,
        source=seen.source,
    )  # fmt: skip
    ServiceTopic.objects.create(service=service, topic=seen.topic)
    for other in (seen.first("service"), seen.first("clash").other):
        ServiceClash.objects.create(service=service, other=other, note="Same day")

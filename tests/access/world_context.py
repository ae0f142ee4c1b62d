"""What a place has, for the sweeps; open to all but the emergency pack, which has its level."""

from __future__ import annotations

from typing import Any

from partnerships.models import (
    Asset,
    EmergencyContact,
    LocalService,
    PlaceFigure,
    PlaceLink,
    ServiceClash,
    ServiceMerge,
    TwoBodies,
)
from tests import builders
from tests.access import readers
from tests.builders import Cast

# Who reads the record of each family; their addresses carry its number.
FAMILIES: dict[str, dict[str, frozenset[str]]] = {
    "two_organisations": readers.OPEN,
    "overlap": readers.OPEN,
    "two_bodies": dict.fromkeys(
        readers.BY_LEVEL, frozenset({"administrator", "yorkshire_connector"})
    ),
    "service": readers.OPEN,
    "clash": readers.OPEN,
    "service_merge": readers.OPEN,
    "asset": readers.OPEN,
    "place_figure": readers.OPEN,
    "emergency": dict.fromkeys(readers.BY_LEVEL, readers.PLACE - {"author", "teammate"}),
}


def address_of(record: Any) -> list[Any]:
    """What the address carries: a number, or the slugs of two bodies."""
    return [one.slug for one in record] if isinstance(record, tuple) else [record.pk]


def make(cast: Cast) -> dict[str, Any]:
    """One record of each family."""
    at = {"place": cast.bradford, "created_by": cast.author}
    service = LocalService.objects.create(name="Advice point", provider=cast.council, **at)
    other = LocalService.objects.create(name="Drop-in", **at)
    twice = LocalService.objects.create(name="Advice desk", merged_into=service, **at)
    return {
        "two_organisations": (cast.council, builders.organisation("Second body")),
        "overlap": PlaceLink.objects.create(place=cast.bradford, other=cast.luton, kind="overlaps"),
        "two_bodies": TwoBodies.objects.create(
            one=cast.council, other=builders.organisation("Third body"), reason="Two charters"
        ),
        "service": service,
        "service_merge": ServiceMerge.objects.create(service=twice, kept=service),
        "clash": ServiceClash.objects.create(service=service, other=other, note="Same morning"),
        "asset": Asset.objects.create(name="Market hall", kind="building", **at),
        "place_figure": PlaceFigure.objects.create(
            place=cast.bradford, measure="population", value=540_000, unit="people", release="2020"
        ),
        "emergency": EmergencyContact.objects.create(
            role="Duty officer", order=1, ring_for="Floods", phone="01234 567890", **at
        ),
    }

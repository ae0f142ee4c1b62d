"""What a place has: assets, figures of its own, and its emergency pack, which has its level."""

from __future__ import annotations

from typing import Any

from partnerships.models import PlaceFigure
from services.models import Asset, EmergencyContact
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import OPEN, More
from tests.access.open_world import Seen, each, said
from tests.access.table import Family, Row, by_number, post
from tests.builders import Cast

AFTER = ("people.job_role",)

FAMILIES = {
    "asset": Family(readers.OPEN, by_number),
    "place_figure": Family(readers.OPEN, by_number),
    "emergency": Family(readers.always(readers.PLACE - {"author", "teammate"}), by_number),
}

MAPPERS = readers.KEEPERS | {"bradford_officer"}

ROWS = [
    Row("place_assets", "place", public=True),
    Row("place_assets", "place", public=True, query="?format=csv", page=False),
    Row("asset_add", "place", permission=MAPPERS),
    post("asset_add", "place", permission=MAPPERS),
    Row("asset_edit", "asset", permission=MAPPERS),
    post("asset_edit", "asset", permission=MAPPERS),
    Row("asset_history", "asset", public=True),
    Row("place_emergency", "place", public=True),
    Row("emergency_add", "place", permission=readers.KEEPERS),
    post("emergency_add", "place", permission=readers.KEEPERS),
    Row("emergency_edit", "emergency", permission=readers.KEEPERS),
    post("emergency_edit", "emergency", permission=readers.KEEPERS),
    Row("emergency_remove", "emergency", permission=readers.KEEPERS),
    post("emergency_remove", "emergency", permission=readers.KEEPERS),
    Row("place_context", "place", public=True),
    Row("place_context", "place", public=True, query="?format=csv", page=False),
    Row("place_figure_add", "place", permission=readers.KEEPERS),
    post("place_figure_add", "place", permission=readers.KEEPERS),
    Row("place_figure_edit", "place_figure", permission=readers.KEEPERS),
    post("place_figure_edit", "place_figure", permission=readers.KEEPERS),
]


def make(cast: Cast) -> dict[str, Any]:
    """One of each."""
    at = {"place": cast.bradford, "created_by": cast.author}
    return {
        "asset": Asset.objects.create(name="Market hall", kind="building", **at),
        "place_figure": PlaceFigure.objects.create(
            place=cast.bradford, measure="population", value=540_000, unit="people", release="2020"
        ),
        "emergency": EmergencyContact.objects.create(
            role="Duty officer", order=1, ring_for="Floods", phone="01234 567890", **at
        ),
    }


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """As everywhere; beside it a line of the pack that everybody reads, by a hidden role."""
    EmergencyContact.objects.create(
        place=seen.cast.bradford, role="Flood desk", order=2, ring_for="Floods",
        phone="01234 567891", post=seen.first("post").backup, visibility="public",
    )  # fmt: skip
    return each(make(seen.cast))


def hide_at(at: HiddenAt) -> None:
    """A line of the pack, where it can have this level."""
    if at.level in EmergencyContact.LEVELS:
        contact = EmergencyContact.objects.create(
            place=at.scope.place, order=1, post=at.posts[-1],
            organisation=at.seen.cast.council, visibility=at.level, created_by=at.scope.author,
            **said("role", "ring_for", "phone", "out_of_hours"),
        )  # fmt: skip
        at.hidden["emergency"].append(contact)


def fill(more: More) -> None:
    """One of each."""
    at = {"place": more.seen.cast.bradford, "source": more.seen.source}
    Asset.objects.create(name=f"Hall {more.number}", kind="building", keeper=more.body, **at)
    PlaceFigure.objects.create(
        measure="population", value=more.number + 1, unit="people",
        release=str(1990 + more.number), **at,
    )  # fmt: skip
    EmergencyContact.objects.create(
        place=more.seen.cast.bradford, order=more.number + 5, role="Desk", ring_for="Floods",
        phone="01234", post=more.made["post"][-1], organisation=more.body, **OPEN,
    )  # fmt: skip

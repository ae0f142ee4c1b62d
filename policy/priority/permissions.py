from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from access.visibility import reader_of
from partnerships.models import Place, PlaceReach
from policy.models import Priority


def priority_tiers(user: Any) -> list[str]:
    """The tiers of priorities that the user may write: of their bodies, regions or places."""
    reader = reader_of(user)
    if reader is None:
        return []
    tier = Priority.Tier
    tiers = {tier.NATIONAL, tier.REGIONAL} if reader.organisations else set()
    tiers |= {tier.REGIONAL} if reader.connected_places else set()
    tiers |= {tier.LOCAL} if reader.edited_places else set()
    return [value for value in tier.values if value in tiers]


def can_add_priority(user: Any) -> bool:
    """Department officers, directory connectors and place editors write priorities."""
    return bool(priority_tiers(user))


def _keeps(user: Any, tier: str, owner_id: int | None, reach: Iterable[int]) -> bool:
    """Whether a priority of this tier, body and reach is this user's to write."""
    reader = reader_of(user)
    if reader is None:
        return False
    above = set(reach)
    match tier:
        case Priority.Tier.LOCAL:
            return bool(reader.edited_places & above)
        case Priority.Tier.REGIONAL if reader.connected_places & above:
            return True
    return owner_id in reader.organisations


def can_edit_priority(user: Any, priority: Priority) -> bool:
    """Officers of the body whose it is; editors of its places (local), connectors (regional)."""
    return _keeps(user, priority.tier, priority.owner_id, priority.reach_ids)


def can_write_priority(user: Any, tier: str, owner_id: int | None, places: list[Place]) -> bool:
    """Whether the user may make a priority of this tier, body and places."""
    return _keeps(user, tier, owner_id, PlaceReach.of([place.pk for place in places]))


def can_give_priority(user: Any, tier: str, owner_id: int | None, place: Place) -> bool:
    """Whether a priority of this tier and body may be put on this place by the user."""
    return can_write_priority(user, tier, owner_id, [place])


def can_take_over(user: Any, priority: Priority) -> bool:
    """Editors make a wider priority their place's own; a local one is nobody else's to take."""
    reader = reader_of(user)
    return bool(reader and reader.edited_places and priority.tier != Priority.Tier.LOCAL)


def can_set_alignment(user: Any, narrower: Priority, wider: Priority) -> bool:
    """Whoever keeps either of the two says how they stand to each other."""
    return can_edit_priority(user, narrower) or can_edit_priority(user, wider)

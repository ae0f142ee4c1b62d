"""Who enters money of any kind and what is said of it: flows, estimates, bids and pools."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from access.permissions import leads, leads_its_programme, wrote
from access.visibility import reader_of
from partnerships.models import Place, PlaceReach


def can_enter_money(user: Any) -> bool:
    """Contributors and editors at their places, officers for their bodies, leads for theirs."""
    reader = reader_of(user)
    return bool(
        reader and (reader.contributed_places or reader.organisations or reader.led_programmes)
    )


def can_keep_money(user: Any, record: Any, body_id: int | None) -> bool:
    """Editors of its places, officers of this body, leads of its programme, and its author."""
    reader = reader_of(user)
    if reader is None:
        return False
    if wrote(user, record) and can_enter_money(user):
        return True
    return bool(
        reader.edited_places & set(record.reach_ids)
        or body_id in reader.organisations
        or leads_its_programme(user, record)
    )


def can_write_money(
    user: Any, *, body_id: int | None, programme_id: int | None, places: Iterable[Place]
) -> bool:
    """Whether the user may write money of this body and programme for these places."""
    reader = reader_of(user)
    if reader is None:
        return False
    above = set(PlaceReach.of([place.pk for place in places]))
    return bool(
        reader.contributed_places & above
        or body_id in reader.organisations
        or leads(user, programme_id)
    )


def can_publish_money(
    user: Any, *, body_id: int | None, programme_id: int | None, places: Iterable[Place]
) -> bool:
    """Editors of its places, officers of this body and leads of its programme show it to all."""
    reader = reader_of(user)
    if reader is None:
        return False
    above = set(PlaceReach.of([place.pk for place in places]))
    return bool(
        reader.edited_places & above or body_id in reader.organisations or leads(user, programme_id)
    )


def reports_anything(user: Any) -> bool:
    """Contributors at places and officers of bodies: those who may owe somebody a return."""
    reader = reader_of(user)
    return bool(reader and (reader.contributed_places or reader.organisations))

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from funding.models import Flow
from partnerships.models import Place, PlaceReach
from partnerships.permissions import contributes_anywhere, leads, wrote
from partnerships.visibility import reader_of


def can_add_flow(user: Any) -> bool:
    """Contributors and editors at their places, officers for their bodies, leads for theirs."""
    reader = reader_of(user)
    return bool(
        reader and (contributes_anywhere(user) or reader.organisations or reader.led_programmes)
    )


def can_pass_on(user: Any, flow: Flow) -> bool:
    """Who contributes at its places, works for its giver or receiver, or leads its programme says
    where it goes on to: nobody else takes from what stays with its receiver."""
    reader = reader_of(user)
    return bool(
        reader
        and (
            reader.contributed_places & set(flow.reach_ids)
            or {flow.giver_id, flow.receiver_id} & reader.organisations
            or leads(user, flow.programme_id)
        )
    )


def can_edit_flow(user: Any, flow: Flow) -> bool:
    """Editors of its places, officers of the giver, leads of its programme, and its author."""
    reader = reader_of(user)
    if reader is None:
        return False
    if wrote(user, flow) and can_add_flow(user):
        return True
    return bool(
        reader.edited_places & set(flow.reach_ids)
        or flow.giver_id in reader.organisations
        or leads(user, flow.programme_id)
    )


def can_write_flow(
    user: Any, *, giver_id: int | None, programme_id: int | None, places: Iterable[Place]
) -> bool:
    """Whether the user may write money of this giver and programme for these places."""
    reader = reader_of(user)
    if reader is None:
        return False
    above = set(PlaceReach.of([place.pk for place in places]))
    return bool(
        reader.contributed_places & above
        or giver_id in reader.organisations
        or leads(user, programme_id)
    )


def can_publish_flow(
    user: Any, *, giver_id: int | None, programme_id: int | None, places: Iterable[Place]
) -> bool:
    """Editors of its places, officers of the giver and leads of its programme show it to all."""
    reader = reader_of(user)
    if reader is None:
        return False
    above = set(PlaceReach.of([place.pk for place in places]))
    return bool(
        reader.edited_places & above
        or giver_id in reader.organisations
        or leads(user, programme_id)
    )

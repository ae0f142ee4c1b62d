from __future__ import annotations

from typing import Any

from access.permissions import contributes, leads_its_programme, reads
from access.visibility import reader_of
from funding.models import Flow
from funding.permissions import can_enter_money, can_keep_money

can_add_flow = can_enter_money


def can_add_flow_for(user: Any, place: Any) -> bool:
    """Contributors here and above; officers and programme leads, whose money may go anywhere."""
    reader = reader_of(user)
    return contributes(user, place) or bool(
        reader and (reader.organisations or reader.led_programmes)
    )


def can_pass_on(user: Any, flow: Flow) -> bool:
    """Who contributes at its places, works for its giver or receiver, or leads its programme says
    where it goes on to: nobody else takes from what stays with its receiver."""
    reader = reader_of(user)
    return bool(
        reader
        and (
            (reader.contributed_places & set(flow.reach_ids) and reads(user, flow))
            or {flow.giver_id, flow.receiver_id} & reader.organisations
            or leads_its_programme(user, flow)
        )
    )


def can_edit_flow(user: Any, flow: Flow) -> bool:
    """Editors of its places, officers of the giver, leads of its programme, and its author."""
    return can_keep_money(user, flow, flow.giver_id)

from __future__ import annotations

from typing import Any

from access.permissions import wrote
from funding.flow.permissions import can_edit_flow, can_pass_on
from funding.models import AtRisk, Flow


def can_say_what_follows(user: Any, flow: Flow) -> bool:
    """Who keeps the money, contributes at its places or works for its giver or receiver."""
    return can_edit_flow(user, flow) or can_pass_on(user, flow)


# The same know which posts and services depend on it.
can_add_at_risk = can_say_what_follows


def can_edit_at_risk(user: Any, at_risk: AtRisk) -> bool:
    """Who wrote it down, and who keeps the money."""
    return wrote(user, at_risk) or can_edit_flow(user, at_risk.flow)

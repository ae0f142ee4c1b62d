"""Another visit like an earlier one: what is carried over, and the way there."""

from __future__ import annotations

from typing import Any

from interface.pages import PageAction
from pilots.engagement.models import Engagement
from pilots.engagement.permissions import can_record_meeting, can_visit_place
from records.copied import CopyRule

COPIED = CopyRule(
    model=Engagement,
    fields=("purpose", "host"),
    left_out="Enter again when it is, and who can see it.",
)


def copy_action(user: Any, visit: Engagement) -> PageAction | None:
    """The way to plan another visit like it, for who may."""
    if visit.kind != Engagement.Kind.VISIT:
        return None
    if visit.pilot is not None and can_record_meeting(user, visit.pilot):
        return COPIED.action(visit, "visit_plan", visit.pilot.slug)
    if visit.pilot is None and visit.place and can_visit_place(user, visit.place):
        return COPIED.action(visit, "place_visit_plan", visit.place.slug)
    return None

from __future__ import annotations

from typing import Any

from access.permissions import contributes, leads
from access.visibility import reader_of
from funding.models import Flow, FundOwner, Overlap
from partnerships.models import Place


def can_judge_at(user: Any, place: Place) -> bool:
    """Who contributes at the place; leads of a programme and officers of a body, for their own."""
    reader = reader_of(user)
    return contributes(user, place) or bool(
        reader and (reader.led_programmes or reader.organisations)
    )


def can_judge(user: Any, one: Flow, other: Flow) -> bool:
    """Who contributes at a place of either, leads the programme of either, or is an officer of a
    body that gives either or owns its fund. Both must be seen, which is asked first."""
    reader = reader_of(user)
    if reader is None:
        return False
    flows = (one, other)
    if any(reader.contributed_places & set(flow.reach_ids) for flow in flows):
        return True
    if any(leads(user, flow.programme_id) for flow in flows):
        return True
    if any(flow.giver_id in reader.organisations for flow in flows):
        return True
    owned = FundOwner.objects.filter(fund__in=[flow.fund_id for flow in flows if flow.fund_id])
    bodies = sorted(reader.organisations)
    return bool(bodies) and owned.filter(organisation__in=bodies).exists()


def can_change_verdict(user: Any, overlap: Overlap) -> bool:
    """Whoever could say it of the two."""
    return can_judge(user, overlap.one, overlap.other)

"""Who may do what with a request for data. The lead place decides, where it has several."""

from __future__ import annotations

from typing import Any

from access.permissions import (
    contributes,
    contributes_anywhere,
    edits,
    is_on_team,
    leads_its_programme,
    reads,
    wrote,
)
from barriers.models import DataRequest
from partnerships.models import Place
from partnerships.organisation.permissions import speaks_for


def lead_place(request: DataRequest) -> Place | None:
    """The place that leads the request; one query unless ``place_links`` is prefetched."""
    return next((link.place for link in request.place_links.all() if link.is_lead), None)


def can_set_level(user: Any, request: DataRequest) -> bool:
    """Who reads it is for its author, its team and the editors of its lead place to say."""
    return (
        (wrote(user, request) and contributes_anywhere(user))
        or is_on_team(user, request.team_id)
        or edits(user, lead_place(request))
    )


def can_keep(user: Any, request: DataRequest) -> bool:
    """Its author and team, editors of its lead place, and leads of its programme keep it right."""
    return can_set_level(user, request) or leads_its_programme(user, request)


def can_answer(user: Any, request: DataRequest) -> bool:
    """Officers of the body that was asked."""
    return request.asked_of is not None and speaks_for(user, request.asked_of)


def can_add_advice(user: Any, request: DataRequest) -> bool:
    """Whoever keeps it, and the contributors of its lead place."""
    return can_keep(user, request) or (
        contributes(user, lead_place(request)) and reads(user, request)
    )

"""How local services take part in the whole."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from access.permissions import can_map_services
from records.merging import BodyRule, Does, PlaceRule, Sides
from records.resting import SourceKept
from registry.reported import HasErrorReports
from services.local_services.views import Services
from services.models import LocalService


def _not_merged(sides: Sides) -> Q:
    return Q(merged_into=None)


def _maps(user: Any, record: Any) -> bool:
    return can_map_services(user, record.place)


REGISTRATIONS = (
    *Services.registrations(),
    HasErrorReports(model=LocalService, pages=("local_service",), bodies=("provider",)),
    PlaceRule(LocalService, "place", Does.MOVE, noun="local service", order=420, open=_not_merged),
    BodyRule(LocalService, "provider", Does.MOVE, noun="local service", order=590),
    SourceKept(model=LocalService, permission=_maps, reads=("place",), counts=Q(merged_into=None)),
)

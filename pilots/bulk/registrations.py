"""How pilots are changed many at once."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from partnerships.place.known_reach import know_reach_of
from pilots.bulk.operations import (
    AddPilotTopic,
    ChangePilotLevel,
    EndPilots,
    GivePilots,
    PutInProgramme,
)
from pilots.models import Pilot
from pilots.pilot.filters import PilotFilter
from pilots.pilot.permissions import has_updates_due
from records.bulk.lists import BulkList


def _filtered(request: Any) -> PilotFilter:
    rows = Pilot.objects.visible_to(request.user)
    with_due = has_updates_due(request.user)
    return PilotFilter(request.GET, rows, request=request, with_due=with_due)


def _complete(rows: Any, user: Any) -> list[Pilot]:
    pilots = list(rows.with_places().select_related("team").prefetch_related("topic_links__topic"))
    know_reach_of([pilot.lead_place for pilot in pilots if pilot.lead_place], user)
    return pilots


REGISTRATIONS = (
    BulkList(
        key="pilots",
        noun="pilot",
        address="pilots",
        model=Pilot,
        filtered=_filtered,
        complete=_complete,
        operations=(
            EndPilots(),
            GivePilots(),
            PutInProgramme(),
            AddPilotTopic(),
            ChangePilotLevel(),
        ),
        called=attrgetter("title"),
        order=20,
    ),
)

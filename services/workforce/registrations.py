"""How joint work on the workforce takes part in the whole."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from access.permissions import can_map_services
from interface.parts import RecordMenuItem
from partnerships.place.belonging import above
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, InTime, PlaceRule, not_over
from records.resting import SourceKept
from registry.search import BODY, PLACE, TODAY, SearchIndex, through
from services.models import WorkforceAction, WorkforcePartner
from services.workforce.views import Workforce


def _maps(user: Any, action: WorkforceAction) -> bool:
    return can_map_services(user, action.place)


REGISTRATIONS = (
    *Workforce.registrations(),
    PlaceRule(
        WorkforceAction,
        "place",
        Does.MOVE,
        noun="workforce action",
        order=404,
        open=not_over("end", last=True),
    ),
    BodyRule(
        WorkforcePartner,
        "organisation",
        Does.MOVE,
        noun="workforce action that it takes part in,workforce actions that it takes part in",
        record="action",
        order=574,
        once=("action_id",),
        in_time=InTime(Does.MOVE, not_over("action__end", last=True)),
    ),
    SourceKept(model=WorkforceAction, permission=_maps, reads=("place",)),
    HistoryLabel(model=WorkforcePartner, public=True, noun="partner", named_by=("organisation",)),
    SearchIndex(
        model=WorkforceAction,
        label="workforce action",
        page="place_workforce",
        key=("place__slug",),
        title="what",
        text=("outcome",),
        note=("place__name", "kind"),
        within={
            PLACE: above("place"),
            BODY: through(WorkforcePartner, "organisation", of="action"),
        },
        made_up=Q(place__is_example=True),
        over=Q(end__lt=TODAY),
        order=82,
    ),
    Absent(
        model=WorkforceAction,
        at=Whole.FILES,
        why="no format reads what partners do about their workforce",
        to_come=True,
    ),
    Absent(
        model=WorkforceAction,
        at=Whole.CALENDAR,
        fields=("end",),
        why="it lasts for months or years, and nobody is to do anything on its last day",
    ),
    RecordMenuItem(
        page="place_workforce",
        label="Joint workforce",
        says="What partners do together about training, developing and placing staff",
        of="place",
        order=63,
        words="workforce staff training development deployment apprenticeships rota",
        answer="Joint workforce in",
        within="place_governance",
    ),
)

"""How local services take part in the whole."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from access.permissions import can_map_services
from interface.parts import RecordMenuItem
from partnerships.place.belonging import above
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, InTime, PlaceRule, Sides
from records.resting import SourceKept
from records.unlinked import Unlinked
from registry.reported import HasErrorReports
from registry.search import BODY, PLACE, TOPIC, SearchIndex, through
from services.local_services.views import Services
from services.models import LocalService, ServiceClash, ServiceMerge, ServiceTopic


def _not_merged(sides: Sides) -> Q:
    return Q(merged_into=None)


def _maps(user: Any, record: Any) -> bool:
    return can_map_services(user, record.place)


REGISTRATIONS = (
    HistoryLabel(
        model=ServiceClash,
        apart="the service's page says what clashes, and how and when that was settled",
    ),
    *Services.registrations(),
    HasErrorReports(model=LocalService, pages=("local_service",), bodies=("provider",)),
    PlaceRule(LocalService, "place", Does.MOVE, noun="local service", order=420, open=_not_merged),
    BodyRule(
        LocalService,
        "provider",
        Does.MOVE,
        noun="local service",
        order=590,
        in_time=InTime(Does.MOVE, _not_merged),
    ),
    SourceKept(model=LocalService, permission=_maps, reads=("place",), counts=Q(merged_into=None)),
    SearchIndex(
        model=LocalService,
        label="local service",
        page="local_service",
        title="name",
        text=("what", "audience", "provider_said"),
        note=("place__name", "what"),
        status="state",
        within={
            PLACE: above("place"),
            BODY: "provider_id",
            TOPIC: through(ServiceTopic, "topic", of="service"),
        },
        made_up=Q(place__is_example=True),
        rows=lambda: LocalService.objects.filter(merged_into=None).order_by(),
        order=77,
    ),
    Absent(
        model=LocalService,
        at=Whole.FILES,
        why="no format reads a directory of services",
        to_come=True,
    ),
    *(
        Absent(model=one, at=Whole.FILES, why="it is a judgement on records that are there")
        for one in (ServiceClash, ServiceMerge)
    ),
    RecordMenuItem(
        page="place_services",
        label="Services",
        says="What people are helped with there, and by whom",
        of="place",
        order=55,
        words="service services",
        answer="Local services in",
    ),
    Unlinked(
        pages=("clash_settle",),
        on="local_service",
        why="a service leads there while it clashes with another",
    ),
    HistoryLabel(model=ServiceTopic, noun="topic"),
    HistoryLabel(model=ServiceMerge, noun="merger of two services"),
)

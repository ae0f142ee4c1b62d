"""How priorities take part in the whole."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from interface.parts import MenuItem, RecordMenuItem, Theme
from partnerships.place.examples import made_up_rule
from policy.models import Alignment, Priority, PriorityPlace, PriorityTopic
from policy.priority.filters import PriorityFilter
from policy.priority.imported import PRIORITIES
from policy.priority.in_calendar import CALENDAR
from policy.priority.permissions import can_add_priority, can_edit_priority
from policy.priority.together import (
    AddPriorityTopic,
    ChangePriorityLevel,
    WithdrawPriorities,
)
from records.bulk.lists import BulkList
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, InTime, PlaceRule, Sides
from records.resting import CitesSource, SourceKept
from registry.reported import HasErrorReports
from registry.search import (
    BODY,
    PLACE,
    PROGRAMME,
    TODAY,
    TOPIC,
    SearchIndex,
    through,
)


def _stands(sides: Sides) -> Q:
    return (Q(end=None) | Q(end__gte=sides.day)) & Q(withdrawn_on=None)


def _open_priority(sides: Sides) -> Q:
    still = Q(priority__end=None) | Q(priority__end__gte=sides.day)
    return still & Q(priority__withdrawn_on=None)


def _filtered(request: Any) -> PriorityFilter:
    rows = Priority.objects.visible_to(request.user)
    return PriorityFilter(request.GET, rows, request=request)


def _complete(rows: Any, user: Any) -> list[Priority]:
    return list(rows.for_rows())


REGISTRATIONS = (
    PRIORITIES,
    CitesSource(
        model=Priority, key="priorities", noun="priority,priorities", by="regards", order=307
    ),
    SourceKept(model=Priority, permission=can_edit_priority),
    HasErrorReports(model=Priority, pages=("priority",), keys=("slug",), owner="owner"),
    HasErrorReports(
        model=Alignment,
        pages=("priority_alignment",),
        keys=("narrower__slug", "wider__slug"),
        reads=("narrower", "wider"),
        of=("narrower",),
    ),
    BulkList(
        key="priorities",
        noun="priority,priorities",
        address="priorities",
        model=Priority,
        filtered=_filtered,
        complete=_complete,
        operations=(WithdrawPriorities(), AddPriorityTopic(), ChangePriorityLevel()),
        order=30,
    ),
    MenuItem(
        page="priorities",
        on_topic="Priorities",
        label="Priorities",
        says="What places, regions and departments put first",
        theme=Theme.MONEY,
        order=20,
        words="objectives goals aims",
    ),
    MenuItem(
        page="priority_add",
        label="Add a priority",
        says="A priority of your place or organisation",
        theme=Theme.MONEY,
        order=110,
        words="objective goal new",
        permission=can_add_priority,
        adds=True,
    ),
    PlaceRule(
        PriorityPlace,
        "place",
        Does.MOVE,
        noun="priority,priorities",
        record="priority",
        order=250,
        open=_open_priority,
        once=("priority_id",),
    ),
    BodyRule(
        Priority,
        "owner",
        Does.MOVE,
        noun="priority,priorities",
        order=130,
        in_time=InTime(Does.MOVE, _stands),
    ),
    HistoryLabel(model=PriorityPlace, noun="place"),
    HistoryLabel(model=PriorityTopic, noun="topic"),
    HistoryLabel(model=Alignment, named_by=("verdict",)),
    HistoryLabel(
        model=Priority,
        labels={
            "decide_from": "Decisions are taken",
            "decide_to": "Decisions end",
            "may_vary": "What may vary",
            "must_not_vary": "What must not vary",
            "tier": "Whose",
        },
        silent=("parent_version",),
    ),
    SearchIndex(
        model=Priority,
        label="priority",
        plural="priorities",
        page="priority",
        key=("slug",),
        title="title",
        text=("text", "may_vary", "must_not_vary"),
        note=("owner__name", "text"),
        within={
            BODY: "owner_id",
            PLACE: "reach_ids",
            PROGRAMME: "programme_id",
            TOPIC: through(PriorityTopic, "topic", of="priority"),
        },
        made_up=made_up_rule(Priority),
        over=Q(withdrawn_on__isnull=False) | Q(end__lt=TODAY),
        order=70,
    ),
    RecordMenuItem(
        page="place_priorities",
        label="Priorities",
        says="What it sets out to do",
        of="place",
        order=50,
        words="priority priorities plan plans strategy",
        answer="Priorities in",
    ),
    *CALENDAR,
)

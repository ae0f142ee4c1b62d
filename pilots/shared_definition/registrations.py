"""How shared definitions take part in the whole."""

from __future__ import annotations

from django.db.models import Q

from interface.parts import MenuItem, Theme
from pilots.models import SharedDefinition, SharedDefinitionTopic
from pilots.shared_definition.permissions import can_write_definition
from pilots.shared_definition.views import SharedDefinitions
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, InTime
from records.resting import CitesSource, SourceKept
from registry.reported import HasErrorReports
from registry.search import BODY, PROGRAMME, SearchIndex

REGISTRATIONS = (
    *SharedDefinitions.registrations(),
    HasErrorReports(
        model=SharedDefinition,
        pages=("shared_definition",),
        keys=("slug",),
        bodies=("organisation",),
    ),
    MenuItem(
        page="shared_definitions",
        on_topic="Shared definitions",
        label="Shared definitions",
        says="Figures that several pilots count in the same way",
        theme=Theme.PILOTS,
        order=50,
        words="indicators standards",
        within="pilots",
    ),
    BodyRule(
        SharedDefinition,
        "organisation",
        Does.MOVE,
        noun="shared definition",
        order=140,
        in_time=InTime(Does.MOVE),
    ),
    CitesSource(model=SharedDefinition, key="definitions", noun="shared definition", order=150),
    SourceKept(model=SharedDefinition, permission=can_write_definition),
    HistoryLabel(
        model=SharedDefinition,
        labels={
            "edition": "Version",
            "edition_why": "What is different in it",
            "may_add": "Can be added up",
        },
    ),
    SearchIndex(
        model=SharedDefinition,
        label="shared definition",
        page="shared_definition",
        key=("slug",),
        title="name",
        text=("definition", "how", "unit"),
        note=("definition",),
        within={PROGRAMME: "programme_id", BODY: "organisation_id"},
        made_up=Q(programme__is_example=True) | Q(organisation__is_example=True),
        order=110,
    ),
    Absent(
        model=SharedDefinition,
        at=Whole.FILES,
        why="no format reads a framework of indicators that several pilots share",
        to_come=True,
    ),
    HistoryLabel(model=SharedDefinitionTopic, noun="topic"),
)

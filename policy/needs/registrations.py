"""How needs assessments take part in the whole."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from access.permissions import can_edit_place
from interface.parts import RecordMenuItem
from partnerships.place.belonging import above
from policy.models import NeedsAssessment, NeedsTopic
from policy.needs.views import NeedsAssessments
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, InTime, PlaceRule
from records.resting import CitesSource, SourceKept
from registry.search import BODY, PLACE, TOPIC, SearchIndex, through


def _edits(user: Any, one: NeedsAssessment) -> bool:
    return can_edit_place(user, one.place)


REGISTRATIONS = (
    *NeedsAssessments.registrations(),
    PlaceRule(
        NeedsAssessment,
        "place",
        Does.STAY,
        noun="needs assessment",
        order=252,
        because="it says what people there needed then",
    ),
    BodyRule(
        NeedsAssessment,
        "organisation",
        Does.STAY,
        noun="needs assessment that it made,needs assessments that it made",
        order=132,
        because="it was made by that body",
        in_time=InTime(Does.STAY),
    ),
    HistoryLabel(model=NeedsTopic, noun="topic"),
    CitesSource(
        model=NeedsAssessment, key="needs", noun="needs assessment", order=308, needs=("place",)
    ),
    SourceKept(model=NeedsAssessment, permission=_edits, reads=("place",)),
    SearchIndex(
        model=NeedsAssessment,
        label="needs assessment",
        page="place_needs",
        key=("place__slug",),
        title="title",
        text=("needs",),
        note=("place__name", "organisation__name"),
        within={
            PLACE: above("place"),
            BODY: "organisation_id",
            TOPIC: through(NeedsTopic, "topic", of="assessment"),
        },
        made_up=Q(place__is_example=True),
        order=71,
    ),
    Absent(
        model=NeedsAssessment,
        at=Whole.FILES,
        why="no format reads a list of needs assessments",
        to_come=True,
    ),
    Absent(
        model=NeedsAssessment,
        at=Whole.CALENDAR,
        fields=("end",),
        why="it says which time the assessment covers, and nothing happens on the day",
    ),
    RecordMenuItem(
        page="place_needs",
        label="Needs assessments",
        says="What people there need, as published",
        of="place",
        order=48,
        words="needs assessment jsna population health need",
        answer="Needs assessments of",
        within="place_priorities",
    ),
)

"""How relationship work takes part in the whole."""

from __future__ import annotations

from django.db.models import Q

from interface.parts import RecordMenuItem, signed_in_of
from partnerships.place.belonging import above
from records.absent import Absent, Whole
from records.merging import BodyRule, Does, InTime, PlaceRule
from registry.search import BODY, PLACE, PROGRAMME, SearchIndex
from services.models import RelationshipWork
from services.relationship.views import Relationships

REGISTRATIONS = (
    *Relationships.registrations(),
    PlaceRule(
        RelationshipWork,
        "place",
        Does.STAY,
        noun="piece of relationship work,pieces of relationship work",
        order=406,
        because="it was done there, and goes on telling so",
    ),
    BodyRule(
        RelationshipWork,
        "organisation",
        Does.STAY,
        noun="piece of relationship work with it,pieces of relationship work with it",
        order=576,
        because="it was done with that body",
        in_time=InTime(Does.STAY),
    ),
    SearchIndex(
        model=RelationshipWork,
        label="relationship work",
        plural="relationship work",
        page="place_relationships",
        key=("place__slug",),
        title="purpose",
        text=("with_said", "trust"),
        note=("place__name", "organisation__name"),
        within={PLACE: above("place"), BODY: "organisation_id", PROGRAMME: "programme_id"},
        made_up=Q(place__is_example=True),
        order=81,
    ),
    Absent(
        model=RelationshipWork,
        at=Whole.FILES,
        why="no format reads a log of work on relationships",
        to_come=True,
    ),
    RecordMenuItem(
        page="place_relationships",
        label="Relationship work",
        says="Time that went into trust between partners there",
        of="place",
        order=64,
        words="trust relationship relationships time hours",
        answer="Relationship work in",
        within="place_governance",
        permission=signed_in_of,
    ),
    RecordMenuItem(
        page="relationships",
        label="Relationship work",
        says="Time that went into trust between its partners",
        of="programme",
        order=64,
        narrows="programme",
        within="programme_meetings",
        permission=signed_in_of,
    ),
)

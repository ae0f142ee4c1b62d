"""How the team of a place takes part in the whole."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from access.permissions import can_edit_place
from interface.parts import RecordMenuItem
from partnerships.place.belonging import above
from records.absent import Absent, Whole
from records.merging import BodyRule, Does, InTime, PlaceRule, not_over
from records.resting import SourceKept
from registry.search import BODY, PLACE, TODAY, Pair, SearchIndex
from services.models import TeamPost
from services.place_team.views import PlaceTeam


def _edits(user: Any, post: TeamPost) -> bool:
    return can_edit_place(user, post.place)


REGISTRATIONS = (
    *PlaceTeam.registrations(),
    PlaceRule(
        TeamPost,
        "place",
        Does.MOVE,
        noun="post of its team,posts of its team",
        order=402,
        open=not_over("end", last=True),
    ),
    BodyRule(
        TeamPost,
        "employer",
        Does.MOVE,
        noun="post of a place team,posts of place teams",
        order=572,
        in_time=InTime(Does.MOVE, not_over("end", last=True)),
    ),
    BodyRule(
        TeamPost,
        "lent_by",
        Does.MOVE,
        noun="post of a place team that it lends,posts of place teams that it lends",
        order=573,
        in_time=InTime(Does.MOVE, not_over("end", last=True)),
    ),
    SourceKept(model=TeamPost, permission=_edits, reads=("place",)),
    SearchIndex(
        model=TeamPost,
        label="post of a place team",
        plural="posts of place teams",
        page="place_team",
        key=("place__slug",),
        title="title",
        note=("place__name", "employer__name"),
        within={PLACE: above("place"), BODY: Pair("employer_id", "lent_by_id")},
        made_up=Q(place__is_example=True),
        over=Q(end__lt=TODAY),
        order=79,
    ),
    Absent(
        model=TeamPost,
        at=Whole.FILES,
        why="no format reads a list of posts",
        to_come=True,
    ),
    Absent(
        model=TeamPost,
        at=Whole.CALENDAR,
        fields=("end",),
        why="a post that ends asks nobody for anything; the list of the team says it",
    ),
    RecordMenuItem(
        page="place_team",
        label="Place team",
        says="Posts that work for it, who employs them and who lends time",
        of="place",
        order=62,
        words="team staff size full-time lent time posts",
        answer="The place team of",
        within="place_governance",
    ),
)

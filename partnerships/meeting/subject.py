"""How meetings take part in the whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import OuterRef, Q

from interface.sections import SHOWN, Section, Task, day_of
from interface.words import count_words, date_words
from partnerships.attached import Attached
from partnerships.models import MeetingAsk, MeetingRequest
from partnerships.subqueries import UpTo, first_of
from partnerships.waiting import Waiting, Work
from records.merging import BodyRule, Does, PlaceRule, Sides

OWN_SHOWN = 5


def _still_asked(sides: Sides) -> Q:
    return Q(asks__answered_at=None)


def _asked_of(user: Any) -> Section:
    """Requests that a team of this person has not answered. One query."""
    mine = MeetingAsk.objects.answered_for_by(user).filter(state=MeetingAsk.State.ASKED)
    rows, count = first_of(
        mine.select_related("organisation", "request__created_by").order_by("created_at", "id"),
        SHOWN,
    )
    return Section(
        key="meetings",
        title="Meetings that you are asked for",
        short="Meetings asked for",
        items=[
            Task(
                title=str(ask.request),
                url=ask.request.get_absolute_url(),
                note=f"{ask.request.created_by or 'Somebody'} asks {ask.organisation}",
                reason=f"Asked {date_words(day_of(ask.created_at))}",
            )
            for ask in rows
        ],
        count=count,
        note="agree a date or say why not now",
        empty="Nobody waits for your answer.",
    )


def _own(user: Any) -> Section:
    """Requests of one's own with what came of them. One query."""
    teams = MeetingAsk.objects.filter(request=OuterRef("pk"))
    mine = MeetingRequest.objects.filter(created_by=user.pk).annotate(
        teams=UpTo(teams), silent=UpTo(teams.filter(state=MeetingAsk.State.ASKED))
    )
    rows, count = first_of(mine.order_by("-created_at", "-id"), OWN_SHOWN)
    return Section(
        key="asked",
        title="Meetings that you asked for",
        short="Your requests",
        items=[
            Task(
                title=str(row),
                url=row.get_absolute_url(),
                reason=f"{row.teams - row.silent} of {count_words(row.teams, 'team')} answered",
            )
            for row in rows
        ],
        count=count,
        note="with what came of them",
    )


def _waiting(work: Work) -> Iterator[Section]:
    """Both, for those whom they concern. Two queries."""
    asked = _asked_of(work.user)
    if asked.items or work.reader.organisations:
        yield asked
    if (requests := _own(work.user)).items:
        yield requests


def _may_attach(user: Any, request: MeetingRequest) -> bool:
    """Whoever asked and whoever answers: nobody else reads it."""
    return True


DECLARES = (
    Attached(model=MeetingRequest, may=_may_attach, order=70),
    PlaceRule(
        MeetingRequest,
        "place",
        Does.MOVE,
        noun="request for a meeting,requests for a meeting",
        order=340,
        open=_still_asked,
    ),
    BodyRule(
        MeetingAsk,
        "organisation",
        Does.MOVE,
        noun="request for a meeting,requests for a meeting",
        record="request",
        order=400,
        once=("request_id",),
    ),
    Waiting(sections=_waiting, order=80),
)

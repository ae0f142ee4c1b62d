"""Meetings in *my work*: those that wait for this person's answer, and what came of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import OuterRef

from interface.sections import SHOWN, Section, Task, day_of
from interface.words import count_words, date_words
from partnerships.models import MeetingAsk, MeetingRequest
from partnerships.subqueries import UpTo, first_of
from partnerships.visibility import Reader

OWN_SHOWN = 5


def sections(user: Any, reader: Reader) -> Iterator[Section]:
    """Both, for those whom they concern. Two queries."""
    asked = asked_of(user)
    if asked.items or reader.organisations:
        yield asked
    if (requests := own(user)).items:
        yield requests


def asked_of(user: Any) -> Section:
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


def own(user: Any) -> Section:
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
                title=str(one),
                url=one.get_absolute_url(),
                reason=f"{one.teams - one.silent} of {count_words(one.teams, 'team')} answered",
            )
            for one in rows
        ],
        count=count,
        note="with what came of them",
    )

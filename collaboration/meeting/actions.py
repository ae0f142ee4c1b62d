"""Asking several teams for one meeting, and answering."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.notice.parties import one_person, tell_parties
from collaboration.models import MeetingAsk, MeetingRequest
from interface.articles import with_article
from interface.words import date_words, list_words
from partnerships.models import Organisation, Place
from people.models import JobRole
from people.review.parties import body_party
from people.review.responsible import answer_for, reachable

MOST_TEAMS = 12
# Twelve teams each: more in a day is no conversation.
MOST_A_DAY = 10
POSTS_EACH = 5


@transaction.atomic
def ask_for_meeting(
    *,
    by: Any,
    teams: Iterable[Organisation],
    about: str,
    from_us: str,
    suits: str,
    place: Place | None = None,
) -> MeetingRequest:
    """Record the request and tell those who answer for each team.

    Raises ValidationError where the person has asked for too many meetings today, or nobody can be
    reached at a team.
    """
    asked = list(teams)
    answering = reachable(by, asked)
    if unreached := [team for team in asked if team.pk not in answering]:
        raise ValidationError(f"Nobody can be reached at {list_words(unreached)}")
    since = timezone.now() - dt.timedelta(days=1)
    if MeetingRequest.objects.filter(created_by=by, created_at__gte=since).count() >= MOST_A_DAY:
        raise ValidationError(
            f"You asked for {MOST_A_DAY} meetings in the last day. Wait until tomorrow"
        )
    request = MeetingRequest.objects.create(
        about=about, from_us=from_us, suits=suits, place=place, created_by=by
    )
    MeetingAsk.objects.bulk_create(
        MeetingAsk(request=request, organisation=team, created_by=by) for team in asked
    )
    _tell_teams(request, asked, by)
    return request


def _tell_teams(request: MeetingRequest, asked: list[Organisation], by: Any) -> None:
    """Tell whoever answers for each team what is asked of them."""
    where = f", about {with_article(request.place)}" if request.place else ""
    text = (
        f"{by} asks for one meeting{where} with {list_words(asked)}.\n\n"
        f"What it is about: {request.about}\nWho would come: {request.from_us}\n"
        f"When it suits: {request.suits}\n\nAgree a date, or say why not now."
    )
    parties = []
    for team in asked:
        # Whoever asks may see these roles, so nobody is reached by a hidden one
        posts = JobRole.objects.visible_to(by).open().speaking_for_their_body()
        posts = posts.answered_by_others(by)
        people = answer_for(team, posts.filter(organisation=team)[:POSTS_EACH])
        parties.append(body_party(team, people))
    subject = f"Asked for a meeting: {request}"
    tell_parties(
        parties,
        by=by,
        by_mail=True,
        kind="meeting_asked",
        about=request,
        subject=subject,
        text=text,
        url=request.get_absolute_url(),
    )


@transaction.atomic
def answer_meeting(
    *, by: Any, ask: MeetingAsk, state: str, meets_on: dt.date | None, answer: str
) -> MeetingAsk:
    """A team agrees to a date, or says why not now; whoever asked is told."""
    meets_on = meets_on if state == MeetingAsk.State.AGREED else None
    locked = MeetingAsk.objects.select_for_update(of=("self",)).get(pk=ask.pk)
    if (locked.state, locked.meets_on, locked.answer) == (state, meets_on, answer):
        return ask  # sent twice: it is said and told already
    ask.state, ask.answer, ask.meets_on = state, answer, meets_on
    ask.answered_by, ask.answered_at = by, timezone.now()
    ask.save(update_fields=["state", "answer", "meets_on", "answered_by", "answered_at"])
    request = ask.request
    agreed = state == MeetingAsk.State.AGREED and ask.meets_on
    answer_words = f"agreed to meet on {date_words(ask.meets_on)}" if agreed else "not now"
    tell_parties(
        [one_person(request.created_by, "Whoever asked")],
        by=by,
        by_mail=True,
        kind="meeting_answered",
        about=request,
        subject=f"{ask.organisation}: {answer_words}",
        text=answer,
        url=request.get_absolute_url(),
    )
    return ask

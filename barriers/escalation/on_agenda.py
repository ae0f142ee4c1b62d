"""Escalations for the agenda of a board: unanswered past their day, or answered since it met."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q

from barriers.escalation.models import overdue
from barriers.models import Barrier, Escalation
from interface.words import date_words
from registry.agenda import Drafting, OnAgenda, SuggestedItem

MOST = 20
# Of a board that never met, what was answered longer ago is no news
LATELY = dt.timedelta(days=183)


def _suggested(drafting: Drafting) -> Iterator[SuggestedItem]:
    since = drafting.since or drafting.today - LATELY
    answered = Q(state__in=Escalation.ANSWERS, ended_on__gte=since)
    waits = overdue(drafting.today) & ~Q(barrier__status__in=Barrier.ENDED)
    rows = drafting.seen(Escalation.objects).select_related("barrier", "to")
    here = rows.filter(barrier__reach_ids__overlap=sorted(drafting.places))
    for one in here.filter(waits | answered).order_by("answer_by", "id")[:MOST]:
        late = f"No answer from {one.to}, due {date_words(one.answer_by)}"
        asks = late if one.ended_on is None else f"{one.to} has answered"
        yield SuggestedItem(f"escalation-{one.pk}", one.barrier.title, asks, about=one)


ON_AGENDA = OnAgenda(
    key="escalation",
    head="Barriers that were escalated",
    suggested=_suggested,
    record=Escalation,
    reads=("to",),
    order=100,
)

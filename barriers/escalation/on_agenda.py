"""Escalations for the agenda of a board: unanswered past their day, or answered since it met."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from barriers.escalation.models import overdue
from barriers.models import Escalation
from interface.words import date_words
from registry.agenda import Drafting, OnAgenda, SuggestedItem

MOST = 20


def _suggested(drafting: Drafting) -> Iterator[SuggestedItem]:
    answered = Q(state__in=Escalation.ANSWERS)
    if drafting.since:
        answered &= Q(ended_on__gte=drafting.since)
    rows = drafting.seen(Escalation.objects).select_related("barrier", "to")
    here = rows.filter(barrier__reach_ids__overlap=sorted(drafting.places))
    for one in here.filter(overdue(drafting.today) | answered).order_by("answer_by", "id")[:MOST]:
        late = f"No answer from {one.to}, due {date_words(one.answer_by)}"
        asks = late if one.ended_on is None else f"{one.to} has answered"
        yield SuggestedItem(f"escalation-{one.pk}", one.barrier.title, asks, about=one)


ON_AGENDA = OnAgenda(
    key="escalation",
    head="Barriers that were escalated",
    suggested=_suggested,
    model=Escalation,
    reads=("to",),
    order=100,
)

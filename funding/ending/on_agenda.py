"""Money that ends, for the agenda of a board: one line for all of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from funding.flow.sums import totals
from funding.models import Flow
from interface.words import count_words
from registry.agenda import Drafting, OnAgenda, SuggestedItem

SOON = dt.timedelta(days=183)


def _suggested(drafting: Drafting) -> Iterator[SuggestedItem]:
    """How many flows end within six months, and what is promised of them: other meanings are never
    added to that."""
    seen = drafting.seen(Flow.objects)
    until = drafting.today + SOON
    ending = seen.payments().filter(
        reach_ids__overlap=sorted(drafting.places), end__gte=drafting.today, end__lte=until
    )
    if not (count := ending.count()):
        return
    promised = totals(ending, seen).of(Flow.Meaning.COMMITTED)
    much = f", {promised} of it promised" if promised.flows else ""
    asks = f"{count_words(count, 'amount')} of money ending within six months{much}"
    # Of each meeting, for what ends is not the same at the next
    yield SuggestedItem(f"ending-{drafting.meeting.number}", "Money that ends", asks)


ON_AGENDA = OnAgenda(key="ending", head="Money", suggested=_suggested, order=110)

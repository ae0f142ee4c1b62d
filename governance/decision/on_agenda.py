"""Decisions for the agenda of their board: due by the meeting after it, and provisional ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q

from governance.models import Decision
from registry.agenda import DECIDE, DISCUSS, Drafting, OnAgenda, SuggestedItem

MOST = 30


def _suggested(drafting: Drafting) -> Iterator[SuggestedItem]:
    """Decisions that are due by the meeting after this one, and provisional ones."""
    until = drafting.following or drafting.meeting.on + dt.timedelta(days=62)
    due = Q(state__in=(Decision.State.DUE, Decision.State.PUT_OFF)) & (
        Q(due=None) | Q(due__lte=until)
    )
    rows = drafting.seen(Decision.objects).filter(board=drafting.board.pk)
    for one in rows.filter(due | Q(state=Decision.State.PROVISIONAL)).order_by("due", "id")[:MOST]:
        is_due = one.state != Decision.State.PROVISIONAL
        asks = "To decide" if is_due else "Provisional: it waits to be confirmed"
        kind = DECIDE if is_due else DISCUSS
        yield SuggestedItem(f"decision-{one.pk}", one.title, asks, kind, one)


ON_AGENDA = OnAgenda(key="decision", head="Decisions", suggested=_suggested, order=50)

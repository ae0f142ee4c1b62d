"""Decisions for the agenda of their board: due by the meeting after it, and provisional ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Prefetch, Q

from governance.models import AgendaItem, Decision
from registry.agenda import DECIDE, DISCUSS, Drafting, OnAgenda, SuggestedItem

MOST = 30
NOT_FOR_ALL = "Not everyone who reads this meeting may read it"
_PRIVATE_ITEMS = Prefetch(
    "items", AgendaItem.objects.private().order_by("-id"), to_attr="private_items"
)


def _suggested(drafting: Drafting) -> Iterator[SuggestedItem]:
    """Decisions that are due by the meeting after this one, and provisional ones. What not
    everybody who signs in may read comes as a private item, for the reason for which it was one
    before."""
    until = drafting.following or drafting.meeting.on + dt.timedelta(days=62)
    due = Q(state__in=Decision.UNDECIDED) & (Q(due=None) | Q(due__lte=until))
    rows = Decision.objects.filter(due | Q(state=Decision.State.PROVISIONAL), board=drafting.board)
    confidential = drafting.confidential(rows).prefetch_related(_PRIVATE_ITEMS)
    for one in drafting.seen(rows).order_by("due", "id")[:MOST]:
        yield _item(one)
    for one in confidential.order_by("due", "id")[:MOST]:
        said = next((item.private_because for item in one.private_items), NOT_FOR_ALL)
        yield _item(one, private_because=said)


def _item(one: Decision, *, private_because: str = "") -> SuggestedItem:
    is_due = one.state != Decision.State.PROVISIONAL
    asks = "To decide" if is_due else "Provisional: it waits to be confirmed"
    kind, key = DECIDE if is_due else DISCUSS, f"decision-{one.pk}"
    return SuggestedItem(key, one.title, asks, kind, one, private_because=private_because)


ON_AGENDA = OnAgenda(key="decision", head="Decisions", suggested=_suggested, order=50)

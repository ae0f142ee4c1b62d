"""What a board itself has for an agenda: its minutes, what waits, actions, decisions, powers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from collaboration.models import ActionItem
from governance.models import AgendaItem, BoardMeeting, Power
from interface.words import capitalised, count_words, date_words, last_day
from registry.agenda import DISCUSS, STANDING, Drafting, OnAgenda, SuggestedItem

SOON = dt.timedelta(days=183)
MOST = 30


def _welcome(drafting: Drafting) -> Iterator[SuggestedItem]:
    number = drafting.meeting.number
    yield SuggestedItem(f"welcome-{number}", "Welcome and apologies", kind=STANDING)


def _minutes(drafting: Drafting) -> Iterator[SuggestedItem]:
    """Minutes that were sent and not agreed yet; the day of a meeting that not everybody sees who
    reads this one is not told."""
    meeting = drafting.meeting
    sent = meeting.board.meetings.filter(state=BoardMeeting.State.MINUTED, on__lte=meeting.on)
    for one in sent.exclude(pk=meeting.pk).select_related("board").order_by("on", "number")[:MOST]:
        seen = BoardMeeting.objects.visible_to(drafting.audience).filter(pk=one.pk).exists()
        title = f"Minutes of {date_words(one.on)}" if seen else "Minutes of an earlier meeting"
        yield SuggestedItem(
            *(f"minutes-{one.pk}", title, "To agree", STANDING), one if seen else None
        )


def _waiting(drafting: Drafting) -> Iterator[SuggestedItem]:
    """Items that were carried over, or wait for a meeting. A private one stays so."""
    rows = AgendaItem.objects.visible_to(drafting.user).filter(board=drafting.board.pk)
    waiting = rows.filter(meeting=None, state=AgendaItem.State.OPEN).select_related("carried_from")
    for item in waiting.order_by("id")[:MOST]:
        yield SuggestedItem(
            *(f"item-{item.pk}", item.title, item.asks, item.kind),
            waiting=item,
            private_because=item.private_because,
        )


def _actions(drafting: Drafting) -> Iterator[SuggestedItem]:
    """One line on all that was promised at its meetings. How many is told, never what: promises are
    read by people who sign in."""
    meetings: Any = drafting.seen(BoardMeeting.objects.sent()).filter(board=drafting.board.pk)
    items = drafting.seen(AgendaItem.objects).filter(meeting__in=meetings.order_by().values("pk"))
    given = ActionItem.objects.about_those(meetings.promises_readable_by(drafting.audience), items)
    days = list(given.open().values_list("due", flat=True))
    late = sum(day < drafting.today for day in days)
    told = f"{count_words(len(days), 'action')} to do, {late} of them late" if late else ""
    told = told or (f"{count_words(len(days), 'action')} to do" if days else "")
    yield SuggestedItem(f"actions-{drafting.meeting.number}", "Actions", told, STANDING)


def _powers(drafting: Drafting) -> Iterator[SuggestedItem]:
    """Powers that end within six months, or wait to be confirmed."""
    rows = drafting.seen(Power.objects).filter(board=drafting.board.pk)
    today = drafting.today
    ending = Q(valid_to__gt=today, valid_to__lte=today + SOON)
    waits = Q(from_body__isnull=False, claim=Power.Word.CLAIMED, valid_to=None)
    rows = rows.filter(ending | waits).select_related("from_body", "board__source")
    for one in rows.order_by("valid_to", "id")[:MOST]:
        last = last_day(one.valid_to)
        waits_for = capitalised(one.claim_mark) or "To be confirmed"
        asks = f"It ends on {date_words(last)}" if one.holds else waits_for
        yield SuggestedItem(f"power-{one.pk}", f"Power: {one}"[:200], asks, DISCUSS, one)


def _business(drafting: Drafting) -> Iterator[SuggestedItem]:
    key = f"business-{drafting.meeting.number}"
    yield SuggestedItem(key, "Any other business", kind=STANDING, is_last=True)


ON_AGENDA = (
    OnAgenda(key="welcome", head="Every time", suggested=_welcome, order=10),
    OnAgenda(
        key="minutes",
        head="Minutes to agree",
        suggested=_minutes,
        record=BoardMeeting,
        reads=("board",),
        order=20,
    ),
    OnAgenda(key="actions", head="Actions", suggested=_actions, order=30),
    OnAgenda(key="item", head="Waiting for a meeting", suggested=_waiting, order=40),
    OnAgenda(
        key="power", head="Powers", suggested=_powers, record=Power, reads=("board",), order=60
    ),
    OnAgenda(key="business", head="At the end", suggested=_business, order=900),
)

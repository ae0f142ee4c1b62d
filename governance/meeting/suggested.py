"""What a board itself has for an agenda: its minutes, what waits, actions, decisions, powers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q

from collaboration.models import ActionItem
from governance.models import AgendaItem, BoardMeeting, Decision, Power
from interface.words import count_words, date_words
from registry.agenda import DECIDE, DISCUSS, STANDING, Drafting, OnAgenda, Suggested

SOON = dt.timedelta(days=183)
MOST = 30


def _welcome(drafting: Drafting) -> Iterator[Suggested]:
    number = drafting.meeting.number
    yield Suggested(f"welcome-{number}", "Welcome and apologies", kind=STANDING)


def _minutes(drafting: Drafting) -> Iterator[Suggested]:
    """Minutes that were sent and not agreed yet."""
    meeting = drafting.meeting
    sent = meeting.board.meetings.filter(state=BoardMeeting.State.MINUTED, on__lte=meeting.on)
    for one in sent.exclude(pk=meeting.pk).select_related("board").order_by("on", "number")[:MOST]:
        seen = BoardMeeting.objects.visible_to(drafting.audience).filter(pk=one.pk).exists()
        title = f"Minutes of {date_words(one.on)}"
        yield Suggested(*(f"minutes-{one.pk}", title, "To agree", STANDING), one if seen else None)


def _waiting(drafting: Drafting) -> Iterator[Suggested]:
    """Items that were carried over, or wait for a meeting. A private one stays so."""
    rows = AgendaItem.objects.visible_to(drafting.user).filter(board=drafting.board.pk)
    waiting = rows.filter(meeting=None, state=AgendaItem.State.OPEN).select_related("carried_from")
    for item in waiting.order_by("id")[:MOST]:
        yield Suggested(
            *(f"item-{item.pk}", item.title, item.asks, item.kind),
            waiting=item,
            is_private=item.is_private,
        )


def _actions(drafting: Drafting) -> Iterator[Suggested]:
    """One line on all that was promised at its meetings. How many is told, never what: promises are
    read by people who sign in."""
    meetings = BoardMeeting.objects.filter(board=drafting.board.pk)
    days = list(ActionItem.objects.about_those(meetings).open().values_list("due", flat=True))
    late = sum(day < drafting.today for day in days)
    told = f"{count_words(len(days), 'action')} to do, {late} of them late" if late else ""
    told = told or (f"{count_words(len(days), 'action')} to do" if days else "")
    yield Suggested(f"actions-{drafting.meeting.number}", "Actions", told, STANDING)


def _decisions(drafting: Drafting) -> Iterator[Suggested]:
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
        yield Suggested(f"decision-{one.pk}", one.title, asks, kind, one)


def _powers(drafting: Drafting) -> Iterator[Suggested]:
    """Powers that end within six months, or wait to be confirmed."""
    rows = drafting.seen(Power.objects).filter(board=drafting.board.pk)
    today = drafting.today
    ending = Q(valid_to__gt=today, valid_to__lte=today + SOON)
    for one in rows.filter(ending | Q(to_confirm=True)).order_by("valid_to", "id")[:MOST]:
        last = one.valid_to - dt.timedelta(days=1) if one.valid_to else None
        asks = "To be confirmed" if one.to_confirm else f"It ends on {date_words(last)}"
        yield Suggested(f"power-{one.pk}", f"Power: {one}"[:200], asks, DISCUSS, one)


def _business(drafting: Drafting) -> Iterator[Suggested]:
    key = f"business-{drafting.meeting.number}"
    yield Suggested(key, "Any other business", kind=STANDING, is_last=True)


ON_AGENDA = (
    OnAgenda(key="welcome", head="Every time", suggested=_welcome, order=10),
    OnAgenda(key="minutes", head="Minutes to agree", suggested=_minutes, order=20),
    OnAgenda(key="actions", head="Actions", suggested=_actions, order=30),
    OnAgenda(key="item", head="Waiting for a meeting", suggested=_waiting, order=40),
    OnAgenda(key="decision", head="Decisions", suggested=_decisions, order=50),
    OnAgenda(key="power", head="Powers", suggested=_powers, order=60),
    OnAgenda(key="business", head="At the end", suggested=_business, order=900),
)

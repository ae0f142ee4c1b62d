"""What was promised at meetings of boards: at an item of one, or at none that is known."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from collaboration.models import ActionItem
from governance.models import AgendaItem, BoardMeeting


def promised_at(user: Any, meetings: QuerySet[BoardMeeting]) -> QuerySet[ActionItem]:
    """What was promised at these meetings, as far as this reader reads what was said there: of a
    private item to who reads that item. Nothing is read by who is not signed in."""
    seen: Any = meetings
    of = seen.visible_to(user).promises_readable_by(user)
    items = AgendaItem.objects.visible_to(user).minutes_readable_by(user)
    items = items.filter(meeting__in=meetings.order_by().values("pk"))
    return ActionItem.objects.told_with(user, of, items)


def every_promise_at(meetings: QuerySet[BoardMeeting]) -> QuerySet[ActionItem]:
    """All that was promised at these meetings, whoever reads it."""
    items = AgendaItem.objects.filter(meeting__in=meetings.order_by().values("pk"))
    return ActionItem.objects.about_those(meetings, items)

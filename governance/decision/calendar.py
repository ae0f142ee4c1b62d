"""Decisions in calendars: by when they are to be made, and when to look at them again."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q

from governance.board.in_calendar import of_boards
from governance.decision.models import STANDS
from governance.models import Decision
from records.dates import DateWithPrecision
from registry.calendar import CalendarEvents, DatedQuery, Entry, Reading


def _due(reading: Reading) -> DatedQuery | None:
    """By when it is to be decided; what was not decided in time is late."""
    return _dated(reading, "due", Q(state__in=Decision.UNDECIDED), _to_decide)


def _review(reading: Reading) -> DatedQuery | None:
    """When to look at a decision again: those that stand."""
    stands = STANDS & Q(state=Decision.State.MADE)
    return _dated(reading, "review_on", stands, _to_look_at)


def _dated(reading: Reading, day: str, which: Q, entry: Any) -> DatedQuery | None:
    of = of_boards(reading.calendar)
    if of is None:
        return None
    rows = Decision.objects.visible_to(reading.user).filter(of, which)
    return DatedQuery(
        parts=(rows.filter(reading.window.near(day)),),
        day=F(day),
        precision=F(f"{day}_precision"),
        queryset=Decision.objects.as_rows,
        entry=entry,
    )


def _to_decide(one: Any, reading: Reading) -> Entry:
    when = DateWithPrecision(one.due, one.due_precision)
    return Entry(
        **_common("decisions", one),
        when=when,
        text=f"To decide: {_called(one, reading)}",
        is_late=when.last < reading.today,
    )


def _to_look_at(one: Any, reading: Reading) -> Entry:
    return Entry(
        **_common("decision-reviews", one),
        when=DateWithPrecision(one.review_on, one.review_on_precision),
        text=f"Look at again: {_called(one, reading)}",
    )


def _common(kind: str, one: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "key": f"{kind}-{one.pk}",
        "url": one.get_absolute_url(),
        "changed": one.updated_at,
        "about": str(one.board),
    }


def _called(one: Any, reading: Reading) -> str:
    return str(one.title if reading.user.is_authenticated else one.for_residents)


CALENDARS = (
    CalendarEvents(
        key="decisions",
        label="Decisions to make",
        noun="Decision",
        dated=_due,
        order=62,
        of_boards=True,
    ),
    CalendarEvents(
        key="decision-reviews",
        label="Decisions to look at again",
        noun="Look at a decision again",
        dated=_review,
        order=63,
        of_boards=True,
    ),
)

"""What a board is to decide, and what it decided lately."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, QuerySet

from governance.decision.limits import compared
from governance.decision.models import STANDS
from governance.models import Decision
from interface.words import capitalised, day_and_month
from records.dates import DateWithPrecision, Precision

SHOWN = 3
State = Decision.State


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision as a line tells it: ``status`` with its ``shape``, or a day in ``when``.
    ``board`` made it."""

    title: str
    url: str
    note: str
    board: str = ""
    status: str = ""
    shape: str = ""
    when: str = ""


def is_above(decision: Decision) -> bool:
    """Whether its amount is more than its power lets the board decide at a time, as far as both
    are known."""
    power = decision.power
    return power is not None and compared(decision.amount, power.limit) is False


def to_be_decided(rows: QuerySet[Decision], *, public: bool, today: dt.date) -> list[DecisionLine]:
    """The next of these decisions. One query."""
    open_ones = _told(rows.filter(state__in=Decision.UNDECIDED))
    first = open_ones.order_by(F("due").asc(nulls_last=True), "id")[:SHOWN]
    return [_to_come(one, today, public=public) for one in first]


def decided_lately(
    rows: QuerySet[Decision], *, public: bool, today: dt.date, most: int = SHOWN
) -> list[DecisionLine]:
    """The latest of these that were made and that no other replaced. One query, which reads what is
    told of them for those alone."""
    # Each has a day; said here, so that the index of days is walked from its end
    made = rows.filter(STANDS, state__in=Decision.DECIDED, decided_on__isnull=False)
    made = made.order_by("-decided_on", "-id")
    latest = _told(Decision.objects.filter(pk__in=made.values("pk")[:most]))
    told = latest.order_by("-decided_on", "-id")
    return [_made(one, today, public=public) for one in told]


def _told(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    return rows.select_related("board__organisation", "accountable_body", "power", "confirm_by")


def _to_come(one: Decision, today: dt.date, *, public: bool) -> DecisionLine:
    due = DateWithPrecision.of(one, "due")
    above = is_above(one)
    put_off = "Put off" if one.state == State.PUT_OFF else ""
    amount = str(one.amount) if one.amount.known else ""
    more = "more than the board may decide alone" if above else ""
    return DecisionLine(
        title=one.for_residents if public else one.title,
        url=one.get_absolute_url(),
        note=capitalised(": ".join(filter(None, [amount, more]))) or one.why_now,
        status="Above its limit" if above else put_off,
        shape="some" if above else "early",
        when=_soon(due, today) if due else "",
    )


def _made(one: Decision, today: dt.date, *, public: bool) -> DecisionLine:
    day = DateWithPrecision.of(one, "decided_on")
    body = one.accountable_body
    said = [
        _soon(day, today) if day else "",
        str(one.amount) if one.amount.known else "",
        f"{one.confirm_by} must confirm it" if one.state == State.PROVISIONAL else "",
        f"{body} answers for it" if body and one.state == State.MADE else "",
    ]
    status, shape = "Made", "good"
    if one.state == State.PROVISIONAL:
        status, shape = "Provisional", "some"
    elif one.came_of_it:
        status, shape = "Done", "done"
    return DecisionLine(
        title=one.for_residents if public else one.title,
        url=one.get_absolute_url(),
        board=str(one.board),
        note=". ".join(filter(None, said)),
        status=status,
        shape=shape,
    )


def _soon(when: DateWithPrecision, today: dt.date) -> str:
    is_day = when.precision == Precision.DAY
    return day_and_month(when.day, today) if is_day else str(when)

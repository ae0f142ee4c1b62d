"""What a board is to decide, what it decided lately, and how much of its powers that used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from governance.models import Decision, Power
from interface.words import count_words, day_and_month, pounds
from records.dates import DateWithPrecision, Precision
from records.figures import Qualifier

SHOWN = 3
OPEN_ENDED = (Qualifier.AT_LEAST, Qualifier.MORE_THAN)
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
    if decision.power is None:
        return False
    amount, limit = decision.amount, decision.power.limit
    if amount.low is None or limit.low is None:
        return False
    return (amount.high or amount.low) > (limit.high or limit.low)


def to_be_decided(rows: QuerySet[Decision], *, public: bool, today: dt.date) -> list[DecisionLine]:
    """The next of these decisions. One query."""
    open_ones = _told(rows.filter(state__in=(State.DUE, State.PUT_OFF)))
    first = open_ones.order_by(F("due").asc(nulls_last=True), "id")[:SHOWN]
    return [_to_come(one, today, public=public) for one in first]


def decided_lately(
    rows: QuerySet[Decision], *, public: bool, today: dt.date, most: int = SHOWN
) -> list[DecisionLine]:
    """The latest of these that were made and that no other replaced. One query."""
    made = _told(rows.filter(state__in=Decision.DECIDED, superseded_by=None))
    latest = made.order_by("-decided_on", "-id")[:most]
    return [_made(one, today, public=public) for one in latest]


def _told(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    return rows.select_related("board__organisation", "accountable_body", "power", "confirm_by")


def title_of(decision: Decision, *, public: bool) -> str:
    """What it is about; who is not signed in reads it as it is said to residents."""
    return decision.public_words if public and decision.public_words else decision.title


def _to_come(one: Decision, today: dt.date, *, public: bool) -> DecisionLine:
    due = DateWithPrecision.of(one, "due")
    above = is_above(one)
    put_off = "Put off" if one.state == State.PUT_OFF else ""
    amount = str(one.amount) if one.amount.known else ""
    more = "more than the board may decide alone" if above else ""
    return DecisionLine(
        title=title_of(one, public=public),
        url=one.get_absolute_url(),
        note=": ".join(filter(None, [amount, more])) or one.why_now,
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
        title=title_of(one, public=public),
        url=one.get_absolute_url(),
        board=str(one.board),
        note=". ".join(filter(None, said)),
        status=status,
        shape=shape,
    )


def _soon(when: DateWithPrecision, today: dt.date) -> str:
    is_day = when.precision == Precision.DAY
    return day_and_month(when.day, today) if is_day else str(when)


@dataclass(frozen=True, slots=True)
class Used:
    """How much was decided under a power in a financial year: what known amounts add up to, in
    pounds, in how many decisions, and of how many of them it is not known."""

    amount: Decimal
    count: int
    unknown: int

    @property
    def words(self) -> str:
        """ "£140,000 in 3 decisions; 2 more of unknown amount"."""
        known = self.count - self.unknown
        said = f"{pounds(self.amount)} in {count_words(known, 'decision')}" if known else ""
        if not self.unknown:
            return said
        more = f"{self.unknown} more" if said else count_words(self.unknown, "decision")
        return "; ".join(filter(None, [said, f"{more} of unknown amount"]))


def used_of(rows: QuerySet[Decision], powers: Iterable[Power], today: dt.date) -> dict[int, Used]:
    """What these decisions used of each power in this financial year, but for what was replaced.
    The higher end of a range counts; "at least" is not a known amount. One query."""
    ids = [one.pk for one in powers]
    if not ids:
        return {}
    year = DateWithPrecision(today, Precision.FINANCIAL_YEAR)
    made = rows.filter(
        power__in=ids,
        state__in=Decision.DECIDED,
        superseded_by=None,
        decided_on__range=(year.first, year.last),
    )
    known = Q(amount_low__isnull=False) & ~Q(amount_qualifier__in=OPEN_ENDED)
    sums = (
        made.order_by()
        .values("power")
        .annotate(
            used=Sum(Coalesce("amount_high", "amount_low"), filter=known, default=Decimal(0)),
            made=Count("pk"),
            known=Count("pk", filter=known),
        )
    )
    return {
        row["power"]: Used(row["used"], row["made"], row["made"] - row["known"]) for row in sums
    }

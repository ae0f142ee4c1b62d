"""What a decision costs, held against what its power allows: at a time and in a financial year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from governance.models import Decision, Power
from interface.words import capitalised, count_words, pounds
from records.dates import DateWithPrecision, Precision
from records.figures import Qualifier, Quantity

_UNTOLD = (Qualifier.AT_LEAST, Qualifier.MORE_THAN)
SAID = {True: "within", False: "above"}
MOST = 2_000


@dataclass(frozen=True)
class Standing:
    """Whether it is ``within`` its limits, None where that cannot be told or there is none; and
    the same in words."""

    within: bool | None
    words: str


def against_limits(decision: Decision) -> Standing:
    """As it is when the decision is made. One query, where its power has a limit for a year."""
    power = decision.power
    if power is None or not (power.limit.known or power.year_limit.known):
        return Standing(None, "")
    said = []
    if power.limit.known:
        said.append((compared(decision.amount, power.limit), f"{power.limit.number} a time"))
    if power.year_limit.known:
        left = compared(decision.amount, power.year_limit, used_by(_others(decision)))
        said.append((left, f"{power.year_limit.number} a year"))
    return Standing(_together([within for within, _ in said]), _words(decision.amount, said))


def compared(amount: Quantity, limit: Quantity, used: Used | None = None) -> bool | None:
    """Whether an amount is within a limit, beside what was ``used`` of it. What is not known is
    never within: it cannot be told. The higher end of a range counts."""
    most, cap = _most(amount), _most(limit)
    if most is None or cap is None:
        return None
    if most + (used.amount if used else 0) > cap:
        return False
    if amount.qualifier in _UNTOLD or (used and used.unknown):
        return None
    return True


@dataclass(frozen=True)
class Used:
    """What decisions under a power add up to, and of how many of them that is not known."""

    count: int
    amount: Decimal
    unknown: int

    @property
    def words(self) -> str:
        """ "£140,000 in 3 decisions, and 2 more without a known amount"."""
        known = self.count - self.unknown
        said = f"{pounds(self.amount)} in {count_words(known, 'decision')}"
        return f"{said}, and {self.unknown} more without a known amount" if self.unknown else said


def used_by(rows: QuerySet[Any]) -> Used:
    """What these decisions add up to. One query."""
    amounts = [Quantity.of(row, "amount", "£") for row in rows.only(*_AMOUNT)[:MOST]]
    known = [most for amount in amounts if (most := _most(amount)) is not None]
    open_ended = sum(amount.known and amount.qualifier in _UNTOLD for amount in amounts)
    return Used(len(amounts), sum(known, Decimal(0)), len(amounts) - len(known) + open_ended)


_AMOUNT = ("amount_low", "amount_high", "amount_qualifier")


def in_year_of(rows: QuerySet[Any], power: Power, day: dt.date) -> QuerySet[Any]:
    """Those made under a power in the financial year of a day, but for what was replaced."""
    year = DateWithPrecision(day, Precision.FINANCIAL_YEAR)
    return rows.filter(
        Q(decided_on__gte=year.first, decided_on__lte=year.last),
        power=power,
        state__in=Decision.DECIDED,
        superseded_by=None,
    )


def _others(decision: Decision) -> QuerySet[Any]:
    day: Any = decision.decided_on
    power: Any = decision.power
    rows = in_year_of(Decision.objects.all(), power, day)
    return rows.exclude(pk__in=[pk for pk in (decision.pk, decision.supersedes_id) if pk])


def _most(amount: Quantity) -> Decimal | None:
    return amount.low if amount.high is None else amount.high


def _together(parts: list[bool | None]) -> bool | None:
    if False in parts:
        return False
    return None if None in parts else True


def _words(amount: Quantity, parts: list[tuple[bool | None, str]]) -> str:
    if not amount.known:
        limits = " and ".join(limit for _, limit in parts)
        return f"Cannot be told: its amount isn’t known. The limit is {limits}"
    told = [f"{SAID[within]} its limit of {limit}" for within, limit in parts if within is not None]
    untold = [limit for within, limit in parts if within is None]
    if untold:
        told.append(f"whether it’s within its limit of {' and '.join(untold)} cannot be told")
    return capitalised(f"{amount}, {', and '.join(told)}")

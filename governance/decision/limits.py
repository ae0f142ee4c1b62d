"""What a decision costs, held against what its power allows: at a time and in a financial year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from governance.decision.models import STANDS
from governance.meeting.as_held import LIMITS, limit_of
from governance.models import Decision, Power
from interface.words import capitalised, count_words, pounds
from records.dates import DateWithPrecision, Precision
from records.figures import NO_UPPER_END, Quantity

SAID = {True: "within", False: "above"}


@dataclass(frozen=True)
class Standing:
    """Whether it is ``within`` its limits, None where that cannot be told or there is none; and
    the same in words."""

    within: bool | None
    words: str


def against_limits(decision: Decision) -> Standing:
    """As it is when the decision is made, by the limits that stood when its meeting was held. One
    query, where its power has a limit for a year."""
    power = decision.power
    if power is None:
        return Standing(None, "")
    limit, of_year = (limit_of(decision.meeting, power, name) for name in LIMITS)
    if not (limit.known or of_year.known):
        return Standing(None, "")
    said = []
    if limit.known:
        said.append((compared(decision.amount, limit), f"{limit.number} a time"))
    if of_year.known:
        left = compared(decision.amount, of_year, _used_by_others(decision))
        said.append((left, f"{of_year.number} a year"))
    return Standing(_together([within for within, _ in said]), _words(decision.amount, said))


def compared(amount: Quantity, limit: Quantity, used: Used | None = None) -> bool | None:
    """Whether an amount is within a limit, beside what was ``used`` of it. What is not known is
    never within: it cannot be told. The higher end of a range counts."""
    most, cap = amount.most, limit.most
    if most is None or cap is None:
        return None
    if most + (used.amount if used else 0) > cap:
        return False
    if amount.qualifier in NO_UPPER_END or (used and used.unknown):
        return None
    return True


@dataclass(frozen=True, slots=True)
class Used:
    """What decisions under a power add up to, in pounds, and of how many of them that is not
    known."""

    amount: Decimal = Decimal(0)
    count: int = 0
    unknown: int = 0

    @property
    def words(self) -> str:
        """ "£140,000 in 3 decisions; 2 more of unknown amount"."""
        known = self.count - self.unknown
        said = f"{pounds(self.amount)} in {count_words(known, 'decision')}" if known else ""
        if not self.unknown:
            return said
        more = f"{self.unknown} more" if said else count_words(self.unknown, "decision")
        return "; ".join(filter(None, [said, f"{more} of unknown amount"]))


def used_of(rows: QuerySet[Any], powers: Iterable[Power], day: dt.date) -> dict[int, Used]:
    """What these decisions used of each power in the financial year of a day, by its key. One
    query, or none of no power.

    What was replaced used nothing, nor did what is above a limit: another body confirms that. The
    higher end of a range counts; "at least" is not a known amount.
    """
    ids = [one.pk for one in powers]
    if not ids:
        return {}
    year = DateWithPrecision(day, Precision.FINANCIAL_YEAR)
    made = rows.filter(
        STANDS,
        Q(within_limit=None) | Q(within_limit=True),
        power__in=ids,
        state__in=Decision.DECIDED,
        decided_on__range=(year.first, year.last),
    )
    known = Q(amount_low__isnull=False) & ~Q(amount_qualifier__in=NO_UPPER_END)
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


def _used_by_others(decision: Decision) -> Used:
    day: Any = decision.decided_on
    power: Any = decision.power
    own = [pk for pk in (decision.pk, decision.supersedes_id) if pk]
    return used_of(Decision.objects.exclude(pk__in=own), [power], day).get(power.pk, Used())


def _together(parts: list[bool | None]) -> bool | None:
    if False in parts:
        return False
    return None if None in parts else True


def _words(amount: Quantity, parts: list[tuple[bool | None, str]]) -> str:
    if not amount.known:
        limits = " and ".join(limit for _, limit in parts)
        return f"We can’t tell, because its amount isn’t known. The limit is {limits}"
    told = [f"{SAID[within]} its limit of {limit}" for within, limit in parts if within is not None]
    untold = [limit for within, limit in parts if within is None]
    if untold:
        told.append(f"we can’t tell whether it’s within its limit of {' and '.join(untold)}")
    return capitalised(f"{amount}, {', and '.join(told)}")

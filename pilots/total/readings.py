"""What figures say, read in so few columns that thousands of them can be added up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
)
from django.db.models.functions import Cast, JSONObject

from pilots.indicator.few import NOT_PEOPLE, counts_people, share_shown
from pilots.models import Actual, Indicator, IndicatorPlan
from records.dates import DateWithPrecision
from records.figures import FEWER_THAN, Qualifier, Quantity

Told = dict[str, Any]


class Statement(NamedTuple):
    """A figure, the latest count of it that the reader sees, and the plan in force."""

    indicator: int
    name: str
    unit: str
    concerns: str
    shared: int
    edition: int | None
    difference: str
    latest: Told | None
    plan: Told | None

    def value(self, user: Any) -> Quantity | None:
        """The latest count, no more exact than this reader may know it."""
        if self.latest is None:
            return None
        quantity = _quantity(self.latest, self.unit)
        if self.latest["denominator"] is not None:
            return self._share(user, quantity)
        hides = not user.is_authenticated and counts_people(self.concerns, self.unit)
        return replace(quantity, qualifier=FEWER_THAN) if hides and quantity.is_few else quantity

    def _share(self, user: Any, quantity: Quantity) -> Quantity:
        """A percentage with the numbers behind it."""
        latest: Told = self.latest or {}
        parts = Decimal(latest["numerator"]), Decimal(latest["denominator"])
        if not user.is_authenticated and self.concerns not in NOT_PEOPLE:
            shown = share_shown(*parts)
            if shown[-1] != Qualifier.EXACTLY:
                numerator, denominator, value, word = shown
                return Quantity(value, None, word, self.unit, numerator, denominator)
        return replace(quantity, numerator=parts[0], denominator=parts[1])

    @property
    def day(self) -> DateWithPrecision | None:
        return _day(self.latest)

    @property
    def due(self) -> DateWithPrecision | None:
        """By when what was planned is to be reached."""
        return _day(self.plan)

    @property
    def target(self) -> Quantity | None:
        """What was planned, where the plan is a number and counts what the figure counts."""
        plan, latest = self.plan, self.latest or {"until": None, "counts": ""}
        if plan is None or plan["low"] is None or plan["until"] or latest["until"]:
            return None
        is_same = latest["counts"] == Actual.Counts.SAME or (
            plan["is_alike"] and latest["counts"] != Actual.Counts.DIFFERENT
        )
        return _quantity(plan, self.unit) if is_same and plan["unit"] in ("", self.unit) else None


def statements_of(user: Any, rows: QuerySet[Indicator]) -> Iterator[Statement]:
    """These figures, of pilots that the caller has narrowed to those that the reader sees, in the
    order of their pilots. One query."""
    columns = (
        *("pk", "name", "unit", "concerns", "shared", "shared_edition", "shared_difference"),
        *("latest", "in_force"),
    )
    read = rows.annotate(latest=_latest(user), in_force=_plan()).order_by("pilot", "number")
    return (Statement(*row) for row in read.values_list(*columns))


def _latest(user: Any) -> Subquery:
    of_one = Actual.objects.filter(indicator=OuterRef("pk")).standing_for(user)
    fields = JSONObject(
        **_of("value", "as_of"),
        missing="missing",
        counts="counts",
        definition="definition",
        until="until",
        numerator=Cast("numerator", TextField()),
        denominator=Cast("denominator", TextField()),
    )
    return Subquery(of_one.with_definition().latest_first().values(told=fields)[:1])


def _plan() -> Subquery:
    of_one = IndicatorPlan.objects.filter(indicator=OuterRef("pk"), valid_to=None)
    is_same = Q(definition="") | Q(definition=OuterRef("definition"))
    is_same |= Q(definition=OuterRef("shared__definition"))
    fields = JSONObject(
        **_of("target", "due"),
        unit="unit",
        until="until",
        is_alike=ExpressionWrapper(is_same, output_field=BooleanField()),
    )
    return Subquery(of_one.with_definition().order_by().values(told=fields)[:1])


def _of(figure: str, day: str) -> dict[str, Any]:
    """A figure and its date as columns; numbers as text, so that nothing of them is lost."""
    ends = {end: Cast(f"{figure}_{end}", TextField()) for end in ("low", "high")}
    return {**ends, "qualifier": f"{figure}_qualifier", "day": day, "precision": f"{day}_precision"}


def _quantity(fields: Told, unit: str) -> Quantity:
    low, high = (None if fields[end] is None else Decimal(fields[end]) for end in ("low", "high"))
    return Quantity(low, high, fields["qualifier"], unit)


def _day(fields: Told | None) -> DateWithPrecision | None:
    if fields is None or fields["day"] is None:
        return None
    return DateWithPrecision(dt.date.fromisoformat(fields["day"]), fields["precision"])

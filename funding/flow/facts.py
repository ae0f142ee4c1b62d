"""Money as pages say it: totals by meaning, the facts of a flow, what a meaning means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from funding.flow.per_head import PerHead, per_head
from funding.flow.sums import Totals
from funding.flow.totals import Total
from funding.models import Flow, FlowYear, Restriction
from geography.measure.population import Population
from interface.cells import Figure
from interface.words import capitalised, count_words, date_words
from records.dates import DateWithPrecision
from records.figures import Quantity

MEANINGS = {
    Flow.Meaning.COMMITTED: "promised in writing",
    Flow.Meaning.PAID: "handed over",
    Flow.Meaning.FORECAST: "asked for or expected, not promised",
    Flow.Meaning.IN_KIND: "staff, rooms and data given without money",
    Flow.Meaning.INFLUENCEABLE: "spent by others here, and open to influence",
    Flow.Meaning.ESTIMATE: "estimated by somebody, who says how",
    Flow.Meaning.HANDED_BACK: "returned to whoever gave it, and not deducted from any other amount",
}

SAID_IF_KNOWN = {
    *("Fund", "Awarded on", "Meant to be passed on", "Planned for", "Postcode", "Counted with"),
    "In prices of",
}
PAYMENTS = "Payments to suppliers, which lists and totals keep separate"


@dataclass(frozen=True, slots=True)
class MeaningRow:
    """One line of a table of totals: a meaning, its total, and its totals by named year."""

    key: str
    label: str
    means: str
    total: Total
    years: tuple[tuple[str, Total], ...] = ()
    population: Population | None = None

    @property
    def per_head(self) -> PerHead | None:
        """The total for each resident; None where either is not known."""
        return per_head(self.total, self.population)

    @property
    def unknown_words(self) -> str:
        """How many amounts are not known: "1 of 9", "0 of 9"; "none recorded" without a flow."""
        if not self.total.flows:
            return "none recorded"
        return f"{self.total.unknown} of {self.total.flows}"


def rows_by_meaning(
    totals: Totals,
    *,
    years: tuple[int | None, ...] = (),
    always: tuple[str, ...] = (),
    population: Population | None = None,
) -> list[MeaningRow]:
    """A line for each meaning that occurs, and for those in ``always``, in the usual order.

    With ``population`` each has its total for each resident.
    """
    return [
        MeaningRow(
            key=meaning.value,
            label=str(meaning.label).capitalize(),
            means=MEANINGS[meaning],
            total=totals.of(meaning),
            years=tuple((year_words(year), totals.in_year(meaning, year)) for year in years),
            population=population,
        )
        for meaning in Flow.Meaning
        if totals.of(meaning).flows or meaning in always
    ]


def year_words(year: int | None) -> str:
    """A financial year by its first part: "2026 to 2027"."""
    return "Not split by year" if year is None else f"{year} to {year + 1}"


def ends_in(end: dt.date, today: dt.date) -> str:
    """How soon an end comes: "in 12 days", "in 4 months"."""
    days = (end - today).days
    if days <= 0:
        return "today" if days == 0 else "ended"
    if days < 46:
        return f"in {days} day{'' if days == 1 else 's'}"
    return f"in {round(days / 30.44)} months"


def restriction_words(flow: Flow) -> str | None:
    """What the money may be used for; None where that is not known."""
    if flow.restriction == Restriction.NOT_KNOWN and not flow.restriction_text:
        return None
    text = str(flow.get_restriction_display()).capitalize()
    return f"{text}. {flow.restriction_text}" if flow.restriction_text else text


def amount_figure(flow: Flow) -> Figure:
    """The amount with its meaning, date and source."""
    meaning = Flow.Meaning(flow.meaning)
    return Figure(
        quantity=flow.amount,
        meaning=f"{str(meaning.label).capitalize()}: {MEANINGS[meaning]}",
        as_of=DateWithPrecision.of(flow, "as_of") or "",
        source=flow.source or flow.source_said or None,
    )


def flow_facts(flow: Flow) -> list[dict[str, Any]]:
    """The facts of a flow of ``with_names_then``, for a summary list."""

    def body(record: Any, name: str) -> dict[str, Any]:
        if record is None:
            return {"value": name or None}
        words = f"{name}, {record.get_sector_display()}"
        if name != record.name:
            words += f"; today {record.name}"
        return {"value": words, "url": record.get_absolute_url()}

    facts = [
        {"label": "From", **body(flow.giver, flow.giver_name)},
        {"label": "To", **body(flow.receiver, flow.receiver_name)},
        {"label": "Postcode", "value": flow.receiver_postcode},
        {
            "label": "Fund",
            "value": flow.fund.name if flow.fund else flow.fund_said,
            "url": flow.fund and flow.fund.get_absolute_url(),
        },
        {
            "label": "Programme",
            "value": flow.programme and flow.programme.name,
            "url": flow.programme and flow.programme.get_absolute_url(),
        },
        {"label": "What is given", "value": str(flow.get_kind_display()).capitalize()},
        {"label": "In prices of", "value": flow.price_year},
        {"label": "Awarded on", "value": flow.awarded_on and date_words(flow.awarded_on)},
        {"label": "Period", "value": period_of(flow)},
        {"label": "Planned for", "value": flow.months and count_words(flow.months, "month")},
        {"label": "Meant to be passed on", "value": capitalised(flow.get_regrant_display())},
        {"label": "What it may be used for", "value": restriction_words(flow)},
        {"label": "Counted with", "value": PAYMENTS if flow.is_payment else None},
    ]
    return [fact for fact in facts if fact["label"] not in SAID_IF_KNOWN or fact["value"]]


def period_of(flow: Flow) -> str | None:
    """From when to when; an end that nobody said is told as what it follows from."""
    period = capitalised(flow.period)
    if flow.end_is_worked_out:
        period += f". The end is calculated from the start and {count_words(flow.months, 'month')}"
    if flow.end_follows:
        period += ". Nobody said when it ends, so we use the end date of its programme"
    return period or None


def left_over(flow: Flow, years: Sequence[FlowYear]) -> Quantity | None:
    """What its years leave over of an amount; None where they leave nothing, where there is none,
    or where the rest may be of a year whose amount is not known."""
    split = [year.amount for year in years if year.amount is not None]
    amount, spread = flow.amount, sum(split, Decimal(0))
    if amount.low is None or not years or len(split) < len(years):
        return None
    if spread >= (amount.high or amount.low):
        return None
    high = None if amount.high is None else amount.high - spread
    return Quantity(max(amount.low - spread, Decimal(0)), high, amount.qualifier, "£")

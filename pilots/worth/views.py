"""What a pilot cost and what it was worth, as ranges; who else took it up; and their forms."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from interface import exports, paging
from interface.charts.bands import BandChart, PlanActual, band_chart
from interface.columns import Column, Type
from interface.paging import Sort
from interface.words import day_words
from pilots.kinds import KindOfPilot
from pilots.pilot.models import Pilot
from pilots.theory.permissions import can_draw_theory
from pilots.worth.forms import CostForm, SpreadForm
from pilots.worth.models import CostLine, Spread
from records.dates import known_day

MOST = 60


@dataclass(frozen=True)
class Worth:
    """Costs and benefits, with a drawing for each year of prices. They are never added up."""

    lines: list[CostLine]
    charts: list[BandChart]
    unknown: int
    is_cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.lines)


def worth_of(user: Any, pilot: Pilot) -> Worth:
    """The first costs and benefits of a pilot. One query."""
    rows = list(costs_of(user, pilot)[: MOST + 1])
    lines = rows[:MOST]
    for line in lines:
        line.pilot = pilot
    priced = [line for line in lines if line.amount_low is not None]
    years = sorted({line.price_year for line in priced}, key=lambda year: year or 0)
    made = [_chart(year, [line for line in priced if line.price_year == year]) for year in years]
    charts = [chart for chart in made if chart]
    return Worth(lines, charts, len(lines) - len(priced), is_cut=len(rows) > MOST)


def costs_of(user: Any, pilot: Pilot) -> QuerySet[CostLine]:
    """All costs and benefits of a pilot, ready to show."""
    rows = CostLine.objects.visible_to(user).filter(pilot=pilot)
    return rows.select_related("organisation", "source")


def _chart(year: int | None, lines: list[CostLine]) -> BandChart | None:
    prices = f"prices of {year}" if year else "price year not known"
    drawn = [
        PlanActual(
            f"{line.get_side_display().capitalize()}: {line.item}",
            actual_low=line.amount_low,
            actual_high=line.amount_high,
            actual_words=str(line.amount),
        )
        for line in lines
    ]
    text = " ".join(f"{line.label}: {line.actual_words}." for line in drawn)
    key = f"worth-{year or 0}"
    return band_chart(key, f"Costs and benefits, {prices}", drawn, unit="£", said=text)


def spread_of(user: Any, pilot: Pilot) -> QuerySet[Spread]:
    """Who took up what the pilot tried, ready to show."""
    rows = Spread.objects.visible_to(user).filter(pilot=pilot)
    return rows.select_related("place", "organisation", "source")


PAGE = 50
SORTS = (Sort("written", "created_at", says=lambda line: f"recorded {day_words(line.created_at)}"),)
COST_COLUMNS = (
    Column("line", "Number", "Stays the same", attrgetter("pk"), type=Type.NUMBER),
    Column.of(CostLine, "side"),
    Column.of(CostLine, "item"),
    Column("amount", "Amount", "In words, with how exact it is; never add lines up",
           lambda line: str(line.amount) if line.amount.known else ""),
    Column(
        "low", "Amount or low end", "In pounds; empty is not known", attrgetter("amount_low"),
        pounds=True,
    ),
    Column("high", "High end", "Only for a range", attrgetter("amount_high"), pounds=True),
    Column.of(CostLine, "basis"),
    Column.of(CostLine, "years"),
    Column.of(CostLine, "price_year"),
    Column("whose", "Whose", "Who bears the cost or has the benefit", attrgetter("of_whom")),
    Column.of(CostLine, "comparator"),
    Column("source", "Source", "Where it is from", attrgetter("source")),
)  # fmt: skip
SPREAD_COLUMNS = (
    Column("spread", "Number", "Stays the same", attrgetter("pk"), type=Type.NUMBER),
    Column.of(Spread, "place"),
    Column.of(Spread, "organisation"),
    Column.of(Spread, "description"),
    Column.of(Spread, "what"),
    known_day("since", "Since", "No more exact than known", of="on"),
    Column.of(Spread, "known_from"),
    Column("source", "Source", "Where it is from", attrgetter("source")),
)  # fmt: skip


class _BelowEvaluation(KindOfPilot.List):
    """A list below the evaluation of a pilot, paged."""

    sorts = SORTS

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Evaluation", reverse("pilot_evaluation", args=[self.pilot.slug]))]

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        rows, name = self.get_queryset(), f"{self.kind.path}-{self.pilot.slug}"
        if file := exports.respond(request, rows, self.columns, self.sorts, name):
            return file
        page = paging.page(rows, request.GET, SORTS, size=PAGE)
        return self.render_page(page=page, may_draw=can_draw_theory(request.user, self.pilot))


class _KindBelowEvaluation(KindOfPilot):
    may_add = may_edit = can_draw_theory
    listed, public = ("pilot_evaluation", "Evaluation"), True
    add_message, form_takes_user, api = "Saved.", True, True


class Costs(_KindBelowEvaluation):
    """Costs and benefits of a pilot in pounds, or that they are not known."""

    model, form, columns, title = CostLine, CostForm, COST_COLUMNS, "Costs and benefits"
    key, path, noun = "cost_line", "costs", "cost or benefit"
    draft_words, unanswered = "A cost or benefit", ("side", "basis")
    says = "What it costs, and what it is worth"
    with_rows = ("organisation", "source")

    class List(_BelowEvaluation):
        template_name = "pilots/worth/costs.html"


class TakenUp(_KindBelowEvaluation):
    """All who took up what a pilot tried."""

    model, form, columns, title = Spread, SpreadForm, SPREAD_COLUMNS, "Taken up elsewhere"
    path, list_name, draft_words = "taken-up", "pilot_taken_up", "Who took it up"
    add_title, edit_title = "Add who took it up", "Change who took it up"
    says = "Who does it now as well"
    with_rows = ("place", "organisation", "source")

    class List(_BelowEvaluation):
        template_name = "pilots/worth/taken_up.html"

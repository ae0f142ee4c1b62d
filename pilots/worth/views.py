"""What a pilot cost and what it was worth, as ranges; who else took it up; and their forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from interface import exports, paging
from interface.charts.bands import BandChart, PlanActual, band_chart
from interface.exports import Column
from interface.pages import Page
from interface.paging import Sort
from pilots.indicator.codebook import iso
from pilots.pilot.loading import register_part
from pilots.pilot.models import Pilot
from pilots.pilot.page import AddToPilot, EditOfPilot, OfPilot, PilotForm
from pilots.theory.permissions import can_draw_theory
from pilots.worth.forms import CostForm, SpreadForm
from pilots.worth.models import CostLine, Spread
from records.dates import DateWithPrecision

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
SORTS = (Sort("written", "created_at", says=lambda line: f"recorded {line.created_at:%-d %B %Y}"),)
COST_COLUMNS = (
    Column("line", "Number", "Stays the same", attrgetter("pk")),
    Column.of(CostLine, "side"),
    Column.of(CostLine, "item"),
    Column("amount", "Amount", "In words, with how exact it is; never add lines up",
           lambda line: str(line.amount) if line.amount.known else ""),
    Column("low", "Amount or low end", "In pounds; empty is not known", attrgetter("amount_low")),
    Column("high", "High end", "Only for a range", attrgetter("amount_high")),
    Column.of(CostLine, "basis"),
    Column.of(CostLine, "years"),
    Column.of(CostLine, "price_year"),
    Column("whose", "Whose", "Cost or benefit it is", attrgetter("of_whom")),
    Column.of(CostLine, "comparator"),
    Column("source", "Source", "Where it is from", attrgetter("source")),
)  # fmt: skip
SPREAD_COLUMNS = (
    Column("spread", "Number", "Stays the same", attrgetter("pk")),
    Column.of(Spread, "place"),
    Column.of(Spread, "organisation"),
    Column.of(Spread, "description"),
    Column.of(Spread, "what"),
    Column("since", "Since", "No more exact than known",
           lambda adoption: iso(DateWithPrecision.of(adoption, "on"))),
    Column.of(Spread, "known_from"),
    Column("source", "Source", "Where it is from", attrgetter("source")),
)  # fmt: skip


class _ListOfPilot(OfPilot, Page):
    """A list below the evaluation of a pilot, paged; as a file with ``?format=``."""

    public = True
    columns: ClassVar[Sequence[Column]]
    file: ClassVar[str]
    with_rows: ClassVar[tuple[str, ...]]

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().filter(pilot=self.pilot).select_related(*self.with_rows)

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Evaluation", reverse("pilot_evaluation", args=[self.pilot.slug]))]

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        rows, name = self.get_queryset(), f"{self.file}-{self.pilot.slug}"
        if file := exports.respond(request, rows, self.columns, SORTS, name):
            return file
        page = paging.page(rows, request.GET, SORTS, size=PAGE)
        return self.render_page(page=page, may_draw=can_draw_theory(request.user, self.pilot))


class Costs(_ListOfPilot):
    """All costs and benefits of a pilot."""

    model, columns, file = CostLine, COST_COLUMNS, "costs"
    template_name = "pilots/worth/costs.html"
    page_title = "Costs and benefits"
    with_rows = ("organisation", "source")


class TakenUp(_ListOfPilot):
    """All who took up what a pilot tried."""

    model, columns, file = Spread, SPREAD_COLUMNS, "taken-up"
    template_name = "pilots/worth/taken_up.html"
    page_title = "Taken up elsewhere"
    with_rows = ("place", "organisation", "source")


class _WorthForm(PilotForm):
    right = can_draw_theory
    listed = ("pilot_evaluation", "Evaluation")
    success_message = "Recorded."
    form_takes_user = True


class _CostForm(_WorthForm):
    model, form = CostLine, CostForm
    draft = register_part("cost_line", "A cost or benefit", can_draw_theory)


class AddCost(_CostForm, AddToPilot):
    """A cost or a benefit in pounds, or that it is not known."""

    title = "Add a cost or benefit"

    def instance(self) -> CostLine:
        line: CostLine = super().instance()
        line.side = line.basis = ""
        return line


class EditCost(_CostForm, EditOfPilot):
    """Put one right."""

    title = "Change a cost or benefit"
    with_rows = Costs.with_rows


class _SpreadForm(_WorthForm):
    model, form = Spread, SpreadForm
    draft = register_part("spread", "Who took it up", can_draw_theory)


class AddSpread(_SpreadForm, AddToPilot):
    """Somebody else took up what was tried."""

    title = "Add who took it up"


class EditSpread(_SpreadForm, EditOfPilot):
    """Put right who took up what."""

    title = "Change who took it up"
    with_rows = TakenUp.with_rows

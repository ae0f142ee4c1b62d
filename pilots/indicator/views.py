"""Figures: those of all pilots, those of one with their definitions, and each one's series."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from interface import exports, paging, querystring
from interface.cut import cut
from interface.pages import Page, PageAction, RecordPage
from interface.words import date_words
from pilots.indicator import acceptance, charts, codebook, figure_rows, filters, measures
from pilots.indicator.bars import bar_rows
from pilots.indicator.filters import FigureFilter
from pilots.indicator.funnels import funnels
from pilots.indicator.permissions import can_keep_figures, can_propose_remeasure
from pilots.models import Actual, Indicator, Pilot, Remeasure
from pilots.pilot.page import OfPilot, update_action
from pilots.pilot.permissions import (
    can_accept_for,
    can_edit_pilot,
    can_log_progress,
    can_take_back_from,
    has_updates_due,
    who_accepts,
)
from records.taking_back import is_just_added

PAGE = 16
DRAWN = 12  # of so many of a pilot's figures the page shows the series
SHAPES = {"Done": "done", "Due": "some", "Proposed": "early"}


class Figures(Page):
    """The figures of the pilots that a filter leaves; as a file with every value and definition."""

    api, api_title = True, "Figures of pilots"
    public = True
    model = Pilot
    template_name = "pilots/indicator/figures.html"

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Pilots", reverse("pilots")), ("Figures", "")]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        if clean := querystring.cleaned(request):
            return clean
        user = request.user
        with_due = has_updates_due(user)
        chosen = FigureFilter(request.GET, self.get_queryset(), request=request, with_due=with_due)
        if "format" in request.GET:
            source = SimpleNamespace(
                errors=chosen.errors,
                qs=figure_rows.prepared(user, chosen.figures),
                words=chosen.words,
            )
            sorts = (*codebook.SORTS, *filters.SORTS)
            if file := exports.respond(
                request, source, codebook.COLUMNS, sorts, "figures", expand=figure_rows.rows
            ):
                return file
        listed = chosen.figures.select_related("pilot", "part_of", "shared").prefetch_related(
            "pilot__place_links__place"
        )
        page = paging.page(listed, request.GET, filters.SORTS, size=PAGE)
        return self.render_page(
            filter=chosen,
            page=page,
            measures=measures.measures(user, page.rows, in_full=()),
            said_how=any(indicator.method for indicator in page.rows),
            count=paging.bounded_count(chosen.figures).words("figure"),
        )


class PilotFigures(OfPilot, Page):
    """Every figure of a pilot, planned and actual; as a file with both definitions."""

    closed_because = "programs read its rows in “Figures of pilots”"
    public = True
    template_name = "pilots/indicator/list.html"
    page_title, is_tab = "Figures", True

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        user, pilot = request.user, self.pilot
        rows = figure_rows.prepared(user, Indicator.objects.filter(pilot=pilot))
        name = f"figures-{pilot.slug}"
        if file := exports.respond(
            request, rows, codebook.COLUMNS, codebook.SORTS, name, expand=figure_rows.rows
        ):
            return file
        of_pilot = measures.of_pilot(user, pilot, in_full=False, drawn=DRAWN)
        bars, small = bar_rows(of_pilot), [charts.small(each) for each in of_pilot]
        may_log = can_log_progress(user, pilot)
        return self.render_page(
            shown=list(zip(of_pilot, small, strict=True)),
            has_charts=any(small),
            sources=measures.sources_of(of_pilot),
            bars=bars,
            has_bars=any(row.bar for row in bars),
            has_ranges=any(row.is_range for row in bars),
            funnels=funnels(of_pilot),
            again=cut(measures.counted_again(of_pilot), len(of_pilot)),
            today=timezone.localdate(),
            **self.acts(may_log),
            may_log=may_log,
        )

    def acts(self, may_log: bool) -> dict[str, Any]:
        """What can be done with the figures."""
        slug = self.pilot.slug
        add = PageAction("Add a figure", reverse("indicator_add", args=[slug]))
        if not may_log:
            return {"button": add if can_edit_pilot(self.request.user, self.pilot) else None}
        due = PageAction("Fill in what is due", f"{reverse('figures_due')}?pilot={slug}")
        return {"button": update_action(self.pilot), "more": [due, add]}


class OneFigure(OfPilot, RecordPage):
    """What every page of one figure loads; ``key`` is its number within the pilot."""

    model = Indicator
    key = "number"
    record: Indicator

    def get_queryset(self) -> QuerySet[Indicator]:
        rows: QuerySet[Indicator] = self.pilot.indicators.select_related("shared", "part_of")
        return rows

    def load(self) -> Indicator:
        indicator = cast("Indicator", super().load())
        indicator.pilot = self.pilot
        return indicator


class FigurePage(OneFigure):
    """One figure: planned and actual, its series, its plans, and every value with corrections."""

    public = True
    template_name = "pilots/indicator/record.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        user, pilot, figure = request.user, self.pilot, self.record
        self.page_title = figure.name
        measure = _measure(user, figure, pilot)
        may_keep = can_keep_figures(user, pilot)
        actuals = _every_value(user, figure)
        plans = list(figure.plans.select_related("source").shown_to(user))
        for plan in plans:
            plan.indicator = figure
        waiting = [actual for actual in actuals if actual.waits and actual.stands]
        return self.render_page(
            indicator=figure,
            measure=measure,
            line=charts.line(measure, plans, pilot.changes.all()),
            bands=charts.bands(measure),
            by_group=measure.by_group,
            plans=plans,
            actuals=actuals,
            waiting=waiting,
            may_accept=can_accept_for(user, pilot),
            accepts=who_accepts(pilot).says("accepts it") if waiting else "",
            once_accepted=acceptance.once_accepted(pilot),
            may_correct=can_log_progress(user, pilot),
            earlier=figure.earlier_definitions.order_by("-until"),
            again=_remeasures(user, figure),
            may_keep=may_keep,
            may_take_back=is_just_added(figure) and can_take_back_from(user, figure),
            may_propose=may_keep or can_propose_remeasure(user, pilot),
        )


def _measure(user: Any, figure: Indicator, pilot: Pilot) -> measures.Measure:
    both = [figure, *([figure.part_of] if figure.part_of else [])]
    for each in both:
        each.pilot = pilot
    return measures.measures(user, both)[0]


def _every_value(user: Any, figure: Indicator) -> list[Actual]:
    """All values that the reader may see, the newest first; ``stands`` says which still count."""
    rows = Actual.objects.filter(indicator=figure)
    live = set(rows.standing_for(user).values_list("pk", flat=True))
    seen = rows.visible_to(user).with_definition()
    every = list(seen.select_related("source", "created_by").latest_first())
    for actual, older in zip(every, [*every, None][1:], strict=True):
        actual.indicator = figure
        actual.stands = actual.pk in live
        actual.recorded = _recorded(actual) if user.is_authenticated else ""
        actual.change = actual.definition_before = ""
        if older is not None and older.until is not None and older.until != actual.until:
            actual.change = charts.changed_words(older.until)
            actual.definition_before = older.definition_then
    return every


def _recorded(actual: Actual) -> str:
    """When it was recorded, and by whom: for who is signed in."""
    day = date_words(timezone.localdate(actual.created_at))
    return f"{day}, {actual.created_by}" if actual.created_by else day


def _remeasures(user: Any, figure: Indicator) -> list[Remeasure]:
    """When it is to be counted again, the next first, then what is over, the newest first; with
    how each stands."""
    today = timezone.localdate()
    rows = list(figure.remeasures.with_done(user).order_by("-due", "-id"))
    waiting = [row for row in rows if not (row.is_done or row.dropped_because)]
    rows = [*reversed(waiting), *(row for row in rows if row not in waiting)]
    for remeasure in rows:
        remeasure.said = remeasure.words(today)
        remeasure.shape = SHAPES.get(remeasure.said)
    return rows

"""Programmes: the list, and a page for each."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import OuterRef, Prefetch, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from access.permissions import leads
from access.subqueries import UpTo
from dashboards.programme import pilots as programme_pilots
from dashboards.programme.page_data import (
    build,
    dates_of,
    lead_of,
    published_of,
    report_url,
)
from imports.record_import.permissions import can_import
from interface import exports, paging
from interface.cells import linked, small
from interface.charts.span import span
from interface.columns import ADDRESS, Column, Type
from interface.context import trail
from interface.pages import Empty, ListPage, PageAction
from interface.paging import Sort, up_to
from interface.programs import closed_to_programs
from interface.templatetags.placebook import NOT_KNOWN
from interface.words import shortened
from partnerships.models import OrganisationName, Programme, ProgrammePlace
from partnerships.programme.filters import ProgrammeFilter
from partnerships.programme.permissions import can_add_programme, can_edit_programme
from partnerships.programme.views import actions_of, who_adds_places
from pilots.engagement import summary
from pilots.evaluation.permissions import can_plan_evaluation_of
from pilots.models import Pilot
from pilots.pilot.permissions import has_updates_due
from pilots.pilot.views import BY_DUE, BY_NAME
from pilots.total import contributors as programme_figures
from records.dates import DateWithPrecision, known_day
from registry.record_pages import links_of

MOST_COUNTED = 1_000
LONGEST_LEAD = 40
NAMES_OF_LEAD = Prefetch("lead__names", OrganisationName.objects.not_of_duplicates())
NO_SOURCE_SAYS = "No list of its places has been found."

# A start that is not known comes before every known one, so that newest first leaves it last.
NO_START = dt.date(1, 1, 1)


def _start_words(programme: Programme) -> str:
    """When it began, for the way on to the next page."""
    return str(DateWithPrecision.of(programme, "start") or "those whose start is not known")


def _name_cell(row: Any) -> str:
    return linked(row.name, row.get_absolute_url(), row.short_name)


def _lead(row: Any) -> Any:
    """Who leads it, for short, by the name of its day."""
    name = lead_of(row)
    if not name:
        return shortened(row.sponsor, LONGEST_LEAD) or NOT_KNOWN
    called = (one.short_name for one in row.lead.names.all() if one.name == name)
    return next(filter(None, called), shortened(name, LONGEST_LEAD))


def _when(row: Any) -> Any:
    """The bar from its start to its end, with the same in words."""
    return span(row.start, row.end, timezone.localdate()) + small(dates_of(row) or "Not known")


def _places(row: Any) -> str:
    return str(row.place_count or "–")


def _pilots(row: Any) -> str:
    return str(up_to(row.pilot_count, MOST_COUNTED)) if row.pilot_count else ""


class Programmes(ListPage):
    """Where place-based work was tried before, and is tried now."""

    api = True
    public = True
    template_name = "dashboards/programme/list.html"
    model, filters, size = Programme, ProgrammeFilter, 30
    title, noun = "Programmes", "programme"
    lead = "What government and others have tried with places since 2009, the newest first."
    none_match = "No programme matches."
    none_help = "Check the spelling, or type a part of the name."
    empty = Empty(
        "No programme is recorded yet.",
        "Administrators can add them, and officers can add those of their own organisation.",
    )
    sorts = (
        Sort("start", "known_start", says=_start_words, starts_descending=True),
        Sort("name", "sort_key"),
    )
    columns = (
        Column(
            "programme",
            "Programme",
            "Its name",
            lambda row: row.name,
            cell=_name_cell,
            head=True,
            sort="name",
        ),
        Column("when", "2009 to today", cell=_when, sort="start"),
        Column(
            "short_name", "Short name", "What it is called for short", lambda row: row.short_name
        ),
        Column(
            "lead",
            "Led by",
            "The body that leads it, by the name that it had when the programme began",
            lead_of,
            cell=_lead,
        ),
        known_day("start", "Start", "When it began, as precisely as known"),
        known_day("end", "End", "When it ended or is to end, as precisely as known"),
        Column(
            "places_published",
            "Places, as published",
            "How many places it has, according to its source",
            lambda row: row.places_published,
        ),
        Column(
            "places",
            "Places in the record",
            "How many of its places are linked here; sources often name only some",
            lambda row: row.place_count,
            cell=_places,
            number=True,
            type=Type.NUMBER,
        ),
        Column(
            "pilots",
            "Pilots",
            "Number of its pilots that you can see",
            lambda row: row.pilot_count,
            cell=_pilots,
            number=True,
            table_label="Pilots",
            type=Type.NUMBER,
        ),
        Column(
            "source", "Source", "Where this is from", lambda row: row.source and row.source.title
        ),
        ADDRESS,
    )

    def get_queryset(self) -> QuerySet[Programme]:
        """With lead, places and pilots; on a page so many pilots are counted, in a file all."""
        most = None if "format" in self.request.GET else MOST_COUNTED
        pilots = Pilot.objects.visible_to(self.request.user).filter(programme=OuterRef("pk"))
        rows = (
            super().get_queryset().select_related("lead", "source").prefetch_related(NAMES_OF_LEAD)
        )
        return rows.annotate(
            known_start=Coalesce("start", Value(NO_START)),
            place_count=UpTo(
                ProgrammePlace.objects.filter(programme=OuterRef("pk")).distinct("place")
            ),
            pilot_count=UpTo(pilots, most),
        )

    def add(self) -> PageAction | None:
        may = can_add_programme(self.request.user)
        return PageAction("Add a programme", reverse("programme_add")) if may else None

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return trail(self.request, *super().breadcrumbs())


def _breadcrumbs(
    request: HttpRequest, record: Programme, *below: tuple[str, str]
) -> list[tuple[str, str]]:
    name = record.short_name or record.name
    here = (name, record.get_absolute_url() if below else "")
    return trail(request, ("Programmes", reverse("programmes")), here, *below)


@login_not_required
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """One programme."""
    rows = Programme.objects.visible_to(request.user).select_related("lead", "source")
    record = get_object_or_404(rows.prefetch_related(NAMES_OF_LEAD), slug=slug)
    context = {
        "page": build(request.user, record),
        "programme": record,
        "report_url": report_url(record),
        "may_plan": can_plan_evaluation_of(request.user, record),
        "may_edit": can_edit_programme(request.user, record),
        "actions": actions_of(request.user, record),
        "also": links_of(request.user, record, "programme"),
        "imports": leads(request.user, record.pk) and can_import(request.user, record),
        "no_places": partial(_no_places, record),
        "example": record.is_example,
        "breadcrumbs": _breadcrumbs(request, record),
        "kind": "Programme",
    }
    return render(request, "dashboards/programme/record.html", context)


def _no_places(record: Programme) -> str:
    """Why no place is linked, and who may say more; asked only where the page says it."""
    return f"{record.places_note or NO_SOURCE_SAYS} {who_adds_places(record)}".strip()


@login_not_required
def published(request: HttpRequest, slug: str) -> HttpResponse:
    """What was published of a programme, with the source of each claim."""
    record = get_object_or_404(Programme.objects.visible_to(request.user), slug=slug)
    context = {
        "programme": record,
        "page": published_of(request.user, record),
        "example": record.is_example,
        "breadcrumbs": _breadcrumbs(request, record, ("What’s published", "")),
    }
    return render(request, "dashboards/programme/published.html", context)


@login_not_required
def meetings(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom the pilots of a programme met, each team and department counted once."""
    record = get_object_or_404(Programme.objects.visible_to(request.user), slug=slug)
    context = {
        "programme": record,
        "page": summary.met_of_programme(request.user, record),
        "example": record.is_example,
        "breadcrumbs": _breadcrumbs(request, record, ("Who the pilots met", "")),
    }
    return render(request, "dashboards/programme/meetings.html", context)


@closed_to_programs("programs read its rows in “Pilots”, where they choose the programme")
def programme_view(request: HttpRequest, slug: str) -> HttpResponseBase:
    """All pilots of a programme side by side; as a file with ``?format=``."""
    user = request.user
    record = get_object_or_404(Programme.objects.visible_to(user), slug=slug)
    with_due = has_updates_due(user)
    rows = Pilot.objects.visible_to(user).filter(programme=record)
    rows = rows.with_due_key(user).with_places()
    chosen = programme_pilots.ProgrammePilotFilter(
        request.GET, rows, request=request, with_due=with_due
    )
    sorts = (BY_NAME, BY_DUE) if with_due else (BY_NAME,)
    name = f"pilots-{record.slug}"
    file = exports.respond(
        request,
        chosen,
        programme_pilots.COLUMNS,
        sorts,
        name,
        expand=lambda pilots: programme_pilots.in_parts(user, pilots),
    )
    if file is not None:
        return file
    page = paging.page(chosen.qs, request.GET, sorts, size=50)
    context = {
        "programme": record,
        "filter": chosen,
        "page": page,
        "rows": programme_pilots.rows_of(user, page.rows, timezone.localdate()),
        "count": paging.bounded_count(chosen.qs).words("pilot"),
        "with_due": with_due,
        "report_url": report_url(record),
        "example": record.is_example,
        "breadcrumbs": _breadcrumbs(request, record, ("Pilots side by side", "")),
    }
    return render(request, "dashboards/programme/pilots.html", context)


@closed_to_programs("it adds up figures which programs read in “Figures of pilots”")
@login_not_required
def figures(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What its pilots count alike, added up; as a file with ``?format=``."""
    user = request.user
    record = get_object_or_404(Programme.objects.visible_to(user), slug=slug)
    if "format" in request.GET:
        by_definition = programme_figures.of_programme(user, record)
        name = f"figures-together-{record.slug}"
        file = exports.of_rows(
            request,
            by_definition,
            programme_figures.COLUMNS,
            name,
            made_up=lambda _: record.is_example,
        )
        if file is not None:
            return file
    context = {
        "programme": record,
        "rows": programme_figures.rows(user, record),
        "unlinked": programme_figures.unlinked(user, record),
        "example": record.is_example,
        "breadcrumbs": _breadcrumbs(request, record, ("Figures together", "")),
    }
    return render(request, "dashboards/programme/figures.html", context)

"""Requests for data: the list, the tracker by body, one request, as text, its history."""

from __future__ import annotations

from operator import attrgetter, methodcaller
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from access.brief import BriefPage
from access.history import HistoryPage
from barriers.barrier.loading import BARRIERS
from barriers.barrier.permissions import can_log_barriers
from barriers.barrier.views import WRONG_FILTER, ReferencedPage, changed_or_made
from barriers.data_request import page_data, tracker
from barriers.data_request.filters import DataRequestFilter
from barriers.models import Barrier, DataRequest
from interface import exports
from interface.cells import called, linked, names, not_known, soft, status
from interface.columns import Column, Type
from interface.pages import Empty, ListPage, Page, PageAction
from interface.words import capitalised
from pilots.models import Pilot

# First in the trail of every page of a request
REQUESTS = ("Data requests", "/data-requests/")


def _places(request: DataRequest) -> str:
    return "; ".join(link.place.name for link in request.place_links.all())


def _guardian(request: DataRequest) -> str:
    return request.caldicott_guardian or ("not known yet" if request.health_data == "yes" else "")


def _body(request: Any) -> str:
    short = request.asked_short if request.asked_of else request.holder_short
    return called(request.body, short)


def _answered(request: DataRequest) -> Any:
    return not_known(request.answered) if request.is_answered else soft("No answer yet")


def _field(field: str, **differs: Any) -> Column:
    return Column.of(DataRequest, field, **differs)


def _choice(field: str, **differs: Any) -> Column:
    """Empty where it is not known."""
    return _field(field, value=methodcaller("known", field), **differs)


COLUMNS = (
    Column("reference", "Reference", "What people call it", attrgetter("reference")),
    _field("dataset"),
    _field("purpose"),
    _field("people", label="For people"),
    Column("places", "Places", "Who wants it; the first place leads", _places),
    _field("holder"),
    _field("asked_of", label="Asked"),
    _field("status", label="Status"),
    _field("asked_on", value=attrgetter("asked"), type=Type.REDUCED_DATE),
    _field("answered_on", value=attrgetter("answered"), type=Type.REDUCED_DATE),
    *map(_field, ("reply", "reason", "lawful_basis", "legal_gateway", "governance_lead")),
    _choice("health_data"),
    _field("caldicott_guardian", name="caldicott", value=_guardian),
    _choice("agreement"),
    _choice("impact_assessment", name="assessment"),
    _choice("first_time"),
    _choice("aggregate_would_do", name="aggregate", label="Aggregate would do"),
    _choice("fallback"),
    _field("fallback_note"),
    Column(
        "parties",
        "Parties",
        "Who else would give or get the data",
        lambda row: "; ".join(map(str, row.parties.all())),
    ),
    Column(
        "barriers",
        "Barriers",
        "The barriers that it would remove. Only those that you can see",
        lambda row: "; ".join(barrier.reference for barrier in row.seen_barriers),
    ),
    Column("pilot", "Pilot", "Those that you can see", attrgetter("pilot")),
    Column("programme", "Programme", "The pilot's", attrgetter("programme")),
    Column("seen_by", "Visible to", "Who can read it", DataRequest.get_visibility_display),
    _field("source"),
    Column(
        "changed", "Changed", "When it was last changed", attrgetter("updated_at"), type=Type.MOMENT
    ),
    Column("address", "Address", "Its page", DataRequest.get_absolute_url),
    Column(
        "data",
        "Data",
        cell=lambda row: linked(row.dataset, row.get_absolute_url(), row.reference),
        head=True,
    ),
    Column("place", "Place", cell=lambda row: names(at.place for at in row.place_links.all())),
    Column("body", "Organisation", cell=_body),
    Column(
        "stands",
        "Status",
        cell=lambda row: status(capitalised(row.get_status_display()), row.shape),
    ),
    Column(
        "asked",
        "Asked on",
        cell=lambda row: not_known(row.asked) if row.is_asked else soft("Not asked yet"),
    ),
    Column("answered", "Answered on", cell=_answered),
)


class DataRequests(ListPage):
    """The requests that the reader may see."""

    api = True
    model, filters, columns = DataRequest, DataRequestFilter, COLUMNS
    sorts = changed_or_made("logged")
    orders = {
        "changed": ("oldest change first", "newest change first"),
        "logged": ("first logged first", "last logged first"),
    }
    title, noun = "Data requests", "data request"
    lead = "Data that places have asked for, who holds it, and what happened."
    template_name = "barriers/data_request/list.html"
    wrong_filter = WRONG_FILTER
    none_match = "No data request that you can see matches."
    none_help = "A request that you may not see is not counted."
    empty = Empty(
        "No data request that you can see is logged yet.",
        "Contributors of a place can ask for data here, or on the page of a barrier about data "
        "sharing.",
    )

    def get_queryset(self) -> QuerySet[DataRequest]:
        return super().get_queryset().for_rows()

    def file_rows(self) -> QuerySet[DataRequest]:
        """Pilots and barriers as far as the reader sees them."""
        user = self.request.user
        rows = DataRequest.objects.visible_to(user).defer("search")
        barriers = Barrier.objects.visible_to(user).only("id", "title")
        return rows.select_related("holder", "asked_of", "programme", "source").prefetch_related(
            "place_links__place",
            "parties__organisation",
            Prefetch("pilot", queryset=Pilot.objects.visible_to(user)),
            Prefetch("barriers", barriers, "seen_barriers"),
        )

    def add(self) -> PageAction | None:
        if not can_log_barriers(self.request.user):
            return None
        return PageAction("Ask for data", reverse("data_request_log"))

    def get_actions(self) -> list[PageAction]:
        return [
            PageAction("Tracker by body", reverse("data_request_tracker")),
            PageAction("Example agreements", reverse("example_agreements")),
        ]

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, (REQUESTS[0], "")]


class Tracker(Page):
    """How each body answers, and in how many days."""

    closed_because = "it counts rows which programs read in “Data requests”"
    model = DataRequest
    template_name = "barriers/data_request/tracker.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        chosen = DataRequestFilter(request.GET, self.get_queryset(), request=request)
        lines = tracker.build(chosen.qs, request.user, request.GET)
        file = exports.of_rows(
            request,
            lines,
            tracker.COLUMNS,
            "data-request-tracker",
            made_up=lambda _: chosen.made_up_held,
            source=chosen,
        )
        return file or self.render_page(filter=chosen, lines=lines)

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, REQUESTS, ("Tracker", "")]


class OneRequest(ReferencedPage):
    """What every page about one request loads, and the trail to it."""

    model = DataRequest

    def get_queryset(self) -> QuerySet[DataRequest]:
        return page_data.load(self.request.user)

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, REQUESTS]


class DataRequestPage(OneRequest):
    """What is asked for, of whom, on what ground, and what became of it."""

    template_name = "barriers/data_request/record.html"

    def get_context_data(self) -> dict[str, Any]:
        page = page_data.build(self.record, self.request.user)
        seen_by = self.record.get_visibility_display()
        return {**super().get_context_data(), "page": page, "seen_by": seen_by}


class DataRequestBrief(BriefPage, OneRequest):
    """The same as one page of plain text."""

    text_name = "barriers/data_request/brief.txt"

    def facts(self, reader: Any) -> dict[str, Any]:
        return {"page": page_data.build(self.record, reader)}

    def readers(self) -> str:
        asked = f", and {self.record.asked_of}" if self.record.asked_of else ""
        return (readers := super().readers()) and f"{readers}{asked}"


class DataRequestHistory(HistoryPage, OneRequest):
    """Every change that this reader may know of."""

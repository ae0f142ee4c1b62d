"""The list of barriers, and its file: each column with its meaning."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.urls import reverse

from barriers.barrier.columns import AS_THEY_STAND
from barriers.barrier.facts import nature_words, result_words
from barriers.barrier.permissions import can_log_barriers, leads_or_connects
from barriers.barrier.views import WRONG_FILTER, changed_or_made
from barriers.models import Barrier
from barriers.publication.page_data import body_replies_of, published
from barriers.register.beside import beside_list
from barriers.register.filters import BarrierFilter
from interface import words
from interface.cells import called, linked, names, soft, status
from interface.columns import Column, Type
from interface.pages import Empty, ListPage, PageAction
from pilots.models import Pilot
from records.bulk.list_views import ChangedTogether
from records.dates import known_day


def with_all(barriers: QuerySet[Barrier], user: Any) -> QuerySet[Barrier]:
    """Barriers with what their columns say; pilots only as far as the reader sees them."""
    rows = barriers.select_related("category", "unlocker", "programme", "source").defer("search")
    return rows.prefetch_related(
        "place_links__place",
        "sub_type_links__sub_type",
        "actions",
        "guidance_links__guidance",
        published(),
        Prefetch("pilot", queryset=Pilot.objects.visible_to(user)),
    )


def _place_names(barrier: Barrier) -> str:
    return "; ".join(link.place.name for link in barrier.place_links.all())


def _tried(barrier: Barrier) -> str:
    return "; ".join(action.what for action in barrier.actions.all())


def _results(barrier: Barrier) -> str:
    return "; ".join(filter(None, map(result_words, barrier.actions.all())))


def _guidance(barrier: Barrier) -> str:
    return "; ".join(link.guidance.title for link in barrier.guidance_links.all())


def _reply(barrier: Barrier) -> str:
    return " ".join(reply.text for reply in body_replies_of(barrier))


FILE = (
    Column("reference", "Reference", "What people call it", lambda b: b.reference),
    Column("barrier", "Barrier", "What is in the way", lambda b: b.title),
    *Column.each(Barrier, AS_THEY_STAND),
    Column("places", "Places", "Places affected; the first place leads", _place_names),
    Column(
        "kind",
        "Kind",
        "One of six kinds; empty where nobody is sure yet",
        lambda b: b.category.name if b.category else "",
    ),
    Column(
        "finer_kinds",
        "Sub-types",
        "Its sub-types",
        lambda b: "; ".join(link.sub_type.name for link in b.sub_type_links.all()),
    ),
    Column(
        "nature",
        "Nature of the rule",
        "Only for claims about rules (data sharing, funding, priorities). Not stated: nobody has "
        "said. Untested: somebody believes there is a rule, but nobody has checked. The others "
        "rest on a check or on what the source says. Real: a rule stops it. Perceived: nothing "
        "does. Mixed: partly stopped",
        nature_words,
    ),
    Column("status", "Status", "Status", lambda b: b.get_status_display().capitalize()),
    Column(
        "unlocker",
        "Who could change it",
        "The organisation that could change it, of today's name",
        lambda b: b.unlocker.name if b.unlocker else "",
    ),
    Column(
        "reply",
        "Its reply",
        "Of a public barrier that names an organisation: what it replied when it was asked, or "
        "that it did not",
        _reply,
    ),
    Column(
        "cost_low",
        "Cost, in pounds",
        "The cost, or the lower end of it",
        lambda b: b.cost_low,
        pounds=True,
    ),
    Column(
        "cost_high",
        "Cost, upper end",
        "The upper end of a range",
        lambda b: b.cost_high,
        pounds=True,
    ),
    Column(
        "cost_qualifier",
        "How exact",
        "How exact the cost is",
        lambda b: b.get_cost_qualifier_display() if b.cost_low is not None else "",
    ),
    Column(
        "time_low",
        "Staff time, in hours a month",
        "The time, or the lower end of it",
        lambda b: b.time_low,
        type=Type.NUMBER,
    ),
    Column(
        "time_high",
        "Staff time, upper end",
        "The upper end of a range",
        lambda b: b.time_high,
        type=Type.NUMBER,
    ),
    Column("tried", "Tried", "What was tried against it", _tried),
    Column("results", "Results", "What came of what was tried", _results),
    Column("guidance", "Guidance", "The guidance that it bears on", _guidance),
    Column("pilot", "Pilot", "Those that you can see", lambda b: str(b.pilot or "")),
    Column("programme", "Programme", "The pilot's programme", lambda b: str(b.programme or "")),
    known_day(
        "logged", "Logged", "When it was first raised, as exactly as we know", of="logged_on"
    ),
    Column(
        "closed", "Closed", "When it was resolved or closed", lambda b: b.ended_on, type=Type.DATE
    ),
    Column("seen_by", "Visible to", "Who can read it", lambda b: b.get_visibility_display()),
    Column("source", "Source", "Where it was published", lambda b: str(b.source or "")),
    Column(
        "changed", "Changed", "When it was last changed", lambda b: b.updated_at, type=Type.MOMENT
    ),
    Column("address", "Address", "Its page", lambda b: b.get_absolute_url()),
)


def _places(barrier: Barrier) -> str:
    return names(link.place for link in barrier.place_links.all())


def _kind(barrier: Barrier) -> Any:
    return barrier.category.short_name if barrier.category else soft("Not sure yet")


class Barriers(ChangedTogether, ListPage):
    """The barriers that the reader may see."""

    api = True
    public, bulk, size = True, "barriers", 20
    template_name = "barriers/register/list.html"
    model, filters, sorts = Barrier, BarrierFilter, changed_or_made("logged")
    columns = (
        *FILE,
        Column(
            "called",
            "Barrier",
            cell=lambda row: linked(row.title, row.get_absolute_url(), row.reference),
            head=True,
        ),
        Column("where", "Place", cell=_places),
        Column("of_kind", "Kind", cell=_kind),
        Column(
            "stands",
            "Status",
            cell=lambda row: status(words.capitalised(row.get_status_display())),
        ),
        Column(
            "body",
            "Who could change it",
            cell=lambda row: called(row.unlocker, row.unlocker_short),
        ),
    )
    orders = {
        "changed": ("oldest change first", "newest change first"),
        "logged": ("first logged first", "last logged first"),
    }
    title, noun = "Barriers", "barrier"
    wrong_filter = WRONG_FILTER
    none_match = "No barrier that you can see matches."
    none_help = "Log one. Barriers that you can’t see are not counted."
    empty = Empty(
        "No barrier that you can see is logged yet.",
        "Contributors of a place can log what is in the way, in about three minutes.",
    )

    def get_queryset(self) -> QuerySet[Barrier]:
        return super().get_queryset().for_rows()

    def file_rows(self) -> QuerySet[Barrier]:
        return with_all(super().get_queryset(), self.request.user)

    def add(self) -> PageAction | None:
        may = can_log_barriers(self.request.user)
        return PageAction("Log a barrier", reverse("barrier_log")) if may else None

    def render_page(self, **context: Any) -> HttpResponse:
        """Below what is of a place within a council, what its pilots and its councils have."""
        return super().render_page(**context, beside=beside_list(context["filter"]))

    def may_together(self, user: Any) -> bool:
        """Those who log, lead or find owners; one who wrote some and has no role left has none."""
        return can_log_barriers(user) or leads_or_connects(user)

    def get_actions(self) -> list[PageAction]:
        ways = [
            ("Barrier report", "barrier_report"),
            ("Systemic barriers", "systemic_barriers"),
            ("What the kinds mean", "barrier_kinds"),
        ]
        return [PageAction(label, reverse(name)) for label, name in ways]

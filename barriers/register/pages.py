"""The list of barriers."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from barriers.barrier.permissions import can_log_barriers
from barriers.barrier.sorts import changed_or_made
from barriers.models import Barrier
from barriers.record_pages import WRONG_FILTER
from barriers.register.columns import FILE, with_all
from barriers.register.filters import BarrierFilter
from interface import words
from interface.cells import linked, not_known, short_date, small, status
from interface.pages import Column, Empty, ListPage, Way


def _places(barrier: Barrier) -> SafeString:
    places = (link.place for link in barrier.place_links.all())
    made = ((place.get_absolute_url(), place) for place in places)
    return format_html_join(", ", '<a href="{}">{}</a>', made)


def _kind(barrier: Barrier) -> SafeString:
    kind = barrier.category
    if kind is None:
        return format_html('<span class="nk">{}</span>', "Not sure yet")
    nature = f"nature: {barrier.get_nature_display()}" if kind.concerns_rules else ""
    return format_html("{} {}", kind.short_name, small(nature))


def _unlocker(barrier: Barrier) -> Any:
    body = barrier.unlocker
    return linked(str(body), body.get_absolute_url()) if body else not_known(None)


class Barriers(ListPage):
    """The barriers that the reader may see."""

    public = True
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
        Column("body", "Who could change it", cell=_unlocker),
        Column("latest", "Changed", cell=lambda row: short_date(row.updated_at), sort="changed"),
    )
    orders = {
        "changed": ("longest unchanged first", "last changed first"),
        "logged": ("first logged first", "last logged first"),
    }
    heading, noun = "Barriers", "barrier"
    wrong_filter = WRONG_FILTER
    none_match = "No barrier that you can see matches."
    none_match_help = (
        "Take a filter off, or log the first one. A barrier that you may not see is not counted."
    )
    empty = Empty(
        "No barrier that you can see is logged yet.",
        "Contributors of a place log what is in the way in about three minutes.",
    )

    def rows(self) -> QuerySet[Barrier]:
        return super().rows().for_rows()

    def file_rows(self) -> QuerySet[Barrier]:
        return with_all(super().rows(), self.request.user)

    def add(self) -> Way | None:
        may = can_log_barriers(self.request.user)
        return Way("Log a barrier", reverse("barrier_log")) if may else None

    def ways(self) -> list[Way]:
        ways = [
            ("Barrier report", "barrier_report"),
            ("Systemic barriers", "systemic_barriers"),
            ("Practice library", "practice_library"),
        ]
        if self.request.user.is_authenticated:
            ways += [
                ("Asks", "escalations"),
                ("Data requests", "data_requests"),
                ("To be public", "publications"),
            ]
        return [Way(label, reverse(name)) for label, name in ways]

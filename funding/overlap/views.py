"""The overlaps in the country: topics and places for which several are paid at one time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from funding.flow.known import known_elsewhere
from funding.models import Flow
from funding.overlap import paging
from funding.overlap.filters import OverlapFilter
from funding.overlap.find import MOST, Found, find, is_too_many
from interface import exports, querystring
from interface.articles import with_article
from interface.cells import linked
from interface.columns import Column
from interface.made_up import is_marked
from interface.pages import Empty, ListPage, PageAction
from interface.paging import BoundedCount
from interface.words import capitalised, pounds
from partnerships.models import Topic
from records.models import Finding

MONEY = ("Money", "/funding/")
OVERLAPS = ("Overlaps", "/funding/overlaps/")
# What a list of overlaps and the page of one are both asked for
TOO_MANY = "That is more money than is compared at once. Choose a topic or a place first."
PUBLISHED = 20
SHARED = ("on", "under", "meaning", "programme")


def _number(name: str) -> Callable[[Found], int]:
    def value(found: Found) -> int:
        number: int = getattr(found, name)
        return number

    return value


def _counted(name: str, label: str, meaning: str, show: str = "") -> Column:
    """A number, which leads to the rows that it counts."""

    def cell(found: Any) -> Any:
        number = getattr(found, name)
        return linked(str(number), found.address(show)) if number else "0"

    return Column(name, label, meaning, _number(name), cell=cell, number=True)


COLUMNS = (
    Column(
        *("place", "Place", "The place; what is within it counts", lambda one: one.place.name),
        cell=lambda one: linked(one.place.name, one.address()),
        head=True,
    ),
    Column(
        *("topic", "Topic", "What it is for", lambda one: one.topic.name),
        cell=lambda one: one.topic.name,
    ),
    _counted(
        "recipients",
        "Recipients",
        "Bodies that receive money, or descriptions where the source names none. Money that is "
        "passed on counts where it ends up",
    ),
    _counted(
        "payers",
        "Funds or programmes",
        "Funds that pay, or programmes where no fund that you can see is known",
    ),
    _counted("flows", "Rows", "Rows of money running on that day"),
    _counted(
        "small", "Small grants", "Money under the threshold, where the amount is known", "small"
    ),
    _counted("unknown", "Amount not known", "Rows whose amount is not known", "unknown"),
    _counted(
        "undated",
        "Period not fully known",
        "Rows whose start or end is not known: they may not run on that day",
        "undated",
    ),
    Column(
        "unnamed", "Recipient not known", "Rows whose recipient is not known", _number("unnamed")
    ),
    Column(
        "unpaid",
        "Fund not known",
        "Rows of which you can see neither a fund nor a programme",
        _number("unpaid"),
    ),
    Column("address", "Address", "Its page", lambda one: one.address()),
)


class Overlaps(ListPage):
    """Where several recipients or several funds are paid for one topic at one time."""

    closed_because = "to come: pairs are worked out for each reader, and have no number"
    public = True
    template_name = "funding/overlap/list.html"
    model, filters, columns, sorts = Flow, OverlapFilter, COLUMNS, (paging.BY_RECIPIENTS,)
    title, noun = "Overlaps in funding", "overlap"
    lead = (
        "Places where several recipients, or several funds, are paid for the same topic at the "
        "same time. An overlap is a reason to talk, not a fault: it may be intended."
    )
    empty = Empty(
        "No overlap that you can see is running on that day.",
        "Only money with a topic and a place is compared.",
    )
    none_help = empty.help
    orders = {"recipients": ("fewest recipients first", "most recipients first")}

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [MONEY]

    def get_actions(self) -> Sequence[PageAction]:
        asked = self.request.GET
        shared = [(name, asked[name]) for name in ("place", "topic", *SHARED) if name in asked]
        query = f"?{urlencode(shared)}" if shared else ""
        return (PageAction("Small grants", f"{reverse('overlap_small')}{query}"),)

    def get_queryset(self) -> QuerySet[Flow]:
        return Flow.objects.visible_to(self.request.user)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """The page, or its file; more money than is compared at once asks for a topic first."""
        if clean := querystring.cleaned(request):
            return clean
        chosen = self.filters(request.GET, self.get_queryset(), request=request)
        too_many = not chosen.errors and is_too_many(chosen.qs, chosen.said("place"))
        if "format" in request.GET and too_many:
            return render(request, "400.html", {"problem": TOO_MANY}, status=400)
        if "format" in request.GET:
            found = [] if chosen.errors else find(chosen.asked)[0]
            rows = self.with_addresses(found)
            written = [column for column in self.columns if column.in_file]
            if file := exports.of_rows(
                request, rows, written, "overlaps", made_up=is_marked, source=chosen
            ):
                return file
        page, number = paging.Page([], paging.BY_RECIPIENTS, True), 0
        if not too_many and not chosen.errors:
            page, number = paging.page_of(chosen.asked, request.GET)
        self.with_addresses(page.rows)
        count = BoundedCount(number)
        return self.render_page(
            list=self,
            filter=chosen,
            columns=self.table_columns(),
            page=page,
            order=self.orders["recipients"][1],
            count=count,
            counted=capitalised(count.words(self.noun)),
            elsewhere=self.elsewhere(chosen) if not (page.rows or chosen.errors) else (),
            head_actions=self.head_actions(),
            too_many=too_many,
            most=MOST,
            topics=self.topics() if too_many else [],
            published=self.published(chosen),
            day=chosen.day,
            under=pounds(chosen.threshold),
        )

    def elsewhere(self, chosen: Any) -> Sequence[PageAction]:
        return known_elsewhere(chosen, but=["overlaps"])

    def with_addresses(self, rows: list[Any]) -> list[Any]:
        """Each with what its page is asked for, which is what the list is asked for."""
        params = self.request.GET
        kept = [(name, value) for name in SHARED for value in params.getlist(name)]
        for row in rows:
            row.query = urlencode(kept)
        return rows

    def published(self, chosen: OverlapFilter) -> tuple[str, list[Finding]]:
        """What was published of the place that is chosen: of the topic, or else of any; with a
        head."""
        place, topic = chosen.said("place"), chosen.said("topic")
        if place is None:
            return "", []
        about = Topic.objects.filter(slug=topic).first() if topic else None
        found = list(Finding.objects.about(place, about)) if about else []
        if found:
            return f"What was published about {about} in {with_article(place)}", found
        title = f"What was published about {with_article(place)}"
        return title, list(Finding.objects.about(place)[:PUBLISHED])

    def topics(self) -> list[PageAction]:
        """The topics, each leading to its own overlaps."""
        params = self.request.GET
        rows = Topic.objects.values_list("name", "slug")
        return [PageAction(name, querystring.replaced(params, topic=slug)) for name, slug in rows]

"""The list of flows, and the page of one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from funding.flow.columns import COLUMNS, SORTS, listed
from funding.flow.facts import amount_figure, flow_facts, rows_by_meaning
from funding.flow.filters import FlowFilter
from funding.flow.sums import MOST, Totals, totals
from funding.flow.totals import Leg, add_up
from funding.models import Flow
from interface import exports, paging
from interface.paging import BoundedCount
from records.models import Source

SIZE = 50


@login_not_required
def flows(request: HttpRequest) -> HttpResponseBase:
    """The flows that the reader may see, filtered, paged and added up; files by ``?format=``."""
    chosen = FlowFilter(request.GET, listed(request.user), request=request)
    rows = chosen.qs.as_rows(request.user)
    if "format" in request.GET:
        ready = Ready(rows, chosen.errors, chosen.words)
        if file := exports.respond(request, ready, COLUMNS, SORTS, "money"):
            return file
    count = paging.bounded_count(chosen.qs)
    summed = _added_up(request, chosen, count)
    context = {
        "filter": chosen,
        "page": paging.page(rows, request.GET, SORTS, size=SIZE),
        "count": count,
        "totals": summed,
        "meanings": rows_by_meaning(summed),
        "most": MOST,
        "today": timezone.localdate(),
        "crumbs": [("Money", "")],
    }
    return render(request, "funding/flows.html", context)


@dataclass(frozen=True)
class Ready:
    """A filter's errors and words, beside its rows with all that a file shows."""

    qs: QuerySet[Flow]
    errors: Any
    words: list[str]


def _added_up(request: HttpRequest, chosen: FlowFilter, count: BoundedCount) -> Totals:
    """The totals of the list, unless it is too long to be added up on a page."""
    if count.more or count.count > MOST:
        return Totals(too_many=True)
    if not count:
        return Totals()
    place = chosen.form.cleaned_data.get("place") if chosen.form.is_valid() else None
    return totals(chosen.qs, Flow.objects.visible_to(request.user), place=place)


@login_not_required
def flow(request: HttpRequest, pk: int) -> HttpResponse:
    """One flow: how much, what that means, from whom to whom, and what is passed on."""
    visible = Flow.objects.visible_to(request.user)
    one = get_object_or_404(visible.as_rows(request.user), pk=pk)
    children = list(visible.filter(parent=one).as_rows(request.user).order_by("id"))
    onward = [each for each in children if each.meaning == one.meaning]
    parent = visible.as_rows(request.user).filter(pk=one.parent_id or 0).first()
    legs = [Leg.of(each) for each in (one, *children)]
    places = list(one.place_links.all())
    context = {
        "flow": one,
        "amount": amount_figure(one),
        "facts": flow_facts(one),
        "children": children,
        "children_source": _shared_source(children),
        "one_giver": all(each.giver_id == one.receiver_id for each in children),
        "parent": parent,
        "onward": onward,
        "unknown": sum(not each.amount.known for each in onward),
        "stays": add_up(legs[:1], legs)[one.meaning],
        "places": places,
        "years": one.years.all(),
        "topics": one.topics.all(),
        "example": any(link.place.is_example for link in places),
        "crumbs": [("Money", "/funding/flows/"), (str(one), "")],
    }
    return render(request, "funding/flow.html", context)


def _shared_source(rows: list[Flow]) -> Source | None:
    """The source that most of these rows name, to be said once; None where each has its own."""
    named = Counter(row.source for row in rows if row.source)
    source, times = named.most_common(1)[0] if named else (None, 0)
    return source if times > 1 else None

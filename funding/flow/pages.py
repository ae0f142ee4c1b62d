"""The list of flows, and the page of one."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from funding.flow.columns import COLUMNS, SORTS, listed
from funding.flow.facts import amount_figure, flow_facts, rows_by_meaning
from funding.flow.filters import FlowFilter
from funding.flow.sums import MOST, Totals, totals
from funding.flow.totals import Leg, add_up
from funding.models import Flow
from interface.pages import Empty, ListPage, RecordPage
from interface.paging import BoundedCount
from records.models import Source


class Flows(ListPage):
    """The flows that the reader may see, filtered, paged and added up."""

    public = True
    template_name = "funding/flow/list.html"
    model, filters, columns, sorts = Flow, FlowFilter, COLUMNS, SORTS
    heading, noun, file = "Money", "flow", "money"
    lead = (
        "Who gives what to whom, for which places and until when: money, and what is given in kind."
    )
    none_match = "No money that you can see matches these filters."
    empty = Empty(
        "No money that you can see is recorded yet.",
        "Place editors record it with its meaning, period and source.",
    )

    def rows(self) -> QuerySet[Flow]:
        return listed(self.request.user).as_rows(self.request.user)

    def shown(self, **context: Any) -> HttpResponse:
        """With the totals of what is listed."""
        summed = self._added_up(context["filter"], context["count"])
        return super().shown(
            **context,
            totals=summed,
            meanings=rows_by_meaning(summed),
            most=MOST,
            today=timezone.localdate(),
        )

    def _added_up(self, chosen: FlowFilter, count: BoundedCount) -> Totals:
        """The totals of the list, unless it is too long to be added up on a page."""
        if count.more or count.count > MOST:
            return Totals(too_many=True)
        if not count:
            return Totals()
        place = chosen.form.cleaned_data.get("place") if chosen.form.is_valid() else None
        return totals(chosen.qs, Flow.objects.visible_to(self.request.user), place=place)


class FlowPage(RecordPage):
    """One flow: how much, what that means, from whom to whom, and what is passed on."""

    public = True
    template_name = "funding/flow/record.html"
    model = Flow

    def rows(self) -> QuerySet[Flow]:
        rows: QuerySet[Flow] = super().rows().as_rows(self.request.user)
        return rows

    def crumbs(self) -> list[tuple[str, str]]:
        return [("Money", reverse("flows")), (str(self.record), "")]

    def context(self) -> dict[str, Any]:
        flow: Any = self.record
        children = list(self.rows().filter(parent=flow).order_by("id"))
        onward = [child for child in children if child.meaning == flow.meaning]
        legs = [Leg.of(leg) for leg in (flow, *children)]
        places = list(flow.place_links.all())
        return {
            "flow": flow,
            "amount": amount_figure(flow),
            "facts": flow_facts(flow),
            "children": children,
            "children_source": _shared_source(children),
            "one_giver": all(child.giver_id == flow.receiver_id for child in children),
            "parent": self.rows().filter(pk=flow.parent_id or 0).first(),
            "onward": onward,
            "unknown": sum(not child.amount.known for child in onward),
            "stays": add_up(legs[:1], legs)[flow.meaning],
            "places": places,
            "years": flow.years.all(),
            "topics": flow.topics.all(),
            "example": any(link.place.is_example for link in places),
        }


def _shared_source(rows: list[Flow]) -> Source | None:
    """The source that most of these rows name, to be said once; None where each has its own."""
    named = Counter(row.source for row in rows if row.source)
    source, times = named.most_common(1)[0] if named else (None, 0)
    return source if times > 1 else None

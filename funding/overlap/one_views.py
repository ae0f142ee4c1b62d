"""One overlap: a topic at a place, and the money that several receive for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from funding.flow.facts import rows_by_meaning
from funding.flow.sums import totals
from funding.flow.views import COLUMNS as FILE
from funding.models import Flow, OverlapCall
from funding.overlap.columns import ROWS, SORTS, rows_for
from funding.overlap.filters import OneOverlapFilter
from funding.overlap.find import Found, find, may_be_in_force
from funding.overlap.pairs import pairs_of
from funding.overlap.permissions import can_judge_at
from funding.overlap.verdict_views import place_and_topic
from funding.overlap.views import MONEY, OVERLAPS, SHARED
from interface import exports
from interface.articles import with_article
from interface.pages import Empty, ListPage, PageAction
from interface.words import date_words, pounds
from partnerships.models import Organisation
from records.models import Finding

MOST_CALLS = 20


class OverlapPage(ListPage):
    """Who is paid for a topic at a place on one day, through which fund, for what."""

    public = True
    api, api_title = True, "Money of one overlap"
    template_name = "funding/overlap/one.html"
    model, filters, sorts = Flow, OneOverlapFilter, SORTS
    columns: ClassVar[Sequence[exports.Column]] = (*ROWS, *FILE)
    noun = "row"
    empty = Empty("No money that you can see is running here for this topic on that date.")
    none_help = "Another date, or another meaning, may show some."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.place, self.topic = place_and_topic(request.user, kwargs["place"], kwargs["topic"])
        self.filters = self.compared  # type: ignore[misc, assignment]  # asked where and for what

    def compared(
        self, data: Any, rows: QuerySet[Flow], *, request: HttpRequest
    ) -> OneOverlapFilter:
        """The filters for this place and topic."""
        self.chosen = OneOverlapFilter(
            data, rows, request=request, place=self.place, topic=self.topic
        )
        return self.chosen

    @property
    def title(self) -> str:  # type: ignore[override]  # it says what it is of
        return f"{self.topic} in {with_article(self.place)}"

    @property
    def file(self) -> str:  # type: ignore[override]  # named after the two
        return f"overlap-{self.place.slug}-{self.topic.slug}"

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [MONEY, OVERLAPS]

    def get_queryset(self) -> QuerySet[Flow]:
        return rows_for(self.request.user)

    def get_actions(self) -> Sequence[PageAction]:
        """What this reader may do about it."""
        here = [self.place.slug, self.topic.slug]
        query = f"?{self.query}" if self.query else ""
        ways = []
        if self.found and can_judge_at(self.request.user, self.place):
            ways.append(
                PageAction("Explain a pair", reverse("overlap_verdict_add", args=here) + query)
            )
            ways.append(
                PageAction("Invite them to a call", reverse("overlap_call_add", args=here) + query)
            )
        if self.request.user.is_authenticated:
            ways.append(PageAction("Evidence", reverse("overlap_evidence", args=here) + query))
        return ways

    @cached_property
    def found(self) -> Found | None:
        """What the finder says of this topic here; None where it finds no overlap."""
        chosen = self.chosen
        found = [] if chosen.errors or chosen.is_too_much else find(chosen.asked)[0]
        for one in found[:1]:
            one.query = self.query
            return one
        return None

    def get_context_data(self) -> dict[str, Any]:
        chosen, one = self.chosen, self.found
        summed = None if chosen.errors else self.summed()
        return {
            "place": self.place,
            "topic": self.topic,
            "found": one,
            "items": self.items(one) if one else [],
            "sectors": self.sectors() if one else [],
            "day": date_words(chosen.day),
            "under": pounds(chosen.threshold),
            "too_many": not chosen.errors and chosen.is_too_much,
            "meanings": summed,
            "pairs": pairs_of(self.request.user, chosen) if one else None,
            **(self.calls() if one else {}),
            "may_judge": bool(one) and can_judge_at(self.request.user, self.place),
            "published": list(Finding.objects.about(self.place, self.topic)),
            "all_url": f"{reverse('flows')}?place={self.place.slug}&topic={self.topic.slug}",
            "example": self.place.is_example,
        }

    @property
    def query(self) -> str:
        """What the page is asked for, besides what it shows."""
        params = self.request.GET
        return urlencode([(name, value) for name in SHARED for value in params.getlist(name)])

    def items(self, one: Found) -> list[dict[str, Any]]:
        """The numbers at the top, each with the rows that it counts; of what is not known, those
        that are."""
        unknown = [
            _item(one, "Amount not known", "unknown"),
            _item(one, "Period not fully known", "undated"),
        ]
        return [
            {"label": "Recipients", "value": one.recipients, "note": _unnamed(one.unnamed)},
            {"label": "Funds or programmes", "value": one.payers, "note": _unnamed(one.unpaid)},
            _item(one, f"Small grants, under {pounds(self.chosen.threshold)}", "small"),
            *(item for item in unknown if item["value"]),
        ]

    def calls(self) -> dict[str, Any]:
        """The calls to which these recipients were invited, the newest first."""
        seen = OverlapCall.objects.visible_to(self.request.user)
        calls = list(seen.about_any(self.chosen.last)[: MOST_CALLS + 1])
        return {"calls": calls[:MOST_CALLS], "are_more_calls": len(calls) > MOST_CALLS}

    def sectors(self) -> list[str]:
        """The sectors of the recipients, in words."""
        bodies = Organisation.objects.filter(flows_in__in=list(self.chosen.last))
        labels = dict(Organisation.Sector.choices)
        keys = bodies.order_by("sector").values_list("sector", flat=True).distinct()
        return [str(labels[key]) for key in keys]

    def summed(self) -> list[Any]:
        """The totals of each meaning, never added to one another; none where there are too many."""
        # A leg that is not in force takes nothing off, as in the list of flows of that day
        visible = may_be_in_force(Flow.objects.visible_to(self.request.user), self.chosen.day)
        summed = totals(self.chosen.asked.flows, visible, place=self.place)
        return rows_by_meaning(summed)


def _unnamed(number: int) -> str:
    return f"not known in {number} more row{'' if number == 1 else 's'}" if number else ""


def _item(one: Found, label: str, show: str) -> dict[str, Any]:
    number = getattr(one, show)
    return {"label": label, "value": number, "url": one.address(show) if number else ""}

"""The returns of a place: the next one of each duty, and which figures several funds ask for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from funding.models import MonitoringReturn
from funding.monitoring_return.figure_file import FIGURES, file_rows
from funding.monitoring_return.filling import Asked, Key, fill
from interface import exports
from interface.articles import with_article
from interface.paging import BoundedCount
from partnerships.place.frame import OfPlace

MOST, SHOWN = 200, 20
# What is owed is owed for some money: each has a return of its own
EACH = ("duty_id", "place_id", "body_id", "flow_id")


@dataclass(slots=True)
class SameFigure:
    """One figure, and each return that asks for it."""

    asked: list[Asked] = field(default_factory=list)

    @property
    def funds(self) -> int:
        """How many funds ask for it."""
        return len({row.figure.duty.fund_id for row in self.asked})


def next_returns(user: Any, place: Any) -> list[MonitoringReturn]:
    """Of each duty, for each place, body and money here, the return that is to be sent first."""
    rows = MonitoringReturn.objects.visible_to(user).in_place(place).to_send()
    firsts = rows.order_by(*EACH, "due_key", "id")
    ids = firsts.distinct(*EACH).values("pk")
    listed = MonitoringReturn.objects.filter(pk__in=ids).listed()
    return list(listed.order_by("due_key", "id")[:MOST])


class PlaceReturns(OfPlace):
    """Which figures a place is asked for, by how many funds, and what the record has of them."""

    closed_because = (
        "it sets figures that are asked for beside figures that are known, with no number for a row"
    )
    public = False
    template_name = "funding/monitoring_return/place.html"
    page_title = "Returns"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        returns = next_returns(request.user, self.record)
        asked = fill(request.user, returns)
        if "format" in request.GET:
            name = f"figures-asked-of-{self.record.slug}"
            if file := exports.of_rows(
                request,
                file_rows(asked),
                FIGURES,
                name,
                made_up=lambda _: self.record.is_example,
            ):
                return file
        several, once = apart(asked)
        shown = first_of_each(several)
        return self.render_page(
            title=f"Returns of {with_article(self.record)}",
            returns=returns[:SHOWN],
            several=shown,
            once=once[:SHOWN],
            more_returns=BoundedCount(len(returns) - SHOWN, len(returns) == MOST),
            figures=sum(len(same.asked) for same in several) + len(once),
            is_cut=len(shown) < len(several) or len(once) > SHOWN,
            today=timezone.localdate(),
            list_url=f"{reverse('monitoring_returns')}?place={self.record.slug}",
        )


def first_of_each(several: list[SameFigure]) -> list[SameFigure]:
    """As many of them, each with all that ask for it, as a page has room for; at least one."""
    shown: list[SameFigure] = []
    for same in several:
        if shown and sum(len(one.asked) for one in [*shown, same]) > SHOWN:
            break
        shown.append(same)
    return shown


def apart(asked: list[Asked]) -> tuple[list[SameFigure], list[Asked]]:
    """The figures that more than one fund asks for, those of the most funds first; and the rest."""
    by_key: dict[Key, SameFigure] = {}
    for row in asked:
        by_key.setdefault(row.key, SameFigure()).asked.append(row)
    several = [same for same in by_key.values() if same.funds > 1]
    several.sort(key=lambda same: (-same.funds, same.asked[0].figure.name.lower()))
    once = [row for same in by_key.values() if same.funds == 1 for row in same.asked]
    return several, once

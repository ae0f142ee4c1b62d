"""What is coming where somebody works: money that ends, milestones."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from dashboards.scope import gives_or_gets, works_at
from funding.models import Flow, Fund
from interface.paging import BoundedCount, bounded_count
from interface.sections import SHOWN, Section, Task
from partnerships.subqueries import MOST, UpTo, first_of
from partnerships.visibility import Reader
from pilots.models import Milestone, Pilot
from records.dates import DateWithPrecision, months_on

MONTHS = 6


@dataclass(frozen=True)
class Dated:
    """Something that happens on a day, as precisely as known."""

    label: str
    value: str
    url: str


def money_ending(user: Any, reader: Reader, today: dt.date, where: str) -> Section:
    """Flows that end within six months where this user works or in their programmes.

    ``where`` is that scope as a parameter of the list of flows; empty where it has none.
    """
    here = Flow.objects.visible_to(user).filter(works_at(reader) | gives_or_gets(reader))
    soon = here.filter(end__gte=today, end__lte=months_on(today, MONTHS))
    funds = Fund.objects.visible_to(user).filter(pk=OuterRef("fund"))
    named = soon.select_related("receiver").annotate(
        fund_name=Subquery(funds.values("name")), without_end=UpTo(here.filter(end=None), MOST)
    )
    rows, count = first_of(named.order_by("end", "id"), SHOWN)
    if rows:
        unknown = BoundedCount(min(rows[0].without_end, MOST), rows[0].without_end > MOST)
    else:
        unknown = bounded_count(here.filter(end=None), MOST)
    return Section(
        key="ending",
        title=f"Money ending in {MONTHS} months",
        items=[
            Task(
                title=_said(flow),
                url=flow.get_absolute_url(),
                note=f"{flow.get_meaning_display().capitalize()}: {flow.amount}",
                reason=f"ends {DateWithPrecision.of(flow, 'end')}",
            )
            for flow in rows
        ],
        count=count,
        note=f"for {unknown} more the end is not known" if unknown else "",
        url=f"{reverse('flows')}?ending={MONTHS}&{where}" if where else "",
        link="See as a list",
        empty=f"No money that you can see ends in the next {MONTHS} months."
        + (f" For {unknown} the end is not known." if unknown else ""),
    )


def milestones(user: Any, reader: Reader, today: dt.date) -> list[Dated]:
    """Milestones of the next six months where this user works, the first one first."""
    pilots = Pilot.objects.visible_to(user).filter(works_at(reader))
    mine = Q(pilot__in=pilots.values("pk")) | Q(programme__in=sorted(reader.programmes))
    seen = Milestone.objects.visible_to(user).to_come()
    seen = seen.exclude(pilot__status__in=Pilot.ENDED)
    coming = seen.filter(mine, due__gte=today, due__lte=months_on(today, MONTHS))
    rows = coming.select_related("pilot", "programme").order_by("due", "id")[:SHOWN]
    return [
        Dated(
            label=str(DateWithPrecision.of(one, "due")),
            value=f"{one.text} ({one.pilot or one.programme})",
            url=(one.pilot or one.programme).get_absolute_url(),
        )
        for one in rows
    ]


def _said(flow: Any) -> str:
    receiver = flow.receiver.name if flow.receiver else flow.receiver_said
    return flow.description or flow.fund_name or f"To {receiver}"

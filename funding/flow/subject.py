"""How flows and funds take part in the whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from funding.models import Flow, FlowPlace, FlowYear, Fund, FundOwner
from interface.paging import BoundedCount, bounded_count
from interface.parts import Part, Theme
from interface.sections import SHOWN, Section, Task
from partnerships import search
from partnerships.examples import made_up_last
from partnerships.organisation.permissions import works_at
from partnerships.search import Found, Group, Searched, some_of
from partnerships.subqueries import MOST, UpTo, first_of
from partnerships.visibility import Reader
from partnerships.waiting import Change, Changed, Waiting, Work, changed_records
from records.dates import DateWithPrecision, months_on
from records.differences import InHistory
from records.merging import BodyRule, Does, PlaceRule, Sides
from records.resting import CitedBy, HasNotes

MONTHS = 6


def _open_flow(sides: Sides) -> Q:
    return Q(flow__end=None) | Q(flow__end__gte=sides.day)


def _note(flow: Flow) -> str:
    receiver = flow.receiver.name if flow.receiver else flow.receiver_said
    amount = f"{flow.amount}, {flow.get_meaning_display()}"
    return f"{amount}, to {receiver}" if receiver else amount


def _search(user: Any, typed: str, today: dt.date) -> Group:
    rows, count = some_of(made_up_last(Flow.objects.visible_to(user)), typed, "receiver")
    hits = (
        Found(str(row), row.get_absolute_url(), _note(row), made_up=row.made_up) for row in rows
    )
    return Group("flows", "Money", "flow", list(hits), count)


def _gives_or_gets(reader: Reader) -> Q:
    """Flows from or to this reader's organisations."""
    ids = sorted(reader.organisations)
    return Q(giver__in=ids) | Q(receiver__in=ids)


def _money_ending(user: Any, reader: Reader, today: dt.date, where: str) -> Section:
    """Flows that end within six months where this user works or in their programmes.

    ``where`` is that scope as a parameter of the list of flows; empty where it has none.
    """
    here = Flow.objects.visible_to(user).filter(works_at(reader) | _gives_or_gets(reader))
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


def _said(flow: Any) -> str:
    receiver = flow.receiver.name if flow.receiver else flow.receiver_said
    return flow.description or flow.fund_name or f"To {receiver}"


def _waiting(work: Work) -> Iterator[Section]:
    if work.is_anywhere:
        yield _money_ending(work.user, work.reader, work.today, work.where)


def _changes(work: Work, since: dt.datetime) -> Iterable[Change]:
    rows = Flow.objects.visible_to(work.user).filter(
        works_at(work.reader) | _gives_or_gets(work.reader)
    )
    return changed_records("Money", rows, since)


def _search_funds(user: Any, typed: str, today: dt.date) -> Group:
    """Funds have no page of their own: each leads to what flows from it."""
    rows, count = first_of(
        made_up_last(Fund.objects.visible_to(user).found_by(typed)), search.SHOWN
    )
    flows = reverse("flows")
    hits = (
        Found(row.name, f"{flows}?{urlencode({'fund': row.slug})}", made_up=row.made_up)
        for row in rows
    )
    return Group("funds", "Funds", "fund", list(hits), count)


DECLARES = (
    Part(
        page="flows",
        label="Money",
        says="Grants and other money: who pays whom, for what and until when",
        theme=Theme.MONEY,
        order=10,
        words="funding funds grants flows spending budget",
    ),
    PlaceRule(
        FlowPlace,
        "place",
        Does.MOVE,
        noun="flow",
        record="flow",
        order=190,
        open=_open_flow,
        once=("flow_id",),
        sums="share",
        copied={"share": None},
    ),
    BodyRule(Flow, "giver", Does.MOVE, noun="flow from it,flows from it", order=180),
    BodyRule(Flow, "receiver", Does.MOVE, noun="flow to it,flows to it", order=190),
    CitedBy(model=Flow, key="money", noun="flow of money,flows of money", order=290),
    Searched(model=Flow, group=_search, order=90),
    Waiting(sections=_waiting, order=210),
    Changed(changes=_changes, order=40),
    InHistory(model=FlowPlace, noun="place"),
    InHistory(model=FlowYear, noun="year", named_by=("year",)),
    InHistory(
        model=Flow,
        labels={
            "giver": "From",
            "receiver": "To",
            "receiver_said": "To, as the source says it",
            "restriction_text": "What it may be used for",
            "parent": "Passed on from",
        },
    ),
    BodyRule(
        FundOwner,
        "organisation",
        Does.MOVE,
        noun="fund",
        record="fund",
        order=170,
        once=("fund_id",),
        sums="share",
    ),
    Searched(model=Fund, group=_search_funds, order=80),
    InHistory(model=FundOwner, noun="owner"),
    InHistory(model=Fund, labels={"restriction_text": "What it may be used for"}),
    HasNotes(model=Flow),
)

"""How flows take part in the whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Case, F, Func, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse

from access.subqueries import MOST, UpTo, of_many
from access.visibility import Reader, reader_of
from funding.flow.ends import end_words
from funding.flow.permissions import can_add_flow, can_edit_flow
from funding.flow.programme_file import FLOWS
from funding.models import Flow, FlowPlace, FlowTopic, FlowYear, Fund
from interface.paging import BoundedCount
from interface.parts import MenuItem, Theme
from interface.sections import Section, Task
from partnerships.models import Place, Programme
from partnerships.organisation.permissions import works_at
from partnerships.place.examples import made_up_rule
from pilots.models import Pilot
from records.addresses import address
from records.dates import DateWithPrecision, months_on
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, PlaceRule, Sides, moves
from records.resting import CitesSource, HasNotes, SourceKept
from registry.calendar import Calendar, CalendarEvents, DatedQuery, Entry, Reading
from registry.followed import FollowedNews, RecordsChanged
from registry.reported import HasErrorReports
from registry.search import BODY, FUND, PLACE, PROGRAMME, TODAY, DayInWords, Pair, SearchIndex
from registry.waiting import Change, Changed, TaskSections, Work, changed_records, first_few

MONTHS = 6


def _open_flow(sides: Sides) -> Q:
    return Q(flow__end=None) | Q(flow__end__gte=sides.day)


# Money that was promised or paid was so by or to the body of that day; what is only expected is
# expected of or for the one that takes over.
EXPECTED = Q(meaning__in=(Flow.Meaning.FORECAST, Flow.Meaning.INFLUENCEABLE))


def _gives_or_gets(reader: Reader) -> Q:
    """Flows from or to this reader's organisations."""
    ids = sorted(reader.organisations)
    return Q(giver__in=ids) | Q(receiver__in=ids)


def _ending(work: Work) -> QuerySet[Any]:
    today, ours = work.today, works_at(work.reader) | _gives_or_gets(work.reader)
    here = Flow.objects.visible_to(work.user).payments().filter(ours)
    soon = here.filter(end__gte=today, end__lte=months_on(today, MONTHS))
    funds = Fund.objects.visible_to(work.user).filter(pk=OuterRef("fund"))
    named = soon.select_related("receiver").annotate(
        fund_name=Subquery(funds.values("name")), without_end=UpTo(here.filter(end=None), MOST)
    )
    return named.order_by("end", "id")


def _money_ending(work: Work) -> Section:
    """Flows that end within six months where this user works or in their programmes."""
    where = work.where
    rows, count = first_few(work, _ending, of_many)
    without_end = rows[0].without_end if rows else 0
    unknown = BoundedCount(min(without_end, MOST), without_end > MOST)
    return Section(
        key="ending",
        title=f"Money ending in {MONTHS} months",
        items=[
            Task(
                title=_said(flow),
                url=address("flow_ending", flow.pk),
                note=f"{flow.get_meaning_display().capitalize()}: {flow.amount}",
                reason=f"ends {end_words(flow)}",
            )
            for flow in rows
        ],
        count=count,
        note=f"the end date of {unknown} more is not known" if unknown else "",
        url=f"{reverse('money_ending')}?ending={MONTHS}&{where}" if where else "",
        link="See as a list",
        is_to_know=True,
    )


def _said(flow: Any) -> str:
    receiver = flow.receiver.name if flow.receiver else flow.receiver_said
    return flow.description or flow.fund_name or f"To {receiver}"


def _waiting(work: Work) -> Iterator[Section]:
    if work.is_anywhere:
        yield _money_ending(work)


def flows_of(calendar: Calendar) -> Q:
    """The flows that a calendar is of."""
    match calendar.subject:
        case Place():
            return Q(reach_ids__contains=[calendar.subject.pk])
        case Programme():
            return Q(programme=calendar.subject)
    reader = reader_of(calendar.user)
    return works_at(reader) | _gives_or_gets(reader) if reader else Q(pk__in=[])


def _ends(reading: Reading) -> DatedQuery | None:
    """When money ends, as precisely as known. That it ended is nothing to do, so none is late."""
    if isinstance(reading.calendar.subject, Pilot):
        return None  # money goes to places and bodies
    seen = Flow.objects.visible_to(reading.user).payments().filter(flows_of(reading.calendar))
    amount = ("meaning", "amount_low", "amount_high", "amount_qualifier")
    named = ("description", "receiver__name", "receiver_said")
    columns = ("end", "end_precision", "end_follows", "updated_at", *named, *amount)
    return DatedQuery(
        parts=(seen.filter(reading.window.near("end")),),
        day=F("end"),
        precision=F("end_precision"),
        queryset=lambda: Flow.objects.select_related("receiver").only(*columns),
        entry=_end,
        in_order=True,
    )


def _end(flow: Any, reading: Reading) -> Entry:
    receiver = flow.receiver.name if flow.receiver else flow.receiver_said
    amount = f"{flow.get_meaning_display().capitalize()}: {flow.amount}"
    return Entry(
        kind="money",
        key=f"flow-end-{flow.pk}",
        when=DateWithPrecision(flow.end, flow.end_precision),
        text=f"Money ends: {flow.description or f'to {receiver}'}",
        url=address("flow_ending", flow.pk),
        changed=flow.updated_at,
        note=". ".join(filter(None, (amount, flow.end_follows and "Ends with its programme"))),
    )


def _changes(work: Work, since: dt.datetime) -> Iterable[Change]:
    rows = (
        Flow.objects.visible_to(work.user)
        .payments()
        .filter(works_at(work.reader) | _gives_or_gets(work.reader))
    )
    return changed_records("Money", rows, since)


WHOSE = Func(
    Value(" to "),
    "giver__name",
    NullIf(Coalesce("receiver__name", "receiver_said"), Value("")),
    function="concat_ws",
    output_field=TextField(),
)


def _called(flow: Flow) -> str:
    name = flow.description or flow.receiver or flow.receiver_said or "a flow"
    return f"money: {name}, {flow.amount}, {flow.get_meaning_display()}"


REGISTRATIONS = (
    FLOWS,
    HasErrorReports(model=Flow, pages=("flow",), bodies=("giver", "receiver")),
    MenuItem(
        page="funding",
        label="Money",
        says="Grants and other money: who pays who, what for, and when it ends",
        theme=Theme.MONEY,
        order=10,
        words="funding funds grants flows spending budget",
    ),
    MenuItem(
        page="flows",
        on_topic="Money",
        within="funding",
        label="List of money",
        says="Each amount, to filter, add up and download",
        theme=Theme.MONEY,
        order=11,
        words="funding funds grants flows who pays who",
    ),
    MenuItem(
        page="flow_add",
        label="Add money",
        says="Who pays who, for which place, and when it ends",
        theme=Theme.MONEY,
        order=120,
        words="grant funding flow new",
        permission=can_add_flow,
        adds=True,
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
    BodyRule(
        Flow,
        "giver",
        Does.MOVE,
        noun="flow from it,flows from it",
        order=180,
        in_time=moves(EXPECTED),
    ),
    BodyRule(
        Flow,
        "receiver",
        Does.MOVE,
        noun="flow to it,flows to it",
        order=190,
        in_time=moves(EXPECTED),
    ),
    CitesSource(model=Flow, key="money", noun="flow of money,flows of money", order=290),
    TaskSections(sections=_waiting, order=210),
    CalendarEvents(key="money", label="Money ending", noun="Money", dated=_ends, order=50),
    Changed(changes=_changes, order=40),
    HistoryLabel(model=FlowPlace, noun="place"),
    HistoryLabel(model=FlowTopic, noun="topic"),
    HistoryLabel(
        model=FlowYear,
        noun="year",
        named_by=("year",),
        with_name=("amount",),
        financial_years=("year",),
    ),
    HistoryLabel(
        model=Flow,
        labels={
            "giver": "From",
            "receiver": "To",
            "receiver_said": "To, as the source says it",
            "restriction_text": "What it may be used for",
            "parent": "Passed on from",
        },
    ),
    SourceKept(model=Flow, permission=can_edit_flow),
    HasNotes(model=Flow),
    SearchIndex(
        model=Flow,
        label="money",
        plural="money",
        page="flow",
        title=Case(
            When(
                description="",
                then=Coalesce(NullIf(WHOSE, Value("")), Value("Money")),
            ),
            default="description",
            output_field=TextField(),
        ),
        text=("note", "restriction_text", "receiver_said", "identifier"),
        # No fund: who reads the money may not read of that
        note=("giver__name", "receiver__name", DayInWords("To", "end", "end_precision")),
        within={
            PLACE: "reach_ids",
            PROGRAMME: "programme_id",
            BODY: Pair("giver_id", "receiver_id"),
            FUND: "fund_id",
        },
        made_up=made_up_rule(Flow),
        over=Q(end__lt=TODAY),
        weight=-0.1,
        order=90,
    ),
    FollowedNews(
        read=RecordsChanged(
            rows=lambda: Flow.objects.payments().select_related("receiver"),
            said=(
                *("visibility", "description", "amount_low", "amount_high", "meaning"),
                *("start", "end"),
            ),
            words=_called,
        ),
        order=40,
    ),
)

"""How pools take part in the whole."""

from __future__ import annotations

from django.db.models import Q

from funding.models import Pool, PoolContribution, PoolPlace, PoolYear
from funding.pool.in_calendar import CALENDAR
from funding.pool.on_agenda import ON_AGENDA
from funding.pool.packed import PACKED
from funding.pool.permissions import can_edit_pool
from funding.pool.views import Contributions, Pools, Years
from interface.parts import MenuItem, Theme
from partnerships.place.examples import made_up_rule
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, InTime, PlaceRule, Sides
from records.resting import CitesSource, SourceKept
from records.switches import SwitchablePart
from registry.reported import HasErrorReports
from registry.search import BODY, PLACE, PROGRAMME, SearchIndex


def _runs(sides: Sides) -> Q:
    return Q(end=None) | Q(end__gte=sides.day)


def _years_to_come(sides: Sides) -> Q:
    """Of the financial years that begin on the day or later."""
    return Q(year__gte=sides.day.year + ((sides.day.month, sides.day.day) > (4, 1)))


def _pool_runs(sides: Sides) -> Q:
    return Q(pool__end=None) | Q(pool__end__gte=sides.day)


REGISTRATIONS = (
    ON_AGENDA,
    PACKED,
    SwitchablePart(
        key="pools",
        label="Pools",
        says="Budgets that several organisations keep together",
        below=("funding/pools/",),
        order=90,
    ),
    *Pools.registrations(),
    *Contributions.registrations(),
    *Years.registrations(),
    HasErrorReports(model=Pool, pages=("pool",), bodies=("host",)),
    MenuItem(
        page="pools",
        label="Pools",
        says="Budgets that several organisations pay into, and whether they are overspent",
        theme=Theme.MONEY,
        order=20,
        words="pooled section 75 better care fund host joint budget",
        within="funding",
    ),
    PlaceRule(
        PoolPlace,
        "place",
        Does.MOVE,
        noun="pool",
        record="pool",
        order=194,
        open=_pool_runs,
        once=("pool_id",),
    ),
    BodyRule(
        Pool,
        "host",
        Does.MOVE,
        noun="pool that it hosts,pools that it hosts",
        order=196,
        open=_runs,
        in_time=InTime(Does.MOVE, _runs),
    ),
    BodyRule(
        PoolContribution,
        "organisation",
        Does.MOVE,
        noun="contribution to a pool,contributions to pools",
        record="pool",
        order=197,
        once=("pool_id", "year"),
        twins_stay=True,
        in_time=InTime(Does.MOVE, _years_to_come),
    ),
    CitesSource(model=Pool, key="pools", noun="pool", order=297),
    HistoryLabel(model=PoolPlace, noun="place"),
    HistoryLabel(
        model=PoolContribution,
        public=True,
        noun="contribution",
        with_name=("year", "agreed_low", "paid_low"),
        units={"agreed": "£", "paid": "£"},
        financial_years=("year",),
    ),
    HistoryLabel(
        model=PoolYear,
        public=True,
        noun="year",
        named_by=("year",),
        with_name=("budget", "spent"),
        units={"budget": "£", "spent": "£"},
        financial_years=("year",),
    ),
    SourceKept(model=Pool, permission=can_edit_pool),
    SearchIndex(
        model=Pool,
        label="pooled budget",
        page="pool",
        title="name",
        text=("functions", "sharing", "monitoring", "manager"),
        note=("host__name", "functions"),
        within={PLACE: "reach_ids", PROGRAMME: "programme_id", BODY: "host_id"},
        made_up=made_up_rule(Pool),
        order=93,
    ),
    Absent(
        model=Pool,
        at=Whole.FILES,
        why="no format reads a pooled budget: what each pays in, and what was spent in a year",
        to_come=True,
    ),
    *CALENDAR,
)

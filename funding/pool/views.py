"""Pools: the list, one of them with what is paid in and spent, and what is written of it."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from access.history import HistoryPage
from funding.filters import NEWEST
from funding.models import Pool, PoolContribution, PoolPlace, PoolYear
from funding.part_views import AddPart, BelowWhole, ChangePart, part_draft
from funding.place_asked import asked_place, asked_programme
from funding.pool.forms import EditContribution, EditPool, EditYear, PoolFilter
from funding.pool.permissions import can_add_pool, can_edit_part, can_edit_pool
from funding.write_views import WriteAtPlaces
from interface.cells import linked, links
from interface.exports import ADDRESS, NUMBER
from interface.pages import Column, Empty, ListPage, PageAction, PlainPage, RecordPage
from interface.words import NOT_KNOWN, capitalised
from records import drafts
from records.dates import DateWithPrecision
from records.form_views import AddPage, EditPage, TakeBackPage
from records.taking_back import is_just_added

MONEY = ("Money", "/funding/flows/")
POOLS = ("Pools", "/funding/pools/")
SHOWN = 200

DRAFT = drafts.register_record(
    "pool",
    Pool,
    new="A pool",
    changed="Changes to a pool",
    may_add=can_add_pool,
    may_edit=can_edit_pool,
)
PAID_IN = part_draft(
    *("pool-paid-in", "Contribution to a pool", PoolContribution, "pool"),
    may_add=can_edit_pool,
    may_edit=can_edit_part,
    at="pool_contribution",
)
SPENT = part_draft(
    *("pool-year", "Year of a pool", PoolYear, "pool"),
    may_add=can_edit_pool,
    may_edit=can_edit_part,
    at="pool_year",
)


def _places(pool: Pool) -> list[Any]:
    return [link.place for link in pool.place_links.all()]


def _day(name: str) -> Any:
    return lambda pool: str(DateWithPrecision.of(pool, name) or "")


COLUMNS = (
    NUMBER,
    Column(
        *("name", "Pool", "What the pool is called", attrgetter("name")),
        cell=lambda pool: linked(pool.name, pool.get_absolute_url()),
        head=True,
        sort="newest",
    ),
    Column.of(Pool, "basis", cell=lambda pool: capitalised(pool.get_basis_display())),
    Column(
        "host",
        "Host",
        "The organisation that keeps the money and answers for its accounts",
        lambda pool: pool.host.name if pool.host else "",
        cell=lambda pool: pool.host.name if pool.host else NOT_KNOWN,
    ),
    Column.of(Pool, "manager", cell=lambda pool: pool.manager or NOT_KNOWN),
    Column(
        *("places", "Places", "The places whose people it is for", attrgetter("where")),
        cell=lambda pool: links(_places(pool)) or NOT_KNOWN,
    ),
    Column("start", "Start", "When it started, as far as known", _day("start")),
    Column("end", "End", "When the agreement ends, as far as known", _day("end")),
    *Column.each(Pool, ("functions", "sharing", "monitoring")),
    Column(
        "programme",
        "Programme",
        "The programme that it is part of",
        lambda pool: pool.programme.name if pool.programme else "",
    ),
    Column("source", "Source", "Where it is from", lambda pool: pool.source and pool.source.title),
    Column("visibility", "Visible to", "Who can see this row", Pool.get_visibility_display),
    ADDRESS,
)


class Pools(ListPage):
    """The pools that the reader may see."""

    public = True
    model, filters, columns, sorts = Pool, PoolFilter, COLUMNS, (NEWEST,)
    orders = {"newest": ("oldest change first", "newest change first")}
    title, noun = "Pools", "pool"
    lead = "Budgets that several organisations pay into and spend together, hosted by one of them."
    empty = Empty("No pool that you can see is recorded yet.")

    def get_queryset(self) -> QuerySet[Pool]:
        rows: QuerySet[Pool] = super().get_queryset().as_rows()
        return rows

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [MONEY]

    def add(self) -> PageAction | None:
        may = can_add_pool(self.request.user)
        return PageAction("Add a pool", reverse("pool_add")) if may else None


class OfPool(RecordPage):
    """What every page about one pool has."""

    model = Pool

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [MONEY, POOLS]


class PoolPage(OfPool, PlainPage):
    """One pool: who keeps it, what it may pay for, what each pays in, whether it is over."""

    public = True
    template_name = "funding/pool/record.html"
    history, empty_hint = "pool_history", "Those who look after the pool can add it."
    texts = {"functions": "", "sharing": "", "monitoring": ""}

    def get_queryset(self) -> QuerySet[Pool]:
        rows: QuerySet[Pool] = super().get_queryset().as_rows()
        return rows

    def facts(self) -> list[dict[str, Any]]:
        pool = self.record
        host, programme = pool.host, pool.programme
        facts = [
            {
                "label": "Host",
                "value": host and host.name,
                "url": host and host.get_absolute_url(),
            },
            {"label": "Pool manager", "value": pool.manager or None},
            {"label": "Legal basis", "value": _unless_unknown(pool)},
            {"label": "Period", "value": capitalised(pool.period) or None},
            {"label": "Places", "value": links(_places(pool)) or None},
        ]
        if programme:
            facts.append(
                {
                    "label": "Programme",
                    "value": programme.name,
                    "url": programme.get_absolute_url(),
                }
            )
        return facts

    def get_actions(self) -> Sequence[PageAction]:
        pool = self.record
        if not can_edit_pool(self.request.user, pool):
            return ()
        ways = [PageAction("Change", reverse("pool_edit", args=[pool.pk]))]
        if is_just_added(pool):
            ways.append(PageAction("Take back", reverse("pool_take_back", args=[pool.pk])))
        return ways

    def get_context_data(self) -> dict[str, Any]:
        pool = self.record
        paid_in = pool.contributions.select_related("organisation")
        return {
            **super().get_context_data(),
            "paid_in": list(paid_in[:SHOWN]),
            "years": list(pool.years.all()[:SHOWN]),
            "may_edit": can_edit_pool(self.request.user, pool),
            "example": any(place.is_example for place in _places(pool)),
        }


def _unless_unknown(pool: Pool) -> str | None:
    if pool.basis == Pool.Basis.NOT_KNOWN:
        return None
    return capitalised(pool.get_basis_display())


class _Write(WriteAtPlaces):
    """The form of a pool, new or known."""

    form, draft = EditPool, DRAFT


class AddPool(_Write, AddPage):
    """A new one; ``?place=`` and ``?programme=`` fill in what is known already."""

    model, permission = Pool, can_add_pool
    title, success_message = (
        "Add a pool",
        "The pool is added. Next, record what each organisation pays in.",
    )
    lead = (
        "A budget that several organisations pay into and spend together. "
        "Leave empty what is not known."
    )

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [MONEY, POOLS]

    def arguments(self) -> dict[str, Any]:
        known = {"add_place": asked_place(self.request), "programme": asked_programme(self.request)}
        filled = {name: value for name, value in known.items() if value is not None}
        return {**super().arguments(), "initial": filled}


class ChangePool(_Write, OfPool, EditPage):
    """Every fact of a pool; the second of two editors sees both versions."""

    permission = can_edit_pool
    page_title, title, success_message = "Change", "Change this pool", "The pool is changed."


class PoolHistory(OfPool, HistoryPage):
    """Who changed what of a pool."""

    public = True
    also = (PoolPlace, PoolContribution, PoolYear)


class TakeBackPool(OfPool, TakeBackPage):
    """Take back a pool that was added by mistake."""

    permission, noun = can_edit_pool, "pool"
    instead = "Say when it ended instead."
    parts = ((PoolPlace, "pool"), (PoolContribution, "pool"), (PoolYear, "pool"))


class _BelowPool(BelowWhole):
    """Mixed into a page class: its whole is a pool."""

    link = "pool"
    trail = (MONEY, POOLS)


class AddContribution(_BelowPool, AddPart):
    """What one body pays in."""

    model, form, draft, right = PoolContribution, EditContribution, PAID_IN, can_edit_pool
    form_takes_user = True
    page_title = title = "Record a contribution"
    success_message = "It is recorded."


class ChangeContribution(_BelowPool, ChangePart):
    """What one body pays in, as it should be."""

    model, form, draft, permission = PoolContribution, EditContribution, PAID_IN, can_edit_part
    form_takes_user = True
    page_title = title = "Change a contribution"
    success_message = "It is recorded."

    def get_queryset(self) -> QuerySet[PoolContribution]:
        rows: QuerySet[PoolContribution] = super().get_queryset().select_related("organisation")
        return rows


class AddYear(_BelowPool, AddPart):
    """What a year came to."""

    model, form, draft, right = PoolYear, EditYear, SPENT, can_edit_pool
    page_title = title = "Record a year’s spending"
    success_message = "The year is recorded."


class ChangeYear(_BelowPool, ChangePart):
    """What a year came to, as it should be."""

    model, form, draft, permission = PoolYear, EditYear, SPENT, can_edit_part
    page_title = title = "Change a year’s spending"
    success_message = "The year is recorded."

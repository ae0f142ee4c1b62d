"""Pools: the list, one of them with what is paid in and spent, and what is written of it."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from funding.models import Pool, PoolContribution, PoolPlace, PoolYear
from funding.pool.forms import EditContribution, EditPool, EditYear, PoolFilter
from funding.pool.permissions import can_add_pool, can_edit_part, can_edit_pool
from funding.write_views import MONEY, KindOfMoney
from interface.cells import called, linked, links, names
from interface.columns import ADDRESS, NUMBER, Column
from interface.pages import Empty
from interface.parts import Theme
from interface.words import NOT_KNOWN, capitalised
from records.dates import known_day
from registry.kind_of_part import KindOfPart

POOLS = ("Pools", "/funding/pools/")
SHOWN = 200


def _places(pool: Pool) -> list[Any]:
    return [link.place for link in pool.place_links.all()]


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
        cell=lambda pool: called(pool.host, pool.host_short) or NOT_KNOWN,
    ),
    Column.of(Pool, "manager", cell=lambda pool: pool.manager or NOT_KNOWN),
    Column(
        *("places", "Places", "The places whose people it is for", attrgetter("where")),
        cell=lambda pool: names(_places(pool)),
    ),
    known_day("start", "Start", "When it started, as far as known"),
    known_day("end", "End", "When the agreement ends, as far as known"),
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


def _unless_unknown(pool: Pool) -> str | None:
    if pool.basis == Pool.Basis.NOT_KNOWN:
        return None
    return capitalised(pool.get_basis_display())


class Pools(KindOfMoney):
    """Budgets that several organisations pay into and spend together."""

    api = True
    model, form, path, title, noun = Pool, EditPool, "funding/pools", "Pools", "pool"
    may_add, may_edit, filters, columns = can_add_pool, can_edit_pool, PoolFilter, COLUMNS
    empty = Empty("No pool that you can see is recorded yet.")
    add_message = "Pool added. Next, record what each organisation pays in."
    menu = {
        "label": "Add a pool",
        "says": "A budget that several organisations pay into",
        "theme": Theme.MONEY,
        "order": 132,
        "words": "pooled section 75 better care fund new",
    }

    class List(KindOfMoney.List):
        template_name = "funding/list.html"
        lead = (
            "Budgets that several organisations pay into and spend together, hosted by one of them."
        )

    class Page(KindOfMoney.Page):
        """One pool: who keeps it, what it may pay for, what each pays in, whether it is over."""

        template_name = "funding/pool/record.html"
        texts = {"functions": "", "sharing": "", "monitoring": ""}

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

    class Add(KindOfMoney.Add):
        lead = (
            "A budget that several organisations pay into and spend together. "
            "Leave empty what is not known."
        )

    class History(KindOfMoney.History):
        """Who changed what of a pool."""

    class TakeBack(KindOfMoney.TakeBack):
        instead = "Say when it ended instead."
        parts = ((PoolPlace, "pool"), (PoolContribution, "pool"), (PoolYear, "pool"))


class _PartOfPool(KindOfPart):
    link, whole_path, trail = "pool", "funding/pools", (MONEY, POOLS)
    may_add, may_edit = can_edit_pool, can_edit_part


class Contributions(_PartOfPool):
    """What one body pays in."""

    model, form, form_takes_user = PoolContribution, EditContribution, True
    key, path, noun, with_rows = "pool_contribution", "paid-in", "contribution", ("organisation",)
    add_title, add_message = "Record a contribution", "Contribution saved."
    draft_key, draft_words = "pool-paid-in", "Contribution to a pool"


class Years(_PartOfPool):
    """What a year came to."""

    model, form, key, path, noun = PoolYear, EditYear, "pool_year", "years", "year"
    add_title, edit_title = "Record a year’s spending", "Change a year’s spending"
    draft_words = "Year of a pool"

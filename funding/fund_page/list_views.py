"""The list of funds."""

from __future__ import annotations

from operator import attrgetter

from django.db.models import QuerySet
from django.urls import reverse

from funding.fund.permissions import can_add_fund
from funding.fund_page.filters import FundFilter
from funding.models import Fund
from interface.cells import linked, names
from interface.columns import Column, Type
from interface.pages import Empty, ListPage, PageAction
from interface.paging import Sort
from interface.words import NOT_KNOWN, capitalised
from partnerships.models import Organisation


def _owners(fund: Fund) -> list[Organisation]:
    return [link.organisation for link in fund.owner_links.all()]


def _parts(fund: Fund) -> str:
    """Each body with its part: "Energy department 60%; Health department not known"."""
    links = fund.owner_links.all()
    return "; ".join(f"{link.organisation} {link.percent or 'not known'}" for link in links)


COLUMNS = (
    Column(
        *("name", "Fund", "What the fund is called", attrgetter("name")),
        cell=lambda fund: linked(fund.name, fund.get_absolute_url()),
        head=True,
        sort="name",
    ),
    Column(
        "owners",
        "Owned by",
        "The bodies whose money it is",
        lambda fund: "; ".join(body.name for body in _owners(fund)),
        cell=lambda fund: names(_owners(fund)),
    ),
    Column("parts", "Shares", "The share of each organisation that owns it, where known", _parts),
    Column(
        "cross_government",
        "Cross-government",
        "Whether two departments or more put money into it",
        lambda fund: fund.departments > 1,
        type=Type.YES_NO,
    ),
    Column(
        *("award", "Given", "How it is given out", Fund.get_award_display),
        cell=lambda fund: capitalised(fund.get_award_display()),
    ),
    Column(
        "restriction",
        "May be used",
        "What it may be used for",
        Fund.get_restriction_display,
        cell=lambda fund: capitalised(fund.get_restriction_display()),
    ),
    Column(
        *("period", "Period", "From when to when, as far as known", attrgetter("period")),
        cell=lambda fund: capitalised(fund.period) or NOT_KNOWN,
    ),
    Column("description", "What it is for", "In a few words", attrgetter("description")),
    Column("permitted_use", "Use", "What it may be used for", attrgetter("permitted_use")),
    Column("rule", "Rule", "What the rule on its use says", attrgetter("restriction_text")),
    *(
        Column.of(Fund, name)
        for name in ("move_years", "move_uses", "move_places", "moving_text", "shape")
    ),
    Column("visibility", "Visible to", "Who can see this row", Fund.get_visibility_display),
    Column("address", "Address", "Its page", Fund.get_absolute_url),
)
BY_NAME = Sort("name", "sort_key", says=str)


class Funds(ListPage):
    """The funds that the reader may see."""

    api = True
    public = True
    model, filters, columns, sorts = Fund, FundFilter, COLUMNS, (BY_NAME,)
    title, noun = "Funds", "fund"
    lead = "Pots of money: whose they are, how they are given out and what they may be used for."
    empty = Empty("No fund that you can see is recorded yet.")

    def get_queryset(self) -> QuerySet[Fund]:
        rows: QuerySet[Fund] = super().get_queryset().with_owners()
        return rows

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Money", reverse("funding"))]

    def add(self) -> PageAction | None:
        may = can_add_fund(self.request.user)
        return PageAction("Add a fund", reverse("fund_add")) if may else None

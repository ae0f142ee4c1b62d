"""How funds take part in the whole."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Q

from funding.fund.imported import FUNDS
from funding.fund.models import percent_words
from funding.fund.permissions import can_add_fund, can_edit_fund
from funding.models import Fund, FundOwner, FundTopic
from interface.parts import MenuItem, Theme
from partnerships.models import Organisation
from records.differences import HistoryLabel
from records.events import Names
from records.merging import BodyRule, Does, InTime, not_over
from records.resting import SourceKept
from registry.reported import HasErrorReports
from registry.search import BODY, FUND, PLACE, PROGRAMME, TODAY, SearchIndex, through


def _owner_told(before: dict[str, Any] | None, row: dict[str, Any], names: Names) -> Iterator[str]:
    body, part = names.of(Organisation, row["organisation_id"]), _percent(row)
    if before is None:
        yield f"{body} was added" + (f", with {part} of it" if part else "")
        return
    if before["organisation_id"] != row["organisation_id"]:
        yield f"Changed from {names.of(Organisation, before['organisation_id'])} to {body}"
    if (was := _percent(before)) != part:
        yield f"The part of {body} was {was or 'not known'}, is now {part or 'not known'}"


def _percent(row: dict[str, Any]) -> str:
    return "" if row["share"] is None else percent_words(Decimal(str(row["share"])))


REGISTRATIONS = (
    FUNDS,
    HasErrorReports(model=Fund, pages=("fund",), keys=("slug",), bodies=("owners",)),
    MenuItem(
        page="funds",
        label="Funds",
        says="Pots of money: whose they are, how they are given out and for what",
        theme=Theme.MONEY,
        order=15,
        words="funding grants pots",
        within="funding",
    ),
    MenuItem(
        page="fund_add",
        label="Add a fund",
        says="A pot of money that isn’t listed yet",
        theme=Theme.MONEY,
        order=130,
        words="funding grant new",
        permission=can_add_fund,
        adds=True,
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
        in_time=InTime(Does.MOVE, not_over("fund__end", last=True)),
    ),
    HistoryLabel(model=FundOwner, noun="owner", sentences=_owner_told),
    HistoryLabel(model=FundTopic, noun="topic"),
    SourceKept(model=Fund, permission=can_edit_fund),
    SearchIndex(
        model=Fund,
        label="fund",
        page="fund",
        key=("slug",),
        title="name",
        text=("description", "permitted_use", "restriction_text"),
        note=("description",),
        within={
            PLACE: "reach_ids",
            PROGRAMME: "programme_id",
            BODY: through(FundOwner, "organisation", of="fund"),
        },
        is_named=FUND,
        made_up=Q(is_example=True),
        over=Q(end__lt=TODAY),
        weight=0.3,
        order=80,
    ),
)

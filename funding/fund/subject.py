"""How funds take part in the whole."""

from __future__ import annotations

import datetime as dt
from typing import Any

from funding.fund.permissions import can_add_fund, can_edit_fund
from funding.models import Fund, FundOwner
from interface.parts import Part, Theme
from partnerships import search
from partnerships.examples import made_up_last
from partnerships.reported import Reported
from partnerships.search import Found, Group, Searched
from partnerships.subqueries import first_of
from records.differences import InHistory
from records.merging import BodyRule, Does
from records.resting import SourceKept


def _search(user: Any, typed: str, today: dt.date) -> Group:
    rows, count = first_of(
        made_up_last(Fund.objects.visible_to(user).found_by(typed)), search.SHOWN
    )
    hits = (Found(row.name, row.get_absolute_url(), made_up=row.made_up) for row in rows)
    return Group("funds", "Funds", "fund", list(hits), count)


DECLARES = (
    Reported(model=Fund, pages=("fund",), keys=("slug",), bodies=("owners",)),
    Part(
        page="funds",
        label="Funds",
        says="Pots of money: whose they are, how they are given out and for what",
        theme=Theme.MONEY,
        order=15,
        words="funding grants pots",
    ),
    Part(
        page="fund_add",
        label="Add a fund",
        says="A pot of money that is missing",
        theme=Theme.MONEY,
        order=130,
        words="funding grant new",
        may=can_add_fund,
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
    ),
    Searched(model=Fund, group=_search, order=80),
    InHistory(model=FundOwner, noun="owner"),
    InHistory(model=Fund, labels={"restriction_text": "What it may be used for"}),
    SourceKept(model=Fund, may=can_edit_fund),
)

"""How guidance on funds takes part in the whole."""

from __future__ import annotations

import datetime as dt
from typing import Any

from access.subqueries import first_of
from funding.fund.permissions import can_edit_part
from funding.fund_guidance.views import FundGuidances
from funding.models import FundGuidance, FundGuidanceTopic
from interface.parts import MenuItem, Theme
from partnerships.place.examples import made_up_last
from records.differences import HistoryLabel
from records.resting import CitesSource, SourceKept
from registry.reported import HasErrorReports
from registry.search import SHOWN, Found, Group, SearchIndex, listed_group


def _search(user: Any, typed: str, today: dt.date) -> Group:
    seen = FundGuidance.objects.visible_to(user).holding(typed).select_related("fund")
    rows, count = first_of(made_up_last(seen, "fund"), SHOWN)
    hits = [
        Found(row.title, row.get_absolute_url(), str(row.fund), made_up=row.made_up) for row in rows
    ]
    noun = "piece of guidance on funds,pieces of guidance on funds"
    label = "Guidance on funds"
    return listed_group("fund_guidance_list", noun, typed, hits, count, label=label)


REGISTRATIONS = (
    *FundGuidances.registrations(),
    HasErrorReports(model=FundGuidance, pages=("fund_guidance",), reads=("fund",), of=("fund",)),
    MenuItem(
        page="fund_guidance_list",
        label="Guidance on funds",
        says="What funds publish on how to apply, spend and report",
        theme=Theme.MONEY,
        order=18,
        words="prospectus rules handbook funding grants version",
    ),
    SearchIndex(model=FundGuidance, group=_search, order=87),
    HistoryLabel(model=FundGuidanceTopic, noun="topic"),
    CitesSource(
        model=FundGuidance,
        key="fund-guidance",
        noun="guidance of a fund,guidance of funds",
        order=299,
    ),
    SourceKept(model=FundGuidance, permission=can_edit_part),
)

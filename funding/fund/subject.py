"""How funds take part in the whole."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from funding.models import Fund, FundOwner
from partnerships.search import SHOWN, Found, Group, Searched
from partnerships.subqueries import first_of
from records.differences import InHistory
from records.merging import BodyRule, Does


def _search(user: Any, typed: str, today: dt.date) -> Group:
    """Funds have no page of their own: each leads to what flows from it."""
    rows, count = first_of(Fund.objects.visible_to(user).found_by(typed), SHOWN)
    flows = reverse("flows")
    found = (Found(row.name, f"{flows}?{urlencode({'fund': row.slug})}") for row in rows)
    return Group("funds", "Funds", "fund", list(found), count)


DECLARES = (
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
)

"""Requests that were sent, in the work of those who can record what was decided for who decides."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from funding.models import Bid
from interface.paging import BoundedCount
from interface.sections import Section, Task
from records.addresses import address
from registry.waiting import Row, TaskQuery, Work, in_columns


def _to_decide(work: Work) -> QuerySet[Any]:
    """Those that the bodies of this reader decide on; the day is that by which it was promised."""
    bodies = sorted(work.reader.organisations)
    rows = Bid.objects.visible_to(work.user).waiting().filter(decider__in=bodies)
    return in_columns("bid", rows, key="pk", what="title", of="applicant__name", day="decision_due")


def _section(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key="bids",
        title="Requests for money to decide",
        short="Requests to decide",
        items=[_task(row) for row in rows],
        count=count,
        url=f"{reverse('bids')}?state=sent",
        link="All requests that wait for a decision",
    )


def _task(row: Row) -> Task:
    _, key, title, applicant, _, due = row
    return Task(
        title=f"Decide: {title}",
        url=address("bid", key),
        action="Open",
        note=f"From {applicant}" if applicant else "",
        due=due,
    )


TO_DECIDE = TaskQuery(kind="bid", rows=_to_decide, section=_section, order=14)

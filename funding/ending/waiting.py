"""Money that ends soon, in the work of those who keep it and can say what follows."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, Least
from django.urls import reverse

from funding.models import DECIDED_ENDING, Ending, Flow
from interface.paging import BoundedCount
from interface.sections import Section, Task
from records.addresses import address
from registry.waiting import Row, TaskQuery, Work, in_columns

SOON = dt.timedelta(days=31)


def _to_decide(work: Work) -> QuerySet[Any]:
    """The day is the first of two: to decide, and to tell who works with it."""
    reader, by = work.reader, work.today + SOON
    soon = Q(decision_due__lte=by) | Q(tell_by__lte=by)
    kept = Q(flow__programme__in=sorted(reader.led_programmes))
    if reader.edited_places:
        kept |= Q(flow__reach_ids__overlap=sorted(reader.edited_places))
    if reader.organisations:
        kept |= Q(flow__giver__in=sorted(reader.organisations))
    seen = Flow.objects.visible_to(work.user).order_by().values("pk")
    undecided = ~Q(outcome__in=DECIDED_ENDING)  # as the indexes say it
    rows = Ending.objects.filter(undecided, soon, kept, flow__in=seen)
    return in_columns(
        "ending",
        rows,
        key="flow_id",
        what="flow__description",
        of=Coalesce("flow__receiver__name", "flow__receiver_said"),
        day=Least("decision_due", "tell_by"),
    )


def _section(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key="endings",
        title="Money that ends: decide what happens next",
        short="Money to decide on",
        items=[_task(row) for row in rows],
        count=count,
        note="so that the people who work with it are told in time",
        url=reverse("money_ending"),
        link="All money that ends",
    )


def _task(row: Row) -> Task:
    _, key, what, receiver, _, due = row
    return Task(
        title=f"Say what happens next: {what or receiver or 'money that ends'}",
        url=address("flow_ending", key),
        action="Open",
        note=receiver,
        due=due,
    )


TO_DECIDE = TaskQuery(kind="ending", rows=_to_decide, section=_section, order=15)

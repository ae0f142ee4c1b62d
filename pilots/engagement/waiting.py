"""Visits whose day is over: whoever planned one is asked what came of it, until they said so."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from interface.paging import BoundedCount
from interface.sections import Section, Task
from interface.words import date_words
from pilots.models import Engagement
from records.dates import Precision
from registry.waiting import Row, TaskQuery, Work, in_columns, shortened

# Within a week, as what to see to before a visit says
WEEK = dt.timedelta(days=7)
TEXT = CharField()
KEY = Case(
    When(pilot=None, then=Cast("pk", TEXT)),
    default=Concat("pilot__slug", Value("/"), Cast("number", TEXT), output_field=TEXT),
)


def _is_over(today: dt.date) -> Q:
    """The day is over; where only the month or year is known, the whole of that."""
    month = Q(on_precision=Precision.MONTH, on__lt=today - dt.timedelta(days=31))
    on_a_day = Q(on_precision=Precision.DAY, on__lt=today)
    return on_a_day | month | Q(on__lt=today - dt.timedelta(days=366))


def _waiting(work: Work) -> QuerySet[Any]:
    planned = Engagement.objects.visible_to(work.user).filter(
        _is_over(work.today),
        kind=Engagement.Kind.VISIT,
        state=Engagement.State.PLANNED,
        created_by=work.user.pk,
    )
    return in_columns("visit", planned, key=KEY, what="purpose", of="place__name", day=F("on"))


def _task(row: Row) -> Task:
    _, key, purpose, place, _, day = row
    slug, _, number = key.rpartition("/")
    in_pilot = reverse("engagement_edit", args=[slug, number]) if slug else ""
    return Task(
        title=f"Write up the visit: {shortened(purpose)}",
        url=in_pilot or reverse("visit_edit", args=[key]),
        action="Write up",
        note=f"{place}, {date_words(day)}",
        due=day + WEEK,
    )


def _section(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key="visits",
        title="Visits whose day is over",
        short="Visits to write up",
        items=[_task(row) for row in rows],
        count=count,
        note="say what came of them",
    )


WRITE_UP = TaskQuery(kind="visit", rows=_waiting, section=_section, order=46)

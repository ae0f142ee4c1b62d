"""How promises take part in the whole."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet

from collaboration.models import ActionItem
from interface.paging import BoundedCount
from interface.sections import Section, Task
from interface.words import date_words
from partnerships.organisation.permissions import bodies_of
from records.absent import Absent, Whole
from records.addresses import address
from records.merging import BodyRule, Does, PlaceRule
from registry.reported import HasErrorReports
from registry.search import SearchIndex
from registry.waiting import HandOverItem, Row, TaskQuery, Work, in_columns


def _task(row: Row) -> Task:
    _, key, text, owner, _, due = row
    return Task(
        title=f"Do what was promised: {text}",
        url=address("promise", key),
        action="Open",
        note=f"For {owner}",
        due=due,
    )


def _waiting(work: Work) -> QuerySet[Any]:
    rows = ActionItem.objects.owed_by(work.user).open()
    return in_columns("promise", rows, key="pk", what="text", of="owner_said", day="due")


def _section(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    late = sum(day < today for *_, day in rows)
    return Section(
        key="promises",
        title="Promised",
        short="Actions promised",
        items=[_task(row) for row in rows],
        count=count,
        note=f"{late} {'is' if late == 1 else 'are'} late" if late else "none is late",
    )


def _owed(work: Work, posts: list[int], user: Any) -> QuerySet[ActionItem]:
    """By these job roles, and by officers of these bodies for the others of them."""
    by_body = Q(owner__organisation__in=bodies_of(work.reader).order_by().values("pk"))
    owed = ActionItem.objects.owed_by(work.user).filter(Q(owner__in=posts) | by_body)
    return owed.open().filter(pk__in=ActionItem.objects.visible_to(user).order_by().values("pk"))


def _told(item: ActionItem) -> tuple[str, str]:
    return item.text, f"{item.owner_said}, due {date_words(item.due)}"


REGISTRATIONS = (
    HasErrorReports(model=ActionItem, pages=("promise",)),
    PlaceRule(ActionItem, "subject", Does.STAY, because="nothing is promised at it"),
    BodyRule(ActionItem, "subject", Does.STAY, because="nothing is promised at it"),
    TaskQuery(kind="promise", rows=_waiting, section=_section, order=45),
    HandOverItem(label="Actions promised", rows=_owed, order=30, entry=_told),
    SearchIndex(
        model=ActionItem,
        label="promise",
        page="promise",
        title="text",
        text=("outcome",),
        note=("owner_said",),
        status="state",
        weight=-0.3,
        order=160,
    ),
    Absent(
        model=ActionItem,
        at=Whole.FILES,
        why="no format reads a log of actions with who is responsible",
        to_come=True,
    ),
)

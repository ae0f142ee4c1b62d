"""How promises take part in the whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from interface.sections import SHOWN, Section, Task
from interface.words import count_words, date_words
from partnerships.models import ActionItem
from partnerships.organisation.permissions import bodies_of
from partnerships.subqueries import first_of
from partnerships.waiting import Owed, Waiting, Work
from records.merging import BodyRule, Does, PlaceRule


def _task(item: ActionItem, today: dt.date) -> Task:
    days = (today - item.due).days
    return Task(
        title=item.text,
        url=item.get_absolute_url(),
        note=f"For {item.owner_said}",
        status=f"{count_words(days, 'day')} late" if days > 0 else "",
        shape="some" if days > 0 else "",
        reason=f"{'was due' if days > 0 else 'due'} {date_words(item.due)}",
    )


def _waiting(work: Work) -> Iterator[Section]:
    """The late ones first; nothing for somebody who owes nothing. One query."""
    rows, count = first_of(ActionItem.objects.owed_by(work.user).open(), SHOWN)
    if not rows:
        return
    late = sum(row.is_late(work.today) for row in rows)
    yield Section(
        key="promises",
        title="Promised at meetings",
        short="Promises to keep",
        items=[_task(row, work.today) for row in rows],
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


DECLARES = (
    PlaceRule(ActionItem, "subject", Does.STAY, because="promised at a meeting, not it"),
    BodyRule(ActionItem, "subject", Does.STAY, because="promised at a meeting, not it"),
    Waiting(sections=_waiting, order=70),
    Owed(label="Promises to keep", rows=_owed, order=30, told=_told),
)

"""How promises take part in the whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from interface.sections import SHOWN, Section, Task
from interface.words import count_words, date_words
from partnerships.models import ActionItem
from partnerships.subqueries import first_of
from partnerships.waiting import Waiting, Work
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


DECLARES = (
    PlaceRule(ActionItem, "subject", Does.STAY, because="promised at a meeting, not it"),
    BodyRule(ActionItem, "subject", Does.STAY, because="promised at a meeting, not it"),
    Waiting(sections=_waiting, order=70),
)

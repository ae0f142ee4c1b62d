"""Figures that are to be counted again, of the pilots whose progress somebody logs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from interface.paging import BoundedCount
from interface.sections import SHOWN, Section, Task
from interface.words import count_words, date_words
from partnerships.subqueries import counted
from pilots.models import Pilot, Remeasure

AHEAD = dt.timedelta(days=30)
MOST = 5_000


def sections(user: Any, today: dt.date) -> Iterator[Section]:
    """Those due within 30 days and those proposed; nothing where none waits. Two queries."""
    mine = Pilot.objects.visible_to(user).logged_by(user)
    near = Q(due__lte=today + AHEAD) | Q(state=Remeasure.State.PROPOSED)
    own = Remeasure.objects.filter(near, indicator__pilot__in=mine.values("pk"))
    # One's own first: asked at once, it is looked up of everybody's whether each is done
    ids = list(own.order_by("due", "id").values_list("pk", flat=True)[:MOST])
    waiting = Remeasure.objects.waiting(user).filter(pk__in=ids)
    rows, count = counted(waiting.select_related("indicator__pilot"), SHOWN)
    if not rows:
        return
    late = sum(one.due <= today for one in rows)
    due = BoundedCount(late, more=late == len(rows) < int(count))
    yield Section(
        key="again",
        title="Figures to count again",
        short="Figures to count again",
        items=[_task(one, today) for one in rows],
        count=count,
        note=f"{due} {'is' if str(due) == '1' else 'are'} due" if due else "none is due yet",
    )


def _task(one: Remeasure, today: dt.date) -> Task:
    days = (today - one.due).days
    proposed = one.state == Remeasure.State.PROPOSED
    status = f"{count_words(days, 'day')} late" if days > 0 else ""
    return Task(
        title=one.indicator.name,
        url=f"{one.indicator.get_absolute_url()}#again",
        note=f"{one.indicator.pilot.name or 'Name not known'}{f', {one.who}' if one.who else ''}",
        status=status or ("Proposed" if proposed else ""),
        shape="some" if days > 0 else "",
        reason=f"{'was due' if days > 0 else 'due'} {date_words(one.due)}",
    )

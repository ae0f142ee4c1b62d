"""Barriers that say much the same as a text, of those that a reader sees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from barriers.barrier.facts import place_names
from barriers.models import Barrier, Escalation
from barriers.similar.nearest import nearest
from barriers.similar.text import Said

SHOWN = 3


@dataclass(frozen=True)
class Similar:
    """A barrier that looks like what is written, and what came of it as far as it is known."""

    barrier: Barrier
    answered_on: dt.date | None

    @property
    def where(self) -> str:
        """Its places."""
        return place_names(self.barrier)

    @property
    def came_of_it(self) -> str:
        """When it was resolved or answered: "answered in May 2026"; else where it stands."""
        one = self.barrier
        if one.status == Barrier.Status.RESOLVED and one.closed_on:
            return f"resolved in {one.closed_on:%B %Y}"
        if self.answered_on:
            return f"answered in {self.answered_on:%B %Y}"
        return one.get_status_display()


def similar(said: Said, *, but: Iterable[int] = (), most: int = SHOWN) -> list[Similar]:
    """The few visible barriers most like what is said, but for some. Five queries at most."""
    rows = Barrier.objects.visible_to(said.user).exclude(pk__in=list(but))
    ids = nearest(rows, said, column="title", most=most)
    if not ids:
        return []
    found = {one.pk: one for one in Barrier.objects.filter(pk__in=ids).for_rows()}
    answered = _answered(ids, said.user)
    return [Similar(found[pk], answered.get(pk)) for pk in ids if pk in found]


def _answered(ids: list[int], user: Any) -> dict[int, dt.date]:
    """When each was answered last, as far as the reader may know."""
    rows = Escalation.objects.visible_to(user).filter(
        barrier__in=ids, state=Escalation.State.ANSWERED
    )
    last = rows.order_by("closed_on", "id").values_list("barrier", "closed_on")
    return {pk: on for pk, on in last if on is not None}

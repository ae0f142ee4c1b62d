"""The barriers at several places, by kind and by where they stand, to be set side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, JSONField, Value, When
from django.db.models.lookups import GreaterThan

from access.subqueries import Tallied, UpTo, at_each_place
from access.visibility import open_to_users
from barriers.models import Barrier
from interface.paging import BoundedCount
from partnerships.models import Place

# So many are counted by kind; of a place with more it is said that there are more.
MOST = 500


@dataclass(slots=True)
class Counted:
    """How many barriers there are, and of these how many stand in the way, need an owner, or
    stand where nobody has said."""

    count: int = 0
    still_open: int = 0
    needs_owner: int = 0
    not_known: int = 0

    def add(self, status: str, number: int) -> None:
        """Count so many of a status."""
        self.count += number
        self.still_open += number if status in Barrier.OPEN else 0
        self.needs_owner += number if status == Barrier.Status.NEEDS_OWNER else 0
        self.not_known += number if status == Barrier.Status.NOT_KNOWN else 0


@dataclass(frozen=True, slots=True)
class BarriersAt:
    """The barriers at one of the places that the reader sees; by kind, None for not sure yet.

    Where there are ``too_many`` to count, nothing else is said.
    """

    all: Counted = field(default_factory=Counted)
    by_kind: dict[int | None, Counted] = field(default_factory=dict)

    @property
    def too_many(self) -> bool:
        """Whether there are more than are counted."""
        return self.all.count > MOST

    @property
    def bounded(self) -> BoundedCount:
        """How many there are, or more than how many."""
        return BoundedCount(min(self.all.count, MOST), more=self.too_many)


def barriers_at_each(user: Any, places: Iterable[Place]) -> dict[int, BarriersAt]:
    """The barriers at each place and at places within it, by the place's id. One query."""
    seen = at_each_place(Barrier.objects.visible_to(user))
    rows = Place.objects.filter(pk__in=[place.pk for place in places]).order_by()
    # Of more than are counted nothing is said, and an index has what all who sign in read
    too_many = UpTo(seen.filter(open_to_users()), MOST)
    tally = Case(
        When(GreaterThan(too_many, MOST), then=Value(MOST + 1, JSONField())),
        default=Tallied(seen, "category", "status", limit=MOST),
    )
    tallies = rows.annotate(tally=tally)
    made: dict[int, BarriersAt] = {}
    for pk, tally in tallies.values_list("pk", "tally"):
        made[pk] = here = BarriersAt()
        if isinstance(tally, int):
            here.all.count = tally
            continue
        for kind, status, number in tally or ():
            here.all.add(status, number)
            here.by_kind.setdefault(kind, Counted()).add(status, number)
    return made

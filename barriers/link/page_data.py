"""What a barrier is joined or linked to, as its page shows it, and who waits because of that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from accounts.models import User
from barriers.barrier.facts import place_names, tried_words
from barriers.models import Barrier, BarrierLink
from records.related import may_have

MOST_SHOWN = 100
Kind = BarrierLink.Kind
_SAYS = {
    (Kind.JOINED, True): "This barrier waits for the other one’s answer",
    (Kind.JOINED, False): "Waits for the answer here",
}


@dataclass(frozen=True)
class Linked:
    """A link as seen from one of its ends. ``other`` stands at the other end."""

    link: BarrierLink
    other: Barrier

    @property
    def says(self) -> str:
        """What they are to each other, where one waits for the other; else nothing."""
        outward = self.link.other_id == self.other.pk
        return _SAYS.get((Kind(self.link.kind), outward), "")

    @property
    def places(self) -> str:
        """Where the other one bites."""
        return place_names(self.other)

    @property
    def text(self) -> str:
        """What it is, what was tried and what came of it."""
        return f"{self.other.title}. {tried_words(self.other)}"


def links_of(barrier: Barrier, user: Any) -> list[BarrierLink]:
    """Those to others that this reader sees, the latest first. One query at most."""
    if not may_have(barrier, "links", "links_at_place"):
        return []
    return list(BarrierLink.objects.visible_to(user).of(barrier).order_by("-id")[:MOST_SHOWN])


def far_end(link: BarrierLink, barrier: Barrier) -> int:
    """The number of the barrier at its other end."""
    return link.other_id if link.barrier_id == barrier.pk else link.barrier_id


# So many steps from one that is joined to the one that has the answer, a query for each: people are
# asked to join the last of them, so there are few. It ends where nobody waits.
FURTHEST = 50


def people_behind(barrier: Barrier) -> list[User]:
    """Whoever logged a barrier that waits for this one or is like it, or said that it does.

    Each reads both ends of every link on the way from their barrier to this one.
    """
    steps = _steps_to(barrier)
    wanted: defaultdict[int, set[int]] = defaultdict(set)  # person: the barriers that they wait at
    for link, waits, _ in steps:
        for who in (link.created_by_id, _end(link, waits).created_by_id):
            if who is not None:
                wanted[who].add(waits)
    on_the_way = {barrier.pk, *(waits for _, waits, _ in steps)}
    people = User.objects.filter(pk__in=wanted, is_active=True).order_by("pk")
    return [
        person
        for person in people
        if wanted[person.pk] & _reached(barrier, steps, _seen(person, on_the_way))
    ]


_Step = tuple[BarrierLink, int, int]  # the link, the barrier that waits, and the one it waits for


def _steps_to(barrier: Barrier) -> list[_Step]:
    """Links by which others wait for this barrier; those that are like it, one step away only."""
    reached, ends, steps = {barrier.pk}, {barrier.pk}, []
    rows = BarrierLink.objects.select_related("barrier", "other").order_by("pk")
    rows = rows.defer("barrier__search", "other__search")
    for near in range(FURTHEST):
        joined = Q(other__in=ends, kind=Kind.JOINED)
        like = Q(kind=Kind.LIKE) & (Q(barrier=barrier) | Q(other=barrier))
        near_steps: list[_Step] = []
        for link in rows.filter(joined | like if near == 0 else joined):
            backwards = link.kind == Kind.LIKE and link.barrier_id == barrier.pk
            waits, goal = (
                (link.other_id, link.barrier_id) if backwards else (link.barrier_id, link.other_id)
            )
            near_steps.append((link, waits, goal))
        steps += near_steps
        ends = {waits for _, waits, _ in near_steps} - reached
        reached |= ends
        if not ends:
            break
    return steps


def _end(link: BarrierLink, pk: int) -> Barrier:
    return link.barrier if link.barrier_id == pk else link.other


def _seen(person: User, ids: Iterable[int]) -> set[int]:
    rows = Barrier.objects.read_by_level(person).filter(pk__in=list(ids))
    return set(rows.order_by().values_list("pk", flat=True))


def _reached(barrier: Barrier, steps: list[_Step], seen: set[int]) -> set[int]:
    """From which barriers this one is reached, over none that the person does not see."""
    reached = {barrier.pk} & seen
    for _, waits, goal in steps:  # nearer ones come first
        if goal in reached and waits in seen:
            reached.add(waits)
    return reached

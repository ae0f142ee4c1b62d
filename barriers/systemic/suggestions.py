"""Barriers that may share the cause of a systemic one, of those that the reader sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from barriers.barrier.facts import place_names
from barriers.models import Barrier, BarrierLink, BarrierSubType, SystemicBarrier, SystemicMember
from barriers.similar.find import similar
from barriers.similar.words import Said
from partnerships.place.examples import without_examples

MOST = 30
LIKE_WORDS = 10


@dataclass(frozen=True)
class Suggestion:
    """A barrier that is no member yet, and why it may be one."""

    barrier: Barrier
    why: str

    @property
    def label(self) -> str:
        """What it is and where."""
        where = place_names(self.barrier)
        return f"{self.barrier.title} ({where})" if where else self.barrier.title

    @property
    def hint(self) -> str:
        """Its reference, how it stands, and why it is here."""
        return f"{self.barrier.reference}, {self.barrier.get_status_display()}. {self.why}"


def suggestions(systemic: SystemicBarrier, user: Any) -> list[Suggestion]:
    """The nearest first: linked to a member, much the same words, a member's finer kind.

    What is near is judged by the members that the reader sees, and by nothing of the others.
    """
    members = SystemicMember.objects.visible_to(user).filter(systemic=systemic)
    seen = set(members.order_by().values_list("barrier", flat=True))
    every = systemic.member_links.order_by().values_list("barrier", flat=True)
    by_barrier: dict[int, Suggestion] = {}
    for suggestion in _near(systemic, user, seen, set(every)):
        by_barrier.setdefault(suggestion.barrier.pk, suggestion)
    return list(by_barrier.values())[:MOST]


def _near(
    systemic: SystemicBarrier, user: Any, seen: set[int], every: set[int]
) -> Iterator[Suggestion]:
    rows: Any = Barrier.objects.visible_to(user).exclude(pk__in=every)
    if not systemic.is_example:
        rows = without_examples(rows)
    linked = _linked_to(seen, user)
    for barrier in rows.filter(pk__in=linked).order_by("-updated_at", "-id").for_rows()[:MOST]:
        yield Suggestion(barrier, "Joined or linked to a member.")
    text = f"{systemic.title} {systemic.cause}"
    wording = Said(text, user, systemic.category, systemic.is_example)
    for match in similar(wording, but=every, most=LIKE_WORDS):
        yield Suggestion(match.barrier, "Says much the same.")
    if finer := _finer_kinds(seen):
        same = rows.open().of_sub_type(*finer).order_by("-updated_at", "-id").for_rows()
        for barrier in same[:MOST]:
            yield Suggestion(barrier, "Of the same sub-type.")


def _linked_to(seen: set[int], user: Any) -> set[int]:
    """The other ends of links of these members; the reader sees both."""
    links = BarrierLink.objects.visible_to(user)
    ends = links.filter(barrier__in=seen).order_by().values_list("other", flat=True)
    return {*ends, *links.filter(other__in=seen).order_by().values_list("barrier", flat=True)}


def _finer_kinds(seen: set[int]) -> set[int]:
    given = BarrierSubType.objects.filter(barrier__in=seen).order_by()
    return set(given.values_list("sub_type", flat=True))

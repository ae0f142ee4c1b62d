"""What is often believed, like what is said: by its rare words, of the same kind."""

from __future__ import annotations

from collections.abc import Iterable

from barriers.belief.verdict import standings
from barriers.models import Believed
from barriers.practice.record import Belief
from barriers.similar.nearest import nearest
from barriers.similar.text import Said

SHOWN = 2


def believed_like(said: Said) -> list[Belief]:
    """The few visible entries most like what is said, and how they stand. Six queries at most."""
    found = entries_like(said)
    how = standings(found, said.user)
    return [Belief(one, how[one.pk]) for one in found]


def entries_like(said: Said, but: Iterable[int] = ()) -> list[Believed]:
    """As ``believed_like``, the entries alone, but for those of some barriers. Three queries."""
    if said.category is not None and not said.category.concerns_rules:
        return []
    rows = Believed.objects.visible_to(said.user).exclude(barrier__in=list(but))
    ids = nearest(rows, said, column="claim", most=SHOWN)
    if not ids:
        return []
    found = {one.pk: one for one in Believed.objects.filter(pk__in=ids).for_rows()}
    return [found[pk] for pk in ids if pk in found]

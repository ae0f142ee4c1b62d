"""The words of a barrier that the public would read, as one mark: who agrees, agrees to these."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from barriers.barrier.models.agreed_words import words_of
from barriers.models import Barrier, Publication, PublicationStep
from barriers.publication.named import PARTS, bodies_asked
from barriers.publication.notices import tell_place
from barriers.publication.steps import (
    back_to_place,
    called,
    closing,
    locked_row,
    no_reply_now,
    note,
    tell_bodies,
)


def mark_of(barrier: Barrier) -> str:
    """Changes with any word that the public would read; up to five queries."""
    wording = _said(barrier)
    for part in PARTS:
        for row in sorted(getattr(barrier, part).all(), key=lambda row: row.pk):
            wording += _said(row)
    return hashlib.sha256("\x1f".join(wording).encode()).hexdigest()[:32]


def differ(before: Barrier, after: Barrier) -> bool:
    """Whether the barrier's own words are others."""
    return any(getattr(before, name) != getattr(after, name) for name in words_of(Barrier))


def _said(row: Any) -> list[str]:
    return [str(getattr(row, name)) for name in words_of(type(row))]


@contextmanager
def changing_words(barriers: Iterable[int], *, from_source: bool = False) -> Iterator[None]:
    """Around every change of what the public reads of these barriers, within a transaction.

    Who agreed to the words as they were agreed to no others: what stands goes back to the place,
    and out of public view, before anything changes. People are told once it has changed.

    One that said what a published source says is ours from then on, unless the new words are
    ``from_source`` too: where it names a body, that is asked before the public reads it.
    """
    locked = Barrier.objects.filter(pk__in=barriers).order_by("pk").select_for_update(of=("self",))
    by_pk = {barrier.pk: barrier for barrier in locked.select_related("unlocker").defer("search")}
    for barrier in by_pk.values():
        if barrier.is_as_published and not from_source:
            _make_ours(barrier)
    rows = Publication.objects.filter(barrier__in=by_pk, state__in=Publication.WITH_BODY)
    sent_back = list(rows.select_for_update().order_by("barrier_id"))
    asked = {}
    for publication in sent_back:
        publication.barrier = by_pk[publication.barrier_id]
        asked[publication.pk] = bodies_asked(publication)
        back_to_place(publication)
    yield
    for publication in sent_back:
        now = locked_row(publication)
        note(now, PublicationStep.Kind.CHANGED)
        tell_place(now, f"Its words changed, so the place has to agree again: {called(now)}")
        tell_bodies(now, partial(no_reply_now, now), asked[now.pk], goes=False)


def _make_ours(barrier: Barrier) -> None:
    with closing(barrier):
        barrier.is_as_published = False
        barrier.save(update_fields=["is_as_published"])

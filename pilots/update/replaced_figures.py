"""Figures that waited by themselves when a figure of an update took their place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from pilots.models import Actual, Update

COLUMNS = ("waits", "accepted_by", "accepted_at")


def accept_with(updates: Sequence[Update]) -> None:
    """They are accepted with these updates, which one person accepts at one moment: what they
    corrected stands no more for anybody. One query where there is none."""
    if updates:
        said = (False, updates[0].accepted_by, updates[0].accepted_at)
        _write(_replaced_by(updates, Q(waits=True)), *said)


def wait_again(update: Update) -> None:
    """Those that were accepted with the update wait again. Before its own acceptance goes."""
    with_it = Q(update=None, accepted_at=update.accepted_at, accepted_by=update.accepted_by_id)
    _write(_replaced_by([update], with_it), True, None, None)


def _replaced_by(updates: Sequence[Update], which: Q) -> list[int]:
    """Those of ``which`` that figures of these updates replaced, one after the other."""
    of_updates = Q(corrections__update__in=updates, corrections__withdrawn=False)
    found: set[int] = set()
    rows = Actual.objects.filter(which & of_updates)
    while newest := set(rows.values_list("pk", flat=True)) - found:
        found |= newest
        rows = Actual.objects.filter(which, corrections__in=newest)
    return sorted(found)


def _write(keys: list[int], *said: Any) -> None:
    if keys:
        # Locked in the order in which all lock them
        list(Actual.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
        Actual.objects.filter(pk__in=keys).update(**dict(zip(COLUMNS, said, strict=True)))

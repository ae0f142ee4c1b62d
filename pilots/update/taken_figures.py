"""Figures that are taken back with their update, or while that is edited."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from pilots.models import Actual


def take_back(figures: Collection[Actual]) -> None:
    """They stand no more, and what they replaced stands again. Four queries for any number, and one
    more for each correction of a correction.

    A figure that was replaced since leaves the newer one standing.
    """
    keys = [figure.pk for figure in figures]
    stood = [figure.replaces_id for figure in figures if not figure.superseded]
    Actual.objects.filter(pk__in=keys).update(withdrawn=True, superseded=True)
    back = _standing_again({key for key in stood if key is not None})
    if not back:
        return
    live = Actual.objects.live().filter(indicator__in={row.indicator_id for row in back})
    taken = set(live.values_list("indicator", "as_of"))
    by_day = {(row.indicator_id, row.as_of): row.pk for row in back}
    again = [key for day, key in by_day.items() if day not in taken]
    Actual.objects.filter(pk__in=again).update(superseded=False)


def with_corrected(figures: Collection[Actual]) -> list[Actual]:
    """These figures, each with those of the same update that it was corrected from: they go with
    it. A query for each correction of a correction; none where nothing was replaced."""
    found = {figure.pk: figure for figure in figures}
    updates = {figure.update_id for figure in figures}
    keys: set[Any] = {figure.replaces_id for figure in figures} - {None}
    while keys:
        rows = Actual.objects.filter(pk__in=keys, update__in=updates, withdrawn=False)
        before = {row.pk: row for row in rows if row.pk not in found}
        found |= before
        keys = {row.replaces_id for row in before.values()} - {None}
    return list(found.values())


def _standing_again(keys: set[Any]) -> list[Actual]:
    """These figures; of one that was taken back itself, the one that it had replaced. The oldest
    first."""
    found: list[Actual] = []
    while keys:
        rows = list(Actual.objects.filter(pk__in=keys))
        found += [row for row in rows if not row.withdrawn]
        keys = {row.replaces_id for row in rows if row.withdrawn and row.replaces_id}
    return sorted(found, key=lambda row: row.pk)

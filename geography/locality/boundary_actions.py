"""Keeping the boundary that a file gave."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from geography.models import Boundary
from partnerships.models import Place
from records.models import Source


def lock_boundary(place: Place) -> Boundary | None:
    """The boundary of a place, which nobody else sends or removes until the transaction ends."""
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    return Boundary.objects.filter(place=place).first()


def mark_of(boundary: Boundary) -> str:
    """Which boundary a page was made of, in which version: one may come after another."""
    return f"{boundary.pk}.{boundary.version}"


@transaction.atomic
def keep_boundary(
    *, by: Any, place: Place, as_at: dt.date, source: Source | None, **read: Any
) -> Boundary:
    """Keep what was read from a file as the boundary of a place, in place of the one before; where
    no file was sent, that one with another day or source.
    """
    row = lock_boundary(place) or Boundary(place=place, created_by=by)
    row.as_at, row.source = as_at, source
    for name, value in read.items():
        setattr(row, name, value)
    row.save()
    return row

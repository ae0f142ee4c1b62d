"""Keeping the boundary that a file gave."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from geography.models import Boundary
from partnerships.models import Place
from records.models import Source


@transaction.atomic
def keep_boundary(
    *, by: Any, place: Place, as_at: dt.date, source: Source | None, **read: Any
) -> Boundary:
    """Keep what was read from a file as the boundary of a place, in place of the one before; where
    no file was sent, that one with another day or source.
    """
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)  # two may send one at once
    row = Boundary.objects.filter(place=place).first() or Boundary(place=place, created_by=by)
    row.as_at, row.source = as_at, source
    for name, value in read.items():
        setattr(row, name, value)
    row.save()
    return row

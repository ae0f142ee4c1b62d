"""Putting an overlap of two places right, changing it from a day on, and ending it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from partnerships.models import Place, PlaceLink


@transaction.atomic
def correct_overlap(*, by: Any, link: PlaceLink) -> Place:
    """Put right what is recorded, as if it had been so from the start."""
    _save(link)
    return link.place


@transaction.atomic
def change_overlap(
    *, by: Any, link: PlaceLink, on: dt.date, basis: str, share: Decimal | None, reason: str
) -> Place:
    """From this day the overlap is another one; what held until then stays with its dates."""
    old = PlaceLink.objects.select_for_update().get(pk=link.pk)
    until, old.valid_to = old.valid_to, on
    old.save()
    _save(
        PlaceLink(
            place=old.place,
            other=old.other,
            kind=PlaceLink.Kind.OVERLAPS,
            share=share,
            basis=basis,
            reason=reason,
            valid_from=on,
            valid_to=until,
            created_by=by,
        )
    )
    return old.place


@transaction.atomic
def end_overlap(*, by: Any, link: PlaceLink, on: dt.date, reason: str) -> Place:
    """From this day the two places overlap no more; that they did stays, with the reason."""
    old = PlaceLink.objects.select_for_update().get(pk=link.pk)
    old.valid_to, old.reason = on, reason or old.reason
    old.save()
    return old.place


def _save(link: PlaceLink) -> None:
    """Save it. Raises ValidationError where the same two overlap otherwise on some of its days."""
    try:
        with transaction.atomic():
            link.save()
    except IntegrityError as problem:
        if "place_link_never_twice" not in str(problem):
            raise
        said = f"For some of these days another overlap of {link.place} and {link.other} stands"
        raise ValidationError(said) from None

"""Adding a programme, and its places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from partnerships.models import Place, Programme, ProgrammePlace
from records.addresses import free_slug
from records.models import Source

BUILT_ON_ITSELF = "One of these was itself built on this programme"


@transaction.atomic
def add_programme(
    *,
    by: Any,
    programme: Programme,
    builds_on: Iterable[Programme] = (),
    check: Callable[[], None],
) -> Programme:
    """Add a programme.

    ``check`` is asked once nobody else can add one any more; what it raises, this raises.
    """
    rows = Programme.objects.all()
    programme.slug = free_slug(rows, programme.name, "programme")  # others wait here
    check()
    programme.created_by = by
    programme.is_example = programme.lead is not None and programme.lead.is_example
    programme.save()
    programme.builds_on.set(builds_on)
    return programme


def change_programme(*, save: Callable[[], Programme]) -> Programme:
    """Save what was put right of one.

    Raises ValidationError where somebody meanwhile said that an earlier one was built on it.
    """
    try:
        with transaction.atomic():
            return save()
    except IntegrityError as error:
        if "built on itself" not in str(error):
            raise
        raise ValidationError({"builds_on": BUILT_ON_ITSELF}) from None


@transaction.atomic
def add_places(
    *, by: Any, programme: Programme, places: Iterable[Place], source: Source | None, **said: Any
) -> list[ProgrammePlace]:
    """Say that these places take part, each with the same part and dates.

    Raises ValidationError with every place that the programme has already.
    """
    places = list(places)
    named = said.get("named", "")
    has = ProgrammePlace.objects.filter(programme=programme, named=named, place__in=places)
    if there := list(has.order_by("place__sort_key").values_list("place__name", flat=True)):
        raise ValidationError({"areas": [f"{name} is among its places already" for name in there]})
    rows = [
        ProgrammePlace(programme=programme, place=place, source=source, created_by=by, **said)
        for place in places
    ]
    try:
        with transaction.atomic():
            return ProgrammePlace.objects.bulk_create(rows)
    except IntegrityError as error:
        if "programme_place_once" not in str(error):
            raise
        message = "Somebody added one of these places meanwhile. Look at the list, and send again"
        raise ValidationError({"areas": message}) from None


@transaction.atomic
def end_part(*, by: Any, part: ProgrammePlace, on: dt.date, precision: str) -> ProgrammePlace:
    """The place took part until this day or period; that it did stays in the record."""
    current = ProgrammePlace.objects.select_for_update().get(pk=part.pk)
    current.valid_to, current.valid_to_precision = on, precision
    current.save()
    return current

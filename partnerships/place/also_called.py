"""What else people call a place: kept on its page, and found by search."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Value

from partnerships.models import Place, PlaceName
from records.names import PlainKey


def also_called(place: Place) -> QuerySet[PlaceName]:
    """Its other names of today, beside its name, its official name and its short one."""
    return PlaceName.objects.filter(place=place, kind=PlaceName.Kind.OTHER, valid_to=None)


@transaction.atomic
def save_place(form: Any, *, by: Any) -> Place:
    """Save what a form says of a place; its other names are those of the form, and no others."""
    place: Place = form.save()
    wanted = form.cleaned_data["words"].splitlines()
    also_called(place).exclude(name__in=wanted).delete()
    for text in wanted:
        if not place.names.filter(name_key=PlainKey(Value(text)), valid_to=None).exists():
            PlaceName.objects.create(
                place=place, name=text, kind=PlaceName.Kind.OTHER, created_by=by
            )
    return place

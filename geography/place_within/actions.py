"""Adding a place within a council, its names over time, what it lies within, and its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from interface.words import date_words, list_words
from partnerships.models import FormerAddress, Place, PlaceCode, PlaceLink, PlaceName
from partnerships.place.models.place import holding
from partnerships.place.permissions import can_add_within
from records.addresses import free_slug
from records.models import Source

WITHIN, OVERLAPS = PlaceLink.Kind.WITHIN, PlaceLink.Kind.OVERLAPS
PLAIN = PlaceName.Kind.PLAIN
NOWHERE = (
    "It would not be within any recorded place. First say where it is now, or end the place itself"
)
# What the database calls its rules, and what they say to people.
RULES = {
    "place_no_cycle": "One of the two is within the other, so this would go round in a circle",
    "place_link_never_twice": "It is already recorded as within this place",
    "place_not_within_itself": "A place cannot be within itself",
    "place_code_once": "A place has this code already",
    "place_one_current_code": "It has another code of that list already",
}


@contextmanager
def said_plainly(field: str) -> Iterator[None]:
    """A rule of the database that refuses a row is a message at this field."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        cause: Any = error.__cause__
        if message := RULES.get(cause.diag.constraint_name):
            raise ValidationError({field: message}) from None
        raise


def ended_on(place: Place) -> dt.date | None:
    """The first day on which a place is no more, come or to come; None where it stands."""
    ended: dt.date | None = Place.objects.with_end().get(pk=place.pk).ended_on
    return ended


@transaction.atomic
def add_place(
    *,
    by: Any,
    within: Place,
    place: Place,
    code: tuple[str, str] | None = None,
    since: dt.date | None = None,
    source: Source | None = None,
    check: Callable[[], None],
) -> Place:
    """Add a place within another, with its name, its code (scheme and code) and since when.

    ``check`` is asked once nobody else can add one any more; what it raises, this raises. Raises
    ValidationError for a place within one that has ended, and for a code that another place has.
    """
    if not can_add_within(by, within):
        raise PermissionDenied
    place.slug = _free_slug(place.name, within)  # others wait here
    check()
    ended = ended_on(within)
    if ended and ended <= timezone.localdate():
        raise ValidationError(
            f"{within} ended on {date_words(ended)}, so no place can be added to it"
        )
    place.created_by, place.is_example = by, within.is_example
    place.save()
    dated = {"place": place, "valid_from": since, "source": source, "created_by": by}
    PlaceName.objects.create(name=place.name, **dated)
    if code:
        with said_plainly("code"):
            PlaceCode.objects.create(scheme=code[0], code=code[1], **dated)
    PlaceLink.objects.create(other=within, kind=WITHIN, **dated)
    return place


def _free_slug(name: str, within: Place) -> str:
    """An address that no place has or had: its name and that of the place around it."""
    stem, number = f"{name[:60]} {within.name[:60]}", 1
    while True:
        slug = free_slug(Place.objects.all(), stem if number == 1 else f"{stem} {number}", "place")
        if not FormerAddress.objects.filter(place__isnull=False, slug=slug).exists():
            return slug
        number += 1


@transaction.atomic
def save_place(
    *,
    by: Any,
    place: Place,
    code: tuple[str, str] | None,
    corrected: str,
    new_name: str = "",
    named_from: dt.date | None = None,
) -> Place:
    """Put right a name and a code; with ``new_name`` the place is called so from a day on.

    The name before stays, with its dates.
    """
    now = place.names.filter(kind=PLAIN, valid_to=None).select_for_update().first()
    if now and now.name != corrected:
        now.name = corrected
        now.save()
    place.name = new_name or corrected
    if new_name:
        if now:
            now.valid_to = named_from
            now.save()
        PlaceName.objects.create(place=place, name=new_name, valid_from=named_from, created_by=by)
    place.save()
    if code:
        _save_code(by, place, *code)
    return place


def _save_code(by: Any, place: Place, scheme: str, code: str) -> None:
    now = place.codes.filter(scheme=scheme, valid_to=None).first()
    if now and now.code == code:
        return
    with said_plainly("code"):
        if now:
            now.code = code
            now.save()
        else:
            PlaceCode.objects.create(place=place, scheme=scheme, code=code, created_by=by)


def must_keep(by: Any, other: Place) -> None:
    """Who has a role at a place has it in all that lies within it, so its own editors say so."""
    if not can_add_within(by, other):
        message = f"Only editors of {other}, or an administrator, can say what is within it"
        raise ValidationError({"other": message})


def _must_stand(other: Place, on: dt.date, field: str = "other") -> None:
    ended = ended_on(other)
    if ended and ended <= on:
        raise ValidationError({field: f"{other} ended on {date_words(ended)}"})


@transaction.atomic
def add_around(*, by: Any, place: Place, other: Place, since: dt.date | None) -> Place:
    """Say that a place lies within another one as well. Raises ValidationError for a circle."""
    must_keep(by, other)
    _must_stand(other, timezone.localdate())
    with said_plainly("other"):
        PlaceLink.objects.create(
            place=place, other=other, kind=WITHIN, valid_from=since, created_by=by
        )
    return place


@transaction.atomic
def correct_around(*, by: Any, link: PlaceLink, other: Place, since: dt.date | None) -> Place:
    """Put right within which place it lies, as if it had been so from the start."""
    if other.pk != link.other_id:
        must_keep(by, other)
        _must_stand(other, timezone.localdate())
    with said_plainly("other"):
        PlaceLink.objects.filter(pk=link.pk).update(other=other, valid_from=since)
    return link.place


@transaction.atomic
def move_around(*, by: Any, link: PlaceLink, other: Place, on: dt.date) -> Place:
    """From this day it lies within another place; that it lay in the first stays."""
    must_keep(by, other)
    _must_stand(other, on)
    old = PlaceLink.objects.select_for_update().get(pk=link.pk)
    with said_plainly("other"):
        until, old.valid_to = old.valid_to, on
        old.save()
        PlaceLink.objects.create(
            place=old.place, other=other, kind=WITHIN, valid_from=on, valid_to=until, created_by=by
        )
    return old.place


@transaction.atomic
def end_around(*, by: Any, link: PlaceLink, on: dt.date) -> Place:
    """From this day it lies in this place no more; it still lies within some other."""
    old = PlaceLink.objects.select_for_update().get(pk=link.pk)
    others = PlaceLink.objects.filter(holding(on), place=old.place_id, kind=WITHIN)
    if not others.exclude(pk=old.pk).exists():
        raise ValidationError({"what": NOWHERE})
    old.valid_to = on
    old.save()
    return old.place


def _refuse_while_holding(inside: QuerySet[PlaceLink], on: dt.date) -> None:
    standing = Place.objects.filter(pk__in=inside.values("place")).standing(on)
    if names := list(standing.order_by("sort_key", "id").values_list("name", flat=True)[:4]):
        they_are = "it is" if len(names) == 1 else "they are"
        still = "is still" if len(names) == 1 else "are still"
        raise ValidationError(
            f"{list_words(names)} {still} within it. First say where {they_are} from then on"
        )


@transaction.atomic
def end_place(*, by: Any, place: Place, on: dt.date, successor: Place | None = None) -> Place:
    """From this day the place is no more: its names and codes end, and still find it.

    It goes on to count within what it lay in: what was recorded there stays with the council, and
    with its editors. What an area drawn for a purpose is made of is so until that day. Raises
    ValidationError while other places lie within any other place.
    """
    inside = place.links_back.filter(kind=WITHIN)
    kept: list[Any] = [place.names.all(), place.codes.all(), place.links.filter(kind=OVERLAPS)]
    if place.kind == Place.Kind.CUSTOM:
        kept.append(inside)
    else:
        _refuse_while_holding(inside.filter(holding(on)), on)
    open_ended = Q(valid_to=None) | Q(valid_to__gt=on)
    for rows in kept:
        if late := rows.filter(open_ended, valid_from__gte=on).first():
            began = date_words(late.valid_from)
            message = f"Enter a day after {began}, when a name, code or link of it began"
            raise ValidationError({"on": message})
        rows.filter(open_ended).update(valid_to=on)
    if successor is not None:
        _must_stand(successor, on, "successor")
        PlaceLink.objects.create(
            place=place,
            other=successor,
            kind=PlaceLink.Kind.SUCCEEDED_BY,
            valid_from=on,
            created_by=by,
        )
    return place

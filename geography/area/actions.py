"""Drawing an area for a purpose, changing what it is made of, and saying that places overlap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from access.permissions import can_edit_place, is_administrator
from interface.articles import with_article
from partnerships.models import FormerAddress, Place, PlaceLink, PlaceName, PlaceReach
from partnerships.place.models.place import holding
from people.models import Assignment
from records.addresses import RESERVED

WITHIN, OVERLAPS = PlaceLink.Kind.WITHIN, PlaceLink.Kind.OVERLAPS


@transaction.atomic
def draw_area(*, by: Any, name: str, because: str, areas: Iterable[Place]) -> Place:
    """Make an area out of others, from today. Raises ValidationError as ``remake_area`` does."""
    made = Place.objects.create(
        name=name, slug=_free(name), kind=Place.Kind.CUSTOM, drawn_because=because, created_by=by
    )
    PlaceName.objects.create(place=made, name=name, valid_from=timezone.localdate())
    return remake_area(by=by, area=made, because=because, areas=areas)


@transaction.atomic
def remake_area(*, by: Any, area: Place, because: str, areas: Iterable[Place]) -> Place:
    """From today the area is made of these. What it was made of before stays in its past.

    Raises ValidationError where one of them holds the area itself, and where roles at the area
    would reach a new part that whoever does it does not keep.
    """
    today = timezone.localdate()
    wanted = {part.pk: part for part in areas}
    above = PlaceReach.objects.filter(place=area).values_list("ancestor_id", flat=True)
    if round_about := [part for pk, part in wanted.items() if pk in set(above)]:
        raise ValidationError(
            {"areas": f"{round_about[0].name} holds {area.name}, so it cannot be a part of it"}
        )
    links = PlaceLink.objects.filter(holding(today), other=area, kind=WITHIN)
    _refuse_reach(by, area, set(wanted) - set(links.values_list("place_id", flat=True)), today)
    have = {link.place_id: link for link in links}
    ended = [link.pk for pk, link in have.items() if pk not in wanted]
    PlaceLink.objects.filter(pk__in=ended, valid_from=today).delete()
    PlaceLink.objects.filter(pk__in=ended).update(valid_to=today)
    new = [PlaceLink(place=part, other=area, kind=WITHIN, valid_from=today, created_by=by)
           for pk, part in wanted.items() if pk not in have]  # fmt: skip
    PlaceLink.objects.bulk_create(new)
    if area.drawn_because != because:
        area.drawn_because = because
        area.save()
    return area


def _refuse_reach(by: Any, area: Place, new: set[int], today: dt.date) -> None:
    """A role at an area reaches all that lies in it, so it must not grow by a list of places."""
    above = PlaceReach.of([area.pk])
    roles = Assignment.objects.filter(Q(valid_to=None) | Q(valid_to__gt=today), place__in=above)
    if not new or is_administrator(by) or not roles.exists():
        return
    for place in Place.objects.filter(pk__in=new).order_by("sort_key", "id"):
        if not can_edit_place(by, place):
            warning = f"People have roles at {area.name}, which would reach {place.name} as well"
            raise ValidationError(
                {
                    "areas": f"{warning}. An administrator, an editor of {place.name} or its "
                    "directory connector can add it"
                }
            )


def say_overlap(
    *, by: Any, place: Place, other: Place, basis: str, share: Decimal | None,
    since: dt.date | None = None, reason: str = "",
) -> Place:  # fmt: skip
    """Say that two places overlap: which share of ``place`` lies in ``other``, if it is known."""
    link = PlaceLink(
        place=place, other=other, kind=OVERLAPS, share=share, basis=basis,
        valid_from=since, reason=reason, created_by=by,
    )  # fmt: skip
    twice = f"It is already recorded that {place.name} overlaps {other.name}"
    _save(link, ValidationError({"other": twice}))
    return place


def _free(name: str) -> str:
    """An address that no place has or had: one that a place had leads to its page of today."""
    base = slugify(name)[:130] or "area"
    former = FormerAddress.objects.filter(place__isnull=False)
    taken = RESERVED.union(
        slug
        for rows in (Place.objects.all(), former)
        for slug in rows.filter(slug__startswith=base).values_list("slug", flat=True)
    )
    number = 2
    slug = base
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


@transaction.atomic
def correct_overlap(*, by: Any, link: PlaceLink) -> Place:
    """Put right what is recorded, as if it had been so from the start."""
    _save(link, _stands(link))
    return link.place


@transaction.atomic
def change_overlap(
    *, by: Any, link: PlaceLink, on: dt.date, basis: str, share: Decimal | None, reason: str
) -> Place:
    """From this day the overlap is another one; what held until then stays with its dates."""
    old = PlaceLink.objects.select_for_update().get(pk=link.pk)
    until, old.valid_to = old.valid_to, on
    old.save()
    link = PlaceLink(
        place=old.place, other=old.other, kind=OVERLAPS, share=share, basis=basis,
        valid_from=on, valid_to=until, reason=reason, created_by=by,
    )  # fmt: skip
    _save(link, _stands(link))
    return old.place


@transaction.atomic
def end_overlap(*, by: Any, link: PlaceLink, on: dt.date, reason: str) -> Place:
    """From this day the two places overlap no more; that they did stays, with the reason."""
    old = PlaceLink.objects.select_for_update().get(pk=link.pk)
    old.valid_to, old.reason = on, reason or old.reason
    old.save()
    return old.place


def _save(link: PlaceLink, problem: ValidationError) -> None:
    """Save it. Raises ``problem`` where the same two overlap otherwise on some of its days."""
    try:
        with transaction.atomic():
            link.save()
    except IntegrityError as error:
        if "place_link_never_twice" not in str(error):
            raise
        raise problem from None


def _stands(link: PlaceLink) -> ValidationError:
    return ValidationError(
        f"Another overlap of {with_article(link.place)} and {with_article(link.other)} is "
        "recorded for some of these dates"
    )

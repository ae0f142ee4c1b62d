"""Partnerships added, changed and ended; members who join, change their part, and leave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from partnerships.models import Member, Partnership, PartnershipPlace, Place
from records.addresses import free_slug
from records.dates import DateWithPrecision, Precision

# What goes with a partnership that is taken back
PARTS = ((PartnershipPlace, "partnership"), (Member, "partnership"))


@transaction.atomic
def add_partnership(
    *, by: Any, partnership: Partnership, places: Iterable[Place], check: Callable[[], None]
) -> Partnership:
    """Add one for these places.

    ``check`` is asked once nobody else can add one any more; what it raises, this raises.
    """
    rows = Partnership.objects.all()
    partnership.slug = free_slug(rows, partnership.name, "partnership")  # others wait here
    check()
    partnership.created_by = by
    return save_partnership(partnership=partnership, places=places)


@transaction.atomic
def save_partnership(*, partnership: Partnership, places: Iterable[Place]) -> Partnership:
    """Save it with the places that it works for; those that stay are not touched."""
    wanted = {place.pk: place for place in places}
    partnership.is_example = bool(wanted) and all(place.is_example for place in wanted.values())
    partnership.save()
    links = PartnershipPlace.objects.filter(partnership=partnership)
    links.exclude(place__in=wanted).delete()
    there = set(links.values_list("place_id", flat=True))
    PartnershipPlace.objects.bulk_create(
        PartnershipPlace(partnership=partnership, place_id=pk) for pk in sorted(set(wanted) - there)
    )
    return partnership


@transaction.atomic
def end_partnership(*, partnership: Partnership, on: dt.date | None) -> Partnership:
    """It ended on a day, and with it every membership; None: it goes on after all.

    Memberships that ended with it are not opened again. Raises ValidationError where somebody
    joined later than that.
    """
    locked = Partnership.objects.select_for_update().get(pk=partnership.pk)
    locked.ended_on = on
    locked.save()
    if on is not None:
        lasting = locked.members.filter(Q(valid_to=None) | Q(valid_to__gt=on))
        if late := lasting.filter(valid_from__gte=on).select_related("organisation").first():
            joined = DateWithPrecision.of(late, "valid_from")
            when = "on" if late.valid_from_precision == Precision.DAY else "in"
            raise ValidationError({"ended_on": f"{late} joined {when} {joined}. Enter a later day"})
        lasting.update(valid_to=on)
    return locked


@transaction.atomic
def save_member(*, member: Member) -> Member:
    """A member joins or changes. Raises ValidationError for one who is in already at that time."""
    Partnership.objects.select_for_update().get(pk=member.partnership_id)
    others = Member.objects.filter(
        partnership=member.partnership_id, organisation=member.organisation_id, role=member.role
    ).exclude(pk=member.pk)
    begins_before_it_ends = Q(valid_from=None) | Q(valid_from__lt=member.valid_to or dt.date.max)
    ends_after_it_begins = Q(valid_to=None) | Q(valid_to__gt=member.valid_from or dt.date.min)
    if others.filter(begins_before_it_ends, ends_after_it_begins).exists():
        role = member.get_role_display()
        raise ValidationError({"role": f"{member} is in it as {role} already at that time"})
    member.save()
    return member

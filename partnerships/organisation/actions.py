"""Keeping the page of an organisation right; saying that two which look alike are two."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from partnerships.models import Organisation, OrganisationIdentifier, OrganisationName, TwoBodies

REGIONAL = {"yes": True, "no": False}


@transaction.atomic
def save_organisation(*, by: Any, organisation: Organisation, said: dict[str, Any]) -> Organisation:
    """Save what a form says of a body: ``said`` are its cleaned answers."""
    organisation.has_regional_teams = REGIONAL.get(said["regional"])
    organisation.is_anchor = bool(said["anchor_reason"])
    if said["new_name"]:
        rename(
            by=by,
            organisation=organisation,
            name=said["new_name"],
            short=said["new_short"],
            since=said["named_from"],
        )
    organisation.save()
    if said["number"]:
        OrganisationIdentifier.objects.get_or_create(
            organisation=organisation,
            scheme=said["number_scheme"],
            value=said["number"],
            defaults={"created_by": by},
        )
    return organisation


@transaction.atomic
def rename(
    *, by: Any, organisation: Organisation, name: str, short: str, since: dt.date
) -> Organisation:
    """Give a body a new name from a day on; the one before is closed on that day."""
    OrganisationName.objects.filter(organisation=organisation, valid_to=None).update(
        valid_to=since, valid_to_precision="day"
    )
    OrganisationName.objects.create(
        organisation=organisation, name=name, short_name=short, valid_from=since, created_by=by
    )
    organisation.name = name
    organisation.save()
    return organisation


def say_two(*, by: Any, one: Organisation, other: Organisation, reason: str) -> TwoBodies:
    """Write down that they are two, and why; what somebody said before is left as it is."""
    first, second = sorted((one, other), key=lambda body: body.pk)
    try:
        with transaction.atomic():
            return TwoBodies.objects.create(one=first, other=second, reason=reason, created_by=by)
    except IntegrityError:
        return TwoBodies.objects.standing().of(one, other).get()


@transaction.atomic
def take_back_two(*, by: Any, said: TwoBodies) -> bool:
    """They may be one after all, so that the pair is asked about again; False if it was before."""
    standing = TwoBodies.objects.standing().filter(pk=said.pk)
    return bool(standing.update(taken_back_at=timezone.now(), taken_back_by=by))

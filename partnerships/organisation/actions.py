"""Keeping the page of an organisation right; saying that two which look alike are two."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from interface.words import date_words
from partnerships.models import (
    NotDuplicate,
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    OrganisationPlace,
    OrganisationSuccession,
    Place,
)
from partnerships.organisation.models import SUCCEEDS_ITSELF, WITHIN_ITSELF
from records.addresses import free_slug
from records.dates import Precision
from records.other_names import save_words

REGIONAL = {"yes": True, "no": False}
# The fields that chain bodies, and the database's own rule against circles of them
CIRCLES = (
    ("parent", "organisation_parent_no_cycle", WITHIN_ITSELF),
    ("successor_0", "organisation_successor_no_cycle", SUCCEEDS_ITSELF),
)
# What goes with a body that is taken back
PARTS = (
    (OrganisationName, "organisation"),
    (OrganisationIdentifier, "organisation"),
    (OrganisationPlace, "organisation"),
    (Organisation.synonyms.rel.related_model, "organisation"),
)


@transaction.atomic
def add_organisation(
    *, by: Any, organisation: Organisation, said: dict[str, Any], check: Callable[[], None]
) -> Organisation:
    """Add a body with its name, its number and where it works: ``said`` are a form's answers.

    ``check`` is asked once nobody else can add one any more; what it raises, this raises.
    """
    rows, place = Organisation.objects.all(), said["place"]
    organisation.slug = free_slug(rows, organisation.name, "organisation")  # others wait here
    check()
    made_up = [record.is_example for record in (organisation.parent, place) if record]
    organisation.is_example = bool(made_up) and all(made_up)
    organisation.created_by = by
    organisation.save()
    OrganisationName.objects.create(
        organisation=organisation,
        name=organisation.name,
        short_name=said["short_name"],
        valid_from=said["named_from"],
        valid_from_precision=said.get("named_from_precision") or Precision.DAY,
        created_by=by,
    )
    if said["number"]:
        add_number(by=by, body=organisation, scheme=said["number_scheme"], number=said["number"])
    if place is not None:
        OrganisationPlace.objects.create(
            organisation=organisation, place=place, role=said["place_role"], created_by=by
        )
    return organisation


@contextmanager
def _without_circles() -> Iterator[None]:
    """Raises ValidationError where two changes at once would make a circle of bodies."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as problem:
        for field, name, message in CIRCLES:
            if name in str(problem.__cause__) or message in str(problem.__cause__):
                raise ValidationError({field: message}) from problem
        raise


def save_body(organisation: Organisation) -> Organisation:
    """Save it. Raises ValidationError where two changes at once would make a circle of bodies."""
    with _without_circles():
        organisation.save()
    return organisation


def close(*, by: Any, organisation: Organisation, after: list[Organisation]) -> Organisation:
    """Say when it ended and which bodies took over, these and no others.

    Raises ValidationError where they would come after themselves.
    """
    day = {"on": organisation.ended_on, "on_precision": organisation.ended_on_precision}
    with _without_circles():
        organisation.save()
        links = OrganisationSuccession.objects.filter(before=organisation)
        links.exclude(after__in=after).delete()
        for body in after:
            OrganisationSuccession.objects.update_or_create(
                before=organisation,
                after=body,
                defaults=day,
                create_defaults={**day, "created_by": by},
            )
    return organisation


@transaction.atomic
def add_number(*, by: Any, body: Organisation, scheme: str, number: str) -> None:
    """Note an official number. Raises ValidationError where another body has it."""
    row, _ = OrganisationIdentifier.objects.get_or_create(
        scheme=scheme, value=number, defaults={"organisation": body, "created_by": by}
    )
    if row.organisation_id != body.pk:
        raise ValidationError({"number": f"{row.organisation} has this number already"})


@transaction.atomic
def add_place(
    *, by: Any, body: Organisation, place: Place, role: str, since: dt.date | None
) -> OrganisationPlace:
    """Say that a body works at a place, from a day on. One that ended begins anew.

    Raises ValidationError where that is said already.
    """
    Organisation.objects.select_for_update().get(pk=body.pk)
    row = OrganisationPlace.objects.filter(organisation=body, place=place, role=role).first()
    if row is None:
        row = OrganisationPlace(organisation=body, place=place, role=role, created_by=by)
    elif row.valid_to is None or row.valid_to > timezone.localdate():
        raise ValidationError({"place": f"{body} {row.get_role_display()} {place} already"})
    row.valid_from, row.valid_to = since, None
    row.save()
    return row


@transaction.atomic
def end_place(*, link: OrganisationPlace, on: dt.date) -> None:
    """It works there no more from a day on. Raises ValidationError for a day before it began."""
    row = OrganisationPlace.objects.select_for_update().get(pk=link.pk)
    if row.valid_from is not None and on <= row.valid_from:
        began = date_words(row.valid_from)
        raise ValidationError({"on": f"It began there on {began}. Enter that day or a later one"})
    row.valid_to = on
    row.save()


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
    else:
        _call_for_short(by, organisation, said["short_name"])
    save_body(organisation)
    save_words(organisation, said["words"].splitlines(), by=by)
    if said["number"]:
        add_number(by=by, body=organisation, scheme=said["number_scheme"], number=said["number"])
    return organisation


def _call_for_short(by: Any, organisation: Organisation, short: str) -> None:
    """Put its short name of today right, beside its name."""
    name, made = OrganisationName.objects.get_or_create(
        organisation=organisation,
        valid_to=None,
        defaults={"name": organisation.name, "short_name": short, "created_by": by},
    )
    if not made and name.short_name != short:
        name.short_name = short
        name.save()


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


def say_two(*, by: Any, one: Organisation, other: Organisation, reason: str) -> NotDuplicate:
    """Write down that they are two, and why; what somebody said before is left as it is."""
    first, second = sorted((one, other), key=lambda body: body.pk)
    try:
        with transaction.atomic():
            return NotDuplicate.objects.create(
                one=first, other=second, reason=reason, created_by=by
            )
    except IntegrityError:
        return NotDuplicate.objects.standing().of(one, other).get()


@transaction.atomic
def take_back_two(*, by: Any, said: NotDuplicate) -> bool:
    """They may be one after all, so that the pair is asked about again; False if it was before."""
    standing = NotDuplicate.objects.standing().filter(pk=said.pk)
    return bool(standing.update(taken_back_at=timezone.now(), taken_back_by=by))

"""Bodies that a file names and nobody knows, added with the rest of the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from partnerships.models import Organisation, OrganisationIdentifier, OrganisationPlace, Place
from partnerships.organisation import identifiers
from partnerships.organisation.actions import PARTS, add_organisation
from partnerships.organisation.adding_permissions import why_not_add
from records.taking_back import take_back

_REGISTERS = (("GB-COH", r"\d{8}|[A-Za-z]{2}\d{6}"), ("GB-CHC", r"\d{6,7}"))
NO_REGISTER = "Write its register with the number, such as GB-COH-01234567 or GB-CHC-1012345"


@dataclass(frozen=True)
class NewBody:
    """A body as the person described it: its name, its sector, its official number if known."""

    name: str
    sector: str
    scheme: str = ""
    number: str = ""


def may_add_here(user: Any, place: Place | None) -> bool:
    """Whether the user may add bodies that work at a place; None: nowhere in particular."""
    return why_not_add(user, None, place) == ("", "")


def read_number(text: str) -> tuple[str, str]:
    """The register and the number of what was typed: GB-COH-01234567, 1012345.

    Raises ValidationError where it is none, or another body has it.
    """
    plain = text.strip()
    if not plain:
        return "", ""
    upper = plain.upper()
    scheme = next((code for code in identifiers.SCHEMES if upper.startswith(f"{code}-")), "")
    number = plain[len(scheme) + 1 :] if scheme else plain
    scheme = scheme or next((code for code, form in _REGISTERS if re.fullmatch(form, plain)), "")
    if not scheme:
        raise ValidationError(NO_REGISTER)
    number = identifiers.read(scheme, number)
    held = OrganisationIdentifier.objects.filter(scheme=scheme, value=number).first()
    if held is not None:
        raise ValidationError(f"{held.organisation} has this number: choose it instead")
    return scheme, number


def add_bodies(*, by: Any, place: Place, bodies: Iterable[NewBody]) -> list[Organisation]:
    """Add them as bodies that work at the place.

    Raises ValidationError where a number was given to another body meanwhile.
    """
    made = []
    for each in bodies:
        organisation = Organisation(name=each.name, sector=each.sector)
        said = {
            "place": place,
            "place_role": OrganisationPlace.Role.SERVES,
            "short_name": "",
            "named_from": None,
            "number_scheme": each.scheme,
            "number": each.number,
        }
        add_organisation(by=by, organisation=organisation, said=said, check=lambda: None)
        made.append(organisation)
    return made


def mark_of(body: Organisation) -> str:
    """Another one wherever somebody has changed a body, or its names, numbers and places."""
    said = [str(body.version)]
    for model, field in PARTS:
        rows = model._meta.base_manager.filter(**{field: body}).order_by("pk")
        said.append(" ".join(f"{row.pk}.{row.version}" for row in rows))
    return "/".join(said)


def take_back_bodies(marks: Mapping[int, str]) -> int:
    """Take those back that were added so, as far as nothing rests on them by now and each has
    the mark that it had; gives how many of them stay."""
    stayed = 0
    rows = Organisation.objects.filter(pk__in=marks).order_by("pk")
    for body in rows.select_for_update(of=("self",)):
        stayed += mark_of(body) != marks[body.pk] or not _is_taken_back(body)
    return stayed


def _is_taken_back(body: Organisation) -> bool:
    try:
        take_back(body, PARTS, because="The import that added it was taken back")
    except ValidationError:
        return False
    return True

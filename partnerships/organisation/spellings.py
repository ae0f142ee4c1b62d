"""How people write bodies in files, beside the names and short names that they have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from partnerships.models import (
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    OrganisationPlace,
)
from partnerships.organisation.identifiers import taken_apart
from partnerships.place.council_names import council_forms
from records.names import plain_key

COUNCIL, GOVERNS = Organisation.Sector.COUNCIL, OrganisationPlace.Role.GOVERNS
COUNCILS = {"organisation__sector": COUNCIL, "organisation__parent": None}


def bodies_alike(scope: Any) -> Iterator[Any]:
    """Names of bodies: by their spelling and by what people call them, then as those of councils.

    Other words that no source confirms are left out: of those it is asked what is meant.
    """
    seen = Organisation.objects.visible_to(scope.user).order_by()
    names = OrganisationName.objects.filter(organisation__in=seen.values("pk")).order_by()
    words: Any = Organisation.synonyms.rel.related_model
    also = words.objects.filter(organisation__in=seen.values("pk"), note="").order_by()
    columns, label = ("organisation_id", "name"), "organisation__name"
    yield names.values_list(*columns, label).union(
        names.exclude(short_name="").values_list(columns[0], "short_name", label),
        also.values_list(columns[0], "words", label),
    )
    governing = OrganisationPlace.objects.filter(role=GOVERNS, organisation__in=seen.values("pk"))
    standing = governing.standing().filter(place=scope.at, **COUNCILS)
    yield [
        *_councils(seen),
        *((pk, "the council", name) for pk, name in standing.values_list(columns[0], label)),
    ]


def _councils(seen: Any) -> Iterable[tuple[int, str, str]]:
    """What the councils among these bodies may be called: the id, a form of the name, the name."""
    of = {"organisation__in": seen.values("pk"), **COUNCILS}
    names = OrganisationName.objects.filter(**of).order_by()
    places = OrganisationPlace.objects.filter(role=GOVERNS, **of)
    pk, label = "organisation_id", "organisation__name"
    return council_forms(
        [
            *names.values_list(pk, "name", label),
            *places.values_list(pk, "place__names__name", label),
        ]
    )


def councils_said(scope: Any) -> tuple[set[str], set[str]]:
    """What the councils that are here may be called, and what all bodies call themselves, by the
    plain key of names."""
    seen = Organisation.objects.visible_to(scope.user).filter(merged_into=None).order_by()
    own = {plain_key(name) for name in seen.values_list("name", flat=True)}
    return {form for _, form, _ in _councils(seen)}, own


def numbers_said(scope: Any, texts: Iterable[str]) -> dict[str, int]:
    """The bodies of official numbers that are not written as their registers write them: with lost
    zeros, with spaces."""
    read = {text: taken_apart(text) for text in texts}
    values = {value for _, value in read.values() if value}
    seen = Organisation.objects.visible_to(scope.user).order_by()
    rows = OrganisationIdentifier.objects.filter(value__in=values, organisation__in=seen)
    known = {
        (scheme, value): pk
        for scheme, value, pk in rows.values_list("scheme", "value", "organisation_id")
    }
    return {text: known[number] for text, number in read.items() if number in known}


def told_apart(ids: Sequence[int]) -> dict[int, str]:
    """What tells bodies of one name apart: their official numbers, and where they work."""
    made: dict[int, list[str]] = {}
    numbers = OrganisationIdentifier.objects.filter(organisation__in=ids).order_by("pk")
    for pk, scheme, value in numbers.values_list("organisation_id", "scheme", "value"):
        made.setdefault(pk, []).append(f"{scheme}-{value}")
    places = OrganisationPlace.objects.standing().filter(organisation__in=ids).order_by("pk")
    for pk, name in places.values_list("organisation_id", "place__name"):
        made.setdefault(pk, []).append(name)
    return {pk: ", ".join(dict.fromkeys(said[:2])) for pk, said in made.items()}

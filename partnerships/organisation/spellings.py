"""How people write bodies in files, beside the names and short names that they have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from partnerships.models import Organisation, OrganisationName, OrganisationPlace
from partnerships.place.council_names import council_forms

COUNCIL, GOVERNS = Organisation.Sector.COUNCIL, OrganisationPlace.Role.GOVERNS


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
    councils = {"organisation__sector": COUNCIL, "organisation__parent": None}
    places = OrganisationPlace.objects.filter(role=GOVERNS, organisation__in=seen.values("pk"))
    standing = places.standing().filter(place=scope.place, **councils)
    yield [
        *council_forms(
            [
                *names.filter(**councils).values_list(*columns, label),
                *places.filter(**councils).values_list(columns[0], "place__names__name", label),
            ]
        ),
        *((pk, "the council", name) for pk, name in standing.values_list(columns[0], label)),
    ]

"""Councils and authorities that ended, as organisations: with their code, their place, their last
day and who took over. The table of places says all of it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Lower
from django.utils.text import slugify

from geography.data_load.body_table import GSS_SCHEME
from geography.england.existing import GSS
from partnerships.models import (
    FormerAddress,
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    OrganisationPlace,
    OrganisationSuccession,
    Place,
    PlaceCode,
    PlaceLink,
    PlaceName,
)
from partnerships.place.kind_groups import COUNCILS

SOURCE = "uk-authorities"
GOVERNS, SECTOR = OrganisationPlace.Role.GOVERNS, Organisation.Sector
SECTORS = {
    **dict.fromkeys(COUNCILS, SECTOR.COUNCIL),
    Place.Kind.COMBINED_AUTHORITY: SECTOR.STRATEGIC_AUTHORITY,
}


def add_ended_bodies() -> list[str]:
    """Make those that the record lacks; gives their names.

    One that governs its place, has its code or is called so is there already, and stays as people
    wrote it.
    """
    names = list(_ended_names())
    codes = {
        row.place_id: row for row in PlaceCode.objects.filter(scheme=GSS, place__in=_of(names))
    }
    missing = [name for name in names if name.place_id in codes]
    missing = _without_those_there(missing, codes)
    made = _make(missing, codes)
    _say_who_took_over(made)
    return [body.name for body in made.values()]


def _ended_names() -> QuerySet[PlaceName]:
    """The last official name of each place of the table that is no more."""
    stands = PlaceName.objects.filter(place=OuterRef("place"), valid_to=None)
    names = PlaceName.objects.filter(
        ~Exists(stands),
        kind=PlaceName.Kind.OFFICIAL,
        place__kind__in=SECTORS,
        source__slug=SOURCE,
    )
    latest = names.order_by("place_id", "-valid_to").distinct("place_id")
    return latest.select_related("place")


def _of(names: Iterable[PlaceName]) -> list[int]:
    return [name.place_id for name in names]


def _without_those_there(names: list[PlaceName], codes: dict[int, PlaceCode]) -> list[PlaceName]:
    said = [codes[name.place_id].code for name in names]
    numbers = OrganisationIdentifier.objects.filter(scheme=GSS_SCHEME, value__in=said)
    called = OrganisationName.objects.annotate(key=Lower("name"))
    called = called.filter(key__in=[name.name.lower() for name in names])
    governed = OrganisationPlace.objects.filter(
        role=GOVERNS, place__in=_of(names), organisation__sector__in=set(SECTORS.values())
    )
    known = {*numbers.values_list("value", flat=True)}
    spoken = {*called.values_list("key", flat=True)}
    held = {*governed.values_list("place_id", flat=True)}
    return [
        name
        for name in names
        if codes[name.place_id].code not in known
        and name.name.lower() not in spoken
        and name.place_id not in held
    ]


def _make(names: list[PlaceName], codes: dict[int, PlaceCode]) -> dict[int, Organisation]:
    """The bodies, by the places that they governed."""
    made = {
        name.place_id: Organisation(
            name=name.name, sector=SECTORS[Place.Kind(name.place.kind)], ended_on=name.valid_to
        )
        for name in names
    }
    _address(made, codes)
    Organisation.objects.bulk_create(made.values())
    OrganisationName.objects.bulk_create(
        OrganisationName(
            organisation=made[name.place_id],
            name=name.name,
            valid_from=name.valid_from,
            source_id=name.source_id,
        )
        for name in names
    )
    OrganisationIdentifier.objects.bulk_create(
        OrganisationIdentifier(organisation=body, scheme=GSS_SCHEME, value=codes[place].code)
        for place, body in made.items()
    )
    OrganisationPlace.objects.bulk_create(
        OrganisationPlace(
            organisation=made[name.place_id],
            place_id=name.place_id,
            role=GOVERNS,
            valid_from=name.valid_from,
            valid_to=name.valid_to,
        )
        for name in names
    )
    return made


def _address(made: dict[int, Organisation], codes: dict[int, PlaceCode]) -> None:
    """The address of each page, with its code where some other body has that of its name."""
    wanted = {place: slugify(body.name) for place, body in made.items()}
    taken = set(
        Organisation.objects.filter(slug__in=wanted.values()).values_list("slug", flat=True)
    )
    former = FormerAddress.objects.filter(slug__in=wanted.values(), organisation__isnull=False)
    taken.update(former.values_list("slug", flat=True))
    for place, body in made.items():
        slug = wanted[place]
        body.slug = slug if slug not in taken else f"{slug}-{codes[place].code.lower()}"
        taken.add(body.slug)


def _say_who_took_over(made: dict[int, Organisation]) -> None:
    """Those that govern what came after its place; of a county that became two, both."""
    links = PlaceLink.objects.filter(place__in=made, kind=PlaceLink.Kind.SUCCEEDED_BY)
    seats = OrganisationPlace.objects.filter(
        place__in=links.values("other"), role=GOVERNS, organisation__merged_into=None
    ).order_by("-pk")
    columns = ("place_id", "organisation__sector", "organisation_id")
    heirs = {(place, sector): body for place, sector, body in seats.values_list(*columns)}
    OrganisationSuccession.objects.bulk_create(
        OrganisationSuccession(
            before=made[link.place_id],
            after_id=heir,
            on=made[link.place_id].ended_on,
            source_id=link.source_id,
        )
        for link in links.order_by("pk")
        if (heir := heirs.get((link.other_id, made[link.place_id].sector)))
    )

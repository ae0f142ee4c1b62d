"""The official bodies as organisations: councils, strategic authorities, care boards, police and
fire, departments; councils that ended. A body that the record has already is never made a second
time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Lower

from geography.data_load.body_table import BODIES, Body, Number, read_bodies
from geography.data_load.ended_bodies import add_ended_bodies
from geography.data_load.former_names import FORMER_NAMES, add_former_names
from partnerships.models import (
    FormerAddress,
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    OrganisationPlace,
)
from records import history
from records.telling import telling

# What history says in place of a person's name.
SAID = "loaded from the official lists of bodies"
ROLE = OrganisationPlace.Role


@dataclass
class LoadedBodies:
    """The names of organisations that were made, and of those that were there and lacked a number,
    a place or a former name of the lists."""

    made: list[str] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)


def load_bodies(path: Path = BODIES, former: Path = FORMER_NAMES) -> LoadedBodies:
    """Bring the organisations to the official lists, once the places and localities are loaded.

    What people wrote of a body stays: only a number, a place or a former name that it lacks is
    added. Raises TableError.
    """
    with telling("Loading public bodies"), transaction.atomic(), history.context(said=SAID):
        bodies = read_bodies(path)
        held = _Held(bodies)
        loaded, new = LoadedBodies(), list[tuple[Body, Organisation]]()
        ids: dict[str, int] = {}
        for body in bodies:
            if (pk := held.same(body)) is not None:
                ids[body.slug] = pk
            else:
                slug = held.free_slug(body)
                made = Organisation(name=body.name, slug=slug, sector=body.sector)
                new.append((body, made))
        _make(new)
        ids |= {body.slug: made.pk for body, made in new}
        loaded.made += [body.name for body, _ in new]
        changed = _add_numbers(bodies, ids, held) | _add_places(bodies, ids)
        changed |= add_former_names(former, ids)
        loaded.made += add_ended_bodies()
        fresh = {made.pk for _, made in new}
        loaded.joined = [body.name for body in bodies if ids[body.slug] in changed - fresh]
        if new:
            _tidy()
    return loaded


class _Held:
    """The organisations that are there already, by what tells that one is the body of a line."""

    def __init__(self, bodies: list[Body]) -> None:
        kept = Coalesce("organisation__merged_into", "organisation")
        numbers = OrganisationIdentifier.objects.filter(
            value__in=[value for body in bodies for _, value in body.numbers]
        )
        self.by_number: dict[Number, int] = {
            (scheme, value): pk
            for scheme, value, pk in numbers.annotate(kept=kept).values_list(
                "scheme", "value", "kept"
            )
        }
        whole = {"organisation__parent": None, "organisation__is_example": False}
        governed = [pk for body in bodies for pk, role in body.places if role == ROLE.GOVERNS]
        links = OrganisationPlace.objects.filter(place__in=governed, role=ROLE.GOVERNS, **whole)
        self.by_place = _by(links.annotate(kept=kept, key=F("place_id")))
        names = OrganisationName.objects.filter(valid_to=None, **whole).annotate(key=Lower("name"))
        called = [body.name.lower() for body in bodies]
        self.by_name = _by(names.filter(key__in=called).annotate(kept=kept))
        slugs = [body.slug for body in bodies]
        rows = Organisation.objects.filter(slug__in=slugs, parent=None, is_example=False)
        addressed = rows.annotate(kept=Coalesce("merged_into", "pk"), key=F("slug"))
        self.by_slug = {
            (key, sector): pk for key, sector, pk in addressed.values_list("key", "sector", "kept")
        }
        former = FormerAddress.objects.filter(slug__in=slugs, organisation__isnull=False)
        self.by_slug |= _by(former.annotate(kept=F("organisation_id"), key=F("slug")))
        taken = Organisation.objects.filter(slug__in=slugs).values_list("slug", flat=True)
        self.taken = {*taken, *former.values_list("slug", flat=True)}
        self.met: set[int] = set()

    def same(self, body: Body) -> int | None:
        """The organisation that is this body; each is that of one line at most."""
        ways = [self.by_number.get(number) for number in body.numbers]
        ways += [
            self.by_place.get((place, body.sector))
            for place, role in body.places
            if role == ROLE.GOVERNS
        ]
        ways.append(self.by_slug.get((body.slug, body.sector)))
        ways.append(self.by_name.get((body.name.lower(), body.sector)))
        pk = next((pk for pk in ways if pk is not None and pk not in self.met), None)
        if pk is not None:
            self.met.add(pk)
        return pk

    def free_slug(self, body: Body) -> str:
        """The address of its page, another one where some other body has that."""
        if body.slug not in self.taken:
            return body.slug
        return f"{body.slug}-{(body.numbers[0][1] if body.numbers else body.kind).lower()}"


def _by(rows: Any) -> dict[tuple[Any, str], int]:
    """The first body of each key and sector."""
    listed = rows.order_by("-id").values_list("key", "organisation__sector", "kept")
    return {(key, sector): pk for key, sector, pk in listed}


def _make(new: list[tuple[Body, Organisation]]) -> None:
    Organisation.objects.bulk_create([made for _, made in new])
    OrganisationName.objects.bulk_create(
        OrganisationName(
            organisation=made,
            name=body.name,
            short_name=body.short_name,
            valid_from=body.since,
            source_id=body.source,
        )
        for body, made in new
    )


def _add_numbers(bodies: list[Body], ids: dict[str, int], held: _Held) -> set[int]:
    """Give each body its official numbers; gives the bodies that lacked one."""
    lacking = [
        OrganisationIdentifier(organisation_id=ids[body.slug], scheme=scheme, value=value)
        for body in bodies
        for scheme, value in body.numbers
        if (scheme, value) not in held.by_number
    ]
    OrganisationIdentifier.objects.bulk_create(lacking)
    return {number.organisation_id for number in lacking}


def _add_places(bodies: list[Body], ids: dict[str, int]) -> set[int]:
    """Give each body the places of the lists, until it ended; gives the bodies that lacked one."""
    links = OrganisationPlace.objects.filter(organisation__in=ids.values())
    there = set(links.values_list("organisation_id", "place_id", "role"))
    ended = dict(
        Organisation.objects.filter(pk__in=ids.values())
        .exclude(ended_on=None)
        .values_list("pk", "ended_on")
    )
    lacking = [
        OrganisationPlace(
            organisation_id=ids[body.slug],
            place_id=place,
            role=role,
            valid_to=ended.get(ids[body.slug]),
        )
        for body in bodies
        for place, role in body.places
        if (ids[body.slug], place, role) not in there
    ]
    OrganisationPlace.objects.bulk_create(lacking)
    # What the lists gave a body before it was known to have ended
    open_still = links.filter(organisation__in=ended, valid_to=None, created_by=None)
    for link in (still := list(open_still)):
        link.valid_to = ended[link.organisation_id]
    OrganisationPlace.objects.bulk_update(still, ["valid_to"])
    return {link.organisation_id for link in (*lacking, *still)}


def _tidy() -> None:
    """Fresh statistics for the planner, where many rows came in one go."""
    kinds = (Organisation, OrganisationName, OrganisationIdentifier, OrganisationPlace)
    with connection.cursor() as cursor:
        for kind in kinds:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(kind._meta.db_table)}")

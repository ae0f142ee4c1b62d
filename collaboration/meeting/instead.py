"""Whom to ask where nobody at a team can be reached: a connector, a team of the same body that
works there, the council, or a public page."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from partnerships.models import Organisation, OrganisationPlace, Place, PlaceReach
from people.models import JobRole, JobRolePlace
from people.review.responsible import reachable

MOST = 3
# Of so many teams it is asked whether somebody is reached there
LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class Instead:
    """Somebody else to ask: where it leads, what it is called, and why it is named."""

    url: str
    label: str
    why: str


def connectors(user: Any, places: Collection[int]) -> list[JobRole]:
    """The job roles of connectors for these places at which somebody else is reached, and those
    for the whole country last. One query; none for who is signed out."""
    if not user.is_authenticated:
        return []
    covering = JobRolePlace.objects.filter(place__in=sorted(places)).order_by().values("post")
    rows = JobRole.objects.visible_to(user).open().filter(kind=JobRole.Kind.CONNECTOR)
    there = rows.filter(Q(pk__in=covering)).answered_by_others(user)
    return list(there.select_related("organisation").order_by("sort_key", "id")[:MOST])


def instead_of(user: Any, teams: Iterable[Organisation], place: Place | None) -> list[Instead]:
    """Whom to ask in place of these teams. Eight queries at most."""
    asked = {team.pk for team in teams}
    bodies = asked | {team.parent_id for team in teams if team.parent_id}
    above = PlaceReach.of([place.pk]) if place else set()
    found = [
        Instead(role.get_absolute_url(), f"{role.title}, {role.organisation}", "connects people")
        for role in (connectors(user, above) if above else ())
    ]
    there = OrganisationPlace.objects.standing().filter(place__in=sorted(above))
    serving = Q(pk__in=there.order_by().values("organisation"))
    tree = Organisation.objects.of_bodies(bodies).order_by().values("pk")
    own = Q(pk__in=tree) & (serving if above else Q())
    governs = there.filter(role=OrganisationPlace.Role.GOVERNS).order_by().values("organisation")
    council = Q(pk__in=governs, sector=Organisation.Sector.COUNCIL)
    rows = Organisation.objects.visible_to(user).filter(own | council).exclude(pk__in=asked)
    near = list(rows.order_by("sort_key", "id")[:LOOKED_AT])
    answering = reachable(user, near)
    found += [
        Instead(team.get_absolute_url(), team.name, "works there")
        for team in near
        if team.pk in answering
    ][:MOST]
    pages = JobRole.objects.visible_to(user).open().filter(organisation__in=bodies)
    named = pages.exclude(contact_page="").select_related("organisation").order_by("sort_key", "id")
    found += [
        Instead(role.contact_page, f"{role.title}, {role.organisation}", "public contact")
        for role in named[:MOST]
    ]
    return found

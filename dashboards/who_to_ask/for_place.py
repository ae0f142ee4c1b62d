"""Who is asked at a place before anybody else: its council, and the partners of its pilots.

Of who else governs there, such as a care board, the partners come first; where no council does,
it stands in its stead.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from partnerships.models import Organisation, OrganisationPlace
from people.job_role.who_to_ask import ANYWHERE, Understood
from pilots.models import Pilot, PilotPartner

Sector = Organisation.Sector
# How near they stand, above all who merely serve the place
COUNCIL, GOVERNS, PARTNER, NATIONAL, ALSO_GOVERNS = 5, 4, 3, 2, 1
MOST = 60
TAKES_PART, GOVERNS_HERE = "takes part in a pilot here", "governs here"
WORDS = {
    COUNCIL: "the council here",
    GOVERNS: GOVERNS_HERE,
    PARTNER: TAKES_PART,
    NATIONAL: TAKES_PART,
    ALSO_GOVERNS: GOVERNS_HERE,
}


def known_at(user: Any, question: Understood) -> dict[int, int]:
    """The bodies known at the place asked for, by id, with how they stand to it.

    Two queries; none where no place is asked for, or bodies were chosen.
    """
    if question.place is None or question.bodies:
        return {}
    seen = Pilot.objects.visible_to(user).filter(reach_ids__contains=[question.place.pk])
    parts = PilotPartner.objects.filter(pilot__in=seen.order_by().values("pk"))
    stated: Any = parts.exclude(organisation=None).order_by()
    standing: dict[int, int] = {}
    for body, kind in stated.values_list("organisation", "kind").distinct()[:MOST]:
        as_partner = NATIONAL if kind == PilotPartner.Kind.NATIONAL else PARTNER
        standing[body] = max(as_partner, standing.get(body, 0))
    # A town or neighbourhood has the council that it lies in
    governs = Q(place=question.place) | Q(organisation__sector=Sector.COUNCIL)
    links = OrganisationPlace.objects.standing().filter(
        governs, place__in=sorted(question.above), role=OrganisationPlace.Role.GOVERNS
    )
    govern = links.order_by().values_list("organisation", "organisation__sector")
    for body, as_governing in _governing(dict(govern[:MOST])).items():
        standing[body] = max(as_governing, standing.get(body, 0))
    return standing


def _governing(sectors: dict[int, str]) -> dict[int, int]:
    """How those that govern a place stand to it, by their sectors: a care board is no council, but
    first where there is none."""
    has_council = Sector.COUNCIL in sectors.values()
    ranks: dict[str, int] = {Sector.COUNCIL: COUNCIL, Sector.STRATEGIC_AUTHORITY: GOVERNS}
    other = ALSO_GOVERNS if has_council else GOVERNS
    return {body: ranks.get(sector, other) for body, sector in sectors.items()}


def bodies_of(user: Any, standing: dict[int, int]) -> list[Organisation]:
    """These bodies, as far as the reader may see them. One query."""
    if not standing:
        return []
    rows = Organisation.objects.visible_to(user).filter(pk__in=sorted(standing))
    return list(
        rows.select_related("parent", "succeeded_by").defer("search").order_by("sort_key", "id")
    )


def is_of_here(question: Understood, near: int, standing: int) -> bool:
    """Whether a body is one to ask where a place, and nothing else, was asked for.

    Whoever serves no place that is known, and so perhaps the whole country, would be padding.
    """
    asks = question.words or question.topics or question.bodies
    return bool(asks or question.place is None or standing or near != ANYWHERE)

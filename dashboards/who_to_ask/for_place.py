"""Who is asked at a place before anybody else: its council, and the partners of its pilots.

Of who else governs there, such as a care board, the partners come first; where no council does,
it stands in its stead. Where a body was asked for, only the council is added to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from partnerships.models import Organisation, OrganisationPlace
from partnerships.place.head import WITHIN_COUNCILS
from people.job_role.who_to_ask import ANYWHERE, Understood
from people.models import JobRole
from pilots.models import Pilot, PilotPartner
from pilots.place.pilots import pilots_at_place

Sector = Organisation.Sector
# How near they stand, above all who merely serve the place
COUNCIL, GOVERNS, PARTNER, NATIONAL, ALSO_GOVERNS = 5, 4, 3, 2, 1
MOST, PILOTS_HERE = 60, 4
TAKES_PART, GOVERNS_HERE = "recorded in a pilot here", "governs here"
WORDS = {
    COUNCIL: "the council here",
    GOVERNS: GOVERNS_HERE,
    PARTNER: TAKES_PART,
    NATIONAL: TAKES_PART,
    ALSO_GOVERNS: GOVERNS_HERE,
}


def known_at(user: Any, question: Understood) -> dict[int, int]:
    """The bodies known at the place asked for, by id, with how they stand to it; where bodies were
    asked for, its councils alone.

    Two queries, one for councils alone; none where no place is asked for.
    """
    if question.place is None:
        return {}
    if question.bodies:
        links = _governing_links(question).filter(organisation__sector=Sector.COUNCIL)
        return dict.fromkeys(links.values_list("organisation", flat=True)[:MOST], COUNCIL)
    seen = Pilot.objects.visible_to(user).filter(reach_ids__contains=[question.place.pk])
    parts = PilotPartner.objects.taking_part().filter(pilot__in=seen.order_by().values("pk"))
    stated: Any = parts.exclude(organisation=None).order_by()
    standing: dict[int, int] = {}
    for body, kind in stated.values_list("organisation", "kind").distinct()[:MOST]:
        as_partner = NATIONAL if kind == PilotPartner.Kind.NATIONAL else PARTNER
        standing[body] = max(as_partner, standing.get(body, 0))
    govern = _governing_links(question).values_list("organisation", "organisation__sector")
    for body, as_governing in _governing(dict(govern[:MOST])).items():
        standing[body] = max(as_governing, standing.get(body, 0))
    return standing


def _governing_links(question: Understood) -> Any:
    """Of who governs the place; a town or neighbourhood has the council that it lies in."""
    governs = Q(place=question.place) | Q(organisation__sector=Sector.COUNCIL)
    standing = OrganisationPlace.objects.standing().order_by()
    return standing.filter(
        governs, place__in=sorted(question.above), role=OrganisationPlace.Role.GOVERNS
    )


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
        rows.select_related("parent")
        .prefetch_related("successors")
        .defer("search")
        .order_by("sort_key", "id")
    )


def is_of_here(question: Understood, near: int, standing: int) -> bool:
    """Whether a body is one to ask where a place, and nothing else, was asked for.

    Whoever serves no place that is known, and so perhaps the whole country, would be padding.
    """
    asks = question.words or question.topics or question.bodies
    return bool(asks or question.place is None or standing or near != ANYWHERE)


@dataclass(frozen=True, slots=True)
class PilotHere:
    """A pilot that works in the neighbourhood asked for, and the job role on which it hangs."""

    name: str
    url: str
    post: JobRole | None


def pilots_here(user: Any, question: Understood) -> list[PilotHere]:
    """The pilots of a place within a council, as this reader sees them, the latest changed first.

    Two queries; none for any other place.
    """
    place = question.place
    if place is None or place.kind not in WITHIN_COUNCILS:
        return []
    here = pilots_at_place(user, place)
    shown = here.ids[:PILOTS_HERE]
    posts = JobRole.objects.visible_to(user).open().order_by().values("pk")
    rows = Pilot.objects.filter(pk__in=shown, key_post__in=posts).only("key_post")
    keys = {row.pk: row.key_post for row in rows.select_related("key_post__organisation")}
    return [PilotHere(here.name(pk), here.url(pk), keys.get(pk)) for pk in shown]

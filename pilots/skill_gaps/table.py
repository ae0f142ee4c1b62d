"""Which skills the partners of a place have, can lend or lack, and where nobody has one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from partnerships.models import Member, Organisation, PartnerSkill, Place
from partnerships.place.models.place import holding
from pilots.models import Pilot, PilotPartner

MOST = 60


@dataclass(frozen=True)
class Line:
    """One skill: who can lend it, who has it, who lacks it, of how many nothing is known."""

    label: str
    offers: list[PartnerSkill]
    has: list[PartnerSkill]
    lacks: list[PartnerSkill]
    unknown: int

    @property
    def is_gap(self) -> bool:
        """Whether nobody is known to have it."""
        return not (self.offers or self.has)

    @property
    def gap(self) -> str:
        """The gap in words: a lack that was said, or nothing known."""
        if not self.is_gap:
            return ""
        return "Gap" if self.lacks else "Not known"


@dataclass(frozen=True)
class SkillsMap:
    """The skills of one partnership's members, or of the other partners of a place."""

    title: str
    bodies: list[Organisation]
    lines: list[Line]

    @property
    def known(self) -> list[Line]:
        """Skills of which somebody said something."""
        return [line for line in self.lines if line.offers or line.has or line.lacks]

    @property
    def silent(self) -> list[str]:
        """Skills of which nobody said anything."""
        return [line.label.lower() for line in self.lines if line not in self.known]

    @property
    def gaps(self) -> list[Line]:
        """Skills that nobody has as far as was said."""
        return [line for line in self.lines if line.gap == "Gap"]


def skills_of(user: Any, place: Place, today: Any) -> list[SkillsMap]:
    """One map for each partnership, and one for the other partners of pilots. Four queries."""
    members = Member.objects.filter(
        holding(today), partnership__place_links__place=place
    ).select_related("organisation", "partnership")
    groups: dict[str, dict[int, Organisation]] = {}
    for member in members.order_by("partnership__name", "organisation__sort_key", "id")[:MOST]:
        bodies = groups.setdefault(member.partnership.name, {})
        bodies[member.organisation_id] = member.organisation
    inside = {pk for bodies in groups.values() for pk in bodies}
    others = _partners(user, place, inside)
    if others:
        groups["Partners of pilots here"] = {body.pk: body for body in others}
    everybody = {pk for bodies in groups.values() for pk in bodies}
    rows = PartnerSkill.objects.visible_to(user).filter(organisation__in=everybody)
    said = list(rows.select_related("organisation", "source").order_by("organisation__sort_key"))
    return [
        SkillsMap(title, list(bodies.values()), _lines(bodies, said))
        for title, bodies in groups.items()
    ]


def bodies_of(user: Any, place: Place, today: Any) -> list[Organisation]:
    """The partners of a place, to choose from."""
    found = {body.pk: body for one in skills_of(user, place, today) for body in one.bodies}
    return sorted(found.values(), key=lambda body: body.name.lower())


def _partners(user: Any, place: Place, inside: set[int]) -> list[Organisation]:
    pilots = Pilot.objects.visible_to(user).in_place(place).order_by().values("pk")
    parts = PilotPartner.objects.filter(pilot__in=pilots).order_by().values("organisation")
    return list(Organisation.objects.filter(pk__in=parts).exclude(pk__in=inside)[:MOST])


def _lines(bodies: dict[int, Organisation], said: list[PartnerSkill]) -> list[Line]:
    lines = []
    for skill, label in PartnerSkill.Skill.choices:
        mine = [one for one in said if one.skill == skill and one.organisation_id in bodies]
        by = {
            standing: [one for one in mine if one.standing == standing]
            for standing in PartnerSkill.Standing.values
        }
        unknown = len(bodies) - len(mine)
        lines.append(Line(label, by["offers"], by["has"], by["lacks"], unknown))
    return lines

"""Which skills the partners of a place have, can lend or lack, and where nobody has one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from access.permissions import can_edit_place
from interface.articles import with_article
from partnerships.models import Member, Organisation, Place
from partnerships.organisation.permissions import speaks_for
from partnerships.place.frame import breadcrumbs, for_place, frame
from partnerships.place.models.place import holding
from people.models import PartnerSkill
from people.training.actions import say_skill
from people.training.forms import SkillForm
from pilots.models import Pilot, PilotPartner
from records import drafts
from records.form_views import FormPage

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
    skills = list(rows.select_related("organisation", "source").order_by("organisation__sort_key"))
    return [
        SkillsMap(title, list(bodies.values()), _lines(bodies, skills))
        for title, bodies in groups.items()
    ]


def bodies_of(user: Any, place: Place, today: Any) -> list[Organisation]:
    """The partners of a place, to choose from."""
    bodies = {body.pk: body for line in skills_of(user, place, today) for body in line.bodies}
    return sorted(bodies.values(), key=lambda body: body.name.lower())


def _partners(user: Any, place: Place, inside: set[int]) -> list[Organisation]:
    pilots = Pilot.objects.visible_to(user).in_place(place).order_by().values("pk")
    parts = (
        PilotPartner.objects.taking_part()
        .filter(pilot__in=pilots)
        .order_by()
        .values("organisation")
    )
    return list(Organisation.objects.filter(pk__in=parts).exclude(pk__in=inside)[:MOST])


def _lines(bodies: dict[int, Organisation], rows: list[PartnerSkill]) -> list[Line]:
    lines = []
    for skill, label in PartnerSkill.Skill.choices:
        mine = [row for row in rows if row.skill == skill and row.organisation_id in bodies]
        by = {
            state: [row for row in mine if row.standing == state]
            for state in PartnerSkill.Standing.values
        }
        unknown = len(bodies) - len(mine)
        lines.append(Line(label, by["offers"], by["has"], by["lacks"], unknown))
    return lines


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    place = Place.objects.visible_to(user).filter(slug=target).first()
    return (
        f"A skill of a partner in {with_article(place)}" if place and _mine(user, place) else None
    )


SKILL = drafts.register(
    "partner-skill", title=_title, url=lambda target: reverse("place_skill_add", args=[target])
)


def _mine(user: Any, place: Place) -> list[Organisation]:
    """The partners of whom this user may say it: all for editors, their own for officers."""
    bodies = bodies_of(user, place, timezone.localdate())
    if can_edit_place(user, place):
        return bodies
    return [body for body in bodies if speaks_for(user, body)]


@for_place
def skills(request: HttpRequest, place: Place) -> HttpResponse:
    """Which skills the partners here have, can lend or lack, and what nobody has."""
    context = {
        **frame(place, "Skills of partners"),
        "maps": skills_of(request.user, place, timezone.localdate()),
        "may_add": can_edit_place(request.user, place),
    }
    return render(request, "pilots/place/skills.html", context)


class AddSkill(FormPage):
    """Say how a partner stands with a skill."""

    form, draft = SkillForm, SKILL
    title = "Say what a partner can do"
    success_message = "Skill saved."
    place: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answers editors, and officers of a partner."""
        self.bodies = _mine(request.user, self.place)
        if not self.bodies and not can_edit_place(request.user, self.place):
            raise PermissionDenied
        where = with_article(self.place)
        self.lead = f"Of the partners in {where}. Visible to everyone who is signed in."
        return super().dispatch(request, *args, **kwargs)

    @property
    def target(self) -> str:
        return self.place.slug

    @property
    def cancel_url(self) -> str:
        return reverse("place_skills", args=[self.place.slug])

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return breadcrumbs(self.place, "Skills of partners")

    def get_context_data(self) -> dict[str, Any]:
        return {"example": self.place.is_example}

    def arguments(self) -> dict[str, Any]:
        return {"bodies": self.bodies}

    def save(self, form: SkillForm) -> str:
        say_skill(by=self.request.user, **form.cleaned_data)
        return self.cancel_url


@for_place
def skill_add(request: HttpRequest, place: Place) -> HttpResponseBase:
    """The form about a partner of this place."""
    return AddSkill.as_view(place=place)(request)

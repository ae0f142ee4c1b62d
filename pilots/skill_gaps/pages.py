"""The skills of the partners of a place, and the form that says how one stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Organisation, Place
from partnerships.organisation.permissions import speaks_for
from partnerships.permissions import can_edit_place
from partnerships.place.frame import crumbs, frame, of_place
from partnerships.training.actions import say_skill
from partnerships.training.forms import SkillForm
from pilots.skill_gaps.table import bodies_of, skills_of
from records import drafts
from records.pages import FormPage


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    place = Place.objects.visible_to(user).filter(slug=target).first()
    return f"A skill of a partner in {place}" if place and _mine(user, place) else None


SKILL = drafts.register(
    "partner-skill", title=_title, url=lambda target: reverse("place_skill_add", args=[target])
)


def _mine(user: Any, place: Place) -> list[Organisation]:
    """The partners of whom this user may say it: all for editors, their own for officers."""
    bodies = bodies_of(user, place, timezone.localdate())
    if can_edit_place(user, place):
        return bodies
    return [body for body in bodies if speaks_for(user, body)]


@of_place
def skills(request: HttpRequest, place: Place) -> HttpResponse:
    """Which skills the partners here have, can lend or lack, and what nobody has."""
    context = {
        **frame(place, "Skills of partners"),
        "maps": skills_of(request.user, place, timezone.localdate()),
        "may_add": can_edit_place(request.user, place),
    }
    return render(request, "pilots/skill_gaps/list.html", context)


class AddSkill(FormPage):
    """Say how a partner stands with a skill."""

    form, draft = SkillForm, SKILL
    heading = "Say what a partner can do"
    said = "The skill is recorded."
    place: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answers editors, and officers of a partner."""
        self.bodies = _mine(request.user, self.place)
        if not self.bodies and not can_edit_place(request.user, self.place):
            raise PermissionDenied
        self.lead = f"Of the partners in {self.place.name}. Seen by everyone who is signed in."
        return super().dispatch(request, *args, **kwargs)

    @property
    def target(self) -> str:
        return self.place.slug

    @property
    def back(self) -> str:
        return reverse("place_skills", args=[self.place.slug])

    def crumbs(self) -> list[tuple[str, str]]:
        return crumbs(self.place, "Skills of partners")

    def context(self) -> dict[str, Any]:
        return {"example": self.place.is_example}

    def arguments(self) -> dict[str, Any]:
        return {"bodies": self.bodies}

    def save(self, form: SkillForm) -> str:
        say_skill(by=self.request.user, **form.cleaned_data)
        return self.back


@of_place
def skill_add(request: HttpRequest, place: Place) -> HttpResponseBase:
    """The form about a partner of this place."""
    return AddSkill.as_view(place=place)(request)

"""The skills of the partners of a place, and the form that says how one stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from partnerships.form_page import FormPage, answer
from partnerships.models import Organisation, Place
from partnerships.permissions import can_edit_place, speaks_for
from partnerships.place.frame import crumbs, frame, of_place
from partnerships.skill.forms import SkillForm
from partnerships.training.actions import say_skill
from pilots.skill_gaps.table import bodies_of, skills_of
from records import drafts


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
    return render(request, "dashboards/place_skills.html", context)


@of_place
def skill_add(request: HttpRequest, place: Place) -> HttpResponse:
    """Say how a partner stands with a skill."""
    bodies = _mine(request.user, place)
    if not bodies and not can_edit_place(request.user, place):
        raise PermissionDenied
    back = reverse("place_skills", args=[place.slug])
    page = FormPage(
        kind=SKILL,
        target=place.slug,
        heading="Say what a partner can do",
        lead=f"Of the partners in {place.name}. Seen by everyone who is signed in.",
        back=back,
        crumbs=crumbs(place, "Skills of partners"),
        said="The skill is recorded.",
        context={"example": place.is_example},
    )

    def write(form: SkillForm) -> str:
        say_skill(by=request.user, **form.cleaned_data)
        return back

    return answer(request, page, SkillForm, write, bodies=bodies)

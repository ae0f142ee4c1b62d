"""The pages of whatever a role is for: a place, a programme, a body or a team."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from interface.paging import row_number
from partnerships.models import Organisation, Place, Programme
from partnerships.place.frame import breadcrumbs as crumbs_of_place
from people.models import Assignment, Team
from people.role.permissions import GIVERS, can_see_people

HEADING = "People and roles"
# Each scope that has people, with the part of its address that names it
KEYS = {Place: "slug", Programme: "slug", Organisation: "slug", Team: "pk"}
LISTS = {Programme: "Programmes", Organisation: "Organisations"}


def address_of(scope: Any, what: str = "people") -> str:
    """Where the people of a scope stand, or what is done with them; None: everybody's."""
    if scope is None:
        return reverse(what)
    key = getattr(scope, KEYS[type(scope)])
    return reverse(f"{scope._meta.model_name}_{what}", args=[key])


def ask_at(scope: Any) -> str:
    """Where somebody asks for a role at a scope; their account, where none is asked for there."""
    if scope is None or isinstance(scope, Team):
        return reverse("account")
    return address_of(scope, "role_ask")


def people_url(user: Any, scope: Any) -> str:
    """Where the people of a scope stand, for who gives roles there; empty for others."""
    return address_of(scope) if user.is_authenticated and can_see_people(user, scope) else ""


def people_of(role: Assignment) -> str:
    """Where those people stand to whom a role lets its holder give roles; empty for other roles,
    and for cover, which gives none."""
    gives = role.role in GIVERS and role.covers_id is None
    return address_of(role.scope) if gives else ""


def target_of(scope: Any) -> str:
    """How a draft names a scope: "place/bradford"."""
    return f"{scope._meta.model_name}/{getattr(scope, KEYS[type(scope)])}"


def scope_at(user: Any, target: str) -> Any:
    """The scope that a draft names; None where there is none that the user sees."""
    name, _, key = target.partition("/")
    model = next((model for model in KEYS if model._meta.model_name == name), None)
    if model is None:
        return None
    value = row_number(key) if KEYS[model] == "pk" else key
    return model.objects.visible_to(user).filter(**{KEYS[model]: value}).first()


def address_at(target: str, what: str) -> str:
    """The address of what a draft is about."""
    name, _, key = target.partition("/")
    return reverse(f"{name}_{what}", args=[key])


def trail_to(scope: Any) -> list[tuple[str, str]]:
    """The trail to a scope's own page; of a team, to the people of where it belongs."""
    if scope is None:
        return [("People", reverse("people"))]
    if isinstance(scope, Team):
        home = scope.home
        return [*trail_to(home), *([(HEADING, address_of(home))] if home else [])]
    if isinstance(scope, Place):
        return crumbs_of_place(scope)
    name = LISTS[type(scope)]
    return [(name, reverse(name.lower())), (str(scope), scope.get_absolute_url())]

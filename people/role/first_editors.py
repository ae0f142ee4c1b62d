"""The first editor of a place: whom the leads of its programmes invite, where it never had one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from access.visibility import by_own_roles, reader_of
from partnerships.models import Place, ProgrammePlace
from people.role.invitation_models import Invitation
from people.role.models import Assignment, Role
from people.role.permissions import roles_to_give


def has_editor(at: str) -> Exists:
    """Whether somebody edits the place in this column, today or on a day to come."""
    held = Assignment.objects.own().lasting(timezone.localdate())
    return Exists(held.filter(place=OuterRef(at), role=Role.PLACE_EDITOR))


def had_editor(at: str) -> Exists:
    """Whether somebody ever edited it: the next one is not a lead's to name."""
    held = Assignment.objects.own().filter(place=OuterRef(at), role=Role.PLACE_EDITOR)
    return Exists(held)


def is_invited(at: str) -> Exists:
    """Whether somebody was asked to edit it, and has not answered."""
    asked = Invitation.objects.open().filter(place=OuterRef(at), role=Role.PLACE_EDITOR)
    return Exists(asked)


def _leads_first(user: Any, place: Place) -> bool:
    """Whether the user leads a programme of this place, which nobody edits or ever edited.

    The database asks the same (``people.role.triggers``).
    """
    reader = reader_of(user)
    led = sorted(by_own_roles(reader).led_programmes) if reader else []
    parts = ProgrammePlace.objects.filter(programme__in=led, place=place)
    parts = parts.taking_part(timezone.localdate())
    return bool(led) and parts.filter(~had_editor("place")).exists()


def offered(user: Any, scope: Any) -> list[Role]:
    """The roles to which the user may ask somebody here: those that they give, and for leads the
    first editor of a place. That one alone tells them nothing of who else has a role there."""
    given = roles_to_give(user, scope)
    if not given and isinstance(scope, Place) and _leads_first(user, scope):
        return [Role.PLACE_EDITOR]
    return given


def can_invite(user: Any, scope: Any) -> bool:
    """Whether there is any."""
    return bool(offered(user, scope))


def places_of(programme: Any) -> QuerySet[Place]:
    """The places that take part in a programme, each with what is known of its editors."""
    parts = ProgrammePlace.objects.filter(programme=programme).order_by()
    parts = parts.taking_part(timezone.localdate())
    rows = Place.objects.filter(pk__in=parts.values("place")).order_by("sort_key", "id")
    return rows.annotate(
        has_editor=has_editor("pk"), had_editor=had_editor("pk"), is_invited=is_invited("pk")
    )


def first_editors_asked(user: Any, places: Iterable[Place]) -> QuerySet[Invitation]:
    """Whom this user asked to edit one of these places, and who has not answered."""
    rows = Invitation.objects.open().filter(role=Role.PLACE_EDITOR, created_by=user.pk)
    rows = rows.filter(place__in=[place.pk for place in places])
    return rows.select_related("place", "letter", "team").order_by("-sent_at", "pk")

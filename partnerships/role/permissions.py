"""Who may give which role, at what, and who may end one."""

from __future__ import annotations

from typing import Any

from partnerships.role.models import SCOPES, Assignment, Role, scope_name
from partnerships.visibility import Reader, reader_of


def roles_to_give(user: Any, scope: Any) -> list[Role]:
    """The roles that this user may give at a place, programme, organisation or team.

    ``scope`` None is the whole site, which has administrators. Empty: none. The database asks the
    same (``partnerships.role.triggers``).
    """
    reader = reader_of(user)
    if reader is None:
        return []
    name = scope_name(scope)
    if reader.is_administrator:
        return [role for role in Role if name in (SCOPES[role] or ("",))]
    return _OF_SCOPE[name](reader, scope)


def _at_place(reader: Reader, place: Any) -> list[Role]:
    edited = reader.edited_places & place.reach if reader.edited_places else frozenset()
    if not edited:
        return []
    from_above = edited - {place.pk}
    return [Role.CONTRIBUTOR, *([Role.PLACE_EDITOR] if from_above else [])]


def _in_programme(reader: Reader, programme: Any) -> list[Role]:
    return [Role.EVALUATOR] if programme.pk in reader.led_programmes else []


def _in_body(reader: Reader, body: Any) -> list[Role]:
    return [Role.OFFICER] if {body.pk, body.parent_id} & reader.organisations else []


def _nowhere(reader: Reader, scope: Any) -> list[Role]:
    return []


_OF_SCOPE = {
    "place": _at_place,
    "programme": _in_programme,
    "organisation": _in_body,
    "team": _nowhere,
    "": _nowhere,
}


def can_see_people(user: Any, scope: Any) -> bool:
    """Who may give roles here sees who has one."""
    return bool(roles_to_give(user, scope))


def can_end_role(user: Any, assignment: Assignment) -> bool:
    """One's own, or one that the user may give."""
    return assignment.user_id == user.pk or assignment.role in roles_to_give(user, assignment.scope)

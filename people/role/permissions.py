"""Who may give which role, at what, and who may end one."""

from __future__ import annotations

from typing import Any

from access.permissions import wrote
from access.visibility import Reader, by_own_roles, reader_of
from people.role.models import SCOPES_OF, Assignment, Role, scope_name
from people.role.team_models import Team

# The roles that let their holder give others, within their own scope.
GIVERS = (Role.PLACE_EDITOR, Role.PROGRAMME_LEAD, Role.OFFICER, Role.ADMINISTRATOR)


def roles_to_give(user: Any, scope: Any) -> list[Role]:
    """The roles that this user may give at a place, programme, organisation or team.

    ``scope`` None is the whole site, which has administrators. Empty: none. Whoever covers for
    somebody gives no role by that: it would outlast the cover. The database asks the
    same (``people.role.triggers``).
    """
    reader = reader_of(user)
    if reader is None:
        return []
    reader, name = by_own_roles(reader), scope_name(scope)
    if reader.is_administrator:
        return [role for role in Role if name in (SCOPES_OF[role] or ("",))]
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


def _in_team(reader: Reader, team: Any) -> list[Role]:
    at_home = _OF_SCOPE[scope_name(team.home)](reader, team.home)
    return [Role.CONTRIBUTOR] if at_home else []


def _nowhere(reader: Reader, scope: Any) -> list[Role]:
    return []


_OF_SCOPE = {
    "place": _at_place,
    "programme": _in_programme,
    "organisation": _in_body,
    "team": _in_team,
    "": _nowhere,
}


def can_see_people(user: Any, scope: Any) -> bool:
    """Who may give roles here sees who has one."""
    return bool(roles_to_give(user, scope))


def can_end_role(user: Any, assignment: Assignment) -> bool:
    """One's own, or one that the user may give."""
    return assignment.user_id == user.pk or assignment.role in roles_to_give(user, assignment.scope)


def can_send_again(user: Any, invitation: Any) -> bool:
    """Who may give the role that somebody is invited to."""
    return invitation.role in roles_to_give(user, invitation.scope)


def can_withdraw(user: Any, invitation: Any) -> bool:
    """Whoever may give that role, and who invited them: a lead asks the first editor of a place,
    and gives no role there."""
    return wrote(user, invitation) or can_send_again(user, invitation)


def can_keep_team(user: Any, team: Any) -> bool:
    """Whether the user says who is in it and what it is called."""
    return bool(roles_to_give(user, team))


def can_add_team(user: Any, home: Any) -> bool:
    """A team of a place or programme: made by those who would say who is in it."""
    return can_keep_team(user, Team(**{scope_name(home): home}))


def can_confirm_roles(user: Any, scope: Any) -> bool:
    """Who looks after a scope says which of its roles are still right, their own among them.

    Editors of a place and of those above, leads of a programme, officers of a body and of the one
    that it is a part of, whoever keeps a team; administrators everywhere. Somebody who left does
    not confirm their own.
    """
    return bool(roles_to_give(user, scope))

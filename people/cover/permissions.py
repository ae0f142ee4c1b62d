"""Who may have somebody's role while they are away, and who may end that."""

from __future__ import annotations

import datetime as dt
from typing import Any

from access.visibility import Reader, by_own_roles, reader_of
from accounts.models import User
from accounts.scopes import SCOPES
from partnerships.models import Place
from people.hand_over.permissions import may_hand_over, within_reach
from people.models import Assignment, Role
from people.role.permissions import roles_to_give


def roles_to_cover(giver: Any, person: User, today: dt.date) -> list[Assignment]:
    """Their own roles, of today or later, that ``giver`` may have covered: all for themselves.

    Nobody covers an administrator: where one is away, there is another, or one is made.
    """
    rows = Assignment.objects.of(person).own().lasting(today).exclude(role=Role.ADMINISTRATOR)
    if giver.pk == person.pk:
        homes = ("team__place", "team__programme")
        return list(rows.select_related(*SCOPES, *homes, "user").order_by("role", "pk"))
    return within_reach(giver, rows)


def may_set_up_cover(giver: Any, person: User) -> bool:
    """For themselves, and for whom they may hand over."""
    return giver.pk == person.pk or may_hand_over(giver, person)


def may_cover(giver: Any, to: User, role: Assignment) -> bool:
    """Whether ``giver`` may have ``to`` cover this role.

    Who may give it chooses anybody. Who is away chooses a colleague: somebody whose own role of
    today is for the same place, programme, body or team, or for one that it lies in; for a team
    also whoever says who is in it. The database asks the same (``people.role.triggers``).
    """
    if role.role in roles_to_give(giver, role.scope):
        return True
    return role.user_id == giver.pk and _is_colleague(to, role)


def _is_colleague(to: User, role: Assignment) -> bool:
    reader = reader_of(to)
    if reader is None:
        return False
    own = by_own_roles(reader)
    if role.place is not None:
        return bool(own.places & role.place.reach)
    if role.organisation is not None:
        return bool(own.organisations & {role.organisation.pk, role.organisation.parent_id})
    if role.team is not None:
        return role.team_id in own.teams or _keeps(own, role.team.home)
    return role.programme_id in own.programmes


def _keeps(reader: Reader, home: Any) -> bool:
    """Whether who is in the teams of this place or programme is the reader's to say."""
    if isinstance(home, Place):
        return bool(reader.edited_places & home.reach)
    return home is not None and home.pk in reader.led_programmes


def may_end_cover(user: Any, cover: Assignment) -> bool:
    """Who covers, who is covered, who set it up, and who may give the role."""
    concerned = (cover.user_id, cover.covers_id, cover.created_by_id)
    return user.pk in concerned or cover.role in roles_to_give(user, cover.scope)

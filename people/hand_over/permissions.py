"""What of somebody's roles and job roles another may hand over, and so may know of."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet

from access.permissions import is_administrator
from accounts.models import User
from accounts.scopes import SCOPES
from partnerships.models import Place, PlaceReach
from people.job_role.permissions import can_change_post
from people.models import Assignment, JobRole, JobRoleHolder
from people.role.permissions import roles_to_give


def within_reach(giver: Any, roles: QuerySet[Assignment]) -> list[Assignment]:
    """Those of these roles that ``giver`` may give; an administrator may give all."""
    homes = ("team__place", "team__programme")
    rows = list(roles.select_related(*SCOPES, *homes, "covers", "user").order_by("role", "pk"))
    _know_reach(rows)
    return [role for role in rows if role.role in roles_to_give(giver, role.scope)]


def _know_reach(rows: list[Assignment]) -> None:
    """Read once what all their places lie in, and those of their teams."""
    homes = (role.team.home if role.team else role.place for role in rows)
    places = [home for home in homes if isinstance(home, Place)]
    above: dict[int, set[int]] = {place.pk: set() for place in places}
    links = PlaceReach.objects.filter(place__in=above).values_list("place_id", "ancestor_id")
    for place_id, ancestor_id in links:
        above[place_id].add(ancestor_id)
    for place in places:
        place.known_reach = frozenset(above[place.pk])


def roles_to_hand_over(giver: Any, person: User, today: dt.date) -> list[Assignment]:
    """Their own roles of today and of days to come that ``giver`` may give."""
    return within_reach(giver, Assignment.objects.of(person).own().lasting(today))


def posts_to_hand_over(giver: Any, person: User, today: dt.date) -> list[JobRoleHolder]:
    """The job roles that they hold, now or later, and that ``giver`` may change.

    An administrator may change who holds each that they are told of.
    """
    seen = JobRole.objects.visible_to(giver).telling_holders_to(giver).open()
    rows = JobRoleHolder.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=today),
        person__user=person,
        post__in=seen.order_by().values("pk"),
    )
    rows = rows.select_related("post__organisation", "person").order_by("post__sort_key", "pk")
    everywhere = is_administrator(giver)
    return [row for row in rows if everywhere or can_change_post(giver, row.post)]


def may_hand_over(giver: Any, person: User) -> bool:
    """Administrators for everybody; others for whom has, or had, a role that they may give."""
    return is_administrator(giver) or bool(within_reach(giver, Assignment.objects.of(person).own()))

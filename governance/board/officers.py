"""Accounts that stand for a body, or keep a board."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from governance.models import Board
from partnerships.models import Organisation
from people.models import Assignment, Role


def officers_of(body: Organisation | None) -> QuerySet[User]:
    """The officers of a body today."""
    return _with_role(Q(role=Role.OFFICER, organisation=body))


def keepers_of(board: Board) -> QuerySet[User]:
    """Who keeps a board by a role (``governance.board.sight.kept_by``)."""
    at_place = Q(role__in=(Role.PLACE_EDITOR, Role.CONNECTOR), place__in=board.reach_ids)
    clerks = Q(role=Role.OFFICER, organisation=board.organisation_id)
    rule = at_place | clerks
    if board.programme_id:
        rule |= Q(role=Role.PROGRAMME_LEAD, programme=board.programme_id)
    return _with_role(rule)


def _with_role(which: Q) -> QuerySet[User]:
    roles = Assignment.objects.on(timezone.localdate()).filter(which)
    held = roles.order_by().values("user")
    return User.objects.filter(pk__in=held, is_active=True).order_by("id")

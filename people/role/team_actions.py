"""Ending a team whose work is done, and opening it again."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from people.models import Assignment, Invitation, Team
from people.role.actions import end_role
from people.role.confirming_actions import settle_warnings
from people.role.invitation_actions import withdraw
from people.role.permissions import can_keep_team

ENDED = "This team has ended already."
NOT_ENDED = "This team has not ended."


@transaction.atomic
def end_team(*, by: Any, team: Team) -> int:
    """Its members' roles end today and they are told; who was invited to it can no longer come.

    Gives how many roles. Pilots and barriers stay its own. Raises PermissionDenied without the
    right, ValidationError for one that has ended.
    """
    current = _locked(by, team)
    if current.ended_on is not None:
        raise ValidationError(ENDED)
    lasting = Assignment.objects.at(current).own().lasting(timezone.localdate())
    members = list(lasting.select_related("user", "team").order_by("pk"))
    for role in members:  # cover ends with the role that it stands in for
        end_role(by=by, assignment=role)
    for invitation in Invitation.objects.open().at(current).order_by("pk"):
        withdraw(by=by, invitation=invitation)
    current.ended_on = timezone.localdate()
    current.save()
    settle_warnings(current, current.ended_on)
    return len(members)


@transaction.atomic
def open_team(*, by: Any, team: Team) -> None:
    """It works again; its members are given their roles anew."""
    current = _locked(by, team)
    if current.ended_on is None:
        raise ValidationError(NOT_ENDED)
    current.ended_on = None
    current.save()


def _locked(by: Any, team: Team) -> Team:
    current = Team.objects.select_for_update(of=("self",)).get(pk=team.pk)
    if not can_keep_team(by, current):
        raise PermissionDenied
    return current

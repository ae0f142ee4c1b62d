"""People, their roles and teams in the made-up county, for the addresses that name one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from accounts.models import User
from partnerships.models import Place, Programme
from people.models import Assignment, Invitation, Team

LEAD = "lead.exampleshire@demo.test"


def _officer() -> User:
    return User.objects.get(email="officer.exampleshire@demo.test")


def _county() -> Place:
    return Place.objects.get(slug="exampleshire")


def _invited() -> Invitation:
    return Invitation.objects.create(
        email="invited@example.test",
        role="contributor",
        place=_county(),
        sent_at=timezone.now(),
        created_by=User.objects.get(email="editor.exampleshire@demo.test"),
    )


def _programme() -> Programme:
    return Programme.objects.get(slug="exampleshire-together")


RECORDS: dict[str, Callable[[], Any]] = {
    "account": _officer,
    "role": lambda: Assignment.objects.get(user=_officer()),
    "invitation": _invited,
    "invited": _invited,
    "team": lambda: Team.objects.create(name="Warm homes team", place=_county()),
}
# Pages of a programme are its lead's.
NAMED: dict[str, tuple[str, Callable[[], Any]]] = dict.fromkeys(
    (
        "programme_people",
        "programme_role_add",
        "programme_invite_many",
        "programme_people_confirm",
        "programme_team_add",
        "programme_evaluation_add",
        "programme_milestone_add",
        "escalation_clock",
    ),
    (LEAD, _programme),
)

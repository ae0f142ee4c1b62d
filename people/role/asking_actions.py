"""Asking for a role: of whom, and what they are told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Notice, User
from accounts.notice.outbox import tell
from interface.articles import with_article
from interface.words import list_words
from partnerships.models import Organisation, Place, Programme
from people.models import Assignment, Role
from people.role.models import SCOPES_OF, scope_name
from people.role.scope import address_of

# More would be a circular, not a question.
MOST = 10
AGAIN_AFTER = dt.timedelta(days=7)
KIND = "role_asked"
HAS_IT = "You have this role here already."
ASKED = "You asked for this role less than a week ago. Nobody has given it to you yet."


def roles_to_ask_for(scope: Any) -> list[Role]:
    """What somebody may ask for at a place, programme or body."""
    offered = (Role.CONTRIBUTOR, Role.PLACE_EDITOR, Role.EVALUATOR, Role.PROGRAMME_LEAD)
    among = (*offered, Role.OFFICER)
    return [role for role in among if scope_name(scope) in SCOPES_OF[role]]


def givers_of(role: str, scope: Any) -> tuple[list[User], list[User]]:
    """Who can give this role: those who look after the scope, else administrators.

    And, where nobody else gives it at a place, its connectors: they are told as well, so that they
    can say to the administrators who should edit it.
    """
    if own := _with_role(_giving(role, scope)):
        return own, []
    connectors = Q(role=Role.CONNECTOR, place__in=scope.reach) if isinstance(scope, Place) else None
    told = _with_role(connectors) if connectors else []
    return administrators(), told


def administrators() -> list[User]:
    """Who looks after what belongs to nobody else."""
    return _with_role(Q(role=Role.ADMINISTRATOR))


def who_to_write_to(users: Iterable[User]) -> list[str]:
    """Their names, each with the address that an email reaches."""
    return [f"{user} ({user.email})" for user in users]


def _giving(role: str, scope: Any) -> Q:
    """The roles, all but administrators', that can give this one here."""
    if isinstance(scope, Place):
        above = scope.reach - ({scope.pk} if role == Role.PLACE_EDITOR else set())
        return Q(role=Role.PLACE_EDITOR, place__in=above)
    if isinstance(scope, Programme) and role == Role.EVALUATOR:
        return Q(role=Role.PROGRAMME_LEAD, programme=scope)
    if isinstance(scope, Organisation):
        return Q(role=Role.OFFICER, organisation__in=[scope.pk, scope.parent_id or scope.pk])
    return Q(pk__in=[])


def _with_role(rule: Q) -> list[User]:
    roles = Assignment.objects.filter(rule).own().on(timezone.localdate())
    users = User.objects.filter(pk__in=roles.values("user"), is_active=True)
    return list(users.order_by("full_name", "pk")[:MOST])


@transaction.atomic
def ask_for_role(*, by: User, role: str, scope: Any, why: str) -> list[User]:
    """Tell who can give it, with a link to the form filled in; gives whom.

    Raises PermissionDenied for a role that cannot be asked for there, ValidationError for one that
    they have or asked for within a week.
    """
    if role not in roles_to_ask_for(scope):
        raise PermissionDenied
    User.objects.select_for_update().get(pk=by.pk)  # two at once ask once
    own = Assignment.objects.of(by).own().lasting(timezone.localdate())
    if own.filter(role=role).at(scope).exists():
        raise ValidationError(HAS_IT)
    givers, connectors = givers_of(role, scope)
    url = f"{address_of(scope, 'role_add')}?{urlencode({'email': by.email, 'role': role})}"
    since = timezone.now() - AGAIN_AFTER
    asked = Notice.objects.filter(user__in=givers, kind=KIND, url=url, created_at__gte=since)
    if asked.exists():
        raise ValidationError(ASKED)
    words = f"{Role(role).label}, {scope}"
    subject, text = f"{by} asks for a role: {words}", f"{by} ({by.email}) writes:\n\n{why}"
    for giver in givers:
        does = "Follow the link to give it. Nothing happens if you do not."
        tell(
            kind=KIND,
            about=None,
            to=giver,
            by_mail=True,
            subject=subject,
            text=f"{text}\n\n{does}",
            url=url,
        )
    for connector in connectors:
        people = list_words(who_to_write_to(givers))
        does = f"Nobody at {with_article(scope)} can give this role yet, " + (
            f"so we asked administrators: {people}. Tell them whether this is right, and who "
            "should edit the place."
            if people
            else "and there was no administrator to ask."
        )
        tell(
            kind=KIND,
            about=None,
            to=connector,
            by_mail=True,
            subject=subject,
            text=f"{text}\n\n{does}",
            url=scope.get_absolute_url(),
        )
    return givers

"""Closing the account of somebody who left, and opening it again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.notice.outbox import tell
from accounts.secret import Upon, end_secrets
from people.role.actions import end, must_keep_an_administrator
from people.role.confirming_actions import settle_warnings
from people.role.models import Assignment, Role

# After so long without a visit somebody may have left.
ASLEEP = dt.timedelta(days=90)
OWN = "You cannot close your own account. Ask another administrator."


def is_asleep(user: User, now: dt.datetime) -> bool:
    """Whether somebody with an open account has not been here for 90 days."""
    return user.is_active and (user.last_seen_at or user.created_at) < now - ASLEEP


@transaction.atomic
def close_account(*, by: Any, user: User) -> None:
    """Somebody left: every role ends today and nobody signs in with the account.

    Raises ValidationError for one's own account and for that of the last administrator.
    """
    if user.pk == by.pk:
        raise ValidationError(OWN)
    today = timezone.localdate()
    lasting = Assignment.objects.of(user).lasting(today)
    for role in lasting.filter(role=Role.ADMINISTRATOR):  # locks those first, as all others do
        must_keep_an_administrator(role)
    ended = list(lasting.order_by("pk").select_for_update(of=["self"]))
    for role in ended:
        end(role)
    for scope in {role.scope for role in ended}:
        settle_warnings(scope, today, user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_secrets(user, Upon.CLOSED)
    tell(
        kind="role",
        about=None,
        email=user.email,
        subject="Your account on Placebook is closed",
        text=f"{by} closed it and ended your roles. What you wrote stays under your name. If that "
        "is a mistake, ask them to open it again.",
    )


def open_account(*, by: Any, user: User) -> None:
    """Somebody is back: they sign in again, and roles are given anew."""
    user.is_active = True
    user.save(update_fields=["is_active"])

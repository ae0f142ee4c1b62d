"""Roles and invitations: seen by who gives them; people, by administrators."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.models import User
from partnerships.models import Assignment, Invitation
from partnerships.role.actions import token_of
from tests import builders
from tests.access import readers
from tests.access.many import More
from tests.access.table import Family, Row, by_number, post
from tests.builders import Cast


def by_token(invitation: Invitation) -> list[Any]:
    """What the link of its email holds."""
    return [token_of(invitation)]


def to_withdraw(invitation: Invitation) -> list[Any]:
    """Its number, and what is done with it."""
    return [invitation.pk, "withdraw"]


GIVERS = readers.EDITORS | readers.ADMINISTRATORS
OF_PROGRAMME = frozenset({"pfpp_lead", "administrator"})
OF_BODY = frozenset({"desnz_official", "administrator"})
FAMILIES = {
    "account": Family(readers.always(readers.SIGNED_IN), by_number),
    "role": Family(readers.always(GIVERS), by_number),
    "invitation": Family(readers.always(GIVERS), to_withdraw),
    "invited": Family(readers.OPEN, by_token),
}
ROWS = [
    Row("people", may=readers.ADMINISTRATORS),
    Row("people", may=readers.ADMINISTRATORS, query="?q=ada&role=contributor&state=asleep"),
    Row("people", may=readers.ADMINISTRATORS, query="?state=none-such"),
    Row("people", may=readers.ADMINISTRATORS, query="?format=csv", page=False),
    Row("administrator_add", may=readers.ADMINISTRATORS),
    post("administrator_add", may=readers.ADMINISTRATORS),
    Row("person_roles", "account", may=readers.ADMINISTRATORS),
    post("account_close", "account", may=readers.ADMINISTRATORS),
    post("person_two_step_off", "account", may=readers.ADMINISTRATORS),
    post("person_separate", "account", may=readers.ADMINISTRATORS),
    Row("place_people", "place", may=GIVERS),
    Row("place_role_add", "place", may=GIVERS),
    post("place_role_add", "place", may=GIVERS),
    Row("programme_people", "programme", may=OF_PROGRAMME),
    Row("programme_role_add", "programme", may=OF_PROGRAMME),
    post("programme_role_add", "programme", may=OF_PROGRAMME),
    Row("organisation_people", "body", may=OF_BODY),
    Row("organisation_role_add", "body", may=OF_BODY),
    post("organisation_role_add", "body", may=OF_BODY),
    Row("role_end", "role"),
    post("role_end", "role"),
    post("invitation_change", "invitation"),
    Row("invitation", "invited", public=True),
    post("invitation", "invited", public=True),
]


def invited(cast: Cast, email: str) -> Invitation:
    """Somebody whom Bradford's editor asks to log progress."""
    return Invitation.objects.create(
        email=email, role="contributor", place=cast.bradford, sent_at=timezone.now()
    )


def make(cast: Cast) -> dict[str, Any]:
    """A contributor of Bradford, and somebody invited."""
    officer = builders.user("Olive Officer")
    return {
        "account": officer,
        "role": builders.give(officer, "contributor", cast.bradford),
        "invitation": invited(cast, "invited@example.test"),
        "invited": invited(cast, "asked@example.test"),
    }


def fill(more: More) -> None:
    """One more of each."""
    cast = more.seen.cast
    account = User.objects.create(
        email=f"more-{more.number}@example.test", full_name=f"More {more.number}"
    )
    for scope in ({"place": cast.bradford}, {"programme": cast.pfpp}):
        role = "contributor" if "place" in scope else "evaluator"
        Assignment.objects.create(user=account, role=role, valid_from=dt.date(2020, 1, 1), **scope)
    invited(cast, f"more-{more.number}@invited.test")

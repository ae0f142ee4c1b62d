"""Roles, teams and invitations: seen by who gives them; people, by administrators."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.models import User
from people.models import Invitation, Team
from people.role.invitation_actions import token_of
from tests import builders
from tests.access import readers
from tests.access.many import More
from tests.access.open_world import MARK, SECRET, Seen
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
OF_BODY = readers.ADMINISTRATORS  # the council of the sweeps has no officer
FAMILIES = {
    "account": Family(readers.always(readers.SIGNED_IN), by_number),
    "role": Family(readers.always(GIVERS), by_number),
    "invitation": Family(readers.always(GIVERS), to_withdraw),
    "invited": Family(readers.OPEN, by_token),
    "team": Family(readers.always(GIVERS), by_number),
}
ROWS = [
    Row("people", permission=readers.ADMINISTRATORS),
    Row("people", permission=readers.ADMINISTRATORS, query="?q=ada&role=contributor&state=asleep"),
    Row("people", permission=readers.ADMINISTRATORS, query="?state=none-such"),
    Row("people", permission=readers.ADMINISTRATORS, query="?format=csv", page=False),
    Row("roles", permission=readers.ADMINISTRATORS),
    Row("roles", permission=readers.ADMINISTRATORS, query="?q=ada&role=contributor&state=ending"),
    Row("roles", permission=readers.ADMINISTRATORS, query="?format=csv", page=False),
    Row("people", permission=readers.ADMINISTRATORS, query="?place=bradford&organisation=desnz"),
    Row("administrator_add", permission=readers.ADMINISTRATORS),
    post("administrator_add", permission=readers.ADMINISTRATORS),
    Row("person_roles", "account", permission=readers.ADMINISTRATORS),
    post("account_close", "account", permission=readers.ADMINISTRATORS),
    post("person_two_step_off", "account", permission=readers.ADMINISTRATORS),
    post("person_separate", "account", permission=readers.ADMINISTRATORS),
    Row("place_people", "place", permission=GIVERS),
    Row("place_role_add", "place", permission=GIVERS),
    post("place_role_add", "place", permission=GIVERS),
    Row("programme_people", "programme", permission=OF_PROGRAMME),
    Row("programme_role_add", "programme", permission=OF_PROGRAMME),
    post("programme_role_add", "programme", permission=OF_PROGRAMME),
    Row("programme_invite_many", "programme", permission=OF_PROGRAMME),
    post("programme_invite_many", "programme", permission=OF_PROGRAMME),
    Row("organisation_people", "organisation", permission=OF_BODY),
    Row("organisation_role_add", "organisation", permission=OF_BODY),
    post("organisation_role_add", "organisation", permission=OF_BODY),
    *(
        row
        for of, name, may in (
            ("place", "place", GIVERS),
            ("programme", "programme", OF_PROGRAMME),
            ("organisation", "organisation", OF_BODY),
            ("team", "team", GIVERS),
            ("", "people", readers.ADMINISTRATORS),
        )
        for address in [f"{name}_people_confirm" if of else "people_confirm"]
        for row in (Row(address, of, permission=may), post(address, of, permission=may))
    ),
    Row("place_team_add", "place", permission=GIVERS),
    post("place_team_add", "place", permission=GIVERS),
    Row("programme_team_add", "programme", permission=OF_PROGRAMME),
    post("programme_team_add", "programme", permission=OF_PROGRAMME),
    Row("team_people", "team"),
    Row("team_role_add", "team"),
    post("team_role_add", "team"),
    Row("team_end", "team"),
    post("team_end", "team"),
    Row("team_edit", "team"),
    post("team_edit", "team"),
    Row("place_people", "place", permission=GIVERS, query="?q=olive&role=contributor"),
    Row("role_ask"),
    Row("role_ask", query="?place=no-such-place"),
    *(
        row
        for of, name in (
            ("place", "place"),
            ("programme", "programme"),
            ("organisation", "organisation"),
        )
        for row in (Row(f"{name}_role_ask", of), post(f"{name}_role_ask", of))
    ),
    Row("role_end", "role"),
    post("role_end", "role"),
    post("invitation_change", "invitation"),
    Row("invitation", "invited", public=True),
    post("invitation", "invited", public=True),
]


def _invited(cast: Cast, email: str) -> Invitation:
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
        "invitation": _invited(cast, "invited@example.test"),
        "invited": _invited(cast, "asked@example.test"),
        "team": Team.objects.create(name="Retrofit team", place=cast.bradford),
    }


def hide(seen: Seen, hidden: dict[str, list[Any]]) -> None:
    """A team, somebody in it, and somebody invited, where this reader gives no roles.

    Administrators look after all of them.
    """
    if seen.who == "administrator":
        return
    place = seen.scope("team").place
    team = Team.objects.create(name=f"{SECRET} team", place=place)
    member = User.objects.create(email=f"{MARK}@example.test", full_name=f"{SECRET} member")
    for scope in (team, place):
        hidden["role"].append(builders.give(member, "contributor", scope))
    hidden["team"].append(team)
    hidden["invitation"].append(
        Invitation.objects.create(
            email=f"{MARK}@invited.test", role="contributor", place=place, sent_at=timezone.now()
        )
    )


def fill(more: More) -> None:
    """One more of each: somebody who contributes at Bradford has two roles beside that."""
    cast = more.seen.cast
    builders.give(more.somebody, "evaluator", cast.pfpp)
    builders.give(more.somebody, "contributor", Team.objects.get(name="Retrofit team"))
    _invited(cast, f"more-{more.number}@invited.test")
    Team.objects.create(name=f"Team {more.number}", place=cast.bradford)

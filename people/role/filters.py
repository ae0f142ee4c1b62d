"""By what lists of roles and of people are narrowed."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from access.subqueries import AmongAll
from interface.filters import AnyOf, FilterSet, Words
from interface.words import capitalised_choices
from partnerships.models import Organisation, Place, PlaceReach
from partnerships.organisation.forms import body_filter
from partnerships.place.forms import place_filter
from people.models import Assignment, Role
from people.role.account_actions import ASLEEP
from people.role.models import SCOPES_OF

# Roles whose end is so near if nobody confirms them
REVIEWED = dt.timedelta(days=30)
ROLES = capitalised_choices(Role.choices)


def _roles_at(scope: str) -> list[tuple[str, str]]:
    return [(role, label) for role, label in ROLES if scope in SCOPES_OF[role]]


class RoleFilter(FilterSet):
    """Roles by who has them: at a body and in a team everybody has the same."""

    q = Words("Name or email address", by="held_by")


class PlaceRoleFilter(RoleFilter):
    """Those at a place."""

    role = AnyOf("Role", field_name="role", choices=_roles_at("place"))


class ProgrammeRoleFilter(RoleFilter):
    """Those of a programme."""

    role = AnyOf("Role", field_name="role", choices=_roles_at("programme"))


class EveryRoleFilter(RoleFilter):
    """Roles everywhere, also those that ended."""

    role = AnyOf("Role", field_name="role", choices=ROLES)
    state = AnyOf(
        "Which",
        method="in_state",
        choices=(
            ("lasting", "Of today or to come"),
            ("ending", "With an end agreed"),
            ("due", "Ends unless confirmed"),
            ("ended", "Ended"),
        ),
    )

    def in_state(self, rows: QuerySet, name: str, states: list[str]) -> QuerySet:
        """Roles in one of these states."""
        today = timezone.localdate()
        lasting = Q(valid_to=None) | Q(valid_to__gt=today)
        rules = {
            "lasting": lasting,
            "ending": Q(valid_to__gt=today),
            "due": Q(lasting, review_by__lte=today + REVIEWED),
            "ended": Q(valid_to__lte=today),
        }
        return rows.filter(_any(rules, states))


class UserFilter(FilterSet):
    """People by name or address, by their roles, and whether they still come."""

    q = Words("Name or email address", by="found_by")
    organisation = body_filter(
        "Organisation", method="at_organisation", help_text="Its officers, and those of its teams"
    )
    place = place_filter("Place", by="", method="at_place", help_text="With the places within it")
    role = AnyOf("Role", method="with_role", choices=ROLES)
    state = AnyOf(
        "Which",
        method="in_state",
        choices=(
            ("asleep", "Not signed in for 90 days"),
            ("roleless", "Without a role"),
            ("left", "Every role has ended"),
            ("closed", "Account closed"),
        ),
    )

    def at_organisation(self, rows: QuerySet, name: str, body: Organisation) -> QuerySet:
        """Officers of this body or of a team within it."""
        at = Q(organisation=body) | Q(organisation__parent=body)
        return rows.filter(Exists(_theirs().filter(at)))

    def at_place(self, rows: QuerySet, name: str, place: Place) -> QuerySet:
        """Who has a role at this place or within it."""
        within = PlaceReach.objects.filter(ancestor=place).order_by().values("place")
        # Of a region a tenth of all: read once, not asked of each of 20,000 people
        lasting = Assignment.objects.lasting(timezone.localdate())
        roles = lasting.filter(AmongAll("place_id", within))
        return rows.filter(pk__in=roles.order_by().values("user"))

    def with_role(self, rows: QuerySet, name: str, roles: list[str]) -> QuerySet:
        """Who has one of these roles."""
        return rows.filter(Exists(_theirs().filter(role__in=roles))) if roles else rows

    def in_state(self, rows: QuerySet, name: str, states: list[str]) -> QuerySet:
        """Who is in one of these states."""
        since = timezone.now() - ASLEEP
        roleless = Q(~Exists(_theirs()), is_active=True)
        rules: dict[str, Q] = {
            "asleep": Q(is_active=True)
            & (Q(last_seen_at__lt=since) | Q(last_seen_at=None, created_at__lt=since)),
            "roleless": roleless,
            "left": roleless & Q(Exists(Assignment.objects.filter(user=OuterRef("pk")))),
            "closed": Q(is_active=False),
        }
        return rows.filter(_any(rules, states))


def _theirs() -> QuerySet[Assignment]:
    """The roles of today and to come of the person in each row."""
    return Assignment.objects.lasting(timezone.localdate()).filter(user=OuterRef("pk"))


def _any(rules: dict[str, Q], chosen: list[str]) -> Q:
    """What one of the chosen rules admits; everything where none is chosen."""
    rule = Q()
    for name in chosen:
        rule |= rules[name]
    return rule

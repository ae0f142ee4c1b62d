"""Who may see what: the one implementation of design §5.

``level_rule(user)`` is a flat predicate over a record's own columns, built for each request with
only the branches that can apply to this reader, so that PostgreSQL plans it with the GIN and
covering indexes. Everything that lists, counts, totals or exports records goes through it by way
of ``QuerySet.visible_to(user)``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from records.models import Visibility

# Levels at which a role at a record's place opens it, whatever wider readers there are as well.
_PLACE_LEVELS = (Visibility.PLACE, Visibility.PROGRAMME)
_OPEN_TO_USERS = (Visibility.NETWORK, Visibility.PUBLIC)


@dataclass(frozen=True, slots=True)
class Reader:
    """What a user's roles of today open, as ids. Places are those assigned, not expanded."""

    user_id: int
    places: frozenset[int] = frozenset()
    edited_places: frozenset[int] = frozenset()
    contributed_places: frozenset[int] = frozenset()
    connected_places: frozenset[int] = frozenset()
    teams: frozenset[int] = frozenset()
    programmes: frozenset[int] = frozenset()
    led_programmes: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()
    is_administrator: bool = False
    works_with_examples: bool = False
    roles: tuple[Any, ...] = field(default=(), compare=False)


def reader_of(user: Any, on: dt.date | None = None) -> Reader | None:
    """The reader's scope, loaded in one query and kept on the user object for this request.

    None for somebody who is not signed in.
    """
    if not user.is_authenticated:
        return None
    if on is None and (known := getattr(user, "reader", None)) is not None:
        return known
    assignment = apps.get_model("partnerships", "Assignment")
    roles = tuple(assignment.objects.of(user).on(on or timezone.localdate()))
    reader = _scope(user.pk, roles)
    if on is None:
        user.reader = reader
    return reader


def _scope(user_id: int, roles: tuple[Any, ...]) -> Reader:
    def ids(column: str, *names: str) -> frozenset[int]:
        return frozenset(
            value
            for role in roles
            if (value := getattr(role, column)) is not None and (not names or role.role in names)
        )

    return Reader(
        user_id=user_id,
        places=ids("place_id"),
        edited_places=ids("place_id", "place_editor"),
        contributed_places=ids("place_id", "place_editor", "contributor"),
        connected_places=ids("place_id", "connector"),
        teams=ids("team_id"),
        programmes=ids("programme_id"),
        led_programmes=ids("programme_id", "programme_lead"),
        organisations=ids("organisation_id"),
        is_administrator=any(role.role == "administrator" for role in roles),
        works_with_examples=any(role.is_example for role in roles),
        roles=roles,
    )


def level_rule(
    user: Any,
    *,
    through: str = "",
    level: str | None = None,
    capped: bool = False,
    needs_owner: bool = False,
) -> Q:
    """The predicate that admits this reader to a record.

    The author is the row's own. ``through`` is the path to the record that carries team,
    programme and reach ("pilot__");
    ``level`` the path to the level, where a row has one of its own but its parent's scope.
    ``capped`` treats wider levels as *this place and its funder* (an update before it is accepted).
    ``needs_owner`` adds the readers of a barrier that nobody is named to unlock.
    """
    level_column = f"{through if level is None else level}visibility"
    reader = reader_of(user)
    if reader is None:
        return Q(pk__in=[]) if capped else Q(**{level_column: Visibility.PUBLIC})

    def at(column: str, value: Any) -> Q:
        return Q(**{f"{through}{column}": value})

    def levels(*values: str) -> Q:
        return Q(**{f"{level_column}__in": values})

    wide = _OPEN_TO_USERS if capped else ()
    rule = Q(created_by=reader.user_id)
    if not capped:
        rule |= levels(*_OPEN_TO_USERS)
    if reader.teams:
        rule |= at("team__in", sorted(reader.teams))
    if reader.places:
        rule |= levels(*_PLACE_LEVELS, *wide) & at("reach_ids__overlap", sorted(reader.places))
    if reader.edited_places:
        rule |= levels(Visibility.TEAM) & at("reach_ids__overlap", sorted(reader.edited_places))
    if reader.programmes:
        rule |= levels(Visibility.PROGRAMME, *wide) & at("programme__in", sorted(reader.programmes))
    if needs_owner:
        rule |= _needs_owner_rule(reader, at)
    return rule


def _needs_owner_rule(reader: Reader, at: Any) -> Q:
    """Connectors of its places and leads of its programme read a barrier until it has an owner."""
    rule = Q(pk__in=[])
    if reader.connected_places:
        rule |= at("status", "needs_owner") & at(
            "reach_ids__overlap", sorted(reader.connected_places)
        )
    if reader.led_programmes:
        rule |= at("status", "needs_owner") & at("programme__in", sorted(reader.led_programmes))
    return rule

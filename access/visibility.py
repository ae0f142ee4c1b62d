"""Who may see what: the one implementation of design §5.

``visibility_filter(user)`` is a flat predicate over a record's own columns, built for each request
with only the branches that can apply to this reader, so that PostgreSQL plans it with the GIN and
covering indexes. Everything that lists, counts, totals or exports records goes through it by way of
``QuerySet.visible_to(user)``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import BooleanField, Exists, Func, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.scopes import SCOPES
from records.models import OPEN_LEVELS, Visibility
from records.statements import Given, OfNoShapeError, OfQuerySet, for_everybody

# Levels at which a role at a record's place opens it, whatever wider readers there are as well.
PLACE_LEVELS = (Visibility.PLACE, Visibility.PROGRAMME)
# As SQL is given them
_PLACE, _OPEN = [[level.value for level in levels] for levels in (PLACE_LEVELS, OPEN_LEVELS)]

# A condition in SQL, with columns by name and places for the values, and the values.
_Branch = tuple[str, list[Any]]
_AT_LEVEL = "{level} = ANY(%s)"
_REACHED = "{reach} && %s::bigint[]"
_FUNDED = "{programme} = ANY(%s::bigint[])"
_OWNERLESS = "{status} = 'needs_owner'"
# Under this name roles bring the job roles that their holder has, where they are asked with them
HELD = "posts_held"
_SCOPE = {"team": "team", "programme": "programme", "reach": "reach_ids", "status": "status"}


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
    evaluated_programmes: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()
    is_administrator: bool = False
    sees_demo_data: bool = False
    # Whether they have some of this only while they cover for somebody
    covers: bool = False
    # Job roles that they hold; None where the roles were read without them
    posts: frozenset[int] | None = None
    roles: tuple[Any, ...] = field(default=(), compare=False)

    @property
    def kept_places(self) -> frozenset[int]:
        """Places whose directory pages they keep right, as editor or connector."""
        return self.edited_places | self.connected_places


def reader_of(
    user: Any,
    on: dt.date | None = None,
    *,
    with_scopes: bool = False,
) -> Reader | None:
    """The reader's scope, loaded in one query and kept on the user object for this request.

    None for somebody who is not signed in. ``with_scopes`` also reads what each role is for, in
    that query if it is the first of the request to ask.
    """
    if not user.is_authenticated:
        return None
    if for_everybody.get() and not hasattr(user, "stands_for_all"):
        raise OfNoShapeError(user)
    cached = getattr(user, "reader", None)
    if on is None and cached is not None and not with_scopes:
        return cached
    known = {"user": user.pk, "day": on or timezone.localdate()}
    reader = of_roles(user.pk, tuple(_roles_of_one(with_scopes).rows(known)))
    if on is None:
        user.reader = reader
    return reader


@cache
def _roles_of_one(with_scopes: bool) -> OfQuerySet:
    """How the roles of an account are asked for: the first question of each page."""
    rows = roles_of(Given("user"), Given("day"))
    return OfQuerySet(with_scopes_of(rows) if with_scopes else rows)


def roles_of(user: Any, day: Any) -> QuerySet[Any]:
    """The roles that an account has on a day, in the order in which they are told."""
    assignment = apps.get_model("people", "Assignment")
    rows: QuerySet[Any] = assignment.objects.of(user).on(day).order_by("role", "pk")
    return rows


def with_scopes_of(roles: QuerySet[Any]) -> QuerySet[Any]:
    """Roles with what each is for."""
    return roles.select_related(*SCOPES, "covers")


def by_own_roles(reader: Reader) -> Reader:
    """The reader without what they may do only while they cover for somebody."""
    if not reader.covers:
        return reader
    return of_roles(reader.user_id, tuple(role for role in reader.roles if role.covers_id is None))


def of_roles(user_id: int, roles: tuple[Any, ...]) -> Reader:
    """What these roles alone open; each says ``is_example``, as ``AssignmentQuerySet.on`` does."""

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
        evaluated_programmes=ids("programme_id", "evaluator"),
        organisations=ids("organisation_id"),
        is_administrator=any(role.role == "administrator" for role in roles),
        sees_demo_data=any(role.is_example for role in roles),
        covers=any(role.covers_id is not None for role in roles),
        posts=next(
            (frozenset(held) for role in roles if (held := getattr(role, HELD, None)) is not None),
            None,
        ),
        roles=roles,
    )


def visibility_filter(
    user: Any,
    *,
    through: str = "",
    level: str | None = None,
    author: str = "created_by",
    capped: bool = False,
    needs_owner: bool = False,
) -> Q:
    """The predicate that admits this reader to a record.

    ``through`` is the path to the record that carries team, programme and reach ("pilot__");
    ``level`` the path to the level, where a row has one of its own but its parent's scope. The
    author is the row's own, where not another is named.
    ``capped`` treats wider levels as *this place and its funder* (an update before it is accepted).
    ``needs_owner`` adds the readers of a barrier that nobody is named to unlock.
    """
    level_column = f"{through if level is None else level}visibility"
    reader = reader_of(user)
    if reader is None:
        return Q(pk__in=[]) if capped else Q(**{level_column: Visibility.PUBLIC})

    narrow = [*_PLACE, *(_OPEN if capped else ())]
    of_funder = [Visibility.PROGRAMME.value, *(_OPEN if capped else ())]
    branches: list[_Branch] = [("{author} = %s", [reader.user_id])]
    if not capped:
        branches.append((_AT_LEVEL, [_OPEN]))
    if reader.teams:
        branches.append(("{team} = ANY(%s::bigint[])", [sorted(reader.teams)]))
    if reader.places:
        branches.append((f"{_AT_LEVEL} AND {_REACHED}", [narrow, sorted(reader.places)]))
    if reader.edited_places:
        own = [Visibility.TEAM.value]
        branches.append((f"{_AT_LEVEL} AND {_REACHED}", [own, sorted(reader.edited_places)]))
    if reader.programmes:
        branches.append((f"{_AT_LEVEL} AND {_FUNDED}", [of_funder, sorted(reader.programmes)]))
    if needs_owner:
        branches += _needs_owner_branches(reader)
    paths = {"author": author, "level": level_column}
    paths |= {name: f"{through}{column}" for name, column in _SCOPE.items()}
    return Q(_OneHolds(paths, branches))


def open_to_users() -> Q:
    """Levels that everybody who is signed in reads. A part of what they see, never the rule."""
    return Q(visibility__in=OPEN_LEVELS)


def visibility_filter_at_place(user: Any) -> Q:
    """The same for a record at one ``place``, which has neither a team nor a programme."""
    reader = reader_of(user)
    if reader is None:
        return Q(visibility=Visibility.PUBLIC)
    reach = apps.get_model("partnerships", "PlaceReach").objects.filter(place=OuterRef("place"))
    rule = Q(visibility__in=OPEN_LEVELS) | Q(created_by=reader.user_id)
    if reader.places:
        here = Q(Exists(reach.filter(ancestor__in=sorted(reader.places))))
        rule |= Q(visibility__in=PLACE_LEVELS) & here
    if reader.edited_places:
        kept = Q(Exists(reach.filter(ancestor__in=sorted(reader.edited_places))))
        rule |= Q(visibility=Visibility.TEAM) & kept
    return rule


def _needs_owner_branches(reader: Reader) -> list[_Branch]:
    """Connectors of its places and leads of its programme read a barrier until it has an owner."""
    asked: list[_Branch] = []
    if reader.connected_places:
        asked.append((f"{_OWNERLESS} AND {_REACHED}", [sorted(reader.connected_places)]))
    if reader.led_programmes:
        asked.append((f"{_OWNERLESS} AND {_FUNDED}", [sorted(reader.led_programmes)]))
    return asked


class _OneHolds(Func):
    """Whether one of the branches holds for a row; ``paths`` says which column each name means.

    One expression takes a third of the time of a tree of lookups to compile, and a page asks for
    the rule up to fifteen times.
    """

    output_field = BooleanField()

    def __init__(self, paths: Mapping[str, str], branches: Sequence[_Branch]) -> None:
        self.branches = branches
        sql = " ".join(condition for condition, _ in branches)
        self.names = [name for name in paths if f"{{{name}}}" in sql]
        super().__init__(*(paths[name] for name in self.names))

    def as_sql(  # type: ignore[override]  # Func's own takes templates, which this has not
        self, compiler: Any, connection: Any
    ) -> tuple[str, list[Any]]:
        """The branches with their columns; every value is bound."""
        columns = (compiler.compile(column)[0] for column in self.get_source_expressions())
        named = dict(zip(self.names, columns, strict=True))
        conditions = (f"({condition.format(**named)})" for condition, _ in self.branches)
        return f"({' OR '.join(conditions)})", [
            value for _, values in self.branches for value in values
        ]

"""The questions about roles that every app builds on: who may act where.

Views and templates ask these and the apps' own (``can_log_progress``), never for a role by name.
Reading is decided elsewhere, in one place: ``access.visibility``.
"""

from __future__ import annotations

from collections.abc import Set
from typing import Any, Protocol

from django.apps import apps
from django.core.exceptions import PermissionDenied

from access.visibility import reader_of
from records.models import OPEN_LEVELS, Visibility


class Reached(Protocol):
    """A place, which knows the places that it lies in."""

    @property
    def reach(self) -> Set[int]:
        """Ids of the place itself and of those above it."""


def edits(user: Any, place: Reached | None) -> bool:
    """Whether the user is a place editor here or at a place above."""
    reader = reader_of(user)
    return bool(place and reader and reader.edited_places and reader.edited_places & place.reach)


def contributes(user: Any, place: Reached | None) -> bool:
    """Whether the user is a contributor or place editor here or at a place above."""
    reader = reader_of(user)
    return bool(
        place and reader and reader.contributed_places and reader.contributed_places & place.reach
    )


def leads_at(user: Any, place: Reached) -> bool:
    """Whether the user leads a programme in which this place, or one around it, takes part."""
    reader = reader_of(user)
    if reader is None or not reader.led_programmes:
        return False
    links = apps.get_model("partnerships", "ProgrammePlace").objects.filter(
        programme__in=reader.led_programmes
    )
    return bool(links.filter(place__in=place.reach).exists())


def connects(user: Any, place: Reached | None) -> bool:
    """Whether the user keeps the directory here or at a place above."""
    reader = reader_of(user)
    return bool(
        place and reader and reader.connected_places and reader.connected_places & place.reach
    )


def is_on_team(user: Any, team_id: int | None) -> bool:
    """Whether the user is a contributor of this team."""
    reader = reader_of(user)
    return bool(reader and team_id is not None and team_id in reader.teams)


def leads(user: Any, programme_id: int | None) -> bool:
    """Whether the user is a lead of this programme."""
    reader = reader_of(user)
    return bool(reader and programme_id is not None and programme_id in reader.led_programmes)


def wrote(user: Any, record: Any) -> bool:
    """Whether the user made this record."""
    return user.pk is not None and record.created_by_id == user.pk


def reads(user: Any, record: Any) -> bool:
    """Whether its level lets this user read a record at hand: ``visibility.visibility_filter``,
    without a query. No right goes further than sight: whoever cannot read a record may do nothing
    with it.

    A barrier that needs an owner is read by those who could name one, too.
    """
    reader = reader_of(user)
    level, at = record.visibility, frozenset(record.reach_ids)
    if reader is None:
        return bool(level == Visibility.PUBLIC)
    if level in OPEN_LEVELS or wrote(user, record):
        return True
    if record.team_id in reader.teams:
        return True
    if getattr(record, "status", "") == "needs_owner" and (
        reader.connected_places & at or record.programme_id in reader.led_programmes
    ):
        return True
    if level == Visibility.TEAM:
        return bool(reader.edited_places & at)
    funded = level == Visibility.PROGRAMME and record.programme_id in reader.programmes
    return bool(funded or reader.places & at)


def leads_its_programme(user: Any, record: Any) -> bool:
    """Whether the user is a lead of the programme of a record with a level, and can read it."""
    return leads(user, record.programme_id) and reads(user, record)


def contributes_anywhere(user: Any) -> bool:
    """Whether the user may log anything at all, at some place or in some team."""
    reader = reader_of(user)
    return bool(reader and (reader.contributed_places or reader.teams))


def keeps_anything(user: Any) -> bool:
    """Whether the user keeps any part of the directory right: of a body, or at a place."""
    reader = reader_of(user)
    return bool(reader and (reader.organisations or reader.kept_places))


def is_administrator(user: Any) -> bool:
    """Whether the user looks after accounts and personal data."""
    reader = reader_of(user)
    return bool(reader and reader.is_administrator)


def can_reorganise(user: Any) -> bool:
    """Merges, splits and new names of places, and bodies held twice: the administrators'."""
    return is_administrator(user)


def sees_duplicates(user: Any) -> bool:
    """Bodies that may be held twice: administrators, and the connectors who know them."""
    reader = reader_of(user)
    return bool(reader and (reader.is_administrator or reader.connected_places))


def must_be_administrator(user: Any) -> None:
    """Raises PermissionDenied for everybody who does not look after personal data."""
    if not is_administrator(user):
        raise PermissionDenied


def can_edit_place(user: Any, place: Reached) -> bool:
    """A place's own page: its editors, and the connectors who keep the directory right."""
    return edits(user, place) or connects(user, place)


def can_map_services(user: Any, place: Reached) -> bool:
    """Whoever contributes here, and who keeps the place right, puts services and assets on its
    map, says what clashes and how it was settled."""
    return contributes(user, place) or can_edit_place(user, place)

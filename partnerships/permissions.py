"""The questions about roles that every app builds on: who may act where.

Views and templates ask these and the apps' own (``can_log_progress``), never for a role by name.
Reading is decided elsewhere, in one place: ``partnerships.visibility``.
"""

from __future__ import annotations

from typing import Any

from partnerships.models import Place, PlaceReach
from partnerships.visibility import reader_of


def _reach(place: Place | None) -> set[int]:
    return PlaceReach.of([place.pk]) if place is not None else set()


def edits(user: Any, place: Place | None) -> bool:
    """Whether the user is a place editor here or at a place above."""
    reader = reader_of(user)
    return bool(reader and reader.edited_places and reader.edited_places & _reach(place))


def contributes(user: Any, place: Place | None) -> bool:
    """Whether the user is a contributor or place editor here or at a place above."""
    reader = reader_of(user)
    return bool(reader and reader.contributed_places and reader.contributed_places & _reach(place))


def connects(user: Any, place: Place | None) -> bool:
    """Whether the user keeps the directory here or at a place above."""
    reader = reader_of(user)
    return bool(reader and reader.connected_places and reader.connected_places & _reach(place))


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


def can_edit_place(user: Any, place: Place) -> bool:
    """A place's own page: its editors, and the connectors who keep the directory right."""
    return edits(user, place) or connects(user, place)


def contributes_anywhere(user: Any) -> bool:
    """Whether the user may log anything at all, at some place or in some team."""
    reader = reader_of(user)
    return bool(reader and (reader.contributed_places or reader.teams))

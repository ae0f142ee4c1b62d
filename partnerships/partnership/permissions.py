"""Who adds partnerships, and keeps them and their members right."""

from __future__ import annotations

from typing import Any

from partnerships.models import Member, Partnership, PlaceReach
from partnerships.permissions import wrote
from partnerships.visibility import reader_of


def can_add_partnerships(user: Any) -> bool:
    """Editors and connectors, of partnerships at the places that they keep; administrators."""
    reader = reader_of(user)
    return bool(reader and (reader.is_administrator or reader.kept_places))


def can_keep_partnership(user: Any, partnership: Partnership) -> bool:
    """Editors and connectors of a place that it works for; administrators."""
    reader = reader_of(user)
    if reader is None or not can_add_partnerships(user):
        return False
    places = partnership.place_links.values("place")
    kept = PlaceReach.objects.filter(place__in=places, ancestor__in=reader.kept_places)
    return reader.is_administrator or kept.exists()


def can_take_back_partnership(user: Any, partnership: Partnership) -> bool:
    """Who added it, and who keeps it right."""
    return wrote(user, partnership) or can_keep_partnership(user, partnership)


def can_change_member(user: Any, member: Member) -> bool:
    """Who keeps the partnership right."""
    return can_keep_partnership(user, member.partnership)


def can_take_back_member(user: Any, member: Member) -> bool:
    """Who added it, and who keeps the partnership right."""
    return wrote(user, member) or can_change_member(user, member)

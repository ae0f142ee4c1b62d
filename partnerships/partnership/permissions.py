"""Who adds partnerships, and keeps them and their members right."""

from __future__ import annotations

from typing import Any

from access.permissions import can_edit_place, is_administrator, leads_at, wrote
from access.visibility import reader_of
from partnerships.models import Member, Partnership, Place, PlaceReach


def can_add_partnerships(user: Any) -> bool:
    """Editors and connectors, of partnerships at the places that they keep; leads, at places of
    their programmes; administrators."""
    reader = reader_of(user)
    return bool(reader and (reader.is_administrator or reader.kept_places or reader.led_programmes))


def can_name_place(user: Any, place: Place) -> bool:
    """Whether the user may say that a partnership works for this place."""
    return is_administrator(user) or can_edit_place(user, place) or leads_at(user, place)


def can_keep_partnership(user: Any, partnership: Partnership) -> bool:
    """Editors and connectors of a place that it works for; leads, those that they added;
    administrators."""
    reader = reader_of(user)
    if reader is None or not can_add_partnerships(user):
        return False
    if reader.led_programmes and wrote(user, partnership):
        return True
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

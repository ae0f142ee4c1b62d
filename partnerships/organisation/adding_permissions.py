"""Which bodies somebody may add."""

from __future__ import annotations

from typing import Any

from access.permissions import can_edit_place, leads_at
from access.visibility import reader_of
from partnerships.models import Organisation, Place
from partnerships.organisation.permissions import speaks_for


def why_not_add(user: Any, parent: Organisation | None, place: Place | None) -> tuple[str, str]:
    """Which answer keeps the user from adding a body, and why; empty where they may.

    Administrators add any; officers the teams of their own body; editors and connectors what works
    at a place that they keep; programme leads what works at a place of the programme, or nowhere
    in particular.
    """
    reader = reader_of(user)
    if reader is None:
        return "", "Sign in to add organisations."
    is_own = parent is not None and speaks_for(user, parent)
    nowhere = place is None and bool(reader.led_programmes)
    there = place is not None and (can_edit_place(user, place) or leads_at(user, place))
    if reader.is_administrator or is_own or nowhere or there:
        return "", ""
    if reader.kept_places:
        return "place", "Name a place that you look after. Other bodies are added by administrators"
    if reader.led_programmes:
        return "place", "Name a place of your programme, or leave it empty"
    return "parent", "Name your own body, or a team within it"

"""Who changes a saved filter, and with which team it can be shared.

Who opens it, its model says. A team is a team of people, an organisation, or those with a role at a
place itself. What its filters find is asked anew with the rights of whoever opens them.
"""

from __future__ import annotations

from typing import Any

from access.sharing import everyone_signed_in
from access.visibility import reader_of
from people.saved_filter.models import TEAMS
from registry.saved_lists import SavedList

NAMES_HIDDEN = (
    "These filters name something that not everyone with an account can see, so they stay yours"
)


def can_change(user: Any, filters: Any) -> bool:
    """Who saved them; those of a place also its editors."""
    reader = reader_of(user)
    if reader is None:
        return False
    return filters.user_id == reader.user_id or filters.place_id in reader.edited_places


def teams_of(user: Any) -> dict[str, Any]:
    """The teams that one is in, by the keys that the form has for them: "place:12"."""
    reader = reader_of(user, with_scopes=True)
    roles = reader.roles if reader else ()
    return {
        f"{column}:{scope.pk}": scope
        for column in TEAMS
        for role in roles
        if (scope := getattr(role, column)) is not None
    }


def told_to_all(listed: SavedList, query: str) -> bool:
    """Whether these filters hold for everyone signed in: they name nothing that is hidden."""
    filters = listed.asked_by(everyone_signed_in(), query)
    return bool(filters.form.is_valid())

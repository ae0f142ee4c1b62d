from __future__ import annotations

from typing import Any

from access.permissions import is_on_team, wrote
from access.visibility import reader_of
from people.models import JobRole


def keeps_expenses(user: Any, post: JobRole) -> bool:
    """Whether the user reads and records what a lived-experience role costs (as
    ``amounts_visible_to``).
    """
    reader = reader_of(user)
    if reader is None:
        return False
    edits_there = bool(reader.edited_places & set(post.reach_ids))
    own_body = post.organisation_id in reader.organisations
    return wrote(user, post) or is_on_team(user, post.team_id) or edits_there or own_body

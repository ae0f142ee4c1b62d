"""Who may do what with a pilot. The lead place decides, where a pilot has several."""

from __future__ import annotations

from typing import Any

from partnerships.models import Place
from partnerships.permissions import contributes, edits, is_on_team, leads, wrote
from partnerships.visibility import reader_of
from pilots.models import Pilot, Update


def lead_place(pilot: Pilot) -> Place | None:
    """The place that leads the pilot; one query unless ``place_links`` is prefetched."""
    return pilot.lead_place


def can_log_progress(user: Any, pilot: Pilot) -> bool:
    """Contributors and editors of the lead place, and the pilot's team."""
    return is_on_team(user, pilot.team_id) or contributes(user, lead_place(pilot))


def has_updates_due(user: Any) -> bool:
    """Whether any update at all waits for this user: those who log, and programme leads."""
    reader = reader_of(user)
    return bool(reader and (reader.contributed_places or reader.teams or reader.led_programmes))


def concerns(user: Any, pilot: Pilot) -> bool:
    """Whether the pilot's due day is this user's business; no query, so good for lists.

    A role at any of its places will do here: it decides what is shown, not what may be done.
    """
    reader = reader_of(user)
    return bool(
        reader
        and (
            pilot.team_id in reader.teams
            or pilot.programme_id in reader.led_programmes
            or reader.contributed_places & set(pilot.reach_ids)
        )
    )


def can_edit_pilot(user: Any, pilot: Pilot) -> bool:
    """Editors of the lead place, the pilot's team, and a contributor who wrote it."""
    if is_on_team(user, pilot.team_id) or edits(user, lead_place(pilot)):
        return True
    return wrote(user, pilot) and contributes(user, lead_place(pilot))


def can_publish_pilot(user: Any, pilot: Pilot) -> bool:
    """Editors of the lead place show a pilot to everyone."""
    return edits(user, lead_place(pilot))


def can_review_updates(user: Any, pilot: Pilot) -> bool:
    """Leads of the pilot's programme ask about updates and accept them.

    A pilot without a programme has nobody to report to: editors of its lead place do it.
    """
    if pilot.programme_id is None:
        return edits(user, lead_place(pilot))
    return leads(user, pilot.programme_id)


def can_read_working_text(user: Any) -> bool:
    """Signed-in readers of an update read all of it; the public its public sentence and figures."""
    return bool(user.is_authenticated)


def can_answer(user: Any, update: Update) -> bool:
    """Whoever may log progress may answer a question about it."""
    return can_log_progress(user, update.pilot)

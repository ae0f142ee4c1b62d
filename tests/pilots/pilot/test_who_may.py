"""Who logs the progress of a pilot and edits it: with a role at the place that leads it, today."""

from __future__ import annotations

import pytest

from accounts.models import User
from people.models import Assignment
from pilots.models import Pilot
from pilots.pilot.permissions import can_edit_pilot, can_log_progress
from tests import builders
from tests.builders import TODAY, Cast

pytestmark = pytest.mark.django_db


def test_a_level_is_read_at_its_own_place(cast: Cast) -> None:
    at_place = builders.pilot(cast.bradford, "Of the place", visibility="place")
    of_team = builders.pilot(cast.bradford, "Of a team", visibility="team")
    read = {
        who: {*Pilot.objects.visible_to(getattr(cast, who))}
        for who in ("bradford_officer", "bradford_editor", "luton_editor")
    }
    assert read == {
        "bradford_officer": {at_place},
        "bradford_editor": {at_place, of_team},
        "luton_editor": set(),
    }


def test_who_contributes_at_another_place_reads_a_pilot_and_logs_nothing(cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Warm homes", visibility="network")
    assert can_log_progress(cast.bradford_officer, pilot)
    assert not can_log_progress(cast.luton_officer, pilot)


def test_an_author_edits_a_pilot_while_they_have_their_role(cast: Cast) -> None:
    author = cast.bradford_officer
    pilot = builders.pilot(cast.bradford, "Warm homes", created_by=author)
    assert can_edit_pilot(author, pilot)
    Assignment.objects.filter(user=author).update(valid_to=TODAY)
    assert not can_edit_pilot(User.objects.get(pk=author.pk), pilot)

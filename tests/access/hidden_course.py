"""How a hidden pilot goes, with the word in each text; and what the public never reads."""

from __future__ import annotations

from typing import Any

from pilots.models import Milestone, Pilot
from tests import coursed
from tests.access.open_world import AHEAD, SECRET, Seen
from tests.builders import TODAY


def said(*names: str) -> dict[str, str]:
    """These texts hold the word."""
    return dict.fromkeys(names, SECRET)


def of_pilot(seen: Seen, pilot: Pilot, hidden: dict[str, list[Any]]) -> None:
    """Milestones, a change of plan and a risk of a pilot that the reader may not see."""
    source = seen.source
    Milestone.objects.create(pilot=pilot, text=SECRET, done=TODAY, source=source)
    milestone = coursed.milestone(pilot, SECRET, due=AHEAD, source=source)
    coursed.move(milestone, SECRET)
    coursed.milestone(pilot, SECRET, given_up_on=TODAY, **said("given_up_because"))
    change = coursed.change(
        pilot, on=TODAY, source=source, **said("before", "after", "why", "agreed_by")
    )
    hidden["milestone"].append(milestone)
    hidden["change"].append(change)
    _risk(pilot, hidden)


def not_public(seen: Seen, hidden: dict[str, list[Any]]) -> None:
    """What could go wrong with a public pilot."""
    if seen.who == "resident":
        _risk(seen.first("pilot"), hidden)


def _risk(pilot: Pilot, hidden: dict[str, list[Any]]) -> None:
    words = said("what", "effect_said", "response", "owner_said", "state_said")
    closed = coursed.risk(pilot, state="passed", **words)
    hidden["risk"] += [closed, coursed.risk(pilot, **{**words, "state_said": ""})]

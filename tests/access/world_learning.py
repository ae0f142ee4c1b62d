"""What was learned, for the sweeps: each follows its pilot's readers and its own level."""

from __future__ import annotations

from typing import Any

from tests import learned
from tests.access import readers
from tests.builders import Cast

# Whoever wrote an entry that waits, and who contributes at its place.
AT_BRADFORD = frozenset({"author", "bradford_officer", "bradford_editor", "region_editor"})

FAMILIES: dict[str, dict[str, frozenset[str]]] = {
    "lesson": readers.BY_LEVEL,
    "case_study": readers.NOT_ACCEPTED,
    "published_case_study": readers.BY_LEVEL,
    "equality": readers.BY_LEVEL,
    "learning_event": readers.OPEN,
    "signed_in_event": dict.fromkeys(readers.BY_LEVEL, readers.SIGNED_IN),
    "you_said": readers.OPEN,
    "waiting_you_said": dict.fromkeys(readers.BY_LEVEL, AT_BRADFORD),
}
NUMBERED = {
    *("lesson", "equality", "learning_event", "signed_in_event", "you_said", "waiting_you_said"),
}


def make(cast: Cast) -> dict[str, Any]:
    """What has no pilot's level."""
    common = {"place": cast.bradford, "created_by": cast.author}
    return {
        "learning_event": learned.learning_event(**common),
        "signed_in_event": learned.learning_event(visibility="network", **common),
        "you_said": learned.you_said(cast.bradford, state="approved", created_by=cast.author),
        "waiting_you_said": learned.you_said(cast.bradford, created_by=cast.author),
    }


def at_level(cast: Cast, level: str, pilot: Any) -> dict[str, Any]:
    """What is told of a pilot, at its own level."""
    common = {"visibility": level, "created_by": cast.author}
    return {
        "lesson": learned.lesson(pilot, f"Learned by {level}", **common),
        "case_study": learned.case_study(pilot, f"Tried by {level}", **common),
        "published_case_study": learned.case_study(
            pilot, f"Told by {level}", state="published", **common
        ),
        "equality": learned.equality_question(pilot, created_by=cast.author),
    }

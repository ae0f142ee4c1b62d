"""One record of each kind that a reader may not see, with a word that gives it away in each text.

``hide(seen)`` has each subject write its own and says which family of the access table each belongs
to, so that their own addresses can be asked for as well.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from barriers.models import Barrier
from people.models import JobRole
from pilots.models import Pilot
from tests.access import readers, subjects
from tests.access.open_world import Scope, Seen

Hidden = dict[str, list[Any]]
LEVELS = ("team", "place", "programme", "network")


@dataclass
class HiddenAt:
    """A level at which records are hidden from a reader, and those that others belong to."""

    seen: Seen
    level: str
    scope: Scope
    hidden: Hidden
    pilot: Pilot = field(init=False)
    barriers: list[Barrier] = field(default_factory=list)
    posts: list[JobRole] = field(default_factory=list)

    @property
    def common(self) -> dict[str, Any]:
        """What says who reads a record of this level."""
        return self.scope.at(self.level)


def hide(seen: Seen) -> Hidden:
    """Everything that this reader may not see, at each level, and what has an audience instead."""
    hidden: Hidden = defaultdict(list)
    for level in LEVELS:
        if level == "network" and seen.who in readers.SIGNED_IN:
            continue
        at = HiddenAt(seen, level, seen.scope(level), hidden)
        for part in subjects.parts("hide_at"):
            part(at)
    for part in subjects.parts("hide"):
        part(seen, hidden)
    return hidden

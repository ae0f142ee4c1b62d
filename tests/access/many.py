"""As much of everything as wanted, beside the open world: to see that a page costs the same."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from barriers.models import Barrier
from partnerships.models import Organisation
from pilots.models import Pilot
from tests import builders
from tests.access import subjects
from tests.access.open_world import Seen

OPEN = {"visibility": "public"}


@dataclass
class More:
    """One more of each thing, readable by everybody who reads the page.

    It is of a body and somebody of its own. ``pilots`` are the new one and the first, to which as
    much is added; ``made``: records of this turn that others need, by family.
    """

    seen: Seen
    number: int
    body: Organisation
    somebody: User
    pilots: list[Pilot] = field(default_factory=list)
    barriers: list[Barrier] = field(default_factory=list)
    made: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))


def fill(seen: Seen, many: int) -> None:
    """So many of each thing that a page may show."""
    for number in range(many):
        body = builders.organisation(f"Housing body {number}", parent=seen.cast.council)
        somebody = builders.user(f"Somebody {number}", ("contributor", seen.cast.bradford))
        more = More(seen, number, body, somebody)
        for part in subjects.parts("fill"):
            part(more)

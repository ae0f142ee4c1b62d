"""Skills that partners of a place have or lack."""

from __future__ import annotations

from people.models import PartnerSkill
from tests.access import readers
from tests.access.hidden import Hidden
from tests.access.many import More
from tests.access.open_world import SECRET, Seen
from tests.access.table import Row, post
from tests.builders import TODAY

ROWS = [
    Row("place_skills", "place"),
    Row("place_skill_add", "place", permission=readers.KEEPERS),
    post("place_skill_add", "place", permission=readers.KEEPERS),
]

LACKS = {"skill": "data", "standing": "lacks", "basis": "self_said", "said_on": TODAY}


def hide(seen: Seen, hidden: Hidden) -> None:
    """They are for everybody signed in."""
    if seen.who == "resident":
        PartnerSkill.objects.create(organisation=seen.cast.council, note=SECRET, **LACKS)


def fill(more: More) -> None:
    """One of the new body."""
    PartnerSkill.objects.create(organisation=more.body, source=more.seen.source, **LACKS)

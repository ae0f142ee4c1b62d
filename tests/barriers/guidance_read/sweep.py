"""Who has read which guidance: for everybody signed in."""

from __future__ import annotations

from typing import Any

from barriers.models import Guidance, GuidanceRead
from tests.access import readers
from tests.access.hidden import Hidden
from tests.access.many import More
from tests.access.open_world import SECRET, Seen
from tests.access.table import Family, Row, post
from tests.barriers.barrier.sweep import LOGS
from tests.barriers.practice.sweep import KEEP
from tests.builders import TODAY, Cast

AFTER = ("barriers.practice",)


def of_guidance(reading: GuidanceRead) -> list[Any]:
    """Its guidance's number and its own."""
    return [reading.guidance_id, reading.pk]


FAMILIES = {"guidance_read": Family(readers.always(readers.SIGNED_IN), of_guidance)}
NOTES = LOGS | readers.DIRECTORY | KEEP
ROWS = [
    Row("guidance_read_add", "guidance", permission=NOTES),
    post("guidance_read_add", "guidance", permission=NOTES),
    Row("guidance_read_edit", "guidance_read", permission=KEEP),
    post("guidance_read_edit", "guidance_read", permission=KEEP),
]


def make(cast: Cast) -> dict[str, Any]:
    """The council has read the guidance of the library."""
    guidance = Guidance.objects.get(title="Sharing well")
    made = GuidanceRead.objects.create(guidance=guidance, organisation=cast.council, on=TODAY)
    return {"guidance_read": made}


def hide(seen: Seen, hidden: Hidden) -> None:
    """The public reads none."""
    if seen.who == "resident":
        GuidanceRead.objects.create(
            guidance=seen.first("guidance"),
            organisation=seen.cast.council,
            edition=SECRET,
            on=TODAY,
        )


def fill(more: More) -> None:
    """Another body has read it."""
    guidance = more.seen.first("guidance")
    GuidanceRead.objects.create(guidance=guidance, organisation=more.body, on=TODAY)

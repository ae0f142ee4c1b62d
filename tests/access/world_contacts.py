"""Job roles, error reports and meetings for the sweeps."""

from __future__ import annotations

from typing import Any

from partnerships.models import ErrorReport
from tests import builders
from tests.access import readers
from tests.builders import Cast

# Who reads the record of each family.
FAMILIES: dict[str, dict[str, frozenset[str]]] = {
    "post": readers.BY_LEVEL,
    "error_report": dict.fromkeys(readers.BY_LEVEL, readers.REPORT),
    "waiting": readers.OPEN,
    "meeting": dict.fromkeys(readers.BY_LEVEL, readers.MEETING),
    "meeting_ask": dict.fromkeys(readers.BY_LEVEL, readers.MEETING),
}
# Those whose address carries their number.
NUMBERED = {"post", "error_report", "meeting"}


def make(cast: Cast) -> dict[str, Any]:
    """What is the same at every level: a report by the author, a meeting of the energy ministry."""
    report = ErrorReport.objects.create(
        place=cast.bradford, what="Its name has changed", created_by=cast.author
    )
    [ministry] = {role.organisation for role in cast.desnz_official.assignments.all()}
    ask = builders.meeting(cast.author, ministry)
    return {
        "error_report": report,
        "meeting": ask.request,
        "meeting_ask": ask,
        "waiting": ["never", "post"],
    }

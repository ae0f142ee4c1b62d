"""Meetings asked of bodies: for who asks and who is asked."""

from __future__ import annotations

from typing import Any

from collaboration.models import MeetingAsk, MeetingRequest
from tests import builders
from tests.access import readers
from tests.access.hidden import Hidden
from tests.access.many import More
from tests.access.open_world import SECRET, Seen
from tests.access.table import Family, Row, by_number, post
from tests.builders import Cast


def _of_body(ask: MeetingAsk) -> list[Any]:
    return [ask.request_id, ask.organisation.slug]


FAMILIES = {
    "meeting": Family(readers.always(readers.MEETING), by_number),
    "meeting_ask": Family(readers.always(readers.MEETING), _of_body),
}

ROWS = [
    Row("meeting_add", page=False, answers=(302,)),
    Row("meeting_add", query="?team=1", page=False, answers=(200, 302)),
    post("meeting_add", query="?team=1"),
    Row("meeting_request", "meeting"),
    Row("meeting_answer", "meeting_ask", permission=frozenset({"desnz_official"})),
    post("meeting_answer", "meeting_ask", permission=frozenset({"desnz_official"})),
]


def make(cast: Cast) -> dict[str, Any]:
    """One that the author asked of the energy ministry."""
    [ministry] = {role.organisation for role in cast.desnz_official.assignments.all()}
    ask = builders.meeting(cast.author, ministry)
    return {"meeting": ask.request, "meeting_ask": ask}


def hide(seen: Seen, hidden: Hidden) -> None:
    """One that somebody else asked of a body that the reader does not answer for."""
    request = MeetingRequest.objects.create(
        created_by=seen.others[0], place=seen.away, about=SECRET, from_us=SECRET, suits=SECRET
    )
    ask = MeetingAsk.objects.create(
        request=request, organisation=seen.cast.council, state="not_now", answer=SECRET
    )
    hidden["meeting"].append(request)
    hidden["meeting_ask"].append(ask)


def fill(more: More) -> None:
    """One of several bodies, and one more body in the first."""
    cast = more.seen.cast
    ask = builders.meeting(cast.author, more.body, more.seen.agency)
    [ministry] = cast.desnz_official.assignments.values_list("organisation", flat=True)
    MeetingAsk.objects.create(request=ask.request, organisation_id=ministry)
    MeetingAsk.objects.create(request=more.seen.first("meeting"), organisation=more.body)

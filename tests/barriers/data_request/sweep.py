"""Requests for data: at most everyone signed in reads one, and the body that is asked."""

from __future__ import annotations

from typing import Any

from barriers.models import DataRequest, DataRequestStep
from tests import asked_for, builders
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import PAST, SECRET, SECRET_LINK, said
from tests.access.table import Family, Row, by_reference, post
from tests.access.world import Level
from tests.barriers.barrier.sweep import AT_BRADFORD, EDITS, LOGS, TRIES
from tests.builders import TODAY

# It names a body, so that none is public.
FAMILIES = {
    "data_request": Family(readers.NOT_PUBLIC, by_reference),
    "asked_data_request": Family(
        {level: who | {"desnz_official"} for level, who in readers.NOT_PUBLIC.items()},
        by_reference,
    ),
}

ANSWERS = EDITS | {"desnz_official"}

ROWS = [
    Row("data_requests"),
    Row("data_requests", query="?q=school&status=waiting&place=bradford&health=yes&sort=logged"),
    Row("data_requests", query="?status=no-such-status"),
    Row("data_requests", query="?format=csv", page=False),
    Row("data_request_tracker"),
    Row("data_request_tracker", query="?place=bradford"),
    Row("data_request_tracker", query="?format=csv", page=False),
    Row("data_request_log", permission=LOGS),
    Row("data_request_log", permission=AT_BRADFORD, query="?place=bradford", page=False),
    post("data_request_log", permission=LOGS),
    Row("data_request", "data_request"),
    Row("data_request", "asked_data_request"),
    Row("data_request_brief", "data_request"),
    Row("data_request_brief", "data_request", query="?format=txt", page=False),
    Row("data_request_history", "data_request"),
    Row("data_request_edit", "data_request", permission=EDITS),
    post("data_request_edit", "data_request", permission=EDITS),
    Row("data_request_status", "data_request", permission=EDITS),
    post("data_request_status", "asked_data_request", permission=ANSWERS),
    Row("data_request_advice_add", "data_request", permission=TRIES),
    post("data_request_advice_add", "asked_data_request", permission=TRIES),
    Row("barrier_advice_add", "barrier", permission=TRIES),
    post("barrier_advice_add", "barrier", permission=TRIES),
]


def at_level(at: Level) -> dict[str, Any]:
    """One that is being drafted, and one that the energy department was asked."""
    known = {**at.common, "visibility": "network" if at.level == "public" else at.level}
    place, name = at.cast.bradford, f"Data seen by {at.level}"
    asked = {"asked_of": asked_for.ministry(at.cast)}
    return {
        "data_request": asked_for.data_request(place, name, holder=at.cast.council, **known),
        "asked_data_request": asked_for.data_request(place, f"{name}, asked", **asked, **known),
    }


def hide_at(at: HiddenAt) -> None:
    """Two for a hidden barrier and a public one; advice about them, and about the hidden barrier.

    A request that the reader sees names the hidden barrier as well.
    """
    seen, council, barrier = at.seen, at.seen.cast.council, at.barriers[0]
    drafted = {"holder": seen.agency, "first_time": "yes", "health_data": "yes"}
    for stands in (drafted, {"asked_of": seen.agency, "asked_on": TODAY}):
        request = asked_for.data_request(
            at.scope.place,
            SECRET,
            at.scope.beside,
            **said("purpose", "people", "lawful_basis", "legal_gateway", "governance_lead"),
            **said("caldicott_guardian", "reply", "reason", "fallback_note"),
            **stands,
            pilot=barrier.pilot,
            source=seen.source,
            assessment_url=SECRET_LINK,
            **at.common,
        )
        request.barriers.set([barrier, seen.first("barrier")])
        asked_for.party(request, council)
        asked_for.party(request, description=SECRET)
        DataRequestStep.objects.create(request=request, after="advice", said=SECRET, on=TODAY)
        asked_for.advice(council, request=request, source=seen.source, **said("who", "said"))
        at.hidden["data_request"].append(request)
    asked_for.advice(council, barrier=barrier, source=seen.source, **said("who", "said"))
    shown: DataRequest = seen.first("data_request")
    shown.barriers.add(barrier)


def fill(more: More) -> None:
    """Of a body of their own and of the one that is asked, with all that belongs to them."""
    seen, barrier = more.seen, more.barriers[0]
    at, asked = seen.cast.bradford, seen.first("asked_data_request").asked_of
    body = builders.organisation(f"Data body {more.number}", parent=seen.agency)
    known = {"pilot": seen.first("pilot"), "programme": seen.cast.pfpp, "source": seen.source}
    drafted = asked_for.data_request(at, "", seen.cast.luton, holder=body, **known)
    waits = asked_for.data_request(at, "", asked_of=asked, asked_on=PAST, **known)
    for one in (drafted, waits, seen.first("data_request"), seen.first("asked_data_request")):
        one.barriers.add(barrier, seen.first("barrier"))
        asked_for.party(one, body)
        asked_for.advice(body, request=one, source=seen.source)
        one.steps.create(after="advice", source=seen.source)
    asked_for.advice(body, barrier=seen.first("barrier"), source=seen.source)
    for of in (body, asked, seen.cast.council):
        builders.post("", of, kind="data_contact")

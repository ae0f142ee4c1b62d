"""Requests for data, as many as wanted."""

from __future__ import annotations

from barriers.models import Barrier
from tests import asked_for, builders
from tests.access.open_world import PAST, Seen


def fill(seen: Seen, number: int, barrier: Barrier) -> None:
    """Requests for data, of a body of their own and of the one that is asked, and agreements."""
    at, asked = seen.cast.bradford, seen.first("asked_data_request").asked_of
    body = builders.organisation(f"Data body {number}", parent=seen.agency)
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
    asked_for.agreement(at)

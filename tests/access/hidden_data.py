"""Requests for data that a reader may not see, with the word in each text."""

from __future__ import annotations

from typing import Any

from barriers.models import Barrier, DataRequest, DataRequestStep
from tests import asked_for
from tests.access.open_world import SECRET, SECRET_LINK, Scope, Seen
from tests.builders import TODAY


def said(*names: str) -> dict[str, str]:
    """These texts hold the word."""
    return dict.fromkeys(names, SECRET)


def of_barrier(
    seen: Seen, scope: Scope, level: str, barrier: Barrier, hidden: dict[str, Any]
) -> None:
    """Two for a hidden barrier and a public one; advice about them, and about the hidden barrier.

    A request that the reader sees names the hidden barrier as well.
    """
    council = seen.cast.council
    drafted = {"holder": seen.agency, "first_time": "yes", "health_data": "yes"}
    for stands in (drafted, {"asked_of": seen.agency, "asked_on": TODAY}):
        request = asked_for.data_request(
            scope.place,
            SECRET,
            scope.beside,
            **said("purpose", "people", "lawful_basis", "legal_gateway", "governance_lead"),
            **said("caldicott_guardian", "reply", "reason", "fallback_note"),
            **stands,
            pilot=barrier.pilot,
            source=seen.source,
            assessment_url=SECRET_LINK,
            **scope.at(level),
        )
        request.barriers.set([barrier, seen.first("barrier")])
        asked_for.party(request, council)
        asked_for.party(request, description=SECRET)
        DataRequestStep.objects.create(request=request, after="advice", said=SECRET, on=TODAY)
        asked_for.advice(council, request=request, source=seen.source, **said("who", "said"))
        hidden["data_request"].append(request)
    asked_for.advice(council, barrier=barrier, source=seen.source, **said("who", "said"))
    shown: DataRequest = seen.first("data_request")
    shown.barriers.add(barrier)

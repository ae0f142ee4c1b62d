"""What bodies are asked, for the sweeps: one waits, one is answered, one went out as a link."""

from __future__ import annotations

from typing import Any

from partnerships.models import Organisation
from tests import asked, builders
from tests.access import readers
from tests.builders import Cast

# The body that is asked reads that one barrier, whatever its level.
_ASKED = {level: who | {"desnz_official"} for level, who in readers.BY_LEVEL.items()}
_SIGNED_IN = {level: who - {"resident"} for level, who in _ASKED.items()}
FAMILIES: dict[str, dict[str, frozenset[str]]] = {
    "asked_barrier": _ASKED,
    "escalation": _SIGNED_IN,
    "answered_escalation": _SIGNED_IN,
    "answer_link": _SIGNED_IN,
    "answer_token": readers.OPEN,
}
NUMBERED = {"escalation", "answered_escalation"}
# What an address carries, as it stands
WHOLE = {"answer_link", "answer_token"}


def energy() -> Organisation:
    """The department whose official is among the cast."""
    return Organisation.objects.get(name="Department for Energy Security and Net Zero")


def at_level(cast: Cast, level: str, common: dict[str, Any]) -> dict[str, Any]:
    """A barrier of this level that the department is asked about, and was asked about before."""
    barrier = builders.barrier(
        cast.bradford, f"We cannot {level} without them", status="escalated", **common
    )
    return of_barrier(barrier, cast.author, f"token-{level}")


def of_barrier(barrier: Any, by: Any, token: str) -> dict[str, Any]:
    """Two asks about a barrier, and a link to answer the one that waits."""
    over = {"state": "answered", "closed_on": builders.TODAY, "created_by": by}
    answered = asked.ask(barrier, energy(), **over)
    asked.said(answered)
    waiting = asked.ask(barrier, energy(), created_by=by)
    return {
        "asked_barrier": barrier,
        "escalation": waiting,
        "answered_escalation": answered,
        "answer_link": [waiting.pk, asked.link(waiting, by, token).pk],
        "answer_token": [token],
    }

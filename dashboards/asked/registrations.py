"""How the ledger of what is asked takes part in the whole: a page below each place."""

from __future__ import annotations

from typing import Any

from interface.parts import RecordMenuItem, signed_in


def _reads(user: Any, place: Any) -> bool:
    return signed_in(user)


REGISTRATIONS = (
    RecordMenuItem(
        page="place_asked",
        label="What this place is asked for",
        says="Returns, policy tests, visits and more: how many, when, and the hours that they take",
        of="place",
        order=60,
        words="burden load asks ledger returns policy tests visits updates data requests",
        permission=_reads,
    ),
)

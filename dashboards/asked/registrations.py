"""How the ledger of what is asked takes part in the whole: a page below each place."""

from __future__ import annotations

from interface.parts import RecordMenuItem, signed_in_of

REGISTRATIONS = (
    RecordMenuItem(
        page="place_asked",
        label="What is asked of it",
        says="Returns, policy tests, visits and more: how many, when, and the hours that they take",
        of="place",
        order=60,
        words="burden load asks asked ledger hours",
        permission=signed_in_of,
        apart=True,
        answer="What is asked of",
    ),
    RecordMenuItem(
        page="organisation_asks",
        label="What it asks of places",
        says="Returns, visits, policy tests and more, with the hours that they take",
        of="organisation",
        order=30,
        permission=signed_in_of,
    ),
)

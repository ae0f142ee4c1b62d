"""The pages of meetings and visits below a place, an organisation and a programme."""

from __future__ import annotations

from operator import itemgetter

from interface.parts import RecordMenuItem, signed_in_of

PAGES = (
    RecordMenuItem(
        page="visits",
        label="Visits",
        says="Who went there or plans to, and what was learned",
        of="place",
        order=10,
        narrows="place",
        counts=itemgetter("coming"),
        permission=signed_in_of,
    ),
    RecordMenuItem(
        page="organisation_visits",
        label="Its visits",
        says="Where its people went",
        of="organisation",
        order=20,
        permission=signed_in_of,
    ),
    RecordMenuItem(
        page="programme_meetings",
        label="Who its pilots met",
        says="Each team and department counted once",
        of="programme",
        tab=4,
    ),
)

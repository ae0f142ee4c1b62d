"""How the pages of places take part in the whole."""

from __future__ import annotations

from operator import itemgetter

from interface.parts import RecordMenuItem

REGISTRATIONS = (
    RecordMenuItem(
        page="place",
        label="Overview",
        says="What the place is like, what is tried there and who to ask",
        of="place",
        order=90,
        tab=1,
        words="area been decided decision decisions done going happened happening happens latest "
        "local news on",
        answer="What is happening in",
    ),
    RecordMenuItem(
        page="place_gaps",
        label="Not known yet",
        says="What nobody knows yet about it and its pilots",
        of="place",
        order=5,
        counts=itemgetter("gaps"),
        apart=True,
    ),
    RecordMenuItem(
        page="place_history",
        label="History",
        says="Every change of it",
        of="place",
        order=75,
        words="history changes changed",
        answer="History of",
    ),
    RecordMenuItem(
        page="place_brief",
        label="Brief",
        says="The place on one page, to copy, print or save",
        of="place",
        order=80,
        words="brief briefing summary overview",
        answer="Brief of",
        within="place",
    ),
)

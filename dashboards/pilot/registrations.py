"""What the page of a pilot gives to the whole: its first tabs, and itself as text in the zip."""

from dashboards.pilot.brief import brief_of
from interface.parts import RecordMenuItem
from registry.programme_files import PilotPage

REGISTRATIONS = (
    PilotPage(brief_of),
    RecordMenuItem(
        page="pilot",
        label="Overview",
        says="How it stands, what is in the way and what is next",
        of="pilot",
        tab=1,
    ),
    RecordMenuItem(
        page="pilot_barriers",
        label="Barriers",
        says="What is in its way",
        of="pilot",
        tab=4,
        counts=lambda counted: str(counted["barriers"]),
    ),
)

"""How the calendar takes part in the whole."""

from __future__ import annotations

from interface.parts import MenuItem, RecordMenuItem, Theme, signed_in

REGISTRATIONS = (
    MenuItem(
        page="calendar",
        label="Calendar",
        says="What is due, planned, to be reviewed and about to end, by month",
        theme=Theme.OWN,
        order=20,
        words="agenda diary dates deadlines milestones",
        permission=signed_in,
    ),
    MenuItem(
        page="calendar_feeds",
        label="Calendar feeds",
        says="Your calendar in Outlook, Google or on your phone",
        theme=Theme.OWN,
        order=30,
        words="ical ics outlook subscribe",
        permission=signed_in,
        within="calendar",
    ),
    RecordMenuItem(
        page="pilot_calendar",
        label="Calendar",
        says="What is due, and when",
        of="pilot",
        order=50,
    ),
    RecordMenuItem(
        page="place_calendar",
        label="Calendar",
        says="What is due there, and when",
        of="place",
        order=70,
        words="calendar dates deadlines events",
        answer="Calendar of",
    ),
    RecordMenuItem(
        page="programme_calendar",
        label="Calendar",
        says="What is due, and when",
        of="programme",
        order=20,
    ),
)

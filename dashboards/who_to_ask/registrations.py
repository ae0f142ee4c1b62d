"""How the question whom to ask takes part in the whole."""

from __future__ import annotations

from interface.parts import MenuItem, Theme

REGISTRATIONS = (
    MenuItem(
        page="who_to_ask",
        on_topic="Who to ask",
        label="Who to ask",
        says="The team or job role that deals with something, at a place or in a department",
        theme=Theme.PEOPLE,
        order=10,
        words="contacts find directory teams joint meeting",
    ),
    MenuItem(
        page="champions",
        label="Champions and connectors",
        says="Who speaks for each department, and where",
        theme=Theme.PEOPLE,
        order=20,
        words="contacts brokers",
    ),
)

"""How the page of requests takes part in the whole."""

from __future__ import annotations

from interface.parts import MenuItem, Theme, signed_in

REGISTRATIONS = (
    MenuItem(
        page="requests",
        label="Requests",
        says="What others ask of you, and what you asked: what’s late first",
        theme=Theme.OWN,
        order=15,
        words="asks asked waiting answer reply replies escalations data meetings deadlines late",
        permission=signed_in,
    ),
)

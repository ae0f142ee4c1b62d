"""How personal data takes part in the whole."""

from __future__ import annotations

from access.permissions import is_administrator
from interface.parts import MenuItem, Theme

REGISTRATIONS = (
    MenuItem(
        page="personal_data",
        label="Personal data",
        says="What is held about a person, and how to download or remove it",
        theme=Theme.KEEPING,
        order=75,
        words="gdpr subject access erase",
        permission=is_administrator,
    ),
)

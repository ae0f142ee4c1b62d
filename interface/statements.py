"""What the pages on privacy and accessibility say of those who run this copy, from the settings."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings

from interface.words import date_words

# Each setting, what the pages call it, and what they say where it is not set
PRIVACY = {
    "CONTROLLER": (
        "Who decides what it’s used for (the controller)",
        "The people who run this copy of Placebook haven’t said yet",
    ),
    "PRIVACY_CONTACT": (
        "Who to ask about your data",
        "No contact has been set. Ask the organisation that gave you your account",
    ),
    "PRIVACY_REVIEWED": ("This page was last checked", "No date has been set"),
}
ACCESSIBILITY = {
    "ACCESSIBILITY_CONTACT": (
        "Who to tell",
        "No contact has been set. Tell whoever gave you your account",
    ),
    "ACCESSIBILITY_PREPARED": ("This statement was prepared", "No date has been set"),
    "ACCESSIBILITY_REVIEWED": ("It was last checked", "No date has been set"),
    "ACCESSIBILITY_TESTED": ("This copy was last tested", "No date has been set"),
}


DATES = ("PRIVACY_REVIEWED", "ACCESSIBILITY_REVIEWED")  # by the year, those to be checked again


def rows(names: dict[str, tuple[str, str]]) -> list[dict[str, Any]]:
    """What a page says of each, as ``components/summary.html`` takes it."""
    return [
        {"label": label, "value": _in_words(name) or unset, "url": _address(name)}
        for name, (label, unset) in names.items()
    ]


def missing() -> list[str]:
    """The settings of both pages that are not set."""
    return [name for name in PRIVACY | ACCESSIBILITY if not getattr(settings, name)]


def _in_words(name: str) -> str:
    value = getattr(settings, name)
    return date_words(value) if isinstance(value, dt.date) else str(value or "")


def _address(name: str) -> str:
    """Where a contact leads that is an email address or a page."""
    value = getattr(settings, name)
    if not isinstance(value, str) or len(value.split()) != 1:
        return ""
    if value.startswith("https://"):
        return value
    return f"mailto:{value}" if "@" in value else ""

"""The ways to see places, as tabs: a list, a map, a few of them side by side."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

WAYS = (("places", "List"), ("place_map", "Map"), ("places_compare", "Compare"))


def tabs(shown: str) -> list[dict[str, Any]]:
    """The tabs, of which one is shown."""
    return [
        {"label": label, "url": reverse(name), "current": name == shown} for name, label in WAYS
    ]

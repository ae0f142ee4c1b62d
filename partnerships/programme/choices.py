"""Programmes to choose from."""

from __future__ import annotations

from typing import Any

from partnerships.models import Programme
from partnerships.place.examples import apart


def programme_choices(user: Any) -> list[Any]:
    """Those that the reader sees, by slug; made-up ones in a group of their own. One query."""
    rows = Programme.objects.visible_to(user).values_list("slug", "name", "is_example")
    return apart(rows)

"""Programmes to choose from."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from access.kept import kept
from partnerships.models import Programme
from partnerships.place.examples import apart


def programme_choices(user: Any) -> list[Any]:
    """Those that the reader sees, by slug; made-up ones in a group of their own. One query."""
    return apart(_programmes(user=user))


@kept
def _programmes(*, user: Any) -> QuerySet[Any]:
    return Programme.objects.visible_to(user).values_list("slug", "name", "is_example")

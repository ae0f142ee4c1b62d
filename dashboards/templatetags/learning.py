"""What pages of learning need in templates: ``{% load learning %}``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def at(rows: Mapping[int, Any], key: int | None) -> Any:
    """What stands at a number; nothing where there is nothing."""
    return rows.get(key) if key else None


@register.filter
def named(names: Mapping[str, str], key: str) -> str:
    """The name that stands for a key; the key itself where there is none."""
    return names.get(key, key)

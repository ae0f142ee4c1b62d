from __future__ import annotations

from typing import Any

from access.permissions import is_administrator, leads
from access.visibility import reader_of
from pilots.shared_definition.models import SharedDefinition


def can_add_definition(user: Any) -> bool:
    """Shared definitions: administrators, and leads of any programme."""
    reader = reader_of(user)
    return is_administrator(user) or bool(reader and reader.led_programmes)


def can_write_definition(user: Any, shared: SharedDefinition) -> bool:
    """Administrators; leads write those of their programmes."""
    return is_administrator(user) or leads(user, shared.programme_id)

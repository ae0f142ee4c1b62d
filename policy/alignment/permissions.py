from __future__ import annotations

from typing import Any

from access.visibility import reader_of


def can_judge_repeats(user: Any) -> bool:
    """Those who see more than one place: officers, programme leads, connectors, administrators."""
    reader = reader_of(user)
    return bool(
        reader
        and (
            reader.organisations
            or reader.led_programmes
            or reader.is_administrator
            or any(role.role == "connector" for role in reader.roles)
        )
    )

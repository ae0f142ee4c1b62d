"""Emails that could not be sent, as many as wanted."""

from __future__ import annotations

from tests.access.world_letters import unsent


def fill(number: int) -> None:
    """To an address each."""
    unsent(f"refused-{number}@example.test")

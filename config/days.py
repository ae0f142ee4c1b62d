"""Days that stand in the environment."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ImproperlyConfigured


def day_of(text: str) -> date | None:
    """A day like 2026-11-27; None where it is not set. Raises ImproperlyConfigured."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        said = f"“{text}” must be a day like 2026-11-27 (.env.example)"
        raise ImproperlyConfigured(said) from None

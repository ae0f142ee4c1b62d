"""Who keeps example agreements."""

from __future__ import annotations

from typing import Any

from access.permissions import is_administrator
from access.visibility import reader_of


def can_keep_agreements(user: Any, agreement: Any = None) -> bool:
    """Example agreements are everybody's to read: editors, programme leads and administrators
    keep them."""
    reader = reader_of(user)
    leads_or_edits = bool(reader and (reader.edited_places or reader.led_programmes))
    return leads_or_edits or is_administrator(user)

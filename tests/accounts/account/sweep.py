"""Signing in, and one's own account."""

from __future__ import annotations

from typing import Any

from tests.access import readers
from tests.access.table import Family, Row, as_it_stands, post
from tests.builders import Cast

FAMILIES = {"reset_link": Family(readers.OPEN, as_it_stands)}

ROWS = [
    Row("account"),
    post("account"),
    Row("account_login", public=True),
    post("account_login", public=True),
    Row("account_logout", public=True),
    post("account_logout", public=True),
    Row("account_change_password"),
    post("account_change_password"),
    Row("account_reset_password", public=True),
    post("account_reset_password", public=True),
    Row("account_reset_password_done", public=True),
    Row("account_reset_password_from_key", "reset_link", public=True),
    post("account_reset_password_from_key", "reset_link", public=True),
    Row("account_reset_password_from_key_done", public=True),
    Row("account_reauthenticate"),
    post("account_reauthenticate"),
]


def make(cast: Cast) -> dict[str, Any]:
    """A link to reset a password that leads nowhere."""
    return {"reset_link": None}

"""Emails that could not be sent."""

from __future__ import annotations

from typing import Any

from accounts.models import Notice
from tests.access import readers
from tests.access.many import More
from tests.access.table import Family, Row, by_number, post
from tests.builders import Cast

FAMILIES = {"unsent_email": Family(readers.always(readers.SIGNED_IN), by_number)}

ROWS = [
    Row("unsent_emails", permission=readers.ADMINISTRATORS),
    post("unsent_email_retry", "unsent_email", permission=readers.ADMINISTRATORS),
    post("unsent_email_dismiss", "unsent_email", permission=readers.ADMINISTRATORS),
]


def unsent(email: str) -> Notice:
    """One that the server refused."""
    return Notice.objects.create(
        kind="follow-ask", subject="Do you want to follow?", email=email, failed="Refused", tries=5
    )


def make(cast: Cast) -> dict[str, Any]:
    """One to an address of somebody without an account."""
    return {"unsent_email": unsent("refused@example.test")}


def fill(more: More) -> None:
    """One to another."""
    unsent(f"refused-{more.number}@example.test")

"""An email that could not be sent, for the sweeps."""

from __future__ import annotations

from accounts.models import Notice
from tests.access import readers

FAMILIES = {"unsent_email": dict.fromkeys(readers.BY_LEVEL, readers.SIGNED_IN)}
NUMBERED = FAMILIES.keys()


def make() -> dict[str, Notice]:
    """One to an address of somebody without an account."""
    return {"unsent_email": unsent("refused@example.test")}


def unsent(email: str) -> Notice:
    """One that the server refused."""
    return Notice.objects.create(
        kind="follow-ask", subject="Do you want to follow?", email=email, failed="Refused", tries=5
    )

"""How notices take part in the whole."""

from __future__ import annotations

from accounts.secret import SecretKind
from records.unlinked import Unlinked

REGISTRATIONS = (
    SecretKind(
        noun="link to stop daily emails,links to stop daily emails",
        addresses=("letter_leave",),
        order=90,
        stays="it opens no more than the button that stops emails, and must work in old ones",
    ),
    Unlinked(
        pages=("letter_leave",),
        why="the email of the day has the link",
    ),
)

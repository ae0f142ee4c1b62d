"""Links by which a forgotten password is set anew."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import EmailAwarePasswordResetTokenGenerator


class ResetLinks(EmailAwarePasswordResetTokenGenerator):
    """A link ends with the password that it was to replace, at the next sign-in, and when secrets
    of its account are ended."""

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        made: str = super()._make_hash_value(user, timestamp)
        ended = user.secrets_ended_at
        return f"{made}{ended.isoformat()}" if ended else made

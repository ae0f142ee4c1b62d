"""The key that stands for a partner's answer while a round is open.

Without the server's secret it tells nothing of the body; with it, an answer is found to be replaced
by the body's next one. So whoever has the database and the secret could find an answer until the
round closes, which the form says.
"""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings


def key_of(round_id: int, organisation_id: int) -> str:
    """The key under which an answer is kept now."""
    return _key(settings.SECRET_KEY, round_id, organisation_id)


def keys_of(round_id: int, organisation_id: int) -> list[str]:
    """The same with the keys from secrets that were in use before, where the server knows them."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [_key(secret, round_id, organisation_id) for secret in secrets]


def _key(secret: str, round_id: int, organisation_id: int) -> str:
    said = f"health-check:{round_id}:{organisation_id}".encode()
    return hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()

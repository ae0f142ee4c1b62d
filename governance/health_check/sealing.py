"""The two keys of an open round: the slip that stands for a partner, and the code of an answer.

A slip is made of the server's secret: with it and the database one sees who answered, never what.
A code is drawn, and only whoever sent the answer has it: the database keeps its digest.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.conf import settings

# Without those that look like another
LETTERS, GROUPS, LENGTH = "23456789abcdefghjkmnpqrstuvwxyz", 4, 4


def slip_of(asked_id: int) -> str:
    """The key of the slip of a partner that is asked, as it is made now."""
    return _slip(settings.SECRET_KEY, asked_id)


def slips_of(asked_id: int) -> list[str]:
    """The same with those from secrets that were in use before, where the server knows them."""
    return [
        _slip(secret, asked_id) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]


def _slip(secret: str, asked_id: int) -> str:
    said = f"health-check-slip:{asked_id}".encode()
    return hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()


def new_code() -> str:
    """A code for whoever sends an answer: ``k3f9-q2xm-…``."""
    drawn = ("".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(GROUPS))
    return "-".join(drawn)


def digest_of(round_id: int, code: str) -> str:
    """What the answer keeps of its code, however that was typed."""
    said = "".join(one for one in code.lower() if one.isalnum())
    return hashlib.sha256(f"health-check-code:{round_id}:{said}".encode()).hexdigest()

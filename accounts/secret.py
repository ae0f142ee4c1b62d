"""Secrets that open something to whoever has them: links in emails, feeds, keys of programs."""

from __future__ import annotations

import hashlib


def hashed(secret: str) -> str:
    """What is kept of one. It is long and random, so that a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()

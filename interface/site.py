"""Where people find us. A request says by which name it came, and anybody can write that."""

from __future__ import annotations

from django.conf import settings


def absolute(path: str) -> str:
    """A path of ours as a whole address, for what leaves the page: emails, files, briefs, feeds."""
    return settings.SITE_URL.rstrip("/") + path

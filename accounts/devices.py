"""Browsers from which people have signed in before: wrong passwords typed elsewhere never shut them
out (OWASP calls it a device cookie).

The cookie says which accounts signed in from a browser, signed by us. It opens nothing: whoever has
it types the password like everybody else, and gets it wrong as often as one browser may.
"""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from accounts.models import User

COOKIE = "signed_in_before"
LASTS = dt.timedelta(days=365)
# Several people may share a browser; the latest few are known.
MOST_ACCOUNTS = 5
_SALT = "accounts.devices"


def remember(request: HttpRequest, response: HttpResponseBase, user: Any) -> None:
    """Note on this browser that this account signed in, or was let in by a link from an email."""
    name, accounts = _read(request) or (secrets.token_urlsafe(16), [])
    latest = [user.pk, *(pk for pk in accounts if pk != user.pk)][:MOST_ACCOUNTS]
    response.set_cookie(
        COOKIE,
        signing.dumps([name, latest], salt=_SALT),
        max_age=LASTS,
        path=reverse("account"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def known_as(request: HttpRequest, email: str) -> str:
    """This browser and this account, to count by, where it signed in from here; else empty."""
    if (remembered := _read(request)) is None:
        return ""
    name, accounts = remembered
    return f"{name} {email}" if User.objects.filter(email=email, pk__in=accounts).exists() else ""


def forgive(request: HttpRequest, user: Any) -> None:
    """Take back the wrong passwords typed for this account in this browser, where it is known."""
    if here := known_as(request, user.email):
        ratelimit.clear(request, app="allauth.account", action="login_failed_here", key=here)


def _read(request: HttpRequest) -> tuple[str, list[int]] | None:
    try:
        name, accounts = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    return name, accounts

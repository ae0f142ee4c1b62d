"""Who a program reads as: by the key that it sends, never by a session or an address."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from access.visibility import Reader
from accounts.secret import hashed
from api.models import PREFIX, ApiKey
from api.problems import bad, no_key

NOTED_EVERY = dt.timedelta(hours=1)
BEARER = "bearer "


def reader_of_request(request: HttpRequest) -> Any:
    """The person or stand-in with whose rights a program reads; nobody signed in without a key.

    Raises Problem for a key that opens nothing, and for one in the address, which proxies and
    browsers write down.
    """
    if any(value.startswith(PREFIX) for values in request.GET.lists() for value in values[1]):
        raise bad("A key in an address is no longer secret. Send it in the header Authorization.")
    sent = request.headers.get("Authorization", "")
    if not sent:
        return AnonymousUser()
    if not sent.lower().startswith(BEARER):
        raise no_key("Send the key as: Authorization: Bearer pb_…")
    rows = ApiKey.objects.live().select_related("user", "place")
    key = rows.filter(secret_hash=hashed(sent[len(BEARER) :].strip())).first()
    if key is None:
        raise no_key("This key opens nothing: it was ended, has run out, or was mistyped.")
    _note_use(key)
    return reader_by(key)


def reader_by(key: ApiKey) -> Any:
    """Its person, with the roles of today; or a stand-in with the rights of the officers of its
    body, of whom no one is named."""
    if key.organisation_id is not None:
        officer: Any = get_user_model()(pk=0)
        bodies = frozenset({key.organisation_id})
        officer.reader = Reader(user_id=0, organisations=bodies, posts=frozenset())
    else:
        officer = key.user
    officer.api_key = key
    return officer


def _note_use(key: ApiKey) -> None:
    """At most one write an hour."""
    now = timezone.now()
    long_ago = Q(last_used_at=None) | Q(last_used_at__lt=now - NOTED_EVERY)
    if settings.READ_NODE:
        return  # a copy of the database takes no changes
    if key.last_used_at is None or now - key.last_used_at > NOTED_EVERY:
        ApiKey.objects.filter(long_ago, pk=key.pk).update(last_used_at=now)

"""Where people are signed in: each sees and ends their own."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import User
from tests.access import readers
from tests.access.many import More
from tests.access.table import Family, Row, by_number, post
from tests.builders import Cast

FAMILIES = {"session": Family(readers.always({"author"}), by_number)}
ROWS = [Row("usersessions_list"), post("usersessions_list"), post("session_end", "session")]


def elsewhere(user: User, key: str) -> UserSession:
    """This person is signed in on a phone as well."""
    until = timezone.now() + dt.timedelta(days=14)
    Session.objects.create(session_key=key, session_data="", expire_date=until)
    phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"
    return UserSession.objects.create(
        user=user, session_key=key, ip="198.51.100.7", user_agent=phone
    )


def make(cast: Cast) -> dict[str, Any]:
    """The author's phone."""
    return {"session": elsewhere(cast.author, "authors-phone")}


def fill(more: More) -> None:
    """One more session of who is counted."""
    elsewhere(more.seen.cast.bradford_editor, f"phone-{more.number}")

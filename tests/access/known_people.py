"""Who asks, with their roles, read once for a sweep of thousands of requests.

Each request of somebody signed in reads their session, their account and their roles: a fifth of
its time, and the same rows each time. What the sweeps prove begins after that. That an account that
is closed or a role that has ended lets nobody in is tested where these are (``tests/accounts``,
``tests/people/role``), with the project's own backend.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy, deepcopy
from dataclasses import dataclass, field
from typing import Any, ClassVar

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.test import override_settings
from django.utils import timezone

from access.visibility import reader_of


@dataclass
class Known:
    """Accounts by their number, and sessions by their key."""

    people: dict[int, Any] = field(default_factory=dict)
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)


class KnownPeople(AuthenticationBackend):
    """Finds each account once, and gives every request an object of its own of it.

    So nothing that one request notes on it reaches the next, and all find the visit noted.
    """

    known: ClassVar[Known] = Known()

    def get_user(self, user_id: int) -> Any:
        """The account with its roles; None where there is none."""
        person = self.known.people.get(user_id)
        if person is None:
            person = super().get_user(user_id)
            if person is None:
                return None
            reader_of(person)
            self.known.people[user_id] = person
        found = copy(person)
        found.last_seen_at = timezone.now()
        return found


class SessionStore(db.SessionStore):
    """Reads each session once, and anew after it was written: what a request writes is undone."""

    def load(self) -> dict[str, Any]:
        """What the session holds, for this request alone."""
        sessions, key = KnownPeople.known.sessions, self.session_key
        found = sessions.get(key) or super().load()
        if key and self.session_key:
            sessions[key] = found
        return deepcopy(found)

    def save(self, must_create: bool = False) -> None:
        super().save(must_create)
        KnownPeople.known.sessions.pop(self.session_key, None)

    def delete(self, session_key: str | None = None) -> None:
        super().delete(session_key)
        KnownPeople.known.sessions.pop(session_key or self.session_key, None)


@contextmanager
def knowing(known: Known) -> Iterator[None]:
    """Whoever signs in meanwhile is found among these, and put there when they first ask."""
    before, KnownPeople.known = KnownPeople.known, known
    backend = f"{KnownPeople.__module__}.{KnownPeople.__qualname__}"
    try:
        with override_settings(AUTHENTICATION_BACKENDS=[backend], SESSION_ENGINE=__name__):
            yield
    finally:
        KnownPeople.known = before

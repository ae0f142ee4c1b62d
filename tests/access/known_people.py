"""Who asks, with their roles, read once for a sweep of thousands of requests.

Each request of somebody signed in reads their session, their account and their roles: a fifth of
its time, and the same rows each time. What the sweeps prove begins after that. That an account that
is closed or a role that has ended lets nobody in is tested where these are (``tests/accounts``,
``tests/partnerships/role``), with the project's own backend.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any, ClassVar

from allauth.account.auth_backends import AuthenticationBackend
from django.test import override_settings
from django.utils import timezone

from partnerships.visibility import reader_of


class KnownPeople(AuthenticationBackend):
    """Finds each account once, and gives every request an object of its own of it.

    So nothing that one request notes on it reaches the next, and all find the visit noted.
    """

    people: ClassVar[dict[int, Any]] = {}

    def get_user(self, user_id: int) -> Any:
        """The account with its roles; None where there is none."""
        known = self.people.get(user_id)
        if known is None:
            known = super().get_user(user_id)
            if known is None:
                return None
            reader_of(known)
            self.people[user_id] = known
        found = copy(known)
        found.last_seen_at = timezone.now()
        return found


@contextmanager
def knowing(people: dict[int, Any]) -> Iterator[None]:
    """Whoever signs in meanwhile is found among these, and put there when they first ask."""
    before, KnownPeople.people = KnownPeople.people, people
    backend = f"{KnownPeople.__module__}.{KnownPeople.__qualname__}"
    try:
        with override_settings(AUTHENTICATION_BACKENDS=[backend]):
            yield
    finally:
        KnownPeople.people = before

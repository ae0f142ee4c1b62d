"""The world of the sweeps, made once by each process: a case asks of it and rolls back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.test import Client

from tests.access import world
from tests.access.known_people import Known, knowing
from tests.access.remembered import Remembered, undone
from tests.access.world import World


@dataclass(frozen=True)
class KeptWorld:
    """The world, the session of everybody who signed in to it, and what its database said."""

    made: World
    sessions: dict[str, str]
    remembered: Remembered = field(default_factory=Remembered)
    _clients: dict[str, Client] = field(default_factory=dict)
    _known: Known = field(default_factory=Known)

    @contextmanager
    def asked(self) -> Iterator[KeptWorld]:
        """Its people ask meanwhile: their accounts and roles are those of when it was made."""
        with knowing(self._known):
            yield self

    def client(self, who: str) -> Client:
        """A browser of one of the cast, signed in unless it is the resident's.

        Each keeps the one that it has, for whose requests all middleware is made, with no cookie
        but that of its session.
        """
        client = self._clients.setdefault(who, Client(raise_request_exception=False))
        signed_in = who in self.sessions
        cookie = {settings.SESSION_COOKIE_NAME: self.sessions[who]} if signed_in else {}
        client.cookies = SimpleCookie(cookie)
        return client

    def ask(self, who: str, address: str, method: str = "GET") -> Any:
        """What somebody gets at an address. What it writes is undone: the next finds all as it was.

        So what the database said to a question before, it would say again (``Remembered``).
        """
        client = self.client(who)
        with undone(), self.remembered.asked():
            return client.generic(method, address)

    def name_of(self, who: str) -> str:
        """What pages call one of the cast whom they are shown to."""
        return str(getattr(self.made.cast, who))

    @property
    def everybody(self) -> list[str]:
        """The cast by name, the resident last."""
        return [*self.sessions, "resident"]


def make() -> KeptWorld:
    """The world with everybody signed in, in the database in use."""
    made = world.make()
    with knowing(Known()):  # a session is good with what signed it in
        sessions = {who: _session(user) for who, user in made.cast.signed_in().items()}
    return KeptWorld(made, sessions)


def _session(user: Any) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value

"""People who go on working while their server is upgraded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from secrets import token_hex
from threading import Event

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.utils import timezone

from demo.sign_ins import PASSWORD
from people.models import Role
from tests import builders
from tests.cluster.site import Visitor
from tests.deploy.machine import Machine

THINKS = 0.5  # seconds from one form to the next


@dataclass(frozen=True)
class Sent:
    """A topic that somebody typed: when they were answered, and how."""

    at: dt.datetime
    name: str
    status: int


@contextmanager
def writing(machine: Machine) -> Iterator[list[Sent]]:
    """At each service somebody sends one form after the other meanwhile; all that they sent."""
    who = builders.user("Ada", (Role.PLACE_EDITOR, builders.place("Wherestow")))
    hasher = PBKDF2PasswordHasher()  # as a server has it: one that it wrote anew ends sessions
    who.password = hasher.encode(PASSWORD, hasher.salt())
    who.save()
    over, sent = Event(), list[Sent]()

    def work(port: int) -> None:
        visitor = Visitor(port).sign_in(who.email)
        while not over.wait(THINKS):
            name = f"Word {token_hex(20)}"
            answer = visitor.send("/topics/add/", {"name": name})
            sent.append(Sent(timezone.now(), name, answer.status))

    with ThreadPoolExecutor() as people:
        ports = [service.port for service in machine.services.values()]
        at_work = [people.submit(work, port) for port in ports]
        try:
            yield sent
        finally:
            over.set()
        for one in at_work:
            one.result()

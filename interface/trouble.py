"""When the database does not answer: what that means for whoever waits for a page.

A statement or a wait for a lock that was cut off, a database that starts again or is full: nothing
of it is a fault of ours, and it passes. Whoever waits is told which it is (503).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError


@dataclass(frozen=True, slots=True)
class Trouble:
    """What keeps the database from answering: ``key`` for monitors, the rest for people.

    Whether what was sent ``is_undone`` for sure: who lost the database while it recorded something
    never heard whether it did.
    """

    key: str
    title: str
    words: str
    retry_after: int = 30  # seconds
    is_undone: bool = True


BUSY = Trouble(
    "busy",
    "The site is busy",
    "Somebody else was changing the same thing, and it took too long.",
    retry_after=10,
)
SLOW = Trouble(
    "too slow",
    "This took too long",
    "We stopped it, so that others are not kept waiting. If it was a long list, choose fewer "
    "things, such as one place or one year.",
)
FULL = Trouble(
    "disk full",
    "Placebook cannot save anything just now",
    "The disk of our database is full. The people who run Placebook have to make room.",
    retry_after=300,
)
READ_ONLY = Trouble(
    "read only",
    "Placebook cannot save anything just now",
    "Our database can be read but not changed, because it is being restored or moved.",
    retry_after=120,
)
AWAY = Trouble(
    "no database",
    "Placebook is not available just now",
    "Our database is starting again or cannot be reached. This usually takes a minute or two.",
    is_undone=False,
)
# By the codes that PostgreSQL gives (its manual, appendix A)
_BY_CODE = {
    "55P03": BUSY,  # lock not available
    "40P01": BUSY,  # deadlock
    "40001": BUSY,  # serialisation
    "57014": SLOW,  # statement timeout
    "53100": FULL,
    "25006": READ_ONLY,
    "53300": AWAY,  # too many connections
    "53200": AWAY,  # out of memory
    "57P01": AWAY,  # shut down
    "57P02": AWAY,  # crashed
    "57P03": AWAY,  # starting up, or recovering
    "57P05": AWAY,  # a connection that stood idle
    "25P03": AWAY,  # a transaction that did
}


def trouble_of(problem: BaseException | None) -> Trouble | None:
    """What a problem tells of the database; None for one that is our own fault."""
    for one in _chain(problem):
        code = getattr(one, "sqlstate", None)
        if code:
            return _BY_CODE.get(code) or (AWAY if code.startswith("08") else None)
    # Where no connection came about, or it went in the middle, there is no code
    lost = isinstance(problem, OperationalError | InterfaceError)
    return AWAY if lost else None


def _chain(problem: BaseException | None) -> Iterator[BaseException]:
    """A problem and what it was raised from."""
    while problem is not None:
        yield problem
        problem = problem.__cause__

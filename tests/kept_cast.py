"""The cast, made once by each process, for every test that begins with it.

Half of the tests of pages and rules do: 43 statements with their triggers, for each. Such a test
moves, when it asks for the cast, to a database that has it, in a transaction that rolls back.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connections

from tests import database


@dataclass(frozen=True)
class KeptCast:
    """A database that has the cast, and what its people and places were when they were made."""

    kept: database.Kept
    people: bytes


@dataclass(frozen=True)
class _Test:
    """A test that may still begin with the cast, as long as it works over this connection."""

    cast: KeptCast
    connection: Any
    moves: ExitStack

    def has_begun(self) -> bool:
        """Whether it wrote something, or would miss what it noted on its connection."""
        here = connections["default"]
        if here is not self.connection or not here.in_atomic_block:
            return True
        if here.savepoint_ids or here.run_on_commit or here.execute_wrappers:
            return True
        if here.force_debug_cursor:  # its queries are counted
            return True
        with here.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id_if_assigned() IS NOT NULL")
            return bool(cursor.fetchone()[0])


_tests: list[_Test] = []


@contextmanager
def at_hand(cast: KeptCast) -> Iterator[None]:
    """A test that asks for the cast meanwhile, before it does anything else, has this one."""
    with ExitStack() as moves:
        _tests.append(_Test(cast, connections["default"], moves))
        try:
            yield
        finally:
            _tests.pop()


def begun_with() -> Any:
    """The cast, in whose database the test goes on; None where it has to be made."""
    if not _tests or _tests[-1].has_begun():
        return None
    test = _tests[-1]
    test.moves.enter_context(test.cast.kept.instead())
    return pickle.loads(test.cast.people)


def keep(kept: database.Kept, make: Any) -> KeptCast:
    """Make the cast in a database, to stay there."""
    with kept.filled():
        return KeptCast(kept, pickle.dumps(make()))

"""What the database said to a question of a sweep, told again while its record is the same.

A sweep asks thousands of pages of one record, each of which is undone, and most of their questions
are those of the page before, letter for letter: the same rows come. Here they come without the
database. A page that writes is answered by the database itself from there to its end.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

# What changes no row, but for a question that writes as well (WITH … INSERT); and what, among
# questions, does or says something else each time. Looked for as plain words: a pattern that goes
# through a statement of some thousand letters takes half a millisecond, twenty times a page
ASKS = re.compile(r"[\s(]*(SELECT|WITH)\b")
MOVES = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", "SET CONSTRAINTS", "SELECT ")
WRITES = ("INSERT INTO", "UPDATE", "DELETE FROM")
PASSING = ("set_config(", "nextval(", "clock_timestamp(", "random(")


def writes(sql: str) -> bool:
    """Whether a statement may change rows, however it begins."""
    return any(words in sql for words in WRITES)


def asks(sql: str) -> str:
    """How a statement begins that changes nothing and says the same each time: SELECT or WITH."""
    begins = ASKS.match(sql)
    if begins is None or writes(sql):
        return ""
    said = sql.lower()
    return "" if any(words in said for words in PASSING) else begins[1]


class _Undone:
    """Keeps the place to go back to, from the first statement on that may change something."""

    begun = False

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        # Before all that may write, history says to the transaction who asked (records/history.py)
        if not self.begun and asks(sql) != "SELECT":
            self.begun = True
            connection.connection.execute("SAVEPOINT before_what_is_undone")
        return execute(sql, params, many, context)


@contextmanager
def undone() -> Iterator[None]:
    """What is written meanwhile is undone, within a transaction.

    As ``transaction.atomic`` rolled back, which goes to the server three times for a page that only
    reads: two of three ways there that the table's sweep took.
    """
    written, to_come = _Undone(), len(connection.run_on_commit)
    try:
        with connection.execute_wrapper(written):
            yield
    finally:
        del connection.run_on_commit[to_come:]
        if written.begun:
            connection.connection.execute(
                "ROLLBACK TO SAVEPOINT before_what_is_undone;"
                " RELEASE SAVEPOINT before_what_is_undone"
            )
            connection.needs_rollback = False


class Said:
    """A cursor on rows that were read before, ``kept`` as bytes; ``real`` is the one that asks."""

    def __init__(self, real: Any, kept: bytes, description: Any) -> None:
        self.real, self.kept, self.description = real, kept, description
        rows = pickle.loads(kept)
        self.rowcount = len(rows)
        self._left = iter(rows)

    def fetchone(self) -> Any:
        return next(self._left, None)

    def fetchmany(self, size: int = 1) -> list[Any]:
        return [row for _, row in zip(range(size), self._left, strict=False)]

    def fetchall(self) -> list[Any]:
        return list(self._left)

    def __iter__(self) -> Iterator[Any]:
        return self._left

    def close(self) -> None:
        self.real.close()


@dataclass
class Remembered:
    """The answers of one state of the record; for ``connection.execute_wrapper``."""

    answers: dict[tuple[str, str], tuple[bytes, Any]] = field(default_factory=dict)
    _is_unwritten: bool = False

    @contextmanager
    def asked(self) -> Iterator[None]:
        """What is asked meanwhile begins with this state; what it writes is to be undone.

        Rows come at once, where a list of choices would read them by parts from a cursor on the
        server: what comes by parts is neither remembered nor compared.
        """
        settings, by_parts = connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS"
        before = settings.get(by_parts, False)
        self._is_unwritten = settings[by_parts] = True
        try:
            with connection.execute_wrapper(self):
                yield
        finally:
            self._is_unwritten = False
            settings[by_parts] = before

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        wrapped = context["cursor"]
        if isinstance(wrapped.cursor, Said):
            wrapped.cursor = wrapped.cursor.real
        if not self._is_unwritten or hasattr(wrapped.cursor, "name"):
            return execute(sql, params, many, context)
        key = (sql, repr(params))
        if key not in self.answers:
            if not asks(sql):
                self._is_unwritten = sql.startswith(MOVES) and not writes(sql)
                return execute(sql, params, many, context)
            execute(sql, params, many, context)
            described = wrapped.cursor.description
            self.answers[key] = pickle.dumps(wrapped.cursor.fetchall()), described
        wrapped.cursor = Said(wrapped.cursor, *self.answers[key])
        return None

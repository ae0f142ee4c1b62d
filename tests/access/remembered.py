"""What the database said to a question of a sweep, told again while its record is the same.

A sweep asks thousands of pages of one record, each of which is undone, and most of their questions
are those of the page before, letter for letter: the same rows come. Here they come without the
database. A page that writes is answered by the database itself from there to its end.

Most of the statements that were left only marked where to go back to. A mark is set once something
but a question follows; where nothing does, there is nothing to go back from. A question that the
database refuses before that spoils the whole transaction, and so fails the test that asked.
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
# questions, does or says something else each time
WRITES = r"(?!.*\b(INSERT INTO|UPDATE|DELETE FROM)\b)"
ASKS = re.compile(rf"[\s(]*(SELECT|WITH)\b{WRITES}", re.DOTALL)
MOVES = re.compile(
    rf"(SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT|SET CONSTRAINTS|SELECT\b){WRITES}",
    re.DOTALL,
)
MARKS = re.compile(r"(SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT) (\S+)\s*$")
PASSING = re.compile(r"set_config\(|nextval\(|clock_timestamp\(|random\(", re.IGNORECASE)

NOTHING = pickle.dumps([])


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
    _unset: list[str] = field(default_factory=list)  # marks of which the database does not know

    @contextmanager
    def asked(self) -> Iterator[None]:
        """What is asked meanwhile begins with this state; what it writes is to be undone in it."""
        self._is_unwritten = True
        try:
            with connection.execute_wrapper(self):
                yield
        finally:
            self._is_unwritten = False
            self._set_marks()

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        wrapped = context["cursor"]
        if isinstance(wrapped.cursor, Said):
            wrapped.cursor = wrapped.cursor.real
        if not self._is_unwritten or hasattr(wrapped.cursor, "name"):
            self._set_marks()
            return execute(sql, params, many, context)
        if self._is_put_off(sql):
            wrapped.cursor = Said(wrapped.cursor, NOTHING, None)
            return None
        key = (sql, repr(params))
        if key not in self.answers:
            if not ASKS.match(sql) or PASSING.search(sql):
                self._is_unwritten = bool(MOVES.match(sql))
                self._set_marks()
                return execute(sql, params, many, context)
            execute(sql, params, many, context)
            described = wrapped.cursor.description
            self.answers[key] = pickle.dumps(wrapped.cursor.fetchall()), described
        wrapped.cursor = Said(wrapped.cursor, *self.answers[key])
        return None

    def _is_put_off(self, sql: str) -> bool:
        """Whether this sets a mark, or goes back to one that the database does not know of."""
        if not (found := MARKS.match(sql)):
            return False
        does, name = found.groups()
        if does == "SAVEPOINT":
            self._unset.append(name)
        elif name not in self._unset:
            return False
        else:
            kept = self._unset.index(name) + (does == "ROLLBACK TO SAVEPOINT")
            del self._unset[kept:]
        return True

    def _set_marks(self) -> None:
        """Tell the database of the marks that were put off, before it is told anything else."""
        for name in self._unset:
            connection.connection.execute(f"SAVEPOINT {name}")
        self._unset.clear()

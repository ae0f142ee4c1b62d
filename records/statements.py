"""A statement that is written once, and sent again with other values.

To build a queryset and write its statement takes Django longer than PostgreSQL needs to answer it.
Where a value is not known yet, a ``Given`` stands for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from copy import copy
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, connections
from django.db.models import Expression, Model, QuerySet

# A statement and its values; without words where there can be no row
Written = tuple[str, Sequence[Any]]
Known = Mapping[str, Any]
# Whether a statement is written that everybody of a shape will send
for_everybody: ContextVar[bool] = ContextVar("for_everybody", default=False)


class OfNoShapeError(TypeError):
    """A statement depends on more of its reader than the shape."""


class Later:
    """A value that is known when the statement is sent."""

    def of(self, known: Known) -> Any:
        """What it is with this knowledge."""
        raise NotImplementedError


class Given(Expression, Later):
    """A value that is given by name; of a record, its key."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    @property
    def pk(self) -> Given:
        """Itself, as a record is given by its key."""
        return self

    def of(self, known: Known) -> Any:
        return known[self.name]

    def as_sql(  # type: ignore[override]  # a value is known later
        self, compiler: Any, connection: Any
    ) -> tuple[str, list[Any]]:
        """The place of the value, and itself until the value is known."""
        return "%s", [self]


class Statement:
    """A statement with places for its values."""

    def __init__(self, written: Written) -> None:
        self.sql, self.values = written

    def rows(self, known: Known) -> list[Any]:
        """Send it with these values. Nothing is asked where it can have no row."""
        return self.fetched(self.valued(known)) if self.sql else []

    def valued(self, known: Known) -> list[Any]:
        """Its values, with what is known now."""
        values = (one.of(known) if isinstance(one, Later) else one for one in self.values)
        return [one.pk if isinstance(one, Model) else one for one in values]

    def fetched(self, values: Sequence[Any]) -> list[Any]:
        """The rows as the database gives them."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            return cursor.fetchall()


class OfQuerySet(Statement):
    """One that Django wrote, with what it needs to make its own rows of the answer."""

    def __init__(self, queryset: QuerySet[Any]) -> None:
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(using=queryset.db)
        try:
            super().__init__(self.compiler.as_sql())
        except EmptyResultSet:
            super().__init__(("", ()))

    def fetched(self, values: Sequence[Any]) -> list[Any]:
        """The rows as the queryset makes them."""
        # Copies, as threads share the statement and each has a connection of its own
        asked: Any = self.queryset.all()
        compiler = copy(self.compiler)
        compiler.connection = connections[asked.db]
        compiler.as_sql = lambda: (self.sql, values)
        asked.query.get_compiler = lambda *_, **__: compiler
        return list(asked)


def written(built: QuerySet[Any] | Written) -> Statement:
    """The statement of what was built."""
    return Statement(built) if isinstance(built, tuple) else OfQuerySet(built)

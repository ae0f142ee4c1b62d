"""Kinds of record at which things are promised, as their subjects declare it.

A promise (``collaboration.ActionItem``) is read by whoever reads its record and is signed in,
unless its kind says that they read that part of it later (``readable``), and by whoever owes it.
Who keeps the record right says what became of it, as who owes it does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from records.reading import rows_seen
from records.subjects import registered
from registry.kinds import kind_of


def _nowhere(record: Any) -> Any:
    return None


def _all(user: Any, rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class HasPromises:
    """A kind of record at which things are promised.

    ``kept_by`` says whether a user keeps the record right; ``label`` is what it is called where its
    promises are listed, ``where`` what stands there as its place; ``place`` is the one by which
    ``kept_by`` is asked, and ``rows`` reads with the records what all of these need. ``made_up``
    holds for one that is an example, ``at`` for those of a place, ``of_body`` for those of a body,
    such as a board. ``adds``: who keeps one adds promises at a page of its own. ``readable`` gives
    those of records that a user sees whose promises they read too.
    """

    model: Any
    kept_by: Callable[[Any, Any], bool]
    label: Callable[[Any], str] = str
    where: Callable[[Any], Any] = _nowhere
    place: Callable[[Any], Any] = _nowhere
    rows: Callable[[QuerySet[Any]], QuerySet[Any]] = lambda rows: rows
    made_up: Callable[[], Q] = lambda: Q(pk__in=[])
    at: Callable[[Any], Q] = lambda _: Q(pk__in=[])
    of_body: Callable[[Any], Q] = lambda _: Q(pk__in=[])
    adds: bool = True
    readable: Callable[[Any, Any], QuerySet[Any]] = _all
    order: int = 0

    @property
    def kind(self) -> str:
        """What stands in addresses."""
        return kind_of(self.model)

    def seen_by(self, user: Any) -> QuerySet[Any]:
        """The records that a reader may see."""
        return self.rows(rows_seen(self.model, user))

    def readable_by(self, user: Any) -> QuerySet[Any]:
        """The records whose promises a reader reads, whoever owes them."""
        return self.readable(user, rows_seen(self.model, user))

    def every(self) -> QuerySet[Any]:
        """All records, also those that were withdrawn."""
        manager = getattr(self.model, "with_withdrawn", self.model._default_manager)
        return self.rows(manager.all())


def kinds_promised() -> dict[Any, HasPromises]:
    """The kinds at which things are promised, by model."""
    return {one.model: one for one in registered(HasPromises)}


def promised(kind: str) -> HasPromises | None:
    """The declaration for a kind of record as an address names it."""
    return next((one for one in registered(HasPromises) if one.kind == kind), None)

"""Kinds of row that say something of a body which may be another's, as their subjects declare it.

The list of what is said of a body, what waits for its officers and the links to bodies without an
account ask the same declarations.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from interface.reached import Reached
from records.reading import rows_seen
from records.subjects import registered
from registry.kinds import kind_of


def _not_over() -> Q:
    """Dated rows that hold today, or begin later."""
    return Q(valid_to=None) | Q(valid_to__gt=timezone.localdate())


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimKind:
    """A kind of ``Claim``. ``says`` is one in words, as its body is asked; ``part_of`` the key to
    the record that it is part of, on whose page it stands; ``keeps(user, record)`` whether somebody
    keeps that record. ``still`` finds those that are not over; ``reads`` is read with them."""

    model: Any
    says: Callable[[Any], str]
    part_of: str
    keeps: Callable[[Any, Any], bool]
    still: Callable[[], Q] = _not_over
    reads: tuple[str, ...] = ()
    order: int = 0

    @property
    def kind(self) -> str:
        """What stands in a form before the number of a row."""
        return kind_of(self.model)

    @property
    def whole(self) -> Any:
        """The model of the record that a row is part of."""
        return self.model._meta.get_field(self.part_of).related_model

    @property
    def record_kind(self) -> str:
        """What stands for that model."""
        return kind_of(self.whole)

    def of(self, row: Any) -> Any:
        """The record that a row is part of."""
        return getattr(row, self.part_of)

    def rows(self, user: Any, bodies: Any) -> QuerySet[Any]:
        """What is said of these bodies and not over, as far as this reader sees it."""
        rows = self.about(bodies, rows_seen(self.model, user))
        return self.as_read(rows)

    def as_read(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Rows with what is told of them."""
        return rows.select_related(self.model.CLAIM_OF, "claim_link", *self.reads)

    def about(self, bodies: Any, rows: QuerySet[Any] | None = None) -> QuerySet[Any]:
        """The same, whoever reads it."""
        every = self.model._default_manager.order_by() if rows is None else rows
        return every.filter(self.still(), **{f"{self.model.CLAIM_OF}__in": bodies})

    def url(self, row: Any) -> str:
        """Where it stands."""
        at = row if hasattr(row, "get_absolute_url") else self.of(row)
        return str(at.get_absolute_url())

    def waits_for(self, key: str, record: str = "") -> Exists:
        """Whether something of this kind waits for the body that is ``key`` of a row, as part of
        the one record that is its ``record``."""
        rows = self.model._default_manager.order_by().filter(self.still())
        of = {self.model.CLAIM_OF: OuterRef(key)}
        if record:
            of[f"{self.part_of}_id"] = OuterRef(record)
        return Exists(rows.filter(claim__in=self.model.OPEN, **of))


def claim_kinds() -> tuple[ClaimKind, ...]:
    """All of them, in their order."""
    return registered(ClaimKind)


@dataclass(frozen=True, kw_only=True)
class WordAwaited:
    """Who notes for a page how many people of some bodies find there what waits for their word, and
    which bodies have nobody: ``note(bodies, by=…)``. Declared by what knows of roles, for forms of
    subjects that do not."""

    note: Callable[..., Reached]
    order: int = 0


def word_awaited(row: Any, *, by: Any, before: str | None = None) -> None:
    """After a claim was saved: note who can confirm it, where it waits and did not wait
    ``before``."""
    if row.claim != row.Word.CLAIMED or before == row.Word.CLAIMED or not row.claimed_body:
        return
    for one in registered(WordAwaited):
        one.note([row.claimed_body], by=by)

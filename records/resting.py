"""What rests on sources: how the page of a source lists it, and whose word it takes to change one.

A subject declares ``CitesSource`` for a record that is listed by its source, and ``SourceKept`` for
one into whose form a source is typed. ``HasNotes`` is one about which texts of sources are kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from interface.paging import BoundedCount
from interface.words import capitalised

EVERY = Q()


@dataclass(frozen=True)
class Line:
    """One thing that rests on a source."""

    text: str
    url: str = ""
    note: str = ""


def by_title(record: Any) -> Line:
    """A record that has a page of its own."""
    return Line(getattr(record, "title", "") or str(record), record.get_absolute_url())


@dataclass(frozen=True, kw_only=True)
class CitesSource:
    """A kind of record that names its source.

    ``key`` stands in the address; ``seen`` are the rows that a reader may see, where that is not
    the model's own rule; ``needs`` is read with them for ``line``; ``by`` is the key that names it.
    """

    model: Any
    key: str
    noun: str
    order: int
    line: Callable[[Any], Line] = by_title
    needs: tuple[str, ...] = ()
    seen: Callable[[Any], QuerySet[Any]] | None = None
    by: str = "source"

    def rows(self, user: Any) -> QuerySet[Any]:
        """Those that this reader may see."""
        if self.seen is not None:
            return self.seen(user)
        visible: QuerySet[Any] = self.model.objects.visible_to(user)
        return visible

    @property
    def label(self) -> str:
        """Its heading: "Changes of plan"."""
        many = self.noun.partition(",")[2] or f"{self.noun}s"
        return capitalised(many)

    def words(self, count: BoundedCount) -> str:
        """ "1 pilot", "12 changes of plan", "more than 1,000 notes"."""
        singular, _, plural = self.noun.partition(",")
        return count.words(singular, plural)


@dataclass(frozen=True, kw_only=True)
class HasNotes:
    """A kind of record about which notes are kept, and read by whoever may see the record."""

    model: Any
    order: int = 0


@dataclass(frozen=True, kw_only=True)
class SourceKept:
    """Who may change a kind of record that sources are typed into, and what that question reads.

    ``withdraws`` is who may take its source back, where those are more. Rows that ``counts`` leaves
    out are shown to nobody any more, so nobody is asked about them.
    """

    model: Any
    permission: Callable[[Any, Any], bool]
    reads: tuple[str, ...] = ()
    withdraws: Callable[[Any, Any], bool] | None = None
    counts: Q = EVERY
    order: int = 0

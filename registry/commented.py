"""Which records people comment on, as their subjects declare it, and how one is found by address.

A comment is read by whoever reads its record and is signed in. ``HasComments`` stands in the
``registrations.py`` of the record; the comments themselves are in ``collaboration/comment``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from records.subjects import registered
from registry.kinds import kind_of


def _itself(record: Any) -> Any:
    return record


@dataclass(frozen=True, slots=True, kw_only=True)
class HasComments:
    """A kind of record that people comment on.

    ``title`` is what a page and a notice call one. ``stand_apart``: they stand on a page of their
    own alone, to which that of the record leads. ``scope`` is the record that carries its team,
    programme and places: the pilot of an update. ``with_title`` reads with rows what titles say.
    """

    model: Any
    title: Callable[[Any], str] = str
    stand_apart: bool = False
    scope: Callable[[Any], Any] = _itself
    with_title: Callable[[Any], Any] = _itself
    order: int = 0

    @property
    def kind(self) -> str:
        """What stands in the address of its comments."""
        return kind_of(self.model)

    def seen_by(self, user: Any) -> Any:
        """The records of this kind that a reader may see."""
        return self.with_title(self.model.objects.visible_to(user))


def commented(kind: str) -> HasComments | None:
    """The declaration for a kind of record as an address names it."""
    return next((one for one in registered(HasComments) if one.kind == kind), None)


def commented_on(record: Any) -> HasComments:
    """The declaration for a record."""
    return next(one for one in registered(HasComments) if one.model is type(record))

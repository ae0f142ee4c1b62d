"""Which records files are attached to, as their subjects declare it.

A file is read by whoever reads its record, and by the public only where the declaration says so.
``HasAttachments`` stands in the ``registrations.py`` of the record; the files are in
``collaboration/attachment``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from records.reading import rows_seen
from records.subjects import registered
from registry.kinds import kind_of


def _itself(record: Any) -> Any:
    return record


@dataclass(frozen=True, slots=True, kw_only=True)
class HasAttachments:
    """A kind of record that files are attached to.

    ``may`` asks whether somebody attaches and removes them. ``for_public``: the public reads the
    files of a public record; else they are for people who are signed in. ``title`` is what a page
    calls the record, ``url`` where it is shown, ``with_title`` reads with rows what these say.
    ``pilot`` is the way from it to its pilot, where it has one.
    """

    model: Any
    permission: Callable[[Any, Any], bool]
    for_public: bool = False
    title: Callable[[Any], str] = str
    url: Callable[[Any], str] = lambda record: record.get_absolute_url()
    with_title: Callable[[Any], Any] = _itself
    pilot: str = ""
    order: int = 0

    @property
    def kind(self) -> str:
        """What stands in the address of its files."""
        return kind_of(self.model)

    def seen_by(self, user: Any) -> Any:
        """The records of this kind whose files a reader may see."""
        rows = self.with_title(rows_seen(self.model, user))
        return rows if self.for_public or user.is_authenticated else rows.none()


def attached(kind: str) -> HasAttachments | None:
    """The declaration for a kind of record as an address names it."""
    return next((one for one in registered(HasAttachments) if one.kind == kind), None)


def attached_to(record: Any) -> HasAttachments:
    """The declaration for a record."""
    return next(one for one in registered(HasAttachments) if one.model is type(record))

"""What is suggested for the agenda of a board, as subjects declare it.

``OnAgenda`` stands in the ``registrations.py`` of a subject. Governance loops over the
declarations, and so knows nothing of barriers, money or pilots.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

DECIDE, DISCUSS, NOTE, STANDING = "decide", "discuss", "note", "standing"


@dataclass(frozen=True)
class Drafting:
    """An agenda in the making: by whom, for the meeting of which board, on which day.

    ``audience`` is a reader who reads no more than everybody does who reads that meeting,
    ``signed_in`` one who reads no more than everybody who signs in; ``since`` is the day of the
    last meeting, and ``following`` that of the next after this one, if known.
    """

    user: Any
    audience: Any
    signed_in: Any
    meeting: Any
    board: Any
    places: frozenset[int]
    since: dt.date | None
    following: dt.date | None
    today: dt.date

    def seen(self, rows: Any) -> QuerySet[Any]:
        """Those of these rows that whoever drafts it sees, and everybody else who reads it."""
        found: QuerySet[Any] = rows.visible_to(self.audience)
        return found.filter(pk__in=rows.visible_to(self.user).order_by().values("pk"))

    def confidential(self, rows: Any) -> QuerySet[Any]:
        """Those that whoever drafts it sees and not everybody who signs in: on an agenda they stand
        as a private item. What all of these read is none, also where the meeting is public."""
        found: QuerySet[Any] = rows.visible_to(self.user)
        return found.exclude(pk__in=rows.visible_to(self.signed_in).order_by().values("pk"))


@dataclass(frozen=True)
class SuggestedItem:
    """One item that is suggested. ``key`` stands for it for good, so that it is suggested once;
    ``about`` is its record, ``waiting`` an item of the board that waits already. One with
    ``private_because`` is private, and others read that. ``is_last``: it stands at the end of an
    agenda."""

    key: str
    title: str
    asks: str = ""
    kind: str = DISCUSS
    about: Any = None
    waiting: Any = None
    private_because: str = ""
    is_last: bool = False

    @property
    def is_private(self) -> bool:
        """Whether others read only why it is private."""
        return bool(self.private_because)


@dataclass(frozen=True, kw_only=True)
class OnAgenda:
    """A kind of item that is suggested, under a ``head``; ``key`` begins the key of each.

    ``record`` is the kind of what its items are about, ``reads`` what the names and addresses of
    these read with them, so that many are loaded at once.
    """

    key: str
    head: str
    suggested: Callable[[Drafting], Iterable[SuggestedItem]]
    record: Any = None
    reads: tuple[str, ...] = ()
    order: int = 0

"""How care of the directory takes part in the whole."""

from __future__ import annotations

from functools import partial
from typing import Any

from access.permissions import keeps_anything
from accounts.notice.rights import ToldByAddress
from interface.parts import MenuItem, Theme
from people.review.actions import REVIEW_DUE
from people.review.in_calendar import CALENDAR
from people.review.parties import BY_EMAIL, word_awaited
from people.review.responsible import keepers_of
from registry.claimed import WordAwaited


def _keeps(record: Any, email: str) -> bool:
    return email in keepers_of(record)


REGISTRATIONS = (
    WordAwaited(note=partial(word_awaited, instead=BY_EMAIL)),
    ToldByAddress(kind=REVIEW_DUE, still=_keeps),
    MenuItem(
        page="directory_queue",
        label="Directory pages to look after",
        says="Pages that are overdue, never confirmed, or without a holder",
        theme=Theme.KEEPING,
        order=10,
        words="queue confirm review",
        permission=keeps_anything,
    ),
    *CALENDAR,
)

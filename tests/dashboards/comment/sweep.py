"""Comments on records of every app: their readers are those of the record who are signed in.

It stands here, not beside the subject in ``partnerships``, so that it comes after those records.
"""

from __future__ import annotations

from typing import Any

from collaboration.models import Comment, Mention
from pilots.models import Update
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import SECRET, Seen, each
from tests.access.table import Family, Row, as_it_stands, by_number, post
from tests.access.world import Level

AUTHOR = frozenset({"author"})
_EARLY = {level: readers.NOT_ACCEPTED[level] - {"resident"} for level in readers.BY_LEVEL}
FAMILIES = {
    "comments_of_pilot": Family(readers.NOT_PUBLIC, as_it_stands),
    "comments_of_update": Family(_EARLY, as_it_stands),
    "comments_of_barrier": Family(readers.NOT_PUBLIC, as_it_stands),
    "comments_of_systemic": Family(readers.always(readers.NETWORK), as_it_stands),
    "comment": Family(readers.NOT_PUBLIC, by_number),
    "comment_on_update": Family(_EARLY, by_number),
    "own_comment": Family(readers.always(AUTHOR), by_number),
}

ROWS = [
    *(Row("comments", family) for family in FAMILIES if family.startswith("comments_of")),
    *(post("comments", family) for family in FAMILIES if family.startswith("comments_of")),
    Row("comment_people", "comments_of_pilot", page=False, query="?q=br"),
    Row("comment_people", "comments_of_barrier", page=False, query="?q="),
    Row("comment", "comment"),
    Row("comment", "comment_on_update"),
    Row("comment_edit", "comment", permission=AUTHOR),
    post("comment_edit", "comment", permission=AUTHOR),
    Row("comment_withdraw", "comment", permission=AUTHOR),
    post("comment_withdraw", "comment", permission=AUTHOR),
    Row("comment_history", "own_comment"),
]


def _of(record: Any) -> list[Any]:
    return [record._meta.model_name, record.pk]


def _said(record: Any, by: Any, text: str = "Who has done this before?") -> Comment:
    return Comment.objects.create(subject=record, text=text, created_by=by)


def at_level(at: Level) -> dict[str, Any]:
    """One by the author on each kind of record."""
    pilot, update, barrier = at["pilot"], at["update"], at["barrier"]
    said = _said(barrier, at.cast.author)
    return {
        "comments_of_pilot": _of(pilot),
        "comments_of_update": _of(update),
        "comments_of_barrier": _of(barrier),
        "comments_of_systemic": _of(at["systemic"]),
        "comment": said,
        "own_comment": said,
        "comment_on_update": _said(update, at.cast.author),
    }


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """One of each, which everybody signed in reads."""
    return each(at_level(seen.level()))


def hide_at(at: HiddenAt) -> None:
    """On each hidden pilot, update and barrier, with somebody mentioned."""
    by = at.seen.others[0]
    updates = Update.objects.filter(pilot=at.pilot)
    for record in (at.pilot, *at.barriers, *updates):
        made = _said(record, by, SECRET)
        Mention.objects.create(comment=made, user=by)
        at.hidden["comment"].append(made)
        at.hidden["own_comment"].append(made)
        at.hidden["comments_of_pilot"].append(_of(record))


def fill(more: More) -> None:
    """One more on each kind of record, by somebody of its own."""
    seen = more.seen
    for family in ("pilot", "update", "barrier", "systemic"):
        _said(seen.first(family), more.somebody)

"""What somebody typed and has not sent: a draft is its author's alone."""

from __future__ import annotations

from typing import Any

from records.models import Draft
from tests.access import readers
from tests.access.hidden import Hidden
from tests.access.many import More
from tests.access.open_world import MARK, SECRET, Seen
from tests.access.table import Family, by_number, post
from tests.builders import Cast

FAMILIES = {"draft": Family(readers.always({"author"}), by_number)}

ROWS = [
    post("draft_save", public=True),
    post("draft_delete", "draft"),
    post("draft_restore", "draft"),
]


def make(cast: Cast) -> dict[str, Any]:
    """One of the author's."""
    return {"draft": Draft.objects.create(author=cast.author, form="log-barrier", target="")}


def hide(seen: Seen, hidden: Hidden) -> None:
    """Somebody else's, one of them sent."""
    for sent_as in ("", MARK):
        Draft.every.create(
            author=seen.others[0], form="log-barrier", target=MARK, title=SECRET,
            typed={"said": [SECRET]}, sent_as=sent_as, tab=sent_as[:20],
        )  # fmt: skip


def fill(more: More) -> None:
    """One of each person's own."""
    for user in more.seen.cast.signed_in().values():
        Draft.objects.create(
            author=user, form="log-barrier", target=str(more.number), title="Typed"
        )

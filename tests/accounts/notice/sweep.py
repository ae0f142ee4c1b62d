"""What a person was told, and letters that they leave."""

from __future__ import annotations

from typing import Any

from accounts.models import Notice
from accounts.notice import daily
from accounts.notice.outbox import tell
from tests.access import readers
from tests.access.hidden import Hidden
from tests.access.many import More
from tests.access.open_world import MARK, SECRET, Seen
from tests.access.table import Family, Row, as_it_stands, by_number, post
from tests.builders import Cast

FAMILIES = {
    "notice": Family(readers.always({"author"}), by_number),
    "to_stop": Family(readers.OPEN, as_it_stands),
}

ROWS = [
    Row("notices"),
    Row("notices", query="?show=all"),
    post("notices_read"),
    post("notices_letter"),
    post("notice_read", "notice"),
    Row("letter_leave", "to_stop", public=True),
    post("letter_leave", "to_stop", public=True),
]


def make(cast: Cast) -> dict[str, Any]:
    """One to the author, and the address at which the author leaves letters."""
    return {
        "notice": tell(
            about=None, kind="answer", subject="Answered", url="/places/", to=cast.author
        ),
        "to_stop": [daily.leave_url(cast.author).split("/")[-2]],
    }


def hide(seen: Seen, hidden: Hidden) -> None:
    """One to somebody else, and one to an address without an account."""
    told = {"kind": "answer", "subject": SECRET, "text": SECRET, "url": "/places/"}
    if seen.who != "administrator":  # who reads to whom it was going (test_unsent_emails)
        Notice.objects.create(user=seen.others[0], failed=SECRET, problem=SECRET, **told)
    tell(about=None, email=f"{MARK}@example.test", **told)


def fill(more: More) -> None:
    """One to each person, about a place that they may read."""
    place = more.seen.cast.bradford
    for user in more.seen.cast.signed_in().values():
        tell(about=place, to=user, kind="answer", subject="Answered", url="/places/")

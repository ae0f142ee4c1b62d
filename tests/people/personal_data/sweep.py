"""What is held about a person, for administrators, and that it was erased."""

from __future__ import annotations

from typing import Any

from people.models import Erasure
from tests.access import readers
from tests.access.hidden import Hidden
from tests.access.many import More
from tests.access.open_world import Seen
from tests.access.table import Family, Row, as_it_stands, post
from tests.builders import Cast

FAMILIES = {"subject": Family(readers.OPEN, as_it_stands)}

ROWS = [
    Row("personal_data", permission=readers.ADMINISTRATORS),
    Row("personal_data", permission=readers.ADMINISTRATORS, query="?q=officer&texts=1"),
    Row("personal_data_of", "subject", permission=readers.ADMINISTRATORS),
    Row(
        "personal_data_of",
        "subject",
        permission=readers.ADMINISTRATORS,
        query="?format=json",
        page=False,
    ),
    Row("personal_data_erase", "subject", permission=readers.ADMINISTRATORS),
    post("personal_data_erase", "subject", permission=readers.ADMINISTRATORS),
]


def make(cast: Cast) -> dict[str, Any]:
    """The author: the kind and number of somebody."""
    return {"subject": ["account", cast.author.pk]}


def hide(seen: Seen, hidden: Hidden) -> None:
    """That somebody was erased is for administrators."""
    if seen.who != "administrator":
        Erasure.objects.create(why="asked", account=seen.others[0], mentions=3)


def fill(more: More) -> None:
    """Somebody who was erased."""
    Erasure.objects.create(why="asked", account=more.somebody, mentions=1)

"""Filters that people saved: a person's own, and nobody else's to know of."""

from __future__ import annotations

from typing import Any

from people.models import SavedFilter
from people.saved_filter.actions import leave_url
from tests.access import readers
from tests.access.hidden import Hidden
from tests.access.many import More
from tests.access.open_world import SECRET, Seen
from tests.access.table import Family, Row, as_it_stands, by_number, post
from tests.builders import Cast


def _by_token(record: Any) -> list[Any]:
    return [leave_url(record).split("/")[-2]]


FAMILIES = {
    "saved_filter": Family(readers.always({"author"}), by_number),
    "saved_filter_email": Family(readers.OPEN, _by_token),
    "saved_list": Family(readers.always(readers.NETWORK), as_it_stands),
}

ROWS = [
    Row("saved_filters"),
    Row("saved_filter_add", "saved_list", query="?q=homes"),
    post("saved_filter_add", "saved_list", query="?q=homes"),
    Row("saved_filter_edit", "saved_filter"),
    post("saved_filter_edit", "saved_filter"),
    post("saved_filter_end", "saved_filter"),
    Row("saved_filter_leave", "saved_filter_email", public=True),
    post("saved_filter_leave", "saved_filter_email", public=True),
]


def _saved(by: Any, name: str) -> SavedFilter:
    return SavedFilter.objects.create(
        user=by, list_key="barriers", name=name, query="status=open", by_mail=True
    )


def make(cast: Cast) -> dict[str, Any]:
    """One of the author's."""
    one = _saved(cast.author, "Open barriers")
    return {"saved_filter": one, "saved_filter_email": one, "saved_list": ["barriers"]}


def hide(seen: Seen, hidden: Hidden) -> None:
    """One of somebody else's."""
    hidden["saved_filter"].append(_saved(seen.others[0], SECRET))


def fill(more: More) -> None:
    """One more of everybody's."""
    for who in more.seen.cast.signed_in().values():
        _saved(who, f"Filter {more.number}")

"""Bulk changes: a person's own, and nobody else's to know of."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from records.models import BulkChange, BulkChangeRow
from tests.access import readers
from tests.access.hidden import Hidden
from tests.access.many import More
from tests.access.open_world import SECRET, Seen
from tests.access.table import Family, Row, as_it_stands, by_number, post
from tests.builders import Cast

FAMILIES = {
    "bulk_change": Family(readers.always({"author"}), by_number),
    "bulk_list": Family(readers.always(readers.NETWORK), as_it_stands),
}

ROWS = [
    Row("bulk_changes"),
    post("bulk_choose", "bulk_list"),
    Row("bulk_change", "bulk_change"),
    post("bulk_change", "bulk_change"),
]


def _made(by: Any, reason: str, **fields: Any) -> BulkChange:
    change = BulkChange.objects.create(
        list_key="barriers",
        operation="level",
        answers={"visibility": ["network"], "why": [reason]},
        reason=reason,
        looks=1,
        by=by,
        **fields,
    )
    # Of no record: which number a barrier has differs from run to run
    BulkChangeRow.objects.create(change=change, object_id=0, before=reason, after="Everyone")
    return change


def make(cast: Cast) -> dict[str, Any]:
    """One of the author's, looked at."""
    return {"bulk_change": _made(cast.author, "The places asked"), "bulk_list": ["barriers"]}


def hide(seen: Seen, hidden: Hidden) -> None:
    """One of somebody else's."""
    change = _made(seen.others[0], SECRET, done_at=timezone.now())
    said = {"change": change, "before": SECRET, "after": SECRET}
    BulkChangeRow.objects.create(object_id=2, why_not=SECRET, **said)
    BulkChangeRow.objects.create(object_id=3, version_after=1, stayed=SECRET, **said)
    hidden["bulk_change"].append(change)


def fill(more: More) -> None:
    """One more of everybody's."""
    for who in more.seen.cast.signed_in().values():
        _made(who, f"Reason {more.number}", done_at=timezone.now())

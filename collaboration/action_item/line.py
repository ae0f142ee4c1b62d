"""The one line by which the page of a record leads to what was promised at it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from access.visibility import reader_of
from collaboration.models import ActionItem
from registry.kinds import kind_of
from registry.promised import kinds_promised


def promises_url(record: Any) -> str:
    """The page of what was promised at a record."""
    return reverse("promises_of", args=[kind_of(record), record.pk])


def promises_line(user: Any, record: Any, *, to_add: bool = False) -> dict[str, str] | None:
    """The line, for who is signed in, of a record that the caller has found visible: how many are
    to do. Where there are none it stands, with ``to_add``, for who may add one. One query."""
    if reader_of(user) is None:
        return None
    open_ones = ActionItem.objects.about(record).open().count()
    if not open_ones and not (to_add and kinds_promised()[type(record)].kept_by(user, record)):
        return None
    count = f"{open_ones} to do" if open_ones else ""
    return {"label": "Promised", "url": promises_url(record), "count": count}

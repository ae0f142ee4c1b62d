"""What is done alike to every record that stands at places (``place_links``). Who may was asked
before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from partnerships.models import Place
from records.links import set_links


@transaction.atomic
def write_at_places(*, by: Any, record: Any, places: Iterable[Place]) -> Any:
    """Write a record with its places. A place that stays keeps what is said of it."""
    if not record.pk:
        record.created_by = by
    record.save()
    set_links(record.place_links, "place", places, created_by=by)
    return record

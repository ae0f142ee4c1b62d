"""Every change of a priority that touches more than its own row. Who may do it was asked before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from partnerships.models import Place, Topic
from policy.models import Alignment, Priority
from records.addresses import save_with_tail
from records.links import set_links


@transaction.atomic
def add_priority(
    *, by: Any, priority: Priority, topics: Iterable[Topic], places: Iterable[Place]
) -> Priority:
    """Write a new priority with its topics and places.

    One that is taken over from a wider one (``parent``) remembers the version that it was taken
    from, and stands in the matrix beside it: nobody has looked yet.
    """
    priority.created_by = by
    if priority.parent is not None:
        priority.parent_version = priority.parent.version
    save_with_tail(priority, priority.title, "priority")
    set_links(priority.topic_links, "topic", topics)
    set_links(priority.place_links, "place", places, created_by=by)
    if priority.parent is not None:
        Alignment.objects.create(
            wider=priority.parent,
            narrower=priority,
            verdict=Alignment.Verdict.UNKNOWN,
            created_by=by,
        )
    return Priority.objects.get(pk=priority.pk)


@transaction.atomic
def edit_priority(
    *, by: Any, priority: Priority, topics: Iterable[Topic], places: Iterable[Place]
) -> Priority:
    """Write a priority whose fields were changed, with its topics and places."""
    priority.save()
    set_links(priority.topic_links, "topic", topics)
    set_links(priority.place_links, "place", places, created_by=by)
    return priority


@transaction.atomic
def withdraw_priority(*, by: Any, priority: Priority, on: dt.date) -> Priority:
    """It holds no longer from this day on. It is kept, and so is what was taken over from it."""
    Priority.objects.filter(pk=priority.pk, withdrawn_on=None).update(withdrawn_on=on)
    return priority


@transaction.atomic
def restore_priority(*, by: Any, priority: Priority) -> Priority:
    """It holds again: it was withdrawn by mistake."""
    Priority.objects.filter(pk=priority.pk).update(withdrawn_on=None)
    return priority


@transaction.atomic
def note_parent_seen(*, by: Any, priority: Priority) -> Priority:
    """Somebody has held the local words against the wider priority as it stands today."""
    parent = priority.parent
    if parent is not None:
        Priority.objects.filter(pk=priority.pk).update(parent_version=parent.version)
    return priority

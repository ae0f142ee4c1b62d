from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from partnerships.models import ActionItem
from pilots.promise.permissions import can_close_promise
from records import history


def close_promise(
    *, by: Any, promise: ActionItem, state: str, outcome: str, today: dt.date | None = None
) -> ActionItem:
    """Say that it was done and what came of it, that it will not happen and why, or open it again.

    Raises PermissionDenied.
    """
    if not can_close_promise(by, promise):
        raise PermissionDenied
    with history.context(user=by.pk), transaction.atomic():
        locked = ActionItem.objects.select_for_update(of=("self",)).get(pk=promise.pk)
        is_open = state == ActionItem.State.OPEN
        if not is_open and locked.state == state:
            today = locked.closed_on
        locked.state, locked.outcome = state, outcome
        locked.closed_on = None if is_open else today or timezone.localdate()
        locked.save(update_fields=["state", "outcome", "closed_on"])
    return locked

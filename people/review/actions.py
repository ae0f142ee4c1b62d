"""Care of the directory: confirming its pages, and reminding those who keep them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.notice.outbox import tell
from interface.paging import row_number
from interface.words import date_words
from people.models import JobRole
from people.review.models import KINDS, Kept
from people.review.responsible import keepers_of
from registry.reviewed import next_review

AT_ONCE = 500
REVIEW_DUE = "review_due"


@transaction.atomic
def confirm(*, by: Any, records: Iterable[Kept]) -> int:
    """Somebody says that all of these hold today; each is due again after its own time."""
    today, count = timezone.localdate(), 0
    for record in records:
        record.review_by = next_review(record, today)
        if isinstance(record, JobRole):
            record.confirmed_on, record.confirmed_by, record.bounced_on = today, by, None
            columns = ["confirmed_on", "confirmed_by", "bounced_on", "review_by"]
        else:
            record.reviewed_on, record.reviewed_by = today, by
            columns = ["reviewed_on", "reviewed_by", "review_by"]
        record.save(update_fields=columns)
        count += 1
    return count


def remind_owners(today: dt.date) -> int:
    """Tell keepers of pages whose review fell due, once for each time; gives how many pages."""
    return sum(_remind(model, today) for model in KINDS.values())


@transaction.atomic
def _remind(model: Any, today: dt.date) -> int:
    untold = Q(reminded_on=None) | Q(reminded_on__lt=F("review_by"))
    due = model.objects.filter(untold, review_by__lt=today)
    joined = ["organisation__owner_post"] if model is JobRole else ["owner_post"]
    if model is JobRole:
        due = due.filter(ended_on=None)
    rows = due.select_related(*joined).select_for_update(skip_locked=True, of=("self",))
    due_now = list(rows.order_by("review_by", "id")[:AT_ONCE])
    for record in due_now:
        notice: dict[str, Any] = {
            "kind": REVIEW_DUE,
            "about": record,
            "subject": f"Is the page of {record} still right?",
            "text": f"Its review was due on {date_words(record.review_by)}. Open it, correct "
            "what has changed, and confirm it with one press.",
            "url": record.get_absolute_url(),
        }
        for keeper in dict.fromkeys(keepers_of(record)):
            if isinstance(keeper, str):
                tell(email=keeper, **notice)
            else:  # it comes in their one email of the day
                tell(to=keeper, **notice)
    model.objects.filter(pk__in=[record.pk for record in due_now]).update(reminded_on=today)
    return len(due_now)


def find_records(user: Any, keys: Iterable[str]) -> list[Kept]:
    """The records that a form names (``place:12``), as far as the user sees them."""
    wanted: dict[str, set[int]] = {}
    for key in keys:
        kind, _, number = key.partition(":")
        if kind in KINDS and (pk := row_number(number)):
            wanted.setdefault(kind, set()).add(pk)
    records: list[Kept] = []
    for kind, ids in wanted.items():
        rows: Any = KINDS[kind].objects.visible_to(user).filter(pk__in=ids)
        records += rows.open().select_related("organisation") if kind == "post" else rows
    return records

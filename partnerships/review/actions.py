"""Care of the directory: confirming, reporting errors, answering reports, reminding owners."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from interface.words import date_words
from partnerships.models import ErrorReport, Post
from partnerships.review.keepers import keepers_of, readers_of_report, tell_all
from partnerships.review.models import KINDS, Kept
from partnerships.reviewed import kind_of, next_review

AT_ONCE = 500
ANSWERED = "Somebody has answered this report already."


@transaction.atomic
def confirm(*, by: Any, records: Iterable[Kept]) -> int:
    """Somebody says that all of these hold today; each is due again after its own time."""
    today, count = timezone.localdate(), 0
    for record in records:
        record.review_by = next_review(record, today)
        if isinstance(record, Post):
            record.confirmed_on, record.confirmed_by, record.bounced_on = today, by, None
            columns = ["confirmed_on", "confirmed_by", "bounced_on", "review_by"]
        else:
            record.reviewed_on, record.reviewed_by = today, by
            columns = ["reviewed_on", "reviewed_by", "review_by"]
        record.save(update_fields=columns)
        count += 1
    return count


@transaction.atomic
def report_error(*, by: Any, record: Kept, what: str) -> ErrorReport:
    """Somebody found something wrong; whoever keeps the record is told."""
    about: dict[str, Any] = {kind_of(record): record}
    report = ErrorReport.objects.create(**about, what=what, created_by=by)
    tell_all(
        readers_of_report(record).recipients,
        kind="error_report",
        subject=f"Something may be wrong on the page of {record}",
        text=f"{by} wrote:\n\n{what}\n\nMend it, or say why it is right.",
        url=report.get_absolute_url(),
    )
    return report


@transaction.atomic
def answer_report(*, by: Any, report: ErrorReport, state: str, answer: str) -> ErrorReport:
    """Say what came of a report; whoever made it hears the outcome.

    Raises ValidationError where somebody else was quicker.
    """
    locked = ErrorReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if locked.state != ErrorReport.State.OPEN:
        raise ValidationError(ANSWERED)
    report.state, report.answer = state, answer
    report.answered_by, report.answered_at = by, timezone.now()
    report.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    if report.created_by is not None and report.created_by != by:
        tell_all(
            [report.created_by],
            kind="error_report_answered",
            subject=f"{report}: {report.get_state_display()}",
            text=answer,
            url=report.get_absolute_url(),
        )
    return report


def remind_owners(today: dt.date) -> int:
    """Tell keepers of pages whose review fell due, once for each time; gives how many pages."""
    return sum(_remind(model, today) for model in KINDS.values())


@transaction.atomic
def _remind(model: Any, today: dt.date) -> int:
    untold = Q(reminded_on=None) | Q(reminded_on__lt=F("review_by"))
    due = model.objects.filter(untold, review_by__lt=today)
    joined = ["organisation__owner_post"] if model is Post else ["owner_post"]
    if model is Post:
        due = due.filter(closed_on=None)
    rows = due.select_related(*joined).select_for_update(skip_locked=True, of=("self",))
    due_now = list(rows.order_by("review_by", "id")[:AT_ONCE])
    for record in due_now:
        tell_all(
            keepers_of(record),
            kind="review_due",
            subject=f"Is the page of {record} still right?",
            text=f"Its review was due on {date_words(record.review_by)}. Open it, put right what "
            "has changed, and confirm it with one press.",
            url=record.get_absolute_url(),
        )
    model.objects.filter(pk__in=[record.pk for record in due_now]).update(reminded_on=today)
    return len(due_now)


def find_records(user: Any, keys: Iterable[str]) -> list[Kept]:
    """The records that a form names (``place:12``), as far as the user sees them."""
    wanted: dict[str, set[int]] = {}
    for key in keys:
        kind, _, number = key.partition(":")
        if kind in KINDS and number.isascii() and number.isdecimal() and len(number) < 19:
            wanted.setdefault(kind, set()).add(int(number))
    records: list[Kept] = []
    for kind, ids in wanted.items():
        rows: Any = KINDS[kind].objects.visible_to(user).filter(pk__in=ids)
        records += rows.open().select_related("organisation") if kind == "post" else rows
    return records

"""Writing down a milestone, and leaving a trace of every day for which it was planned."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from pilots.milestone import permissions
from pilots.models import Milestone, MilestoneMove
from records import history
from records.dates import Precision


def keep_milestone(
    *, by: Any, milestone: Milestone, why_moved: str = "", today: dt.date | None = None
) -> Milestone:
    """Save a milestone, new or changed. A planned day that moved is kept with the reason.

    One with a reason to give it up is given up as of today, unless it was before. Raises
    PermissionDenied, and ValidationError where it moved and nobody said why.
    """
    if not permissions.can_keep_milestone(by, milestone):
        raise PermissionDenied
    if not milestone.given_up_because:
        milestone.given_up_on = None
    elif milestone.given_up_on is None:
        milestone.given_up_on = today or timezone.localdate()
    with history.context(user=by.pk), transaction.atomic():
        stood = (
            Milestone.with_withdrawn.select_for_update(of=("self",)).filter(pk=milestone.pk).first()
            if milestone.pk
            else None
        )
        if stood is None:
            milestone.created_by = by
        elif moved(stood, milestone):
            _keep_move(stood, milestone, why_moved, by)
        milestone.save()
    return milestone


@transaction.atomic
def mark_done(*, by: Any, milestone: Milestone, today: dt.date | None = None) -> None:
    """It was done today. Raises PermissionDenied, and ValidationError where it is over already."""
    locked = _locked(by, milestone)
    if locked.done is not None:
        raise ValidationError(f"It was done already: {locked.day}")
    if locked.given_up_on is not None:
        raise ValidationError("It was dropped. Change it, if it was done after all")
    _write_done(by, locked, today or timezone.localdate())


@transaction.atomic
def mark_not_done(*, by: Any, milestone: Milestone) -> None:
    """It is still to come after all. Raises PermissionDenied, and ValidationError where it is, or
    where no day is planned for it."""
    locked = _locked(by, milestone)
    if locked.done is None:
        raise ValidationError("It is not marked as done any more")
    if locked.due is None:
        raise ValidationError("No day is planned for it. Change it, and say by when it is planned")
    _write_done(by, locked, None)


def _locked(by: Any, milestone: Milestone) -> Milestone:
    if not permissions.can_keep_milestone(by, milestone):
        raise PermissionDenied
    return Milestone.with_withdrawn.select_for_update(of=("self",)).get(pk=milestone.pk)


def _write_done(by: Any, milestone: Milestone, day: dt.date | None) -> None:
    milestone.done, milestone.done_precision = day, Precision.DAY
    with history.context(user=by.pk):
        milestone.save(update_fields=["done", "done_precision"])


def moved(before: Milestone, after: Milestone) -> bool:
    """Whether the planned day is another; one that is planned for the first time did not move."""
    planned = (before.due, before.due_precision)
    return before.due is not None and planned != (after.due, after.due_precision)


def _keep_move(stood: Milestone, milestone: Milestone, why: str, by: Any) -> None:
    if not why:
        raise ValidationError("Say why the planned day moved")
    if stood.due is None or milestone.due is None:
        raise ValidationError("Enter the day for which it is planned now")
    MilestoneMove.objects.create(
        milestone=stood,
        before=stood.due,
        before_precision=stood.due_precision,
        after=milestone.due,
        after_precision=milestone.due_precision,
        why=why,
        created_by=by,
    )

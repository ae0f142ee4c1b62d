"""Closing a barrier with what unlocked it and what was learned, and opening it again.

What is still asked of bodies is taken back with it, and those who wait are told.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from barriers.escalation import actions
from barriers.escalation.notices import tell_of_status
from barriers.models import Barrier, Closing
from barriers.publication.agreed_words import changing_words
from barriers.publication.named import unsettled
from barriers.publication.narrowing import narrow_where_named
from pilots.models import Lesson
from records.models import Visibility

Status = Barrier.Status


@transaction.atomic
def close_barrier(
    *,
    by: Any,
    barrier: Barrier,
    status: str,
    what: str,
    on: dt.date,
    how: str = "",
    unlocked_by: str = "",
    lesson: str = "",
    no_lesson_because: str = "",
) -> Closing:
    """End a barrier, resolved or not.

    ``lesson`` becomes a lesson of its pilot, read by no more people than the barrier and the pilot
    are. Raises ValidationError for one that is closed already.
    """
    barrier = _locked(barrier)
    if barrier.status in Barrier.ENDED:
        raise ValidationError("It was closed meanwhile. Look at how it ended")
    learned = _lesson(by, barrier, lesson, [what, unlocked_by]) if lesson else None
    for open_escalation in barrier.escalations.open():
        actions.withdraw(by=by, escalation=open_escalation, text="The barrier was closed.")
    with changing_words([barrier.pk]):
        made = Closing.objects.create(
            barrier=barrier,
            status=status,
            how=how,
            what=what,
            unlocked_by=unlocked_by,
            on=on,
            lesson=learned,
            no_lesson_because=no_lesson_because,
            created_by=by,
        )
        barrier.status, barrier.ended_on = status, on
        barrier.resolution = what if status == Status.RESOLVED else ""
        barrier.save(update_fields=["status", "ended_on", "resolution"])
    narrow_where_named(barrier, by=by)
    tell_of_status(barrier, barrier.get_status_display().capitalize(), but=by)
    return made


@transaction.atomic
def reopen_barrier(*, by: Any, barrier: Barrier, why: str) -> Barrier:
    """Open a closed barrier again; how it ended before is kept, with the reason."""
    barrier = _locked(barrier)
    if barrier.status not in Barrier.ENDED:
        raise ValidationError("It is open already")
    today = timezone.localdate()
    ended = barrier.closings.filter(reopened_on=None).first() or _as_it_stands(barrier, today)
    ended.reopened_on, ended.reopened_because, ended.reopened_by = today, why, by
    with changing_words([barrier.pk]):
        ended.save()
        barrier.status, barrier.ended_on, barrier.resolution = Status.OPEN, None, ""
        barrier.save(update_fields=["status", "ended_on", "resolution"])
    narrow_where_named(barrier, by=by)
    tell_of_status(barrier, "Open again", but=by)
    return barrier


def _locked(barrier: Barrier) -> Barrier:
    rows = Barrier.objects.select_for_update(of=("self",)).select_related("category", "pilot")
    return rows.defer("search").get(pk=barrier.pk)


def _as_it_stands(barrier: Barrier, today: dt.date) -> Closing:
    """The closing of a barrier that came from a source, which says no more than that it ended."""
    return Closing(
        barrier=barrier,
        status=barrier.status,
        how=Closing.How.OTHER if barrier.status == Status.RESOLVED else "",
        what=barrier.resolution or "How it ended was not recorded.",
        on=barrier.ended_on or today,
        no_lesson_because="Closed before this was asked",
    )


def _lesson(by: Any, barrier: Barrier, text: str, ending: list[str]) -> Lesson:
    pilot = barrier.pilot
    if pilot is None:
        raise ValidationError({"lesson": "A lesson belongs to a pilot, and this barrier has none"})
    # What is public by an agreement stops being that as soon as it is closed with other words, and
    # what names nobody, with words that name a body which was not asked.
    stops = barrier.is_cleared or bool(unsettled(barrier, also=[*ending, text]))
    is_narrowed = stops and barrier.visibility == Visibility.PUBLIC
    own = Visibility.NETWORK if is_narrowed else barrier.visibility
    narrower = min(own, pilot.visibility, key=Visibility.values.index)
    return Lesson.objects.create(
        pilot=pilot,
        kind=Lesson.Kind.LESSON,
        text=text,
        helps_with=barrier.category.key if barrier.category else "",
        visibility=narrower,
        created_by=by,
    )

"""Changes of a pilot's state: an update is submitted, asked about, answered, accepted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from pilots.indicator.actions import NewFigure, record_figures
from pilots.models import Pilot, Update
from pilots.pilot import schedule
from pilots.pilot.permissions import can_log_progress
from pilots.pilot.schedule import Period
from pilots.update.permissions import can_answer, can_review_updates
from records import history


class WrongState(Exception):  # noqa: N818 - somebody else was quicker
    """The update moved on while the page was open. The message says how, for the person."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an update says. With ``no_change`` the rest is empty."""

    period: Period
    no_change: bool = False
    confidence: str = ""
    happened: str = ""
    next_steps: str = ""
    help_needed: str = ""
    public_sentence: str = ""


ANSWERS = (
    *("no_change", "confidence", "happened", "next_steps", "help_needed", "public_sentence"),
)


@dataclass(frozen=True, slots=True)
class Accepted:
    """How many updates were accepted together, and how many were left."""

    taken: int
    left: int


def submit_update(
    *,
    pilot: Pilot,
    by: Any,
    report: Report,
    figures: Sequence[NewFigure] = (),
    today: dt.date | None = None,
) -> Update:
    """Record an update with its figures, and move the day on which the next one is due.

    Raises PermissionDenied, and FigureExists where a figure would replace another unasked; then
    nothing is recorded.
    """
    if not can_log_progress(by, pilot):
        raise PermissionDenied
    with _change(by):
        locked = Pilot.objects.select_for_update().get(pk=pilot.pk)
        last = locked.updates.aggregate(Max("number"))["number__max"] or 0
        update = Update.objects.create(
            pilot=locked,
            number=last + 1,
            created_by=by,
            period_start=report.period.start,
            period_end=report.period.end,
            **{name: getattr(report, name) for name in ANSWERS},
        )
        record_figures(figures=figures, update=update, by=by)
        _move_due_day(locked, report.period.end, today or timezone.localdate())
    return update


def ask_question(*, update: Update, by: Any, question: str) -> Update:
    """Ask about an update: it goes back to those who log the pilot's progress."""
    if not can_review_updates(by, update.pilot):
        raise PermissionDenied
    with _change(by):
        locked = _locked(update)
        _not_accepted(locked)
        locked.state = Update.State.QUESTIONED
        locked.question, locked.answer, locked.answered_at = question, "", None
        locked.questioned_by, locked.questioned_at = by, timezone.now()
        locked.save()
    return locked


def answer_question(*, update: Update, by: Any, answer: str) -> Update:
    """Answer the question: the update waits for its reader again."""
    if not can_answer(by, update):
        raise PermissionDenied
    with _change(by):
        locked = _locked(update)
        if locked.state != Update.State.QUESTIONED:
            raise WrongState("No question is waiting for an answer any more.")
        locked.state = Update.State.SUBMITTED
        locked.answer, locked.answered_at = answer, timezone.now()
        locked.save()
    return locked


def accept_update(*, update: Update, by: Any) -> Update:
    """Accept an update: it and its figures reach the readers of the pilot."""
    if not can_review_updates(by, update.pilot):
        raise PermissionDenied
    with _change(by):
        locked = _locked(update)
        _not_accepted(locked)
        locked.state = Update.State.ACCEPTED
        locked.accepted_by, locked.accepted_at = by, timezone.now()
        locked.save()
    return locked


def accept_updates(*, seen: Mapping[int, int], by: Any) -> Accepted:
    """Accept several updates at once: each key of ``seen`` as the reader read it, by version.

    One that moved on since it was read is left for another reading, and so is one that this user
    may not accept; the rest are accepted together.
    """
    with _change(by):
        waiting = Update.objects.visible_to(by).waiting().reviewed_by(by).filter(pk__in=seen)
        rows = waiting.order_by("pk").select_for_update(of=("self",))
        as_read = [row for row in rows if row.version == seen[row.pk]]
        now = timezone.now()
        for update in as_read:
            update.state = Update.State.ACCEPTED
            update.accepted_by, update.accepted_at = by, now
            update.save(update_fields=["state", "accepted_by", "accepted_at"])
    return Accepted(len(as_read), len(seen) - len(as_read))


@contextmanager
def _change(by: Any) -> Iterator[None]:
    """One transaction whose history says who did it, also outside a request."""
    with history.context(user=by.pk), transaction.atomic():
        yield


def _locked(update: Update) -> Update:
    return Update.objects.select_for_update(of=("self",)).get(pk=update.pk)


def _not_accepted(update: Update) -> None:
    if update.state == Update.State.ACCEPTED:
        raise WrongState("This update was accepted in the meantime.")


def _move_due_day(pilot: Pilot, covered_to: dt.date, today: dt.date) -> None:
    """A pilot that reports in a rhythm owes its next update one rhythm later.

    One that has ended does so only where follow-up updates were agreed.
    """
    followed_up = pilot.update_due is not None
    if pilot.rhythm is None or not (pilot.is_under_way or followed_up):
        return
    if pilot.update_due is None:
        due = schedule.first_due(rhythm=pilot.rhythm, today=today)
    else:
        due = schedule.next_due(due=pilot.update_due, rhythm=pilot.rhythm, covered_to=covered_to)
    if due != pilot.update_due:
        pilot.update_due = due
        pilot.save(update_fields=["update_due"])

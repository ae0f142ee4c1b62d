"""What was sent is put right: edited or taken back until it is accepted, corrected afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone

from interface.words import date_words, time_words
from pilots.indicator.actions import NewFigure, record_figures
from pilots.models import Actual, Pilot, Update, UpdateCorrection
from pilots.update import due_day, replaced_figures, taken_figures
from pilots.update.actions import (
    ANSWERS,
    Report,
    WrongState,
    change,
    locked_update,
    refuse_duplicate,
    refuse_taken_back,
)
from pilots.update.permissions import can_change, can_correct, can_review_updates

UNDONE_WITHIN = dt.timedelta(days=1)


class UpdateChanged(WrongState):
    """The update says something else than when the page was opened. ``version`` is that of now."""

    def __init__(self, update: Update) -> None:
        local = timezone.localtime(update.updated_at)
        super().__init__(
            f"It was changed in another window on {date_words(local)}, {time_words(local)}. What "
            "you typed is kept below. Send it again to use yours"
        )
        self.version = update.version


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure of the update as it was sent (None: none was), and as it is now to be."""

    was: Actual | None
    new: NewFigure | None


def edit_update(
    *,
    update: Update,
    by: Any,
    report: Report,
    figures: Sequence[FigureChange] = (),
    seen: int | None,
) -> Update:
    """Its author changes what it says, until it is accepted.

    Raises WrongState, Duplicate and FigureExists; then nothing is changed.
    """
    if not can_change(by, update):
        raise PermissionDenied
    with change(by):
        pilot, locked = _open(update, "You can correct it, with a reason.")
        if locked.version != seen:
            raise UpdateChanged(locked)
        refuse_duplicate(pilot, report, but=locked)
        due_day.count_again(pilot, locked, report.period.end)
        _say(locked, report)
        sent = [changed.was for changed in figures if changed.was is not None]
        taken_figures.take_back(taken_figures.with_corrected(sent))
        new = [changed.new for changed in figures if changed.new is not None]
        record_figures(figures=new, update=locked, by=by)
    return locked


def take_back_update(*, update: Update, by: Any) -> Update:
    """Its author takes it back until it is accepted: it goes with its figures, and days are counted
    as if it had not been sent. Raises WrongState."""
    if not can_change(by, update):
        raise PermissionDenied
    with change(by):
        pilot, locked = _open(update, "It can be corrected, but not taken back.")
        locked.state = Update.State.WITHDRAWN
        locked.withdrawn_by, locked.withdrawn_at = by, timezone.now()
        locked.save()
        taken_figures.take_back(list(locked.actuals.filter(withdrawn=False)))
        due_day.count_again(pilot, locked, None)
    return locked


def correct_update(
    *, update: Update, by: Any, report: Report, why: str, seen: int | None
) -> Update:
    """An accepted update says something else from now on; what it said is kept, with the reason.

    Raises WrongState and Duplicate.
    """
    if not can_correct(by, update):
        raise PermissionDenied
    with change(by):
        pilot, locked = _locked(update)
        if locked.state != Update.State.ACCEPTED:
            raise WrongState("It is not accepted any more. Until it is, its author can edit it.")
        was = report_of(locked)
        if was == report:
            raise WrongState(_nothing_new(locked, seen))
        if locked.version != seen:
            raise UpdateChanged(locked)
        if was.period != report.period:
            refuse_duplicate(pilot, report, but=locked)
            due_day.count_again(pilot, locked, report.period.end)
        kept = {name: getattr(was, name) for name in ANSWERS}
        UpdateCorrection.objects.create(
            update=locked,
            why=why,
            created_by=by,
            period_start=was.period.start,
            period_end=was.period.end,
            **kept,
        )
        _say(locked, report)
    return locked


def undo_acceptance(*, update: Update, by: Any) -> Update:
    """Within a day of accepting it: it waits for its reader again.

    Raises WrongState where that is too late, or where others built on it meanwhile.
    """
    if not can_review_updates(by, update.pilot):
        raise PermissionDenied
    with change(by):
        _, locked = _locked(update)
        if problem := why_it_stays_accepted(locked):
            raise WrongState(problem)
        replaced_figures.wait_again(locked)
        locked.state = Update.State.SUBMITTED
        locked.accepted_by, locked.accepted_at = None, None
        locked.save()
    return locked


def undo_until(user: Any, update: Update) -> dt.datetime | None:
    """Until when this user may undo its acceptance, as far as the time and the right go."""
    if update.accepted_at is None or not can_review_updates(user, update.pilot):
        return None
    end = timezone.localtime(update.accepted_at + UNDONE_WITHIN)
    return end if end > timezone.localtime() else None


def why_it_stays_accepted(update: Update) -> str:
    """Why its acceptance cannot be undone; empty where it can. Two queries at most."""
    if update.state != Update.State.ACCEPTED or update.accepted_at is None:
        return "It is not accepted any more."
    if update.accepted_at < timezone.now() - UNDONE_WITHIN:
        return "It was accepted more than a day ago, so it stays accepted."
    if update.corrections.filter(created_at__gt=update.accepted_at).exists():
        return "It was corrected since it was accepted, so it stays accepted."
    later = Actual.objects.filter(replaces__update=update, withdrawn=False)
    # One that came by itself came after it was accepted, whatever the clocks say
    if later.filter(Q(update=None) | Q(created_at__gt=update.accepted_at)).exists():
        return "One of its figures was corrected since it was accepted, so it stays accepted."
    return ""


def report_of(update: Update) -> Report:
    """What an update says."""
    return Report(update.period, **{name: getattr(update, name) for name in ANSWERS})


def _locked(update: Update) -> tuple[Pilot, Update]:
    """The pilot and the update, in the order in which all lock them, as they are now."""
    pilot = Pilot.objects.select_for_update().get(pk=update.pilot_id)
    locked = locked_update(update)
    locked.pilot = pilot
    return pilot, locked


def _open(update: Update, instead: str) -> tuple[Pilot, Update]:
    """The same for an update that is not accepted yet; ``instead`` is what can be done then."""
    pilot, locked = _locked(update)
    refuse_taken_back(locked)
    if locked.state == Update.State.ACCEPTED:
        by = f" by {locked.accepted_by}" if locked.accepted_by else ""
        raise WrongState(f"It was accepted{by} in the meantime. {instead}")
    return pilot, locked


def _say(update: Update, report: Report) -> None:
    update.period_start, update.period_end = report.period.start, report.period.end
    for name in ANSWERS:
        setattr(update, name, getattr(report, name))
    update.save()


def _nothing_new(update: Update, seen: int | None) -> str:
    if update.version != seen:
        return "The same correction was made in the meantime. There is nothing left to do."
    return "Nothing is different from what it says now. Change what is wrong."

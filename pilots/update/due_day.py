"""The day on which a pilot's next update is due, as updates are sent, edited and taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from interface.words import date_words
from pilots.models import Pilot, Update
from pilots.pilot import schedule

# The day on which an update was sent, and the last day that it is about
Sent = tuple[dt.date, dt.date]


def after(pilot: Pilot, due: dt.date | None, sent: Iterable[Sent]) -> dt.date | None:
    """The day that is due once these updates are sent, one after the other, where ``due`` was.

    A pilot that reports in a rhythm owes its next update one rhythm later. One that has ended does
    so only where follow-up updates were agreed.
    """
    if pilot.rhythm is None:
        return due
    for day, covered_to in sent:
        if due is not None:
            due = schedule.next_due(due=due, rhythm=pilot.rhythm, covered_to=covered_to)
        elif pilot.is_under_way:
            due = schedule.first_due(rhythm=pilot.rhythm, today=day)
    return due


def keep(pilot: Pilot, due: dt.date | None) -> None:
    """Write down the day, where it is another."""
    if due != pilot.update_due:
        pilot.update_due = due
        pilot.save(update_fields=["update_due"])


def count_again(pilot: Pilot, update: Update, covered_to: dt.date | None) -> None:
    """Count as if this update were about the time up to this day; None: as if it was never sent.

    A day that somebody set by hand since then stays.
    """
    rows = pilot.updates.standing().filter(number__gt=update.number).order_by("number")
    later = [_sent(row, row.period_end) for row in rows]
    before = _due_before(pilot, update)
    if pilot.update_due == after(pilot, before, [_sent(update, update.period_end), *later]):
        own = [_sent(update, covered_to)] if covered_to else []
        keep(pilot, after(pilot, before, [*own, *later]))


def due_words(pilot: Pilot, due: dt.date | None) -> str:
    """What an update that was just sent means for the day that is due, which was ``due`` before it.

    A day after the pilot's end says so.
    """
    if pilot.update_due is None:
        return ""
    day = f"{date_words(pilot.update_due)}{pilot.due_past_end}"
    if due == pilot.update_due:
        return f"It came early, so the next one is not due until {day}, as before."
    return f"The next one is due on {day}."


def is_early(pilot: Pilot, covered_to: dt.date) -> bool:
    """Whether an update up to this day leaves the period that is due next uncovered."""
    due, today = pilot.update_due, timezone.localdate()
    return bool(due and due > today and after(pilot, due, [(today, covered_to)]) == due)


def _sent(update: Update, covered_to: dt.date) -> Sent:
    return timezone.localdate(update.created_at), covered_to


def _due_before(pilot: Pilot, update: Update) -> dt.date | None:
    """The day that was due before this update, without those right before it that were taken back
    after it was sent: they had moved the day when it came."""
    due = update.due_before
    for row in pilot.updates.filter(number__lt=update.number).order_by("-number"):
        if row.withdrawn_at is None or row.withdrawn_at < update.created_at:
            break
        due = row.due_before
    return due

"""What becomes of an update: it is submitted, asked about, answered, accepted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from accounts.notice.parties import Party, one_person, tell_parties
from interface.words import date_words
from people.review.answering import ask_administrators
from people.review.parties import active_at, with_role
from people.role.models import LOGGING_ROLES
from pilots.indicator.actions import NewFigure, record_figures
from pilots.models import Pilot, Update
from pilots.pilot.permissions import can_log_progress, who_accepts
from pilots.pilot.schedule import Period
from pilots.update import due_day, replaced_figures
from pilots.update.permissions import can_answer, can_review_updates
from records import history


class WrongState(Exception):  # noqa: N818 - somebody else was quicker
    """The update moved on while the page was open. The message says how, for the person."""


class Duplicate(Exception):  # noqa: N818 - the person decides what to do
    """The pilot has an update for the same period, or with the same words."""

    def __init__(self, existing: Update, *, is_same_period: bool) -> None:
        when = date_words(existing.created_at)
        by = f" by {existing.created_by}" if existing.created_by else ""
        about = existing.period.words if is_same_period else f"{existing.period.words}, {SAME}"
        super().__init__(f"There is already an update for {about}. It was sent on {when}{by}")
        self.existing, self.is_same_period = existing, is_same_period


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


SAME = "in just these words"
QUESTION = "update-question"
LEFT_ALONE = "Whoever sent it has left, and nobody else logs its progress"
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

    Raises PermissionDenied, Duplicate, and FigureExists where a figure would replace another
    unasked; then nothing is recorded.
    """
    if not can_log_progress(by, pilot):
        raise PermissionDenied
    with change(by):
        locked = Pilot.objects.select_for_update().get(pk=pilot.pk)
        refuse_duplicate(locked, report)
        last = locked.updates.aggregate(Max("number"))["number__max"] or 0
        update = Update.objects.create(
            pilot=locked,
            number=last + 1,
            created_by=by,
            due_before=locked.update_due,
            period_start=report.period.start,
            period_end=report.period.end,
            **{name: getattr(report, name) for name in ANSWERS},
        )
        record_figures(figures=figures, update=update, by=by)
        sent = (today or timezone.localdate(), report.period.end)
        due_day.keep(locked, due_day.after(locked, locked.update_due, [sent]))
        ask_administrators(who_accepts(pilot), at=pilot.lead_place or pilot.programme)
    return update


def refuse_duplicate(pilot: Pilot, report: Report, but: Update | None = None) -> None:
    """Duplicate where an update of the pilot stands for the same period or says the same.

    ``but`` is the update that is being changed. The caller has locked the pilot.
    """
    rows = pilot.updates.standing().order_by("-number").select_related("created_by")
    if but:
        rows = rows.exclude(pk=but.pk)
    period = report.period
    same = rows.filter(period_end=period.end)
    if period.start is not None:
        same = same.filter(Q(period_start=period.start) | Q(period_start=None))
    if existing := same.first():
        raise Duplicate(existing, is_same_period=True)
    if report.happened and (existing := rows.filter(happened__iexact=report.happened).first()):
        raise Duplicate(existing, is_same_period=False)


def ask_question(*, update: Update, by: Any, question: str) -> Update:
    """Ask about an update: it goes back to those who log the pilot's progress."""
    if not can_review_updates(by, update.pilot):
        raise PermissionDenied
    with change(by):
        locked = locked_update(update)
        _not_accepted(locked)
        locked.state = Update.State.QUESTIONED
        locked.question, locked.answer, locked.answered_at = question, "", None
        locked.questioned_by, locked.questioned_at = by, timezone.now()
        locked.save()
        tell_parties(
            [_senders(locked)],
            by=by,
            kind=QUESTION,
            subject=f"A question about your update of {locked.pilot.title}",
            about=locked,
            text=question,
            url=locked.get_absolute_url(),
        )
    return locked


def _senders(update: Update) -> Party:
    """Who can answer: whoever sent it while they log the pilot's progress, else its team and
    those who contribute at its lead place."""
    pilot, author = update.pilot, update.created_by
    if author is not None and author.is_active and can_log_progress(author, pilot):
        return one_person(author, "Whoever sent it")
    team = with_role(team=pilot.team_id) if pilot.team_id else []
    place = pilot.lead_place
    there = active_at([place.pk], *LOGGING_ROLES) if place else []
    people = [one for one in dict.fromkeys([*team, *there]) if can_log_progress(one, pilot)]
    return Party(name="those who log its progress", people=people, why=LEFT_ALONE)


def answer_question(*, update: Update, by: Any, answer: str) -> Update:
    """Answer the question: the update waits for its reader again."""
    if not can_answer(by, update):
        raise PermissionDenied
    with change(by):
        locked = locked_update(update)
        refuse_taken_back(locked)
        if locked.state != Update.State.QUESTIONED:
            raise WrongState("No question is waiting for an answer any more.")
        locked.state = Update.State.SUBMITTED
        locked.answer, locked.answered_at = answer, timezone.now()
        locked.save()
    return locked


def accept_update(*, update: Update, by: Any, seen: int | None = None) -> Update:
    """Accept an update: it and its figures reach the pilot's readers.

    Where it moved on since the version that its reader has ``seen``, WrongState asks to read again.
    """
    if not can_review_updates(by, update.pilot):
        raise PermissionDenied
    with change(by):
        locked = locked_update(update)
        _not_accepted(locked)
        if seen is not None and locked.version != seen:
            raise WrongState("It changed since you opened this page. Read it again below.")
        locked.state = Update.State.ACCEPTED
        locked.accepted_by, locked.accepted_at = by, timezone.now()
        locked.save()
        replaced_figures.accept_with([locked])
    return locked


def accept_updates(*, seen: Mapping[int, int], by: Any) -> Accepted:
    """Accept several updates at once: each key of ``seen`` as the reader read it, by version.

    One that moved on since it was read is left for another reading, and so is one that this user
    may not accept; the rest are accepted together.
    """
    with change(by):
        waiting = Update.objects.visible_to(by).waiting().reviewed_by(by).filter(pk__in=seen)
        rows = waiting.order_by("pk").select_for_update(of=("self",))
        as_read = [row for row in rows if row.version == seen[row.pk]]
        now = timezone.now()
        for update in as_read:
            update.state = Update.State.ACCEPTED
            update.accepted_by, update.accepted_at = by, now
            update.save(update_fields=["state", "accepted_by", "accepted_at"])
        replaced_figures.accept_with(as_read)
    return Accepted(len(as_read), len(seen) - len(as_read))


@contextmanager
def change(by: Any) -> Iterator[None]:
    """One transaction whose history says who did it, also outside a request."""
    with history.context(user=by.pk), transaction.atomic():
        yield


def locked_update(update: Update) -> Update:
    return Update.objects.select_for_update(of=("self",)).get(pk=update.pk)


def _not_accepted(update: Update) -> None:
    refuse_taken_back(update)
    if update.state == Update.State.ACCEPTED:
        raise WrongState("This update was accepted in the meantime.")


def refuse_taken_back(update: Update) -> None:
    """WrongState for an update that its author took back."""
    if update.state == Update.State.WITHDRAWN:
        raise WrongState(taken_back_words(update))


def taken_back_words(update: Update) -> str:
    """That it was taken back, by whom and when, for those who might have read it."""
    by = f" by {update.withdrawn_by}" if update.withdrawn_by else ""
    at = date_words(update.withdrawn_at)
    return f"The update for {update.period.words} was taken back{by} on {at}."

"""What the hourly job does with health checks: asks again after a restore, marks who answered,
tells partners, closes, counts and reminds. Each in a transaction of its own."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from governance.health_check import box
from governance.health_check.box_models import HealthBox, HealthMark
from governance.health_check.closing import close
from governance.health_check.models import HealthRound
from governance.health_check.news import tell_asked, tell_noted
from records import history

State = HealthRound.State
WEEK = dt.timedelta(days=7)
PUT_BACK = (
    "The server was restored from a backup, and backups hold no answers. Whatever your "
    "organisation answered before is gone. Please answer, or answer again."
)


def run_due(today: dt.date) -> int:
    """Bring all open rounds to this day; how many closed."""
    closed = 0
    for one in HealthRound.objects.filter(state=State.OPEN).order_by("id"):
        ask_again_if_put_back(one)
        mark(one)
        closed += close_if_due(one, today)
    count_and_remind(today)
    box.tidy()
    return closed


def ask_again_if_put_back(one: HealthRound) -> None:
    """Ask the partners of an open round anew where it was put back from a backup: those hold no
    box, so neither answers nor who gave one. They have a week at least."""
    if HealthBox.objects.filter(round=one.pk).exists():
        return
    with transaction.atomic(), history.context(user=None, url=None):
        locked = box.lock(one)
        if locked.state != State.OPEN or HealthBox.objects.filter(round=locked).exists():
            return
        box.make(locked)
        if box.answers_in(locked):  # a server of 1.0.0 opened it while this one came
            return
        locked.closes_on = max(locked.closes_on, timezone.localdate() + WEEK)
        locked.answered = 0
        locked.save()
        subject = f"Please answer again: health check of {locked.partnership}"
        tell_asked(locked, subject, by=None, text=PUT_BACK)


def mark(one: HealthRound) -> None:
    """Mark who answered since this ran last, and then tell all who are asked."""
    with transaction.atomic():
        is_open = box.lock(one).state == State.OPEN
        found = box.take_slips(one) if is_open else []
    if found:
        with transaction.atomic():
            tell_noted(one)


def close_if_due(one: HealthRound, today: dt.date) -> bool:
    """Close a round whose last day is over, or that all have answered. Of two who do it at once one
    does."""
    with transaction.atomic(), history.context(user=None, url=None):
        locked = box.lock(one)
        is_over = locked.closes_on < today or not locked.asked.filter(mark=None).exists()
        is_due = locked.state == State.OPEN and is_over
        if is_due:
            close(locked)
    return is_due


def count_and_remind(today: dt.date) -> None:
    """Once a day: how many have answered by this morning, for the keepers; a week before the close
    everybody is reminded, for to remind those alone who have not answered would tell who they are.
    """
    for one in HealthRound.objects.filter(state=State.OPEN).exclude(counted_on=today):
        answered, week_before = (
            HealthMark.objects.filter(asked__round=one).count(),
            one.closes_on - WEEK,
        )
        is_first_since = (one.counted_on or one.opened_on) < week_before <= today
        HealthRound.objects.filter(pk=one.pk).update(answered=answered, counted_on=today)
        if is_first_since:
            tell_asked(one, f"Closes soon: health check of {one.partnership}", by=None)

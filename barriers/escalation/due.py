"""What the passing of time does to escalations: reminders when late, and further by rule.

Safe to run twice, at the same time or after a week off: each is locked, looked at again, and
told of once for each day that it was due.
"""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.notice.outbox import tell
from barriers.escalation.actions import climb
from barriers.escalation.notices import LATE, tell_waiting
from barriers.escalation.rules import clock_of, next_level
from barriers.models import Barrier, Escalation
from people.review.officers import officers_of
from records.telling import counting


def run_clocks(today: dt.date) -> tuple[int, int]:
    """Remind of each that fell overdue, and escalate further those whose rule says so.

    Gives how many were told of and how many went further.
    """
    reminded = climbed = 0
    late = Escalation.objects.overdue(today).order_by("id").values_list("pk", "barrier")
    for pk, barrier in counting(list(late), "escalations"):
        with transaction.atomic():
            escalation = _still_late(pk, barrier, today)
            if escalation is None:
                continue
            reminded += _remind(escalation, today)
            climbed += _climb(escalation, today)
    return reminded, climbed


def _still_late(pk: int, barrier: int, today: dt.date) -> Escalation | None:
    """The escalation, locked; None where another run has it, or it was answered meanwhile.

    The barrier is locked first, as by everybody who answers.
    """
    mine = Barrier.objects.select_for_update(of=("self",), skip_locked=True).only("pk")
    if mine.filter(pk=barrier).first() is None:
        return None
    rows = Escalation.objects.overdue(today).filter(pk=pk)
    locked = rows.select_for_update(of=("self",), skip_locked=True)
    return locked.select_related("barrier__programme", "to__parent", "post").first()


def _remind(escalation: Escalation, today: dt.date) -> bool:
    """Tell both sides once that it is late, and once more when its answer is late as well."""
    due = escalation.answer_by if escalation.answer_by < today else escalation.acknowledge_by
    if escalation.reminded_on is not None and escalation.reminded_on > due:
        return False
    escalation.reminded_on = today
    escalation.save(update_fields=["reminded_on"])
    barrier = escalation.barrier
    for officer in officers_of(escalation.to, today):
        tell(
            kind=LATE,
            subject=f"Late: {escalation.to} has not answered about {barrier.reference}",
            about=escalation,
            url=escalation.get_absolute_url(),
            to=officer,
        )
    tell_waiting(escalation, f"No answer yet from {escalation.to}: {barrier.reference}", kind=LATE)
    return True


def _climb(escalation: Escalation, today: dt.date) -> bool:
    """Escalate it further where its programme's rule says so and there is a body above to go to."""
    day = clock_of(escalation.barrier).climbs_from(escalation.answer_by)
    if day is None or today < day:
        return False
    above = next_level(escalation)
    if above is None:
        return False
    try:
        with transaction.atomic():
            climb(by=None, escalation=escalation, rung=above.rung, to=above.to, post=above.post)
    except ValidationError:  # that body is asked already, or has ended: people decide
        return False
    return True

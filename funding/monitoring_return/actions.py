"""Making the returns of a duty, and saying that one was sent. Who may was asked before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from funding.flow.ends import end_of_money
from funding.models import Flow, MonitoringReturn, ReportingDuty
from funding.monitoring_return.rhythm import About, days_due, period_of
from partnerships.models import Organisation, Place
from records import history

State = MonitoringReturn.State


@dataclass(frozen=True, slots=True)
class OwedReturn:
    """One who owes returns: the body and the place, and the money for which they owe them."""

    flow: Flow
    body: Organisation | None
    place: Place | None

    @property
    def called(self) -> str:
        """Who it is: "Harbour Trust, for Exampleshire"."""
        names = [one.name for one in (self.body, self.place) if one]
        return ", for ".join(names)


@transaction.atomic
def make_returns(
    *,
    by: Any,
    duty: ReportingDuty,
    owed: Iterable[OwedReturn],
    since: dt.date,
    until: dt.date,
    about: str = About.NOT_KNOWN,
) -> int:
    """Make the returns of a duty in its rhythm, and give how many are new.

    One that is there already, also if it was withdrawn, is not made again.
    """
    locked = ReportingDuty.objects.select_for_update().get(pk=duty.pk)
    made: list[MonitoringReturn] = []
    for one in owed:
        end = end_of_money(one.flow, duty.fund)
        for day in days_due(locked, since=since, until=until, end=end):
            start, last = period_of(locked, day, about)
            row = MonitoringReturn(
                duty=locked,
                flow=one.flow,
                body=one.body,
                place=one.place,
                due=day,
                period_start=start,
                period_end=last,
                hours_low=locked.hours_low,
                hours_high=locked.hours_high,
                hours_qualifier=locked.hours_qualifier,
                created_by=by,
            )
            if end and day > end.last:
                row.after_end = "Asked once, after the money has ended"
            made.append(row)
    before = MonitoringReturn.with_withdrawn.filter(duty=locked).count()
    with history.context(user=by.pk):
        MonitoringReturn.objects.bulk_create(made, ignore_conflicts=True)
    return MonitoringReturn.with_withdrawn.filter(duty=locked).count() - before


@transaction.atomic
def mark_sent(*, by: Any, one: MonitoringReturn, today: dt.date | None = None) -> None:
    """It was sent today. Raises ValidationError where somebody said what became of it before."""
    locked = _locked(one)
    if locked.state == State.SENT:
        raise ValidationError("It’s already marked as sent")
    if locked.state == State.NOT_NEEDED:
        raise ValidationError("This is marked as not needed. Change that first")
    locked.state, locked.sent_by = State.SENT, by
    locked.sent_on = today or timezone.localdate()
    with history.context(user=by.pk):
        locked.save(update_fields=["state", "sent_by", "sent_on"])


@transaction.atomic
def mark_not_sent(*, by: Any, one: MonitoringReturn) -> None:
    """It is still to be sent. Raises ValidationError where nobody said that it was, and where the
    hours that it took would be lost."""
    locked = _locked(one)
    if locked.state != State.SENT:
        raise ValidationError("It isn’t marked as sent")
    if locked.took.known:
        raise ValidationError(f"It’s recorded as taking {locked.took}. Change the outcome first")
    write_state(locked, state=State.DUE)
    with history.context(user=by.pk):
        locked.save()


def write_state(one: MonitoringReturn, *, state: str) -> None:
    """Set how it stands, without what is said of another state only."""
    one.state = state
    if state != State.SENT:
        one.sent_on = one.sent_by = one.took_low = one.took_high = None
        one.took_qualifier = MonitoringReturn._meta.get_field("took_qualifier").default
    if state != State.NOT_NEEDED:
        one.because = ""


def _locked(one: MonitoringReturn) -> MonitoringReturn:
    rows = MonitoringReturn.with_withdrawn.select_for_update(of=("self",))
    locked: MonitoringReturn = rows.get(pk=one.pk)
    if locked.withdrawn_at is not None:
        raise ValidationError("It was withdrawn a moment ago")
    return locked

"""Writing down a meeting, a visit, a workshop or outreach, and what was promised there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, Model
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from accounts.notice.parties import tell_parties
from collaboration.action_item.permissions import can_close_promise
from collaboration.models import ActionItem
from interface.reached import Missing, Reached, note
from interface.words import date_words
from partnerships.models import Organisation
from people.models import JobRole
from people.review.parties import holders_of
from pilots.engagement.permissions import (
    can_change_meeting,
    can_record_meeting,
    can_visit_place,
)
from pilots.engagement.telling import tell_of_change, tell_of_plan, tell_of_withdrawal
from pilots.models import Engagement, EngagementBody, Pilot
from records import history
from records.withdrawing import withdraw

PROMISES_NAMED = 3
OWED_IN_WORDS, TELL_THEM = "{} is not a job role in Placebook", "tell them yourself"


@dataclass(frozen=True, slots=True)
class NewBody:
    """A body that was there: one of the directory, or a description."""

    organisation: Organisation | None = None
    description: str = ""
    people: int | None = None
    first_time: int | None = None


@dataclass(frozen=True, slots=True)
class NewPromise:
    """Something promised: what, by when, and the job role that owes it."""

    text: str
    due: dt.date
    owner: JobRole | None = None
    owner_said: str = ""


def record(
    *,
    by: Any,
    engagement: Engagement,
    bodies: Sequence[NewBody],
    promises: Sequence[NewPromise] = (),
) -> Engagement:
    """Write down a new one, or what was changed about a known one.

    ``bodies`` is all of who was there; ``promises`` are added to those that stand. Whoever owes a
    promise is told, and of a visit that is planned those whom it concerns. Raises PermissionDenied.
    """
    is_new = engagement.pk is None
    if not (_can_add(by, engagement) if is_new else can_change_meeting(by, engagement)):
        raise PermissionDenied
    with history.context(user=by.pk), transaction.atomic():
        before = None
        if is_new:
            _number(engagement)
            engagement.created_by = by
        else:
            before = _locked(engagement)
        engagement.save()
        _write_bodies(engagement, bodies, by)
        for new_promise in promises:
            write_promise(by=by, at=engagement, promise=new_promise)
        _tell_of_visit(before, engagement, by)
    return engagement


def _can_add(by: Any, engagement: Engagement) -> bool:
    if engagement.pilot is None:
        return can_visit_place(by, engagement.place)
    return can_record_meeting(by, engagement.pilot)


def _number(engagement: Engagement) -> None:
    """Count it within its pilot; a visit that is of no pilot has no number."""
    if engagement.pilot_id is None:
        return
    Pilot.objects.select_for_update().get(pk=engagement.pilot_id)
    numbers = Engagement.with_withdrawn.filter(pilot=engagement.pilot_id)
    engagement.number = (numbers.aggregate(Max("number"))["number__max"] or 0) + 1


def _locked(engagement: Engagement) -> Engagement:
    """The row as it stands, locked, with what names it."""
    rows = Engagement.with_withdrawn.select_for_update(of=("self",)).select_related("place")
    return rows.get(pk=engagement.pk)


def _tell_of_visit(before: Engagement | None, visit: Engagement, by: Any) -> None:
    """Of what is over nobody is told: who sees it finds it on the pages."""
    if visit.kind != Engagement.Kind.VISIT or visit.state == Engagement.State.HELD:
        return
    if before is None or before.state == Engagement.State.HELD:
        if visit.state == Engagement.State.PLANNED:
            tell_of_plan(visit, by=by)
        return
    if {before.state, visit.state} != {Engagement.State.CALLED_OFF}:
        tell_of_change(before, visit, by=by)


def call_off(*, by: Any, visit: Engagement, because: str) -> Engagement:
    """Say that a planned visit will not take place, and tell who was told of it.

    Raises PermissionDenied, and ValidationError where it is planned no more.
    """
    if not can_change_meeting(by, visit):
        raise PermissionDenied
    with history.context(user=by.pk), transaction.atomic():
        before = _locked(visit)
        if before.state != Engagement.State.PLANNED:
            verb = "was " if before.state == Engagement.State.CALLED_OFF else ""
            said = f"{verb}{before.get_state_display()}"
            raise ValidationError(f"Somebody has since said that it {said}")
        visit.state, visit.called_off_because = Engagement.State.CALLED_OFF, because
        visit.save(update_fields=["state", "called_off_because"])
        tell_of_change(before, visit, by=by)
    return visit


def _write_bodies(engagement: Engagement, bodies: Iterable[NewBody], by: Any) -> None:
    """Those who were there, no more and no less; rows that stay keep their history."""
    stand = {(row.organisation_id, row.description): row for row in engagement.bodies.all()}
    for new_body in bodies:
        key = (new_body.organisation.pk if new_body.organisation else None, new_body.description)
        row = stand.pop(key, None)
        if row is None:
            EngagementBody.objects.create(
                engagement=engagement,
                organisation=new_body.organisation,
                description=new_body.description,
                people=new_body.people,
                first_time=new_body.first_time,
                created_by=by,
            )
        elif (row.people, row.first_time) != (new_body.people, new_body.first_time):
            row.people, row.first_time = new_body.people, new_body.first_time
            row.save(update_fields=["people", "first_time"])
    for row in stand.values():
        row.delete()


def write_promise(*, by: Any, at: Model, promise: NewPromise) -> ActionItem:
    """Write down what was promised at a record, and tell whoever owes it."""
    made = ActionItem.objects.create(
        subject=at,
        text=promise.text,
        due=promise.due,
        owner=promise.owner,
        owner_said=promise.owner.title if promise.owner else promise.owner_said,
        created_by=by,
    )
    if promise.owner is None:
        note(Reached(missing=(Missing(f"“{made.owner_said}”", OWED_IN_WORDS, TELL_THEM),)))
        return made
    tell_parties(
        [holders_of(promise.owner)],
        by=by,
        by_mail=True,
        kind="promise",
        subject=f"Promised for {made.owner_said}, by {date_words(made.due)}: {made.text}",
        about=made,
        text=f"{by} recorded it. Say on its page when it is done, or why it will not happen.",
        url=made.get_absolute_url(),
    )
    return made


@transaction.atomic
def withdraw_meeting(*, by: Any, meeting: Engagement, because: str) -> None:
    """Withdraw one that should not be there. Raises ValidationError while a promise of it is open,
    with the way to it: somebody waits for that. Who may withdraw a meeting reads its promises."""
    Engagement.with_withdrawn.select_for_update(of=("self",)).get(pk=meeting.pk)
    if open_ones := ActionItem.objects.about(meeting).open()[:PROMISES_NAMED]:
        links = ((promise.get_absolute_url(), promise.text) for promise in open_ones)
        named = format_html_join(", ", '“<a href="{}">{}</a>”', links)
        said = "Something promised there is still open: {}. First say what happened to it"
        raise ValidationError(format_html(said, named))
    if meeting.kind == Engagement.Kind.VISIT and meeting.state == Engagement.State.PLANNED:
        tell_of_withdrawal(meeting, by=by)
    withdraw(by=by, record=meeting, because=because)


def close_promise(
    *, by: Any, promise: ActionItem, state: str, outcome: str, today: dt.date | None = None
) -> ActionItem:
    """Say that it was done and what came of it, that it will not happen and why, or open it again.

    Raises PermissionDenied.
    """
    if not can_close_promise(by, promise):
        raise PermissionDenied
    with history.context(user=by.pk), transaction.atomic():
        locked = ActionItem.objects.select_for_update(of=("self",)).get(pk=promise.pk)
        is_open = state == ActionItem.State.OPEN
        if not is_open and locked.state == state:
            today = locked.ended_on
        locked.state, locked.outcome = state, outcome
        locked.ended_on = None if is_open else today or timezone.localdate()
        locked.save(update_fields=["state", "outcome", "ended_on"])
    return locked

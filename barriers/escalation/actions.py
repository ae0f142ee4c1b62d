"""Every change of an escalation. Who may do it was asked before.

Each locks the barrier, then the escalation, and looks again: two people who answer one are told of
each other, and nothing that was answered, passed on or taken back can be answered once more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from barriers.barrier.bodies import must_be_role_of, must_stand
from barriers.escalation.answer_actions import name_in_place_of, name_who_answered
from barriers.escalation.notices import tell_body, tell_taken_back, tell_waiting
from barriers.escalation.request_actions import settle_requests
from barriers.escalation.rules import clock_of
from barriers.models import Barrier, Escalation, EscalationReply
from interface.words import date_words
from partnerships.models import Organisation
from people.models import JobRole

State, Kind, Rung = Escalation.State, EscalationReply.Kind, Escalation.Rung
# What each reply of a body makes of its escalation
STATE_AFTER = {
    Kind.ACKNOWLEDGED: State.ACKNOWLEDGED,
    Kind.HOLDING: State.HOLDING,
    Kind.NEEDS_DECISION: State.NEEDS_DECISION,
    Kind.ANSWERED: State.ANSWERED,
    Kind.DECLINED: State.DECLINED,
}
_SUBJECTS = {
    Kind.ACKNOWLEDGED: "{body} acknowledged the escalation: {barrier}",
    Kind.HOLDING: "{body} will answer later, by {day}: {barrier}",
    Kind.NEEDS_DECISION: "{body} said that it needs a ministerial or fiscal decision: {barrier}",
    Kind.ANSWERED: "{body} answered: {barrier}",
    Kind.DECLINED: "{body} said no, and why: {barrier}",
}


@transaction.atomic
def escalate(
    *,
    by: Any,
    barrier: Barrier,
    rung: str,
    to: Organisation,
    ask: str,
    post: JobRole | None = None,
) -> Escalation:
    """Ask a body to move a barrier. It reads this barrier from now on, and no other.

    Raises ValidationError for a closed barrier, a body that has ended or is asked already, and a
    job role that is not one of the body's.
    """
    barrier = _locked(barrier)
    must_stand(to)
    if barrier.status in Barrier.ENDED:
        raise ValidationError("This barrier is closed. Open it again before you escalate it")
    made = _create(by=by, barrier=barrier, rung=rung, to=to, ask=ask, post=post)
    settle_requests(barrier)
    return made


def _create(*, by: Any, barrier: Barrier, to: Organisation, **facts: Any) -> Escalation:
    earlier = barrier.escalations.open().filter(to=to).first()
    if earlier:
        raise ValidationError(
            f"It is with {to} already, since {date_words(earlier.sent_on)}. "
            "Look at that escalation first"
        )
    post = facts.get("post")
    must_be_role_of(post, to)
    today, clock = timezone.localdate(), clock_of(barrier)
    due = clock.answer_by(today)
    days = {"acknowledge_by": clock.acknowledge_by(today), "answer_by": due, "first_due": due}
    made = Escalation.objects.create(
        barrier=barrier, to=to, sent_on=today, created_by=by, **days | facts
    )
    _settle(barrier)
    tell_body(made)
    return made


@transaction.atomic
def reply(
    *,
    by: Any,
    escalation: Escalation,
    kind: str,
    text: str = "",
    new_day: dt.date | None = None,
    by_said: str = "",
) -> EscalationReply:
    """What the body says: it arrived, later, needs a decision, the answer, or no and why.

    ``by`` is None for somebody who answers by a link; ``by_said`` is then who they say they are.
    Raises ValidationError where it was answered, passed on or taken back meanwhile.
    """
    escalation = _locked_open(escalation)
    today = timezone.localdate()
    if kind == Kind.ACKNOWLEDGED and escalation.state != State.SENT:
        raise ValidationError("It was acknowledged already. You can answer it now")
    if kind == Kind.HOLDING and (new_day is None or new_day <= max(today, escalation.answer_by)):
        raise ValidationError({"new_day": "Enter a day after the one by which it was due"})
    made = _note(
        escalation,
        kind,
        by=by,
        text=text,
        new_day=new_day if kind == Kind.HOLDING else None,
        by_said=by_said,
    )
    escalation.state = STATE_AFTER[Kind(kind)]
    if made.new_day:
        escalation.answer_by = made.new_day
    if not escalation.is_open:
        escalation.ended_on = today
    escalation.save(update_fields=["state", "answer_by", "ended_on"])
    name_who_answered(escalation.barrier, escalation, kind)
    _settle(escalation.barrier)
    _tell_of(escalation, made, by)
    return made


@transaction.atomic
def correct_answer(*, by: Any, escalation: Escalation, kind: str, text: str) -> EscalationReply:
    """The body's answer anew, yes or no: what it said before stays beside it, and counts no longer.

    Raises ValidationError where there is no answer, or the barrier was closed meanwhile.
    """
    escalation = _locked_now(escalation)
    if escalation.state not in Escalation.ANSWERS:
        raise ValidationError("There is no answer to correct")
    if escalation.barrier.status in Barrier.ENDED:
        raise ValidationError("This barrier is closed, so its answers stay as they are")
    made = _note(escalation, kind, by=by, text=text)
    escalation.state = STATE_AFTER[Kind(kind)]
    escalation.save(update_fields=["state"])
    name_who_answered(escalation.barrier, escalation, kind)
    tell_waiting(escalation, f"{escalation.to} corrected its answer: {_named(escalation)}", but=by)
    return made


@transaction.atomic
def reply_to_many(
    *, by: Any, escalations: Sequence[Escalation], kind: str, text: str
) -> list[Escalation]:
    """One answer to several escalations; gives those that were left, since they moved on meanwhile.

    Raises ValidationError where none of them waits any more.
    """
    left = []
    for escalation in sorted(escalations, key=lambda each: each.pk):
        try:
            reply(by=by, escalation=escalation, kind=kind, text=text)
        except ValidationError:
            left.append(escalation)
    if len(left) == len(escalations):
        raise ValidationError(
            "None of these escalations needs an answer any more. Nothing was sent"
        )
    return left


@transaction.atomic
def pass_on(
    *, by: Any, escalation: Escalation, to: Organisation, text: str, by_said: str = ""
) -> Escalation:
    """The escalation is not this body's: it goes to another with its days and all that was said.

    The other body has at least as long as anybody to say that it arrived. Raises ValidationError
    for a body that has ended, or that said before that it is not its own.
    """
    escalation = _locked_open(escalation)
    must_stand(to)
    asked = {step.to_id for step in trail(escalation)}
    if to.pk in asked or escalation.barrier.escalations.open().filter(to=to).exists():
        # In the same words for both: who else is asked is not for this body to learn
        raise ValidationError(f"It cannot go to {to}. Name another organisation, or say no and why")
    _note(escalation, Kind.NOT_OURS, by=by, text=text, passed_to=to, by_said=by_said)
    _close(escalation, State.NOT_OURS)
    name_in_place_of(escalation.barrier, escalation.to, to)
    clock = clock_of(escalation.barrier)
    arrives = clock.acknowledge_by(timezone.localdate())
    made = _create(
        by=escalation.created_by,
        barrier=escalation.barrier,
        rung=escalation.rung,
        to=to,
        ask=escalation.ask,
        acknowledge_by=arrives,
        answer_by=max(escalation.answer_by, arrives),
        first_due=max(escalation.first_due, arrives),
        earlier=escalation,
    )
    tell_waiting(made, f"{escalation.to} passed it to {to}: {_named(made)}", but=by)
    return made


@transaction.atomic
def withdraw(*, by: Any, escalation: Escalation, text: str = "") -> None:
    """Withdraw an escalation: the body reads the barrier no longer, and cannot answer."""
    escalation = _locked_open(escalation)
    _note(escalation, Kind.WITHDRAWN, by=by, text=text)
    _close(escalation, State.WITHDRAWN)
    _settle(escalation.barrier)
    tell_taken_back(escalation)
    tell_waiting(
        escalation, f"Escalation to {escalation.to} withdrawn: {_named(escalation)}", but=by
    )


@transaction.atomic
def climb(
    *,
    by: Any,
    escalation: Escalation,
    rung: str,
    to: Organisation,
    post: JobRole | None = None,
    text: str = "",
) -> Escalation:
    """Escalate further, to a level above, with a clock of its own. ``by`` is None for the rule."""
    escalation = _locked_open(escalation)
    must_stand(to)
    rungs = Rung.values
    if rungs.index(rung) <= rungs.index(escalation.rung):
        raise ValidationError("Choose a level above the one where it is now")
    _note(escalation, Kind.CLIMBED, by=by, text=text)
    _close(escalation, State.CLIMBED)
    made = _create(
        by=by or escalation.created_by,
        barrier=escalation.barrier,
        rung=rung,
        to=to,
        post=post,
        ask=escalation.ask,
        earlier=escalation,
    )
    tell_waiting(made, f"Escalated further, to {to}: {_named(made)}", but=by)
    return made


@transaction.atomic
def say_helped(*, by: Any, escalation: Escalation, helped: str, note: str = "") -> None:
    """The asker's word on an answer: whether it helped. It may be put right later."""
    row = Escalation.objects.select_for_update(of=("self",)).get(pk=escalation.pk)
    if row.state not in Escalation.ANSWERS:
        raise ValidationError("There is no answer yet")
    row.helped, row.helped_note = helped, note
    row.save(update_fields=["helped", "helped_note"])


def trail(escalation: Escalation) -> list[Escalation]:
    """The escalation and those before it that it went on from, the first one first."""
    steps = [escalation]
    while steps[0].earlier_id is not None:
        earlier = Escalation.objects.select_related("to__parent", "post").get(
            pk=steps[0].earlier_id
        )
        steps.insert(0, earlier)
    return steps


def _locked(barrier: Barrier) -> Barrier:
    rows = Barrier.objects.select_for_update(of=("self",)).select_related("category")
    return rows.defer("search").get(pk=barrier.pk)


def _locked_open(escalation: Escalation) -> Escalation:
    """The escalation as it stands now, if it still waits."""
    escalation_now = _locked_now(escalation)
    if not escalation_now.is_open:
        raise ValidationError(_closed_words(escalation_now))
    return escalation_now


def _locked_now(escalation: Escalation) -> Escalation:
    """The escalation as it stands now; its barrier is locked first."""
    barrier = _locked(escalation.barrier)
    rows = Escalation.objects.select_for_update(of=("self",)).select_related(
        "to__parent", "post", "created_by"
    )
    escalation_now = rows.get(pk=escalation.pk)
    escalation_now.barrier = barrier
    return escalation_now


def _closed_words(escalation: Escalation) -> str:
    """Why an escalation takes no reply any more."""
    on = date_words(escalation.ended_on)
    match escalation.state:
        case State.WITHDRAWN:
            return f"It was withdrawn on {on}, so it needs no answer any more"
        case State.NOT_OURS:
            return f"It was passed on to another organisation on {on}"
        case State.CLIMBED:
            return f"It was escalated further on {on}, and waits for an answer there"
        case _:
            return f"It was answered on {on}. Read that answer first"


def _note(escalation: Escalation, kind: str, *, by: Any, **said: Any) -> EscalationReply:
    return EscalationReply.objects.create(escalation=escalation, kind=kind, created_by=by, **said)


def _close(escalation: Escalation, state: str) -> None:
    escalation.state, escalation.ended_on = state, timezone.localdate()
    escalation.save(update_fields=["state", "ended_on"])


def _settle(barrier: Barrier) -> None:
    """Escalated while a body is asked; after that it is being worked on. One that was closed, or
    that nobody works on, stays so."""
    status = Barrier.Status
    if barrier.status not in Barrier.MAY_BE_OPEN:
        return
    if barrier.escalations.open().exists():
        barrier.status = status.ESCALATED
    elif barrier.status == status.ESCALATED:
        barrier.status = status.WORKED_ON
    barrier.save(update_fields=["status"])


def _tell_of(escalation: Escalation, made: EscalationReply, by: Any) -> None:
    subject = _SUBJECTS[Kind(made.kind)].format(
        body=escalation.to,
        barrier=_named(escalation),
        day=date_words(made.new_day) if made.new_day else "",
    )
    tell_waiting(escalation, subject, but=by)


def _named(escalation: Escalation) -> str:
    return f"{escalation.barrier.reference}, {escalation.barrier.title}"

"""Every change of systemic barriers, their members, answers and offers. Who may was asked before.

Each locks what it changes and looks again. Members are barriers that the user sees; what is said
of others is not theirs to learn, so nothing here is refused because of one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from barriers.barrier.bodies import is_within, must_stand
from barriers.closing.actions import close_barrier
from barriers.models import (
    Barrier,
    Closing,
    PublishingPause,
    SystemicAnswer,
    SystemicBarrier,
    SystemicMember,
    SystemicOffer,
)
from barriers.systemic.named import (
    bodies_in_words,
    denial,
    must_be_said,
    must_not_name,
    still_meant,
)
from barriers.systemic.notices import tell_answer, tell_asked, tell_named
from interface.words import date_words
from partnerships.models import Organisation
from partnerships.organisation.named import BETWEEN
from records.dates import DateWithPrecision

State, Status = SystemicOffer.State, SystemicBarrier.Status
ANSWERED_WORDS = ("title", "cause", "ask", "owner_id", "lever", "law")  # what an answer answers


@transaction.atomic
def create_systemic(
    *,
    by: Any,
    systemic: SystemicBarrier,
    barriers: Iterable[Barrier] = (),
    asks_now: bool = False,
) -> SystemicBarrier:
    """Record a shared cause, with the barriers that it was seen in first.

    ``asks_now``: the body that could change it is asked today, and its officers are told.
    """
    systemic.created_by = by
    if asks_now:
        systemic.status, systemic.asked_on = Status.ASKED, timezone.localdate()
    if systemic.owner is not None:
        must_stand(systemic.owner)
    systemic.is_example = _is_made_up(systemic)
    systemic.save()
    if first := list(barriers):
        add_members(by=by, systemic=systemic, barriers=first)
    if asks_now:
        tell_asked(systemic)
    return systemic


@transaction.atomic
def edit_systemic(*, by: Any, systemic: SystemicBarrier) -> SystemicBarrier:
    """Save what its form changed. A job role of another body than the one named now goes.

    What a published source said is ours from then on, and no longer read by everybody unless an
    answer stands beside it. Words that a published answer was given to are marked as changed after
    it. Raises ValidationError where everybody reads it and its words newly name a body that did not
    answer; where it waited for one, everybody reads it once its words name none that is meant.
    """
    if systemic.owner is not None:
        must_stand(systemic.owner)
    post, owner = systemic.post, systemic.owner
    if post is not None and (owner is None or not is_within(post.organisation, owner)):
        systemic.post = None
    before = locked(systemic)
    changed = any(getattr(before, name) != getattr(systemic, name) for name in ANSWERED_WORDS)
    systemic.waits_for_named = before.waits_for_named
    if changed and newest_answer(before) is not None:
        if before.waits_for_named:
            systemic.waits_for_named = bool(still_meant(systemic))
        else:
            must_not_name(systemic, but={each.body.pk for each in bodies_in_words(before)})
        systemic.words_changed_on = timezone.localdate()
    systemic.is_example = _is_made_up(systemic)
    systemic.save()
    return systemic


@transaction.atomic
def add_members(
    *, by: Any, systemic: SystemicBarrier, barriers: Iterable[Barrier]
) -> list[Barrier]:
    """Say that these barriers share the cause; gives those that were not members before.

    The newest answer, where it may be a way out, is offered to them as well. Raises
    ValidationError for one that this user does not see (any more).
    """
    row = locked(systemic)
    wanted = {barrier.pk for barrier in barriers}
    seen = Barrier.objects.visible_to(by).filter(pk__in=wanted).order_by("pk").defer("search")
    seen_barriers = list(seen)
    if len(seen_barriers) < len(wanted):
        raise ValidationError("You cannot see one of these barriers any more. Choose again")
    members = set(row.member_links.filter(barrier__in=wanted).values_list("barrier", flat=True))
    new = [barrier for barrier in seen_barriers if barrier.pk not in members]
    for barrier in new:
        SystemicMember.objects.create(systemic=row, barrier=barrier, created_by=by)
    answer = newest_answer(row)
    if answer is not None and answer.offers:
        tell_answer(answer, offer_to(answer, new))
    return new


@transaction.atomic
def take_out(*, by: Any, systemic: SystemicBarrier, barrier: Barrier) -> None:
    """A barrier has another cause after all: what waits for its people is no longer offered."""
    row = locked(systemic)
    row.member_links.filter(barrier=barrier).delete()
    waiting = SystemicOffer.objects.filter(
        answer__systemic=row, barrier=barrier, state=State.WAITING
    )
    waiting.update(state=State.ENDED)


@transaction.atomic
def publish_answer(
    *,
    by: Any,
    systemic: SystemicBarrier,
    body: Organisation,
    text: str,
    on: DateWithPrecision,
    status: str,
    offers: bool,
    url: str = "",
    reason: str = "",
    effect: DateWithPrecision | None = None,
    not_meant: Collection[int] = (),
    meant: Collection[int] = (),
) -> SystemicAnswer:
    """Publish what the body said; everybody reads it from now on, with what was asked.

    Where its words name bodies that are ``meant`` and did not answer, it is for everybody signed in
    until they did: their officers are told.

    The people of each open member are told once; where it ``offers`` a way out, each is asked
    whether it helps. What waited for an earlier answer is replaced by this one. Raises
    ValidationError while publications of its programme are held back, and where its words name a
    body that did not answer and is neither among these nor ``not_meant``.
    """
    row = locked(systemic)
    must_not_be_held(row)
    reason = reason if status == Status.WILL_NOT else ""
    named = bodies_in_words(row, answering=body, reason=reason)
    must_be_said(named, meant, not_meant)
    waits_for = [each for each in named if each.body.pk in meant]
    row.waits_for_named = bool(waits_for)
    before = where_it_stands(row)
    _move(row, status, reason, effect)
    answer = SystemicAnswer.objects.create(
        systemic=row,
        body=body,
        text=text,
        url=url,
        on=on.day,
        on_precision=on.precision,
        offers=offers,
        not_meant=BETWEEN.join(denial(each) for each in named if each not in waits_for),
        moved={"before": before, "after": where_it_stands(row)},
        created_by=by,
    )
    _tell(answer, [each.body for each in waits_for])
    return answer


def _move(row: SystemicBarrier, status: str, reason: str, effect: DateWithPrecision | None) -> None:
    """Where it stands with an answer; what waited for an earlier one waits no more."""
    row.status, row.reason = status, reason
    row.words_changed_on, row.is_as_published = None, False
    if effect is not None:
        row.effect_on, row.effect_on_precision = effect.day, effect.precision
    row.save()
    earlier = SystemicOffer.objects.filter(answer__systemic=row, state=State.WAITING)
    earlier.update(state=State.REPLACED)


def _tell(answer: SystemicAnswer, named: Iterable[Organisation]) -> None:
    """Tell the people of its members, and the bodies whose own answer it waits for."""
    row = answer.systemic
    members = Barrier.objects.filter(systemic_links__systemic=row).defer("search").order_by("pk")
    open_ones = members.exclude(status__in=Barrier.ENDED)
    tell_answer(answer, offer_to(answer, members) if answer.offers else open_ones)
    for body in named:
        tell_named(row, body)


@transaction.atomic
def accept(*, by: Any, offer: SystemicOffer, on: dt.date, how: str, **said: Any) -> Closing:
    """The answer is the way out here: the barrier is closed as resolved, with what unlocked it.

    Raises ValidationError where somebody answered meanwhile, or the barrier is closed already.
    """
    row = _locked_waiting(offer)
    made = close_barrier(
        by=by, barrier=row.barrier, status=Barrier.Status.RESOLVED, on=on, how=how, **said
    )
    row.state, row.closing = State.ACCEPTED, made
    row.answered_by, row.answered_at = by, timezone.now()
    row.save()
    return made


@transaction.atomic
def decline(*, by: Any, offer: SystemicOffer, why: str) -> SystemicOffer:
    """The answer does not help here, and why. The barrier stays open and a member."""
    row = _locked_waiting(offer)
    row.state, row.why = State.DECLINED, why
    row.answered_by, row.answered_at = by, timezone.now()
    row.save()
    return row


def newest_answer(systemic: SystemicBarrier) -> SystemicAnswer | None:
    """What was said last."""
    rows = systemic.answers.select_related("body", "systemic").order_by("-id")
    return rows.defer("systemic__search").first()


def offer_to(answer: SystemicAnswer, barriers: Iterable[Barrier]) -> list[Barrier]:
    """Offer an answer to these barriers; gives those to tell, which are open.

    A closed one waits out of sight until it is open again. One that was taken out and is a member
    again waits again, and nobody is told a second time.
    """
    every = list(barriers)
    before = answer.offered.filter(barrier__in=every)
    offered = set(before.values_list("barrier", flat=True))
    before.filter(state=State.ENDED).update(state=State.WAITING)
    new = [barrier for barrier in every if barrier.pk not in offered]
    SystemicOffer.objects.bulk_create(
        SystemicOffer(answer=answer, barrier=barrier) for barrier in new
    )
    return [barrier for barrier in new if barrier.status not in Barrier.ENDED]


def where_it_stands(systemic: SystemicBarrier) -> dict[str, Any]:
    """What an answer moves, as it is kept with the answer."""
    effect = systemic.effect_on
    return {
        "status": systemic.status,
        "reason": systemic.reason,
        "effect_on": effect.isoformat() if effect else None,
        "effect_on_precision": systemic.effect_on_precision,
    }


def locked(systemic: SystemicBarrier) -> SystemicBarrier:
    rows = SystemicBarrier.objects.select_for_update(of=("self",)).select_related("owner")
    return rows.defer("search").get(pk=systemic.pk)


def _locked_waiting(offer: SystemicOffer) -> SystemicOffer:
    """The offer as it stands now, if it still waits; its barrier is locked first."""
    # Not FOR UPDATE: whoever publishes a later answer holds the offer and refers to the barrier
    barriers = Barrier.objects.select_for_update(of=("self",), no_key=True).defer("search")
    barrier = barriers.get(pk=offer.barrier_id)
    rows = SystemicOffer.objects.select_for_update(of=("self",))
    row = rows.select_related("answered_by", "closing").get(pk=offer.pk)
    row.barrier = barrier
    if row.state != State.WAITING:
        raise ValidationError(answered_words(row))
    if barrier.status in Barrier.ENDED:
        raise ValidationError(
            "This barrier is closed. If it is still in the way, open it again first"
        )
    return row


def answered_words(offer: SystemicOffer) -> str:
    """Why an offer takes no answer any more."""
    match offer.state:
        case State.REPLACED:
            return "There is a later answer. Look at that one"
        case State.ENDED:
            return "This barrier is no longer part of the systemic one, so nothing is offered"
        case State.ACCEPTED:
            return f"It was accepted on {_when(offer)}, and the barrier was closed with it"
        case _:
            return f"It was answered on {_when(offer)}: it does not help here"


def _when(offer: SystemicOffer) -> str:
    at = offer.answered_at
    return date_words(timezone.localdate(at)) if at else "a day not known"


def _is_made_up(systemic: SystemicBarrier) -> bool:
    """Whether it is about the made-up county: by its programme, or by the body."""
    return any(record.is_example for record in (systemic.programme, systemic.owner) if record)


def must_not_be_held(systemic: SystemicBarrier) -> None:
    """Before an election nothing of a programme that pauses goes out."""
    of_programme = Q(programme=systemic.programme_id, programme__isnull=False)
    pauses = PublishingPause.objects.on(timezone.localdate()).filter(of_programme)
    pause = pauses.select_related("programme").order_by("-until").first()
    if pause is not None:
        raise ValidationError(
            f"Nothing from {pause.programme} is published until after {date_words(pause.until)}: "
            f"{pause.reason}. Save this as a draft, and publish it after that"
        )

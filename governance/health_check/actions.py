"""Opening a health check, answering it, calling it off. Who may was asked before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from governance.health_check import box
from governance.health_check.box_models import HealthAnswer
from governance.health_check.due import ask_again_if_put_back
from governance.health_check.models import HealthAsked, HealthRound
from governance.health_check.news import tell_asked
from governance.health_check.partners import partners_of, too_few
from governance.health_check.questions import PUBLIC_SIDE
from governance.health_check.results import FEWEST
from governance.health_check.sealing import digest_of, new_code, slip_of
from governance.models import Decision
from interface.reached import Reached
from interface.words import date_words
from partnerships.models import Partnership

State = HealthRound.State
APART = dt.timedelta(days=182)
QUARTER = dt.timedelta(days=91)
CLOSED = "This health check has closed, so it can’t be answered any more"
NO_CODE = (
    "Your organisation has answered. To send another answer in its place, type the code that its "
    "writer was given"
)
WRONG_CODE = "No answer in this health check has this code"


@transaction.atomic
def open_round(*, by: Any, one: HealthRound) -> Reached:
    """Open it for all who can be asked today, and tell them. Raises ValidationError where fewer
    than five can, or another was held or called off too lately (``why_not_yet``)."""
    today = timezone.localdate()
    Partnership.objects.select_for_update().get(pk=one.partnership_id)  # two open none at once
    partners = partners_of(one.partnership, one.kind, today)
    not_yet = why_not_yet(one.partnership, today) or _asked_lately(one, today)
    if problem := not_yet or too_few(one.kind, partners):
        raise ValidationError(problem)
    one.created_by, one.opened_on = by, today
    one.save()
    box.make(one)
    HealthAsked.objects.bulk_create(
        HealthAsked(round=one, organisation=each.organisation, person_id=each.person)
        for each in partners
        if each.is_asked
    )
    return tell_asked(one, f"How is it going? {one.partnership}", by=by)


def why_not_yet(partnership: Partnership, today: dt.date) -> str:
    """Why no health check of it can open today, whatever it asks; empty where one can."""
    before = HealthRound.objects.filter(partnership=partnership)
    if before.filter(state=State.OPEN).exists():
        return "A health check of this partnership is open already"
    called_off = before.filter(state=State.CALLED_OFF, answered__gt=0, counted_on__isnull=False)
    ended = called_off.order_by("counted_on").values_list("counted_on", flat=True).last()
    if ended and ended + QUARTER > today:
        return (
            f"One was called off on {date_words(ended)} after partners had answered. The next can "
            f"open on {date_words(ended + QUARTER)}, so that nobody can call one off and ask "
            "again until they like the answers"
        )
    return ""


def _asked_lately(one: HealthRound, today: dt.date) -> str:
    """The same for these statements."""
    before = HealthRound.objects.filter(partnership=one.partnership_id, kind=one.kind)
    last = before.filter(state=State.CLOSED).order_by("ended_on").last()
    if last and last.ended_on and last.ended_on + APART > today:
        return (
            f"The last one closed on {date_words(last.ended_on)}. Leave six months between two, so "
            "that nobody can tell from the difference who said what"
        )
    return ""


def answer(
    *,
    one: HealthRound,
    asked: HealthAsked,
    scores: Sequence[int | None],
    words: Sequence[str],
    code: str = "",
) -> str:
    """Keep this answer of a partner; gives its code. Where the partner has answered before, in
    place of the answer that has this ``code``. Raises ValidationError where there is none, or the
    round has closed.

    It writes nothing but the box of the round. Answers wait for one another and for the close: none
    comes in after it.
    """
    ask_again_if_put_back(one)
    with transaction.atomic():
        locked = _open_still(one)
        answers = box.answers_in(locked)
        if asked.pk in box.that_answered(locked, [asked]):
            mine = _with_code(locked, answers, code)
            mine.scores, mine.words = list(scores), list(words)
            box.put_answers(locked, answers)
            return code
        code = new_code()
        mine = HealthAnswer(
            round=locked,
            key=digest_of(locked.pk, code),
            is_public_side=_is_told_apart(locked) and asked.organisation.sector in PUBLIC_SIDE,
            scores=list(scores),
            words=list(words),
        )
        box.put_answers(locked, [*answers, mine], slip_of(asked.pk))
    return code


@transaction.atomic
def take_back_words(*, one: HealthRound, code: str) -> None:
    """Delete the words of the answer that has this code; its scores stay. Raises
    ValidationError."""
    locked = _open_still(one)
    answers = box.answers_in(locked)
    mine = _with_code(locked, answers, code)
    mine.words = [""] * len(mine.words)
    box.put_answers(locked, answers)


def _open_still(one: HealthRound) -> HealthRound:
    """The round, locked. Raises ValidationError where it has closed."""
    locked = box.lock(one)
    if locked.state != State.OPEN or timezone.localdate() > locked.closes_on:
        raise ValidationError(CLOSED)
    return locked


def _with_code(one: HealthRound, answers: Sequence[HealthAnswer], code: str) -> HealthAnswer:
    """The answer that has this code. Raises ValidationError."""
    if not code:
        raise ValidationError(NO_CODE)
    key = digest_of(one.pk, code)
    if mine := next((each for each in answers if each.key == key), None):
        return mine
    raise ValidationError(WRONG_CODE)


def _is_told_apart(one: HealthRound) -> bool:
    """Whether public bodies and others may be told apart at the close. Else no answer says which it
    is of: of one council among six groups it would be the council's."""
    sectors = list(one.asked.values_list("organisation__sector", flat=True))
    public = sum(sector in PUBLIC_SIDE for sector in sectors)
    return min(public, len(sectors) - public) >= FEWEST


@transaction.atomic
def call_off(*, one: HealthRound, because: str) -> Reached:
    """End it without a result: what was answered is deleted, and nobody has read it."""
    locked = box.lock(one)
    if locked.state != State.OPEN:
        raise ValidationError("This health check isn’t open any more")
    locked.answered, locked.counted_on = len(box.answers_in(locked)), timezone.localdate()
    box.empty(locked)
    locked.state, locked.called_off_because = State.CALLED_OFF, because
    locked.save()
    return tell_asked(locked, f"Called off: health check of {locked.partnership}", by=None)


def show_to(*, one: HealthRound, to: str, decision: Decision) -> None:
    """Show results to more readers than those who answered were told: a board has to decide so."""
    one.shown_to, one.shown_by = to, decision
    one.full_clean()
    one.save()

"""Closing a health check: what may be shown is worked out, and every answer deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import chain

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from governance.health_check.models import HealthAnswer, HealthResult, HealthRound, HealthWords
from governance.health_check.news import tell_asked
from governance.health_check.results import ALL, FEWEST, FEWEST_WROTE, OTHERS, PUBLIC, outcomes

State = HealthRound.State
Scores = list[int]
WEEK = dt.timedelta(days=7)


def close(one: HealthRound) -> None:
    """Close a round that is locked, in the transaction of whoever locked it."""
    answers = list(HealthAnswer.objects.filter(round=one))
    before = counts_before(one)
    for place, question in enumerate(one.questions):
        public, others = (_scores(answers, place, is_public=side) for side in (True, False))
        HealthResult.objects.bulk_create(
            _results(one, question.key, public, others, before.get(question.key))
        )
    HealthWords.objects.bulk_create(chain.from_iterable(_words(one, answers)))
    HealthAnswer.objects.filter(round=one).delete()
    one.asked.update(has_answered=False)
    one.answered, one.counted_on = len(answers), timezone.localdate()
    one.state, one.ended_on = State.CLOSED, timezone.localdate()
    one.save()
    tell_asked(one, f"Results: health check of {one.partnership}", by=None)


def previous(one: HealthRound, among: QuerySet[HealthRound]) -> HealthRound | None:
    """The round before it with the same statements, among these."""
    rows = among.filter(partnership=one.partnership_id, kind=one.kind, state=State.CLOSED)
    return rows.exclude(pk=one.pk).filter(opened_on__lte=one.opened_on).order_by("ended_on").last()


def counts_before(one: HealthRound) -> dict[str, int]:
    """How many scores each statement had last time, as far as it was shown."""
    last = previous(one, HealthRound.objects.all())
    rows = last.results.filter(side=ALL) if last else HealthResult.objects.none()
    return dict(rows.values_list("question", "count"))


def _scores(answers: Sequence[HealthAnswer], place: int, *, is_public: bool) -> Scores:
    given = (one.scores[place] for one in answers if one.is_public_side == is_public)
    return [score for score in given if score is not None]


def _results(
    one: HealthRound, question: str, public: Scores, others: Scores, before: int | None
) -> Iterator[HealthResult]:
    """What is told of a statement, as rows."""
    counts = {ALL: len(public) + len(others), PUBLIC: len(public), OTHERS: len(others)}
    for side, shown in outcomes(public, others, before).items():
        yield HealthResult(
            round=one, question=question, side=side, count=counts[side],
            band=shown.band, step=shown.step, spread=shown.spread,
        )  # fmt: skip


def _words(one: HealthRound, answers: Sequence[HealthAnswer]) -> Iterator[Iterator[HealthWords]]:
    """Of each statement that five answered and about which three wrote; the number of each is
    drawn, and by it they are ordered."""
    for place, question in enumerate(one.questions):
        scored = sum(answer.scores[place] is not None for answer in answers)
        texts = [answer.words[place] for answer in answers if answer.words[place]]
        if scored >= FEWEST and len(texts) >= FEWEST_WROTE:
            made = [HealthWords(round=one, question=question.key, text=text) for text in texts]
            yield iter(sorted(made, key=lambda words: words.drawn))


def close_due(today: dt.date) -> int:
    """Close rounds whose last day is over; how many. Of two who do it at once one closes each."""
    due = HealthRound.objects.filter(state=State.OPEN, closes_on__lt=today)
    closed = 0
    for pk in due.order_by("id").values_list("pk", flat=True):
        with transaction.atomic():
            locked = HealthRound.objects.select_for_update().filter(pk=pk, state=State.OPEN).first()
            if locked:
                close(locked)
                closed += 1
    return closed


def count_and_remind(today: dt.date) -> None:
    """Once a day: how many have answered by this morning, for the keepers; a week before the close
    everybody is reminded, for to remind those alone who have not answered would tell who they are.
    """
    for one in HealthRound.objects.filter(state=State.OPEN).exclude(counted_on=today):
        answered, week_before = one.asked.filter(has_answered=True).count(), one.closes_on - WEEK
        is_first_since = (one.counted_on or one.opened_on) < week_before <= today
        HealthRound.objects.filter(pk=one.pk).update(answered=answered, counted_on=today)
        if is_first_since:
            tell_asked(one, f"Closes soon: health check of {one.partnership}", by=None)

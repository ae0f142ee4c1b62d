"""Closing a health check: what may be shown is worked out, and every answer deleted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from django.db.models import QuerySet
from django.utils import timezone

from governance.health_check import box
from governance.health_check.box_models import HealthAnswer
from governance.health_check.models import HealthResult, HealthRound, HealthWords
from governance.health_check.news import tell_asked
from governance.health_check.results import ALL, FEWEST, FEWEST_WROTE, OTHERS, PUBLIC, outcomes

State = HealthRound.State
Scores = list[int]


def close(one: HealthRound) -> None:
    """Close a round that is locked, in the transaction of whoever locked it."""
    answers = box.answers_in(one)
    before = counts_before(one)
    for place, question in enumerate(one.questions):
        public, others = (_scores(answers, place, is_public=side) for side in (True, False))
        HealthResult.objects.bulk_create(
            _results(one, question.key, public, others, before.get(question.key))
        )
    HealthWords.objects.bulk_create(chain.from_iterable(_words(one, answers)))
    box.empty(one)
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

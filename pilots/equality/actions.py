"""Equality monitoring of a pilot: a question with its answers, in ranges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from pilots.equality.models import EqualityAnswer, EqualityQuestion


@transaction.atomic
def write_equality(
    *, by: Any, question: EqualityQuestion, answers: Sequence[tuple[str, str]]
) -> EqualityQuestion:
    """Save a question and its answers (the answer, the range of people) in this order."""
    if not question.pk:
        question.created_by = by
    question.save()
    kept = {answer.answer: answer for answer in question.answers.all()}
    gone = [item.pk for answer, item in kept.items() if answer not in dict(answers)]
    EqualityAnswer.objects.filter(pk__in=gone).delete()
    # Out of each other's way first: two answers may change places
    for number, (answer, _) in enumerate(answers):
        if answer in kept:
            EqualityAnswer.objects.filter(pk=kept[answer].pk).update(position=1_000 + number)
    for number, (answer, people) in enumerate(answers, start=1):
        EqualityAnswer.objects.update_or_create(
            question=question, answer=answer, defaults={"position": number, "people": people}
        )
    return question

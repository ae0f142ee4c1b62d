"""The replies of places side by side: a table of places and questions, and counts of answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from interface.exports import Column
from partnerships.models import PolicyTest, PolicyTestPlace, PolicyTestQuestion, PolicyTestReply
from partnerships.policy_test.models import SCALE

Kind = PolicyTestQuestion.Kind


@dataclass(frozen=True, slots=True)
class Answer:
    """What one place said to one question; empty is not known."""

    asked: PolicyTestPlace
    question: PolicyTestQuestion
    said: str


@dataclass(frozen=True, slots=True)
class Line:
    """One place that replied, with its answers in the order of the questions."""

    asked: PolicyTestPlace
    answers: list[Answer]


@dataclass(frozen=True, slots=True)
class Counted:
    """One question with how often each answer was given; not replied is counted apart."""

    question: PolicyTestQuestion
    counts: list[tuple[str, int]]
    not_known: int


@dataclass(frozen=True)
class Comparison:
    """The replies that a reader may see, side by side."""

    questions: list[PolicyTestQuestion]
    lines: list[Line]
    counted: list[Counted]
    states: list[dict[str, Any]]

    @property
    def answers(self) -> Iterator[Answer]:
        """Every answer, place by place."""
        return (answer for line in self.lines for answer in line.answers)


def compare(test: PolicyTest, user: Any, asked: list[PolicyTestPlace]) -> Comparison:
    """Side by side, of the places ``asked`` that the caller has found visible. Two queries."""
    questions = list(test.questions.all())
    replies = PolicyTestReply.objects.visible_to(user).filter(asked__test=test)
    found = {(one.asked_id, one.question_id): one for one in replies}
    lines = [
        Line(one, [_answer(one, question, found) for question in questions])
        for one in asked
        if any((one.pk, question.pk) in found for question in questions)
    ]
    tally = Counter(one.get_state_display().capitalize() for one in asked)
    states = [str(label).capitalize() for label in PolicyTestPlace.State.labels]
    return Comparison(
        questions=questions,
        lines=lines,
        counted=[_count(question, list(found.values())) for question in questions],
        states=[{"label": label, "value": tally[label]} for label in states],
    )


def _answer(asked: PolicyTestPlace, question: PolicyTestQuestion, found: dict[Any, Any]) -> Answer:
    reply = found.get((asked.pk, question.pk))
    return Answer(asked, question, reply.said if reply else "")


def _count(question: PolicyTestQuestion, replies: list[PolicyTestReply]) -> Counted:
    own = [one for one in replies if one.question_id == question.pk]
    if question.kind == Kind.TEXT:
        return Counted(question, [], sum(not one.said for one in own))
    if question.kind == Kind.SCALE:
        given = Counter(str(one.scale) for one in own if one.scale)
        offered = [str(step) for step in range(SCALE[0], SCALE[1] + 1)]
    else:
        given, offered = Counter(one.choice for one in own if one.choice), question.choices
    return Counted(question, [(one, given[one]) for one in offered], len(own) - sum(given.values()))


COLUMNS = (
    Column("place", "Place", "The place that replied", lambda one: one.asked.place.name),
    Column("question", "Question", "As it was asked", lambda one: one.question.text),
    Column(
        "kind", "Kind", "How it was to be answered", lambda one: one.question.get_kind_display()
    ),
    Column("answer", "Answer", "What the place said; empty is not known", lambda one: one.said),
    Column("replied", "Replied on", "The day of the reply", lambda one: one.asked.replied_on),
)

"""The replies of places side by side: a table of places and questions, and counts of answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from interface.columns import Column
from interface.tables import before_colon
from policy.models import PolicyTest, PolicyTestPlace, PolicyTestQuestion, PolicyTestReply
from policy.policy_test.models import SCALE

Kind = PolicyTestQuestion.Kind


@dataclass(frozen=True, slots=True)
class Answer:
    """What one place said to one question; empty is not known."""

    asked: PolicyTestPlace
    question: PolicyTestQuestion
    said: str

    @property
    def label(self) -> str:
        """The question where a colon and the answer follow."""
        return before_colon(self.question.text)


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
    answers = {(reply.asked_id, reply.question_id): reply for reply in replies}
    lines = [
        Line(place, [_answer(place, question, answers) for question in questions])
        for place in asked
        if any((place.pk, question.pk) in answers for question in questions)
    ]
    tally = Counter(place.get_state_display().capitalize() for place in asked)
    states = [str(label).capitalize() for label in PolicyTestPlace.State.labels]
    return Comparison(
        questions=questions,
        lines=lines,
        counted=[_count(question, list(answers.values())) for question in questions],
        states=[{"label": label, "value": tally[label]} for label in states],
    )


def _answer(
    asked: PolicyTestPlace, question: PolicyTestQuestion, answers: dict[Any, Any]
) -> Answer:
    reply = answers.get((asked.pk, question.pk))
    return Answer(asked, question, reply.said if reply else "")


def _count(question: PolicyTestQuestion, replies: list[PolicyTestReply]) -> Counted:
    own = [reply for reply in replies if reply.question_id == question.pk]
    if question.kind == Kind.TEXT:
        return Counted(question, [], sum(not reply.said for reply in own))
    if question.kind == Kind.SCALE:
        given = Counter(str(reply.scale) for reply in own if reply.scale)
        offered = [str(step) for step in range(SCALE[0], SCALE[1] + 1)]
    else:
        given, offered = Counter(reply.choice for reply in own if reply.choice), question.choices
    return Counted(
        question, [(choice, given[choice]) for choice in offered], len(own) - sum(given.values())
    )


COLUMNS = (
    Column("place", "Place", "The place that replied", lambda reply: reply.asked.place.name),
    Column("question", "Question", "As it was asked", lambda reply: reply.question.text),
    Column(
        "kind", "Kind", "How it was to be answered", lambda reply: reply.question.get_kind_display()
    ),
    Column("answer", "Answer", "What the place said; empty is not known", lambda reply: reply.said),
    Column("replied", "Replied on", "The day of the reply", lambda reply: reply.asked.replied_on),
)

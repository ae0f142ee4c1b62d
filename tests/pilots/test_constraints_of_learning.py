"""Every rule that the database keeps about what was learned, broken once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from partnerships.models import Topic
from pilots.models import (
    CaseStudy,
    CaseStudyLesson,
    CaseStudyPilot,
    CaseStudySource,
    EqualityAnswer,
    EqualityQuestion,
    LearningEvent,
    LearningEventTopic,
    YouSaid,
)
from records.models import Source
from tests import builders, learned

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


def _study(**fields: Any) -> CaseStudy:
    pilot = builders.pilot(builders.place())
    return learned.case_study(pilot, **fields)


def _reviewed(by: Any, **fields: Any) -> CaseStudy:
    return _study(state="reviewed", reviewed_by=by, reviewed_at=NOW, **fields)


def _own_review() -> CaseStudy:
    writer = builders.user("Writer")
    return _reviewed(writer, created_by=writer)


def _twice(link: Any, **other: Any) -> None:
    study = _study()
    for _ in range(2):
        link.objects.create(case_study=study, **other)


def _topic_twice() -> None:
    event = learned.learning_event()
    topic = Topic.objects.create(name="Homes", slug="homes")
    for _ in range(2):
        LearningEventTopic.objects.create(event=event, topic=topic)


def _you_said(**fields: Any) -> YouSaid:
    return learned.you_said(builders.place(), **fields)


def _question(**fields: Any) -> EqualityQuestion:
    return learned.equality_question(builders.pilot(builders.place()), **fields)


def _answers(*answers: tuple[int, str, str]) -> None:
    question = _question()
    for position, answer, people in answers:
        EqualityAnswer.objects.create(
            question=question, position=position, answer=answer, people=people
        )


BROKEN: dict[str, Callable[[], object]] = {
    "case_study_level_known": lambda: _study(visibility="galaxy"),
    "case_study_says_what_and_why": lambda: _study(reason=""),
    "case_study_reviewed_first": lambda: _study(state="reviewed"),
    "case_study_reviewed_by_another": _own_review,
    "case_study_published_when": lambda: _study(state="published", published_at=None),
    "case_study_withdrawn_with_reason": lambda: _study(state="withdrawn", withdrawn_at=NOW),
    "case_study_names_a_pilot_once": lambda: _twice(
        CaseStudyPilot, pilot=builders.pilot(builders.place())
    ),
    "case_study_names_a_lesson_once": lambda: _twice(
        CaseStudyLesson, lesson=learned.lesson(builders.pilot(builders.place()))
    ),
    "case_study_names_a_source_once": lambda: _twice(
        CaseStudySource, source=Source.objects.create(slug="a", title="A")
    ),
    "learning_event_level_known": lambda: learned.learning_event(visibility="team"),
    "learning_event_called_off_with_reason": lambda: learned.learning_event(called_off_at=NOW),
    "learning_event_withdrawn_with_reason": lambda: learned.learning_event(withdrawn_at=NOW),
    "learning_event_topic_once": _topic_twice,
    "you_said_says_something": lambda: _you_said(said=""),
    "you_said_answered_before_approved": lambda: _you_said(state="approved", did=""),
    "you_said_turned_down_with_reason": lambda: _you_said(state="declined"),
    "equality_base_is_a_range": lambda: _question(base="7"),
    "equality_question_has_a_source": lambda: _question(source_said=""),
    "equality_answer_position_once": lambda: _answers((1, "A", "0-9"), (1, "B", "0-9")),
    "equality_answer_once": lambda: _answers((1, "A", "0-9"), (2, "A", "0-9")),
    "equality_answer_is_a_range": lambda: _answers((1, "A", "7")),
}
MODELS = (
    *(CaseStudy, CaseStudyLesson, CaseStudyPilot, CaseStudySource),
    *(LearningEvent, LearningEventTopic, YouSaid, EqualityQuestion, EqualityAnswer),
)


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_what_must_never_be(name: str) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        BROKEN[name]()
    assert refused.value.__cause__.diag.constraint_name == name


def test_every_rule_is_broken_once() -> None:
    assert {rule.name for model in MODELS for rule in model._meta.constraints} == set(BROKEN)


def test_whoever_changed_the_words_last_does_not_review_them() -> None:
    writer, other = builders.user("Writer"), builders.user("Other")
    with pytest.raises(IntegrityError), transaction.atomic():
        _reviewed(other, created_by=writer, changed_by=other)
    assert _reviewed(other, created_by=writer, changed_by=writer).pk

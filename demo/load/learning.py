"""What was learned: case studies, learning events, what residents said, equality in ranges."""

from __future__ import annotations

from demo.load.entries import DataFile, Entry
from demo.load.places import slug_of
from demo.load.record import Record
from demo.load.updates import noon
from pilots.models import (
    CaseStudy,
    CaseStudyLesson,
    CaseStudySource,
    EqualityAnswer,
    EqualityQuestion,
    LearningEvent,
    LearningEventTopic,
    Lesson,
    LessonTopic,
    YouSaid,
)


def add_lesson(entry: Entry, record: Record, pilot: int) -> None:
    """A lesson of a pilot with its own topics."""
    topics = entry.names("topics")
    lesson = record.written(
        entry,
        Lesson(
            pilot_id=pilot,
            kind=entry.text("kind", "enabler"),
            text=entry.needed("text"),
            evidence=entry.text("evidence"),
            state=entry.text("state"),
            helps_with=entry.text("helps_with"),
            visibility=entry.text("visibility", "public"),
            source_id=record.source(entry),
        ),
    )
    for topic in topics:
        row = LessonTopic(lesson_id=lesson, topic_id=record.id(entry, "topic", topic))
        record.add(entry.derived("topic", topic), row)


def load_learning(file: DataFile, record: Record) -> None:
    """Everything that a file says of what was learned beside lessons."""
    for entry in file.take("case_studies", "case-study"):
        _case_study(entry, record)
    for entry in file.take("learning_events", "learning-event"):
        _event(entry, record)
    for entry in file.take("you_said", "you-said"):
        _you_said(entry, record)
    for entry in file.take("equality", "equality"):
        _equality(entry, record)
    record.flush()


def _case_study(entry: Entry, record: Record) -> None:
    lessons = entry.names("lessons")
    reviewer = record.user(entry, "reviewed_by")
    reviewed, published = noon(entry.day("reviewed")), noon(entry.day("published"))
    state = "published" if published else "reviewed" if reviewed else "written"
    is_as_published, sources = entry.flag("as_published"), entry.names("sources")
    if (
        reviewer is None and not is_as_published
    ):  # without the demo's accounts nobody is there who reviewed it
        state, reviewed, published = "written", None, None
    study = record.written(
        entry,
        CaseStudy(
            pilot_id=record.id(entry, "pilot", entry.needed("pilot")),
            slug=slug_of(entry),
            **{name: entry.needed(name) for name in ("title", "tried", "outcome", "reason")},
            impacts=entry.names("impacts"),
            visibility=entry.text("visibility", "public"),
            state=state,
            reviewed_by_id=reviewer,
            reviewed_at=reviewed,
            published_at=published,
            is_as_published=is_as_published,
            review_note=entry.text("review_note"),
            created_by_id=record.user(entry, "by"),
        ),
    )
    for lesson in lessons:
        row = CaseStudyLesson(case_study_id=study, lesson_id=record.id(entry, "pilot", lesson))
        record.add(entry.derived("lesson", lesson.replace("/", "-")), row)
    for name in sources:
        cited = CaseStudySource(case_study_id=study, source_id=record.id(entry, "source", name))
        record.add(entry.derived("source", name), cited)


def _event(entry: Entry, record: Record) -> None:
    topics = entry.names("topics")
    event = record.written(
        entry,
        LearningEvent(
            title=entry.needed("title"),
            day=entry.needed_day("day"),
            for_whom=entry.needed("for_whom"),
            **{name: entry.text(name) for name in ("hours", "where", "invited", "about")},
            **{name: entry.text(name) for name in ("shared", "shared_url")},
            place_id=record.maybe_id(entry, "place", entry.text("place")),
            programme_id=record.maybe_id(entry, "programme", entry.text("programme")),
            visibility=entry.text("visibility", "public"),
            created_by_id=record.user(entry, "by"),
        ),
    )
    for topic in topics:
        row = LearningEventTopic(event_id=event, topic_id=record.id(entry, "topic", topic))
        record.add(entry.derived("topic", topic), row)


def _you_said(entry: Entry, record: Record) -> None:
    record.add(
        entry,
        YouSaid(
            place_id=record.id(entry, "place", entry.needed("place")),
            pilot_id=record.maybe_id(entry, "pilot", entry.text("pilot")),
            said=entry.needed("said"),
            said_by=entry.text("said_by"),
            **entry.dated("said_on"),
            did=entry.text("did"),
            **entry.dated("did_on"),
            state=entry.text("state", "proposed"),
            from_resident=entry.flag("from_resident"),
            decided_at=noon(entry.day("decided")),
            decided_by_id=record.user(entry, "decided_by"),
            created_by_id=record.user(entry, "by"),
        ),
    )


def _equality(entry: Entry, record: Record) -> None:
    answers = entry.children("answers", "answer")
    question = record.written(
        entry,
        EqualityQuestion(
            pilot_id=record.id(entry, "pilot", entry.needed("pilot")),
            question=entry.needed("question"),
            asked=entry.needed("asked"),
            base=entry.needed("base"),
            note=entry.text("note"),
            source_said=entry.text("source_said"),
            **entry.dated("as_of"),
            source_id=record.source(entry),
            created_by_id=record.user(entry, "by"),
        ),
    )
    for position, one in enumerate(answers, start=1):
        row = EqualityAnswer(
            question_id=question,
            position=position,
            answer=one.needed("answer"),
            people=one.needed("people"),
        )
        record.add(one, row)

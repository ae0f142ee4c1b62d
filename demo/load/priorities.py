"""Priorities with their places and topics, how they stand to each other, and policy tests."""

from __future__ import annotations

from typing import Any

from demo.load.entries import DataFile, Entry
from demo.load.places import slug_of
from demo.load.record import Record
from policy.models import (
    Alignment,
    PolicyTest,
    PolicyTestPlace,
    PolicyTestQuestion,
    PolicyTestReply,
    PolicyTestTopic,
    Priority,
    PriorityPlace,
    PriorityTopic,
)
from records.models import Visibility


def load_priorities(file: DataFile, record: Record) -> None:
    """Wider ones stand before those that were taken over from them."""
    for entry in file.take("priorities", "priority"):
        _priority(entry, record)
    for entry in file.take("alignments", "alignment"):
        _alignment(entry, record)
    record.flush()


def _priority(entry: Entry, record: Record) -> None:
    places, topics = entry.names("places"), entry.names("topics")
    parent = record.maybe_id(entry, "priority", entry.text("parent"))
    made = record.written(
        entry,
        Priority(
            slug=slug_of(entry),
            title=entry.needed("title"),
            text=entry.text("text"),
            tier=entry.needed("tier"),
            owner_id=record.id(entry, "organisation", entry.needed("owner")),
            programme_id=record.maybe_id(entry, "programme", entry.text("programme")),
            parent_id=parent,
            parent_version=Priority.objects.get(pk=parent).version if parent else None,
            may_vary=entry.text("may_vary"),
            must_not_vary=entry.text("must_not_vary"),
            **entry.dated("start"),
            **entry.dated("end", last=True),
            decide_from=entry.day("decide_from"),
            decide_to=entry.day("decide_to"),
            visibility=entry.text("visibility", Visibility.PUBLIC),
            source_id=record.source(entry),
            created_by_id=record.user(entry, "by"),
        ),
    )
    for place in places:
        row = PriorityPlace(priority_id=made, place_id=record.id(entry, "place", place))
        record.add(entry.derived("place", place), row)
    for topic in topics:
        link = PriorityTopic(priority_id=made, topic_id=record.id(entry, "topic", topic))
        record.add(entry.derived("topic", topic), link)
    record.flush()


def _alignment(entry: Entry, record: Record) -> None:
    differs = entry.names("differs_in")
    record.add(
        entry,
        Alignment(
            narrower_id=record.id(entry, "priority", entry.needed("narrower")),
            wider_id=record.id(entry, "priority", entry.needed("wider")),
            verdict=entry.needed("verdict"),
            note=entry.text("note"),
            differs_in_content="content" in differs,
            differs_in_time="time" in differs,
            differs_in_geography="geography" in differs,
            created_by_id=record.user(entry, "by"),
        ),
    )


def load_policy_tests(file: DataFile, record: Record) -> None:
    """Made-up policy tests, marked as examples whoever asks."""
    for entry in file.take("policy_tests", "policy-test"):
        _policy_test(entry, record)
    record.flush()


def _policy_test(entry: Entry, record: Record) -> None:
    topics = entry.names("topics")
    questions, asked = entry.children("questions", "question"), entry.children("asked", "asked")
    test = record.written(
        entry,
        PolicyTest(
            slug=slug_of(entry),
            title=entry.needed("title"),
            policy=entry.needed("policy"),
            owner_id=record.id(entry, "organisation", entry.needed("owner")),
            reply_by=entry.needed_day("reply_by"),
            state=entry.needed("state"),
            outcome=entry.text("outcome"),
            outcome_on=entry.day("outcome_on"),
            is_example=True,
            created_by_id=record.user(entry, "by"),
        ),
    )
    for topic in topics:
        link = PolicyTestTopic(test_id=test, topic_id=record.id(entry, "topic", topic))
        record.add(entry.derived("topic", topic), link)
    numbered = {
        number: record.written(
            one,
            PolicyTestQuestion(
                test_id=test,
                number=number,
                text=one.needed("text"),
                kind=one.needed("kind"),
                choices=one.names("choices"),
            ),
        )
        for number, one in enumerate(questions, 1)
    }
    for one in asked:
        _asked(one, record, test, numbered)


def _asked(entry: Entry, record: Record, test: int, questions: dict[int, int]) -> None:
    replies = entry.children("replies", "reply")
    asked = record.written(
        entry,
        PolicyTestPlace(
            test_id=test,
            place_id=record.id(entry, "place", entry.needed("place")),
            state=entry.needed("state"),
            asked_on=entry.needed_day("asked_on"),
            because=entry.text("because"),
            reason=entry.text("reason"),
            decided_on=entry.day("decided_on"),
            replied_on=entry.day("replied_on"),
        ),
    )
    for one in replies:
        record.add(one, PolicyTestReply(asked_id=asked, **_answer(one, questions)))


def _answer(entry: Entry, questions: dict[int, int]) -> dict[str, Any]:
    number, scale = entry.number("question"), entry.number("scale")
    return {
        "question_id": questions[int(number or 0)],
        "scale": None if scale is None else int(scale),
        "choice": entry.text("choice"),
        "text": entry.text("text"),
    }

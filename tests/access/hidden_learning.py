"""What was learned, with the word in each text: told of a hidden pilot, or not public yet."""

from __future__ import annotations

from typing import Any

from pilots.models import (
    CaseStudy,
    CaseStudyLesson,
    CaseStudyPilot,
    CaseStudySource,
    EqualityAnswer,
    EqualityQuestion,
    LearningEvent,
    LearningEventTopic,
    Lesson,
    Pilot,
    YouSaid,
)
from tests.access.open_world import SECRET, SECRET_LINK, Scope, Seen
from tests.builders import TODAY


def said(*names: str) -> dict[str, str]:
    """These texts hold the word."""
    return dict.fromkeys(names, SECRET)


def of_pilot(
    seen: Seen, pilot: Pilot, scope: Scope, lesson: Lesson, hidden: dict[str, list[Any]]
) -> None:
    """A case study of a hidden pilot beside a public one, and its equality monitoring."""
    study = CaseStudy.objects.create(
        pilot=pilot,
        slug=f"{pilot.slug}-told",
        outcome="partly",
        visibility=pilot.visibility,
        created_by=scope.author,
        **said("title", "tried", "reason", "review_note", "withdrawn_because"),
    )
    CaseStudyPilot.objects.create(case_study=study, pilot=seen.first("pilot"))
    CaseStudyLesson.objects.create(case_study=study, lesson=lesson)
    CaseStudySource.objects.create(case_study=study, source=seen.source)
    question = EqualityQuestion.objects.create(
        pilot=pilot,
        base="10-24",
        source=seen.source,
        **said("question", "asked", "note", "source_said"),
    )
    EqualityAnswer.objects.create(question=question, position=1, answer=SECRET, people="0-9")
    hidden["case_study"].append(study)
    hidden["equality"].append(question)


def not_public(seen: Seen, hidden: dict[str, list[Any]]) -> None:
    """What residents said elsewhere and nobody has approved; an event for those who sign in."""
    # Bradford's people read what waits there, and those who write may read their own
    place = seen.away
    author = next(one for one in seen.others if one != seen.reader)
    waiting = YouSaid.objects.create(
        place=place, created_by=author, pilot=None, **said("said", "said_by", "did", "because")
    )
    hidden["waiting_you_said"].append(waiting)
    if seen.who != "resident":
        return
    event = LearningEvent.objects.create(
        day=TODAY,
        place=seen.cast.bradford,
        programme=seen.cast.pfpp,
        **said("title", "hours", "where", "for_whom", "invited", "about", "shared"),
        called_off_because=SECRET,
        shared_url=SECRET_LINK,
    )
    LearningEventTopic.objects.create(event=event, topic=seen.topic)
    hidden["signed_in_event"].append(event)

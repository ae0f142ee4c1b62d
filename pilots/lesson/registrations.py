"""How lessons take part in the whole."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from interface.columns import Column
from interface.parts import MenuItem, RecordMenuItem, Theme
from partnerships.place.examples import made_up_rule
from pilots.lesson.permissions import can_edit_lesson
from pilots.models import Lesson, LessonTopic
from pilots.pilot.permissions import can_log_progress
from pilots.subjects import NAMED, OF_PILOT, PLACED, of_pilot
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.resting import CitesSource, SourceKept
from registry.attached import HasAttachments
from registry.library import LibraryKind
from registry.programme_files import (
    ProgrammeFile,
    Scope,
    address,
    choice,
    of_pilots,
    pilot,
    source,
    text,
)
from registry.reported import HasErrorReports
from registry.search import TOPIC, SearchIndex, through


def _lessons(scope: Scope) -> QuerySet[Any]:
    topics = LessonTopic.objects.select_related("topic")
    rows = of_pilots(scope, Lesson).select_related("pilot", "source")
    return rows.prefetch_related(Prefetch("topic_links", topics))


LESSONS = ProgrammeFile(
    "lessons",
    "What helped, what was learned, or what to watch for",
    _lessons,
    (
        text("lesson", "Its number; it stays the same", "pk"),
        pilot(),
        choice("kind", "What kind of lesson", Lesson),
        text("text", "The lesson"),
        text("evidence", "How people know"),
        choice("state", "What is still open or did not work", Lesson, blank="nothing is said"),
        text("helps_with", "The kind of barrier that it helps with", blank="its source says none"),
        Column(
            "topics",
            "Its own themes, parted by “; ”",
            value=lambda row: "; ".join(link.topic.name for link in row.topic_links.all()),
            blank="those of its pilot",
        ),
        choice("visibility", "Who can see it", Lesson),
        source(),
        address(),
    ),
    order=350,
)


REGISTRATIONS = (
    HasErrorReports(model=Lesson, pages=("lesson",), of=("pilot",)),
    RecordMenuItem(
        page="pilot_lesson_add",
        label="Add a lesson",
        says="What helped or what you learned",
        of="pilot",
        order=50,
        words="add new learned",
        permission=can_log_progress,
        adds=True,
    ),
    MenuItem(
        page="lessons",
        on_topic="Lessons",
        label="Lessons",
        says="What helped, what was learned and what to watch for",
        theme=Theme.PILOTS,
        order=80,
        words="learning what works",
        within="library",
    ),
    HasAttachments(
        model=Lesson,
        permission=can_edit_lesson,
        for_public=True,
        with_title=lambda rows: rows.select_related("pilot").prefetch_related(*PLACED),
        pilot="pilot",
        order=40,
    ),
    CitesSource(model=Lesson, key="lessons", noun="lesson", order=60, line=of_pilot, needs=NAMED),
    SourceKept(model=Lesson, permission=can_edit_lesson, reads=PLACED),
    LESSONS,
    SearchIndex(
        model=Lesson,
        label="lesson",
        page="lesson",
        key=("pk",),
        title="text",
        text=("evidence",),
        note=("pilot__name", "evidence"),
        status="state",
        within={**OF_PILOT, TOPIC: through(LessonTopic, "topic", of="lesson")},
        made_up=made_up_rule(Lesson, "pilot"),
        order=100,
    ),
    LibraryKind(
        key="lessons",
        label="Lessons",
        one="Lesson",
        page="lessons",
        words="All lessons, with filters and files",
        indexes=("lesson",),
        failed={"lesson": ("failed",)},
        order=10,
    ),
    Absent(
        model=Lesson,
        at=Whole.FILES,
        why="no format reads a log of lessons with what each rests on",
        to_come=True,
    ),
    HistoryLabel(model=LessonTopic, noun="topic"),
)

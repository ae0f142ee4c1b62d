"""Courses, who went to them, and what people note for themselves."""

from __future__ import annotations

from typing import Any

from partnerships.models import Organisation
from people.models import Attendance, Course, OwnTraining
from tests.access import readers
from tests.access.hidden import Hidden
from tests.access.many import More
from tests.access.open_world import Seen
from tests.access.table import Family, Row, by_number, post
from tests.builders import TODAY, Cast

FAMILIES = {"course": Family(readers.OPEN, by_number)}

ROWS = [
    Row("courses", public=True),
    Row("courses", public=True, query="?q=place&provider=nobody"),
    Row("courses", public=True, query="?format=csv", page=False),
    Row("course", "course", public=True),
    Row("course_history", "course"),
    Row("course_add", permission=readers.DIRECTORY),
    post("course_add", permission=readers.DIRECTORY),
    Row("course_edit", "course", permission=frozenset({"author", "desnz_official"})),
    post("course_edit", "course", permission=frozenset({"author", "desnz_official"})),
    Row("course_attendance_add", "course", permission=readers.DIRECTORY),
    post("course_attendance_add", "course", permission=readers.DIRECTORY),
    post("course_own", "course"),
]


def make(cast: Cast) -> dict[str, Any]:
    """One of the energy department."""
    course = Course.objects.create(
        title="Working in places",
        provider=Organisation.objects.get(sector="central_government"),
        created_by=cast.author,
    )
    return {"course": course}


def hide(seen: Seen, hidden: Hidden) -> None:
    """What somebody did is their own; how many went is for everybody signed in."""
    course = seen.first("course")
    OwnTraining.objects.create(user=seen.others[0], course=course, on=TODAY)
    if seen.who == "resident":
        Attendance.objects.create(
            course=course, organisation=seen.cast.council, on=TODAY, people=12
        )


def fill(more: More) -> None:
    """Another, and who went to it and to the first."""
    course = Course.objects.create(
        title=f"Course {more.number}", provider=more.body, source=more.seen.source
    )
    for one in (course, more.seen.first("course")):
        Attendance.objects.create(course=one, organisation=more.body, on=TODAY, people=9)
        OwnTraining.objects.create(course=one, user=more.somebody, on=TODAY)

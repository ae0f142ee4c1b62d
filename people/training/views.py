"""The catalogue of training: courses, how many came, and one's own note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from access.permissions import keeps_anything
from interface.cells import linked
from interface.columns import NUMBER, Column
from interface.pages import Empty
from interface.paging import Sort
from interface.parts import Theme
from interface.words import NOT_KNOWN, with_precision
from people.training.actions import forget_own_training, note_own_training, record_attendance
from people.training.forms import AttendanceForm, CourseFilter, CourseForm, OwnTrainingForm
from people.training.models import Attendance, Course, OwnTraining
from people.training.permissions import can_add_course, can_count_people, can_edit_course
from records import drafts
from records.copied import CopyRule
from registry.kind_by_itself import KindByItself

SHOWN = 100
COPIED = CopyRule(
    model=Course,
    fields=("title", "for_whom", "summary", "plan"),
    left_out="Enter again which organisation runs it, and when.",
)


def _attendance_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    return "How many took a course" if keeps_anything(user) else None


ATTENDANCE = drafts.register(
    "course-attendance",
    title=_attendance_title,
    url=lambda target: reverse("course_attendance_add", args=[target]),
)


def _name(course: Any) -> str:
    return linked(course.title, course.get_absolute_url())


def _when(course: Course) -> str:
    start = course.start
    return with_precision(start, course.start_precision) if start else "At any time"


COLUMNS = (
    NUMBER,
    Column.of(Course, "title", label="Course", cell=_name, head=True),
    Column.of(Course, "provider", cell=lambda row: row.provider.name),
    Column.of(Course, "for_whom", cell=lambda row: row.for_whom or NOT_KNOWN),
    Column.of(Course, "summary"),
    Column.of(Course, "plan"),
    Column("when", "When", cell=_when),
    Column.of(Course, "start"),
    Column("start_precision", "Start known to", "Day, month or year", lambda r: r.start_precision),
    Column.of(Course, "end"),
    Column.of(Course, "link"),
)


class Courses(KindByItself):
    """Every course, and what one took oneself."""

    api = True
    model, form, filters, columns = Course, CourseForm, CourseFilter, COLUMNS
    sorts, title, path, public = (Sort("name", "sort_key"),), "Training", "training", True
    may_add, may_edit = can_add_course, can_edit_course
    add_message = "Course added."
    menu = {
        "label": "Add a training course",
        "says": "A course that others can take",
        "theme": Theme.PEOPLE,
        "order": 160,
        "words": "new training",
        "within": "courses",
    }
    empty = Empty(
        "No course is recorded yet.",
        "Department officers, place editors and directory connectors can add the courses that "
        "their organisations run.",
    )
    without = ("TakeBack",)
    routes = {
        **KindByItself.routes,
        "Attend": ("training/<int:pk>/attendance/", "course_attendance_add"),
    }

    @classmethod
    def prepared(cls, rows: Any) -> Any:
        return super().prepared(rows).listed()

    class List(KindByItself.List):
        template_name, file = "people/training/list.html", "training"
        lead = "Courses about place-based work: who runs them, who they are for, and when."
        none_match = "No course matches these filters."

        def get_context_data(self) -> dict[str, Any]:
            user = self.request.user
            own = OwnTraining.objects.visible_to(user).select_related("course")
            return {"own": own[:SHOWN]}

    class Page(KindByItself.Page):
        """One course; who is signed in sees how many came, and their own note."""

        template_name = "people/training/record.html"

        def get_context_data(self) -> dict[str, Any]:
            user, course = self.request.user, self.record
            attendances = Attendance.objects.visible_to(user).filter(course=course)
            return {
                **super().get_context_data(),
                "attendances": attendances.select_related("organisation")[:SHOWN],
                "people": attendances.aggregate(total=Sum("people"))["total"],
                "own": OwnTraining.objects.visible_to(user).filter(course=course).first(),
                "form": OwnTrainingForm(),
                "may_edit": can_edit_course(user, course),
                "may_count": can_count_people(user, course),
                "copied": COPIED.action(course, "course_add") if can_add_course(user) else None,
            }

    class Add(KindByItself.Add):
        page_title, copies = "Add", COPIED

    class Attend(KindByItself.Edit):
        """Record how many people of a body came."""

        form, draft, permission = AttendanceForm, ATTENDANCE, can_count_people
        page_title, title = "How many took it", "How many took it?"
        success_message = "Number saved."

        def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
            super().setup(request, *args, **kwargs)
            counted = "The number of people for each organisation, and no names."
            self.lead = f"{self.record.title}. {counted}"

        def arguments(self) -> dict[str, Any]:
            return {"user": self.request.user}

        def save(self, form: AttendanceForm) -> Course:
            record_attendance(by=self.request.user, course=self.record, **form.cleaned_data)
            return self.record


@require_POST
def own_training(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that one took a course, for oneself alone, or take the note back."""
    course = get_object_or_404(Course.objects.visible_to(request.user), pk=pk)
    if "back" in request.POST:
        forget_own_training(by=request.user, course=course)
        messages.info(request, "Note deleted.")
        return redirect(course)
    form = OwnTrainingForm(request.POST)
    if form.is_valid():
        note_own_training(by=request.user, course=course, on=form.cleaned_data["on"])
        messages.success(request, "Noted. Only you can see it.")
    else:
        messages.warning(request, " ".join(map(str, form.errors.get("on", []))))
    return redirect(course)

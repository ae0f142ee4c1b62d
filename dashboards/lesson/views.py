"""The library of lessons, the page of one, and writing one down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from access.history import HistoryPage
from dashboards.lesson.filters import LessonFilter, categories, columns
from dashboards.lesson.forms import EditLesson
from interface import paging
from interface.columns import Column
from pilots.lesson.models import Lesson
from pilots.lesson.permissions import can_edit_lesson
from pilots.library import LibraryPage
from pilots.models import CaseStudy
from pilots.pilot import loading
from pilots.pilot.loading import register_change
from pilots.pilot.page import AddToPilot, TabbedPage
from pilots.pilot.permissions import can_publish_pilot
from records import drafts
from records.form_views import EditPage, FormPage
from records.take_down_views import TakeDownPage
from records.withdraw_views import MayBeWithdrawn, WithdrawPage

STUDIES_SHOWN = 20


ADD = drafts.register(
    "pilot-lesson",
    title=loading.draft_title("A lesson"),
    url=lambda target: reverse("pilot_lesson_add", args=[target]),
)
EDIT = register_change(
    "edit-lesson", "Changes to a lesson", "lesson_edit", (Lesson, can_edit_lesson)
)


class Lessons(LibraryPage):
    """What was learned in the pilots of all places."""

    model, filters = Lesson, LessonFilter
    template_name = "dashboards/lesson/list.html"
    title = "Lessons"
    noun, file = "lesson", "lessons"
    # Counting common words reads the text of each lesson that holds them.
    most_counted = 1_000

    def columns(self, chosen: Any) -> Sequence[Column]:
        return columns(dict(chosen.categories))

    def page(self, chosen: Any) -> paging.Page:
        helps, page = dict(chosen.categories), super().page(chosen)
        for lesson in page.rows:
            lesson.helps = helps.get(lesson.helps_with, lesson.helps_with)
        return page


class _OneLesson(TabbedPage):
    model = Lesson
    tabs = (("lesson", "Lesson"), ("lesson_history", "History"))

    def get_queryset(self) -> QuerySet[Lesson]:
        return super().get_queryset().with_example().for_rows()

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Lessons", reverse("lessons"))]

    def get_context_data(self) -> dict[str, Any]:
        seen_by, example = self.record.get_visibility_display(), self.record.is_example
        return {**super().get_context_data(), "seen_by": seen_by, "example": example}


class _ReadLesson(MayBeWithdrawn, _OneLesson):
    keeper = can_edit_lesson

    @property
    def withdraw_url(self) -> str:
        return reverse("lesson_withdraw", args=[self.record.pk])


class LessonPage(_ReadLesson):
    """What was learned, how people know, and in which pilot."""

    public = True
    template_name = "dashboards/lesson/record.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        lesson = self.record
        studies = CaseStudy.objects.visible_to(request.user).filter(lessons=lesson)
        return self.render_page(
            lesson=lesson,
            helps_with=dict(categories()).get(lesson.helps_with, lesson.helps_with),
            may_edit=can_edit_lesson(request.user, lesson),
            studies=list(studies.order_by("-updated_at", "-id")[:STUDIES_SHOWN]),
        )


class LessonHistory(HistoryPage, _ReadLesson):
    """Every change of a lesson that this reader may know of."""

    public = True
    is_kept = True


class WithdrawLesson(WithdrawPage, _OneLesson):
    """Take a lesson back that should not be there, or put it back."""

    permission, noun = can_edit_lesson, "lesson"
    texts = {"text": "The lesson", "evidence": "How we know"}


def _publishes(user: Any, lesson: Lesson) -> bool:
    return can_publish_pilot(user, lesson.pilot)


class TakeLessonDown(TakeDownPage, _OneLesson):
    """Out of public view with one press, and back."""

    permission, publishes = can_edit_lesson, _publishes


class _LessonForm(FormPage):
    model, form = Lesson, EditLesson

    def arguments(self) -> dict[str, Any]:
        lesson: Any = self.instance()
        publishes = can_publish_pilot(self.request.user, lesson.pilot)
        return {"instance": lesson, "publishes": publishes}


class AddLesson(_LessonForm, AddToPilot):
    """Write down what helped, what was learned or what to look out for."""

    draft = ADD
    title, page_title = "Add a lesson", "Lesson"
    success_message = "The lesson is saved."
    says_readers = False

    @property
    def cancel_url(self) -> str:
        return f"{self.pilot.get_absolute_url()}#lessons"


class ChangeLesson(_LessonForm, EditPage, _OneLesson):
    """Change a lesson; of two who change it at once the second sees both versions."""

    draft, permission = EDIT, can_edit_lesson
    title, page_title = "Change a lesson", "Change"
    success_message = "The lesson is changed."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.lead = self.record.pilot.title
        self.withdraw_url = reverse("lesson_withdraw", args=[self.record.pk])

    def get_context_data(self) -> dict[str, Any]:
        return {"example": self.record.is_example}

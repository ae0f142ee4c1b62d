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
from pilots.case_study.used_filter import add_use_url, uses_of, with_uses
from pilots.lesson.models import Lesson
from pilots.lesson.permissions import can_edit_lesson
from pilots.library import LibraryPage
from pilots.models import CaseStudy
from pilots.pilot import loading
from pilots.pilot.loading import register_change
from pilots.pilot.page import AddToPilot, TabbedPage
from pilots.pilot.permissions import can_publish_pilot
from records import drafts
from records.form_views import FormPage
from records.take_down_views import TakeDownPage
from records.withdraw_views import MayBeWithdrawn, WithdrawPage
from registry.declared_kind import AddOfKind
from registry.kind_by_itself import KindByItself

STUDIES_SHOWN = 20


ADD = drafts.register(
    "pilot-lesson",
    title=loading.draft_title("A lesson"),
    url=lambda target: reverse("pilot_lesson_add", args=[target]),
)


def _publishes(user: Any, lesson: Lesson) -> bool:
    return can_publish_pilot(user, lesson.pilot)


class _OneLesson(KindByItself.One, TabbedPage):
    tabs = (("lesson", "Lesson"), ("lesson_history", "History"))

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "seen_by": self.record.get_visibility_display()}


class _ReadLesson(_OneLesson, MayBeWithdrawn):
    keeper, public = can_edit_lesson, True


class _LessonForm(FormPage):
    def arguments(self) -> dict[str, Any]:
        lesson: Any = self.instance()
        publishes = can_publish_pilot(self.request.user, lesson.pilot)
        return {"instance": lesson, "publishes": publishes}


class Lessons(KindByItself):
    """What was learned in the pilots of all places; one is added below its pilot."""

    model, form, title, may_edit = Lesson, EditLesson, "Lessons", can_edit_lesson
    add_message, withdraw, without = "Lesson saved.", "lesson_withdraw", ("TakeBack",)
    routes = {
        **KindByItself.routes,
        "Add": ("pilots/<slug:slug>/lessons/add/", "pilot_lesson_add"),
        "Withdraw": ("lessons/<int:pk>/withdraw/", "lesson_withdraw"),
        "TakeDown": ("lessons/<int:pk>/take-down/", "lesson_take_down"),
    }

    @classmethod
    def register_draft(cls) -> drafts.Kind:
        of = (Lesson, can_edit_lesson)
        return register_change("edit-lesson", "Changes to a lesson", "lesson_edit", of)

    @classmethod
    def prepared(cls, rows: Any) -> Any:
        return rows.with_example().for_rows()

    class List(LibraryPage):
        model, filters, title = Lesson, LessonFilter, "Lessons"
        template_name = "dashboards/lesson/list.html"
        noun, file = "lesson", "lessons"
        # Counting common words reads the text of each lesson that holds them.
        most_counted = 1_000

        def get_queryset(self) -> QuerySet[Any]:
            return with_uses(super().get_queryset())

        def columns(self, chosen: Any) -> Sequence[Column]:
            return columns(dict(chosen.categories))

        def page(self, chosen: Any, listed: paging.Rows) -> paging.Page:
            helps, page = dict(chosen.categories), super().page(chosen, listed)
            for lesson in page.rows:
                lesson.helps = helps.get(lesson.helps_with, lesson.helps_with)
            return page

    class Page(_ReadLesson):
        """What was learned, how people know, and in which pilot."""

        template_name = "dashboards/lesson/record.html"

        def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            lesson = self.record
            studies = CaseStudy.objects.visible_to(request.user).filter(lessons=lesson)
            return self.render_page(
                lesson=lesson,
                helps_with=dict(categories()).get(lesson.helps_with, lesson.helps_with),
                may_edit=can_edit_lesson(request.user, lesson),
                uses=uses_of(request.user, lesson=lesson),
                add_url=add_use_url(request.user, lesson.pilot, lesson=lesson),
                studies=list(studies.order_by("-updated_at", "-id")[:STUDIES_SHOWN]),
            )

    class History(HistoryPage, _ReadLesson):
        """Every change of a lesson that this reader may know of."""

        is_kept = True

    class Withdraw(WithdrawPage, _OneLesson):
        """Take a lesson back that should not be there, or put it back."""

        permission, noun = can_edit_lesson, "lesson"
        texts = {"text": "The lesson", "evidence": "How we know"}

    class TakeDown(TakeDownPage, _OneLesson):
        """Out of public view with one press, and back."""

        permission, publishes = can_edit_lesson, _publishes

    class Add(_LessonForm, AddOfKind, AddToPilot):
        """Write down what helped, what was learned or what to look out for."""

        draft, page_title, says_readers = ADD, "Lesson", False

        @property
        def cancel_url(self) -> str:
            return f"{reverse('pilot_about', args=[self.pilot.slug])}#lessons"

    class Edit(_LessonForm, KindByItself.Edit):
        """Change a lesson; of two who change it at once the second sees both versions."""

        def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
            super().setup(request, *args, **kwargs)
            self.lead = self.record.pilot.title


REGISTRATIONS = Lessons.registrations()

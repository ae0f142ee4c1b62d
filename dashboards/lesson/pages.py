"""The library of lessons, the page of one, and writing one down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from dashboards.lesson.filters import SORTS, LessonFilter, categories, columns
from dashboards.lesson.forms import EditLesson
from interface import exports, paging
from partnerships import history
from partnerships.form_page import FormPage, answer
from pilots import loading, permissions
from pilots.models import CaseStudy, Lesson
from records import drafts

PAGE = 30
STUDIES_SHOWN = 20
# Counting common words reads the text of each lesson that holds them.
MOST_COUNTED = 1_000


def _load(user: Any, pk: int) -> Lesson:
    return get_object_or_404(Lesson.objects.visible_to(user).with_example().for_rows(), pk=pk)


def _title_of_change(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    rows = Lesson.objects.visible_to(user).for_rows()
    lesson = rows.filter(pk=target).first() if target.isdecimal() else None
    if lesson is None or not permissions.can_edit_lesson(user, lesson):
        return None
    return f"Changes to a lesson: {lesson}"


ADD = drafts.register(
    "pilot-lesson",
    title=loading.draft_title("A lesson"),
    url=lambda target: reverse("pilot_lesson_add", args=[target]),
)
EDIT = drafts.register(
    "edit-lesson",
    title=_title_of_change,
    url=lambda target: reverse("lesson_edit", args=[target]),
)


@login_not_required
def lessons(request: HttpRequest) -> HttpResponseBase:
    """All lessons that the reader sees, filtered and paged; as a file with ``?format=``."""
    chosen = LessonFilter(request.GET, request=request)
    if "format" in request.GET:
        chosen.queryset = chosen.queryset.for_rows()
        named = columns(dict(chosen.categories))
        if file := exports.respond(request, chosen, named, SORTS, "lessons"):
            return file
    context = {
        "crumbs": [("Lessons", "")],
        "filter": chosen,
        "page": paging.page(chosen.qs.for_rows(), request.GET, SORTS, size=PAGE),
        "count": paging.bounded_count(chosen.qs, MOST_COUNTED).words("lesson"),
        "helps": dict(chosen.categories),
    }
    return render(request, "dashboards/learning/lessons.html", context)


@login_not_required
def lesson(request: HttpRequest, pk: int) -> HttpResponse:
    """What was learned, how people know, and in which pilot."""
    found = _load(request.user, pk)
    context = {
        **_frame(found),
        "tabs": _tabs(found, "lesson"),
        "helps_with": dict(categories()).get(found.helps_with, found.helps_with),
        "may_edit": permissions.can_edit_lesson(request.user, found),
        "studies": _studies(request.user, found),
    }
    return render(request, "dashboards/learning/lesson.html", context)


def _studies(user: Any, found: Lesson) -> list[CaseStudy]:
    """Case studies that use it and that this reader sees; one that was withdrawn says so."""
    rows = CaseStudy.objects.visible_to(user).filter(lessons=found)
    return list(rows.order_by("-updated_at", "-id")[:STUDIES_SHOWN])


@login_not_required
def lesson_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change of a lesson that this reader may know of."""
    found = _load(request.user, pk)
    frame = {**_frame(found, ("History", "")), "tabs": _tabs(found, "lesson_history")}
    return history.show(request, found, title=str(found), **frame)


def lesson_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down what helped, what was learned or what to look out for."""
    pilot = loading.pilot_for(request, slug)
    new = Lesson(pilot=pilot, created_by_id=request.user.pk)
    page = FormPage(
        kind=ADD,
        target=pilot.slug,
        heading="Write down a lesson",
        lead=pilot.title,
        back=f"{pilot.get_absolute_url()}#lessons",
        crumbs=loading.crumbs(pilot, ("Lesson", "")),
        said="The lesson is saved.",
        context={"example": loading.frame(pilot)["example"]},
    )
    return _answer(request, page, new)


def lesson_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a lesson; of two who change it at once the second sees both versions."""
    found = _load(request.user, pk)
    if not permissions.can_edit_lesson(request.user, found):
        raise PermissionDenied
    page = FormPage(
        kind=EDIT,
        target=str(pk),
        heading="Change a lesson",
        lead=found.pilot.title,
        back=found.get_absolute_url(),
        crumbs=_crumbs(found, ("Change", "")),
        said="The lesson is changed.",
        context={"example": found.is_example},
    )
    return _answer(request, page, found)


def _answer(request: HttpRequest, page: FormPage, lesson: Lesson) -> HttpResponse:
    def write(form: EditLesson) -> Any:
        form.instance.source = form.named_source(request.user)
        return form.save()

    publishes = permissions.can_publish_pilot(request.user, lesson.pilot)
    return answer(request, page, EditLesson, write, instance=lesson, publishes=publishes)


def _crumbs(found: Lesson, *below: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Lessons", reverse("lessons")), (str(found), found.get_absolute_url()), *below]


def _frame(found: Lesson, *below: tuple[str, str]) -> dict[str, Any]:
    crumbs = _crumbs(found, *below) if below else [*_crumbs(found)[:-1], (str(found), "")]
    return {
        "lesson": found,
        "example": found.is_example,
        "seen_by": found.get_visibility_display(),
        "crumbs": crumbs,
    }


def _tabs(found: Lesson, current: str) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": reverse(name, args=[found.pk]), "current": name == current}
        for name, label in (("lesson", "Lesson"), ("lesson_history", "History"))
    ]

"""The catalogue of training: courses, how many came, and one's own note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from interface import exports, paging
from interface.exports import Column
from interface.paging import Sort
from partnerships import permissions
from partnerships.filters import CourseFilter
from partnerships.form_page import FormPage, answer
from partnerships.models import Attendance, Course, OwnTraining
from partnerships.training.actions import forget_own_training, note_own_training, record_attendance
from partnerships.training.forms import AttendanceForm, CourseForm, OwnTrainingForm
from records import drafts

SORTS = (Sort("name", "sort_key", says=str),)
SHOWN = 100
COLUMNS = (
    Column("id", "Number", "Its number in Placebook, which stays the same", lambda one: one.pk),
    Column("title", "Course", "What it is called", lambda one: one.title),
    Column("provider", "Given by", "The body that gives it", lambda one: one.provider.name),
    Column("for_whom", "For whom", "Whom it is meant for", lambda one: one.for_whom),
    Column("summary", "Summary", "What people learn", lambda one: one.summary),
    Column("start", "Start", "The first day, as far as known", lambda one: one.start),
    Column("start_precision", "Start known to", "Day, month or year", lambda o: o.start_precision),
    Column("end", "End", "The last day, as far as known", lambda one: one.end),
    Column("link", "Web page", "Where to read more and sign up", lambda one: one.link),
)


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    if not target:
        return "A course" if permissions.keeps_anything(user) else None
    try:
        return f"Changes to a course: {_mine(user, int(target))}"
    except (Http404, PermissionDenied, ValueError):
        return None


def _url(target: str) -> str:
    return reverse("course_edit", args=[target]) if target else reverse("course_add")


def _title_of_count(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    return "How many took a course" if permissions.keeps_anything(user) else None


COURSE = drafts.register("course", title=_title, url=_url)
CAME = drafts.register(
    "course-attendance",
    title=_title_of_count,
    url=lambda target: reverse("course_attendance_add", args=[target]),
)


def _load(user: Any, pk: int) -> Course:
    return get_object_or_404(Course.objects.visible_to(user).listed(), pk=pk)


def _mine(user: Any, pk: int) -> Course:
    course = _load(user, pk)
    own = permissions.wrote(user, course)
    if not own and not permissions.can_keep_organisation(user, course.provider):
        raise PermissionDenied
    return course


@login_not_required
def courses(request: HttpRequest) -> HttpResponseBase:
    """Every course, filtered and paged; files by ``?format=``."""
    chosen = CourseFilter(request.GET, Course.objects.listed(), request=request)
    if file := exports.respond(request, chosen, COLUMNS, SORTS, "training"):
        return file
    own = OwnTraining.objects.visible_to(request.user).select_related("course")
    context = {
        "filter": chosen,
        "page": paging.page(chosen.qs, request.GET, SORTS, size=50),
        "count": paging.bounded_count(chosen.qs),
        "own": own[:SHOWN],
        "may_add": permissions.keeps_anything(request.user),
        "crumbs": [("Training", "")],
    }
    return render(request, "partnerships/courses.html", context)


@login_not_required
def course(request: HttpRequest, pk: int) -> HttpResponse:
    """One course; who is signed in sees how many came, and their own note."""
    found = _load(request.user, pk)
    came = Attendance.objects.visible_to(request.user).filter(course=found)
    own = OwnTraining.objects.visible_to(request.user).filter(course=found).first()
    context = {
        "course": found,
        "came": came.select_related("organisation")[:SHOWN],
        "people": came.aggregate(total=Sum("people"))["total"],
        "own": own,
        "form": OwnTrainingForm(),
        "may_edit": permissions.wrote(request.user, found)
        or permissions.can_keep_organisation(request.user, found.provider),
        "may_count": permissions.keeps_anything(request.user),
        "example": found.is_example,
        "crumbs": _crumbs((found.title, "")),
    }
    return render(request, "partnerships/course.html", context)


def add(request: HttpRequest) -> HttpResponse:
    """Put a course into the catalogue."""
    if not permissions.keeps_anything(request.user):
        raise PermissionDenied
    page = FormPage(
        kind=COURSE,
        target="",
        heading="Add a course",
        back=reverse("courses"),
        crumbs=_crumbs(("Add", "")),
        said="The course is in the catalogue.",
    )
    return answer(request, page, CourseForm, instance=Course(created_by_id=request.user.pk))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a course."""
    found = _mine(request.user, pk)
    page = FormPage(
        kind=COURSE,
        target=str(pk),
        heading="Change a course",
        lead=found.title,
        back=found.get_absolute_url(),
        crumbs=_crumbs((found.title, found.get_absolute_url()), ("Change", "")),
        said="The course is changed.",
        context={"example": found.is_example},
    )
    return answer(request, page, CourseForm, instance=found)


def attendance_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Record how many people of a body came."""
    found = _load(request.user, pk)
    if not permissions.keeps_anything(request.user):
        raise PermissionDenied
    page = FormPage(
        kind=CAME,
        target=str(pk),
        heading="How many took it?",
        lead=f"{found.title}. A number for each body, and no names.",
        back=found.get_absolute_url(),
        crumbs=_crumbs((found.title, found.get_absolute_url()), ("How many took it", "")),
        said="The number is recorded.",
        context={"example": found.is_example},
    )

    def write(form: AttendanceForm) -> Course:
        record_attendance(by=request.user, course=found, **form.cleaned_data)
        return found

    return answer(request, page, AttendanceForm, write, user=request.user)


@require_POST
def own_training(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that one took a course, for oneself alone, or take the note back."""
    found = _load(request.user, pk)
    if "back" in request.POST:
        forget_own_training(by=request.user, course=found)
        messages.info(request, "Your note is deleted.")
        return redirect(found)
    form = OwnTrainingForm(request.POST)
    if form.is_valid():
        note_own_training(by=request.user, course=found, on=form.cleaned_data["on"])
        messages.success(request, "Noted. Only you can see it.")
    else:
        messages.warning(request, " ".join(map(str, form.errors.get("on", []))))
    return redirect(found)


def _crumbs(*below: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Training", reverse("courses")), *below]

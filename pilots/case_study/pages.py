"""Case studies: the list, the page of one, and its way from writing to the public."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from interface import exports, paging
from partnerships import history
from partnerships.form_page import FormPage, answer
from pilots import loading, permissions
from pilots.case_study import actions
from pilots.case_study.filters import COLUMNS, SORTS, CaseStudyFilter
from pilots.case_study.forms import EditCaseStudy, ReviewForm, WithdrawForm
from pilots.models import CaseStudy, Lesson, Pilot
from records import drafts
from records.models import NARROW_LEVELS, Visibility

PAGE = 30
HERE = ("Case studies", "/case-studies/")


def _load(user: Any, slug: str) -> CaseStudy:
    rows = CaseStudy.objects.visible_to(user).with_example().for_rows()
    people = rows.select_related("created_by", "changed_by", "reviewed_by")
    return get_object_or_404(people, slug=slug)


def _title_of_new(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    pilot = Pilot.objects.visible_to(user).with_places().filter(slug=target).first()
    if pilot is None or not permissions.can_log_progress(user, pilot):
        return None
    return f"A case study: {typed.get('title', '').strip() or pilot.title}"


def _title_of_change(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    study = CaseStudy.objects.visible_to(user).for_rows().filter(slug=target).first()
    if study is None or not permissions.can_edit_case_study(user, study):
        return None
    return f"Changes to a case study: {study.title}"


ADD = drafts.register(
    "case-study",
    title=_title_of_new,
    url=lambda target: reverse("case_study_add", args=[target]),
)
EDIT = drafts.register(
    "edit-case-study",
    title=_title_of_change,
    url=lambda target: reverse("case_study_edit", args=[target]),
)


@login_not_required
def case_studies(request: HttpRequest) -> HttpResponseBase:
    """All case studies that the reader sees, filtered and paged; as a file with ``?format=``."""
    chosen = CaseStudyFilter(request.GET, request=request)
    if "format" in request.GET:
        chosen.queryset = chosen.queryset.for_rows()
        if file := exports.respond(request, chosen, COLUMNS, SORTS, "case-studies"):
            return file
    context = {
        "crumbs": [("Case studies", "")],
        "filter": chosen,
        "page": paging.page(chosen.qs.for_rows(), request.GET, SORTS, size=PAGE),
        "count": paging.bounded_count(chosen.qs).words("case study", "case studies"),
    }
    return render(request, "pilots/learning/case_studies.html", context)


@login_not_required
def case_study(request: HttpRequest, slug: str) -> HttpResponse:
    """What was tried, what came of it and why we say so; for some, the next step."""
    return _page(request, _load(request.user, slug))


def _page(
    request: HttpRequest, study: CaseStudy, *, review: Any = None, withdraw: Any = None
) -> HttpResponse:
    user = request.user
    state = study.state
    may_review = state == "written" and permissions.can_review_case_study(user, study)
    stands = state != "withdrawn"
    context = {
        **_frame(study),
        "tabs": _tabs(study, "case_study"),
        "lessons": Lesson.objects.visible_to(user).filter(case_studies=study).order_by("id"),
        "beside": Pilot.objects.visible_to(user)
        .filter(pk__in=study.beside.values("pk"))
        .with_places()
        .order_by("sort_key", "id"),
        "sources": study.sources.all(),
        "review": (review or ReviewForm()) if may_review else None,
        "may_publish": state == "reviewed" and permissions.can_publish_case_study(user, study),
        "may_edit": permissions.can_edit_case_study(user, study),
        "withdraw": withdraw or WithdrawForm()
        if stands and permissions.can_withdraw_case_study(user, study)
        else None,
        "form": review or withdraw,
    }
    return render(request, "pilots/learning/case_study.html", context)


@login_not_required
def case_study_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Every change of a case study that this reader may know of."""
    study = _load(request.user, slug)
    frame = {**_frame(study, ("History", "")), "tabs": _tabs(study, "case_study_history")}
    return history.show(request, study, title=study.title, **frame)


def case_study_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell what was tried in a pilot and what honestly came of it."""
    pilot = loading.pilot_for(request, slug)
    page = FormPage(
        kind=ADD,
        target=pilot.slug,
        heading="Write a case study",
        lead=f"{pilot.title}. Somebody else reviews it before it is published.",
        back=pilot.get_absolute_url(),
        crumbs=loading.crumbs(pilot, ("Case study", "")),
        said="The case study is saved. It waits for somebody to review it.",
        context={"example": loading.frame(pilot)["example"]},
    )
    return _write(request, page, CaseStudy(pilot=pilot))


def case_study_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a case study: it is then reviewed again."""
    study = _load(request.user, slug)
    if not permissions.can_edit_case_study(request.user, study):
        raise PermissionDenied
    page = FormPage(
        kind=EDIT,
        target=slug,
        heading="Change a case study",
        lead="Once changed it waits to be reviewed again, and is not public meanwhile.",
        back=study.get_absolute_url(),
        crumbs=_crumbs(study, ("Change", "")),
        said="The case study is changed. It waits for somebody to review it.",
        context={"example": study.is_example},
    )
    return _write(request, page, study)


def _write(request: HttpRequest, page: FormPage, study: CaseStudy) -> HttpResponse:
    def write(form: EditCaseStudy) -> CaseStudy:
        return actions.write_case_study(
            by=request.user,
            study=form.instance,
            beside=form.all_pilots(),
            lessons=form.all_lessons(),
            sources=form.all_sources(request.user),
        )

    publishes = permissions.can_publish_pilot(request.user, study.pilot)
    known = {"instance": study, "user": request.user, "publishes": publishes}
    return answer(request, page, EditCaseStudy, write, **known)


@require_POST
def case_study_review(request: HttpRequest, slug: str) -> HttpResponse:
    """Somebody who did not write it says whether it is fair."""
    study = _load(request.user, slug)
    if not permissions.can_review_case_study(request.user, study):
        raise PermissionDenied
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _page(request, study, review=form)
    agrees, note = form.cleaned_data["agrees"] == "yes", form.cleaned_data["note"]
    said = "It can be published now." if agrees else "Its writer is told what should change."
    return _done(
        request,
        study,
        lambda: actions.review_case_study(by=request.user, study=study, agrees=agrees, note=note),
        said,
    )


@require_POST
def case_study_publish(request: HttpRequest, slug: str) -> HttpResponse:
    """An editor of the place lets it reach its readers."""
    study = _load(request.user, slug)
    if not permissions.can_publish_case_study(request.user, study):
        raise PermissionDenied

    def publish() -> Any:
        return actions.publish_case_study(by=request.user, study=study)

    return _done(request, study, publish, "The case study is published.")


@require_POST
def case_study_withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """It should not be relied on any more."""
    study = _load(request.user, slug)
    if not permissions.can_withdraw_case_study(request.user, study):
        raise PermissionDenied
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _page(request, study, withdraw=form)
    because = form.cleaned_data["because"]

    def withdraw() -> Any:
        return actions.withdraw_case_study(by=request.user, study=study, because=because)

    return _done(request, study, withdraw, "The case study is withdrawn. It stays to be read.")


def _done(
    request: HttpRequest, study: CaseStudy, act: Callable[[], Any], said: str
) -> HttpResponse:
    """Do it and go back to the page; say so where somebody else was quicker."""
    try:
        act()
    except ValidationError as problem:
        messages.warning(request, f"{problem.messages[0]}.")
    else:
        messages.success(request, said)
    return redirect(study)


def _crumbs(study: CaseStudy, *below: tuple[str, str]) -> list[tuple[str, str]]:
    return [HERE, (study.title, study.get_absolute_url()), *below]


def _frame(study: CaseStudy, *below: tuple[str, str]) -> dict[str, Any]:
    crumbs = _crumbs(study, *below) if below else [HERE, (study.title, "")]
    return {
        "study": study,
        "example": study.is_example,
        "seen_by": _seen_by(study),
        "crumbs": crumbs,
    }


def _seen_by(study: CaseStudy) -> str:
    """Who reads it now, in words: before it is published, no further than place and funder."""
    level = Visibility(study.visibility)
    early = study.published_at is None and level not in NARROW_LEVELS
    return str((Visibility.PROGRAMME if early else level).label)


def _tabs(study: CaseStudy, current: str) -> list[dict[str, Any]]:
    names = (("case_study", "Case study"), ("case_study_history", "History"))
    return [
        {"label": label, "url": reverse(name, args=[study.slug]), "current": name == current}
        for name, label in names
    ]

"""Care of the directory: confirming pages, reporting errors in them, and answering reports."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST

from interface.words import count_words
from partnerships.form_page import FormPage, answer
from partnerships.models import ErrorReport, Organisation, Place, Post
from partnerships.permissions import can_keep, keeps_anything
from partnerships.review import actions
from partnerships.review.days import Kept, report_url
from partnerships.review.forms import AnswerReportForm, BodyKeeperForm, KeeperForm, ReportForm
from records import drafts, form_draft

LARGEST_ID = 2**63 - 1
MOST_AT_ONCE = 200


@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """One press: all that these pages say holds today."""
    keys = request.POST.getlist("record")[:MOST_AT_ONCE]
    records = actions.find_records(request.user, keys)
    if not records and not keeps_anything(request.user):
        raise PermissionDenied
    if not all(can_keep(request.user, record) for record in records):
        raise PermissionDenied
    if not records:
        messages.warning(request, "Tick the pages that you confirm.")
        return redirect(_queue(request))
    count = actions.confirm(by=request.user, records=records)
    if request.POST.get("back") == "record" and count == 1:
        messages.success(request, "Confirmed as of today.")
        return redirect(records[0])
    messages.success(request, f"{count_words(count, 'page')} confirmed as of today.")
    return redirect(_queue(request))


def _queue(request: HttpRequest) -> str:
    """The page of the queue that the form stood on: ``back`` is "never/post", for one."""
    why, between, kind = request.POST.get("back", "").partition("/")
    if between:
        with contextlib.suppress(NoReverseMatch):
            return reverse("directory_queue_of", args=[why, kind])
    return reverse("directory_queue")


def _found(user: Any, model: Any, key: str) -> Kept:
    rows = model.objects.visible_to(user)
    if model is not Post:
        return get_object_or_404(rows, slug=key)
    if not key.isdecimal() or int(key) > LARGEST_ID:
        raise Http404
    return get_object_or_404(rows.select_related("organisation"), pk=int(key))


def report_place_error(request: HttpRequest, slug: str) -> HttpResponse:
    """Something is wrong on the page of a place."""
    return _report(request, "place", Place, slug)


def report_organisation_error(request: HttpRequest, slug: str) -> HttpResponse:
    """Something is wrong on the page of an organisation."""
    return _report(request, "organisation", Organisation, slug)


def report_post_error(request: HttpRequest, pk: int) -> HttpResponse:
    """Something is wrong on the page of a job role."""
    return _report(request, "post", Post, str(pk))


def _kind(name: str, model: Any) -> drafts.Kind:
    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        try:
            return f"Error report: {_found(user, model, target)}"
        except Http404:
            return None

    def url(target: str) -> str:
        return reverse(f"{name}_report_error", args=[target])

    return drafts.register(f"report-error-{name}", title=title, url=url)


REPORTS = {
    "place": _kind("place", Place),
    "organisation": _kind("organisation", Organisation),
    "post": _kind("post", Post),
}


def _report(request: HttpRequest, kind: str, model: Any, key: str) -> HttpResponse:
    record = _found(request.user, model, key)
    sheet = form_draft.sheet(request, REPORTS[kind], target=key)
    form = sheet.form(ReportForm)
    if sheet.answer:
        return sheet.answer
    if sheet.is_sent and form.is_valid():
        return sheet.send(
            lambda: actions.report_error(by=request.user, record=record, **form.cleaned_data),
            said="Thank you. Whoever keeps the page has been told; you hear what came of it.",
        )
    context = {
        "form": form,
        "sheet": sheet,
        "record": record,
        "example": _is_example(record),
        "crumbs": [(str(record), record.get_absolute_url()), ("Report an error", "")],
    }
    return render(request, "partnerships/report_error.html", context)


def _is_example(record: Kept) -> bool:
    return (record.organisation if isinstance(record, Post) else record).is_example


def error_report(request: HttpRequest, pk: int) -> HttpResponse:
    """A report and what came of it; whoever keeps the record answers here."""
    if pk > LARGEST_ID:
        raise Http404
    rows = ErrorReport.objects.visible_to(request.user).select_related(
        "place", "organisation", "post__organisation", "created_by", "answered_by"
    )
    report = get_object_or_404(rows, pk=pk)
    may_answer = ErrorReport.objects.kept_by(request.user).filter(pk=report.pk).exists()
    is_open = report.state == ErrorReport.State.OPEN
    form = AnswerReportForm(request.POST or None) if may_answer and is_open else None
    if request.method == "POST":
        if not may_answer:
            raise PermissionDenied
        if form is None:
            messages.info(request, actions.ANSWERED)
            return redirect(report)
        if form.is_valid():
            try:
                actions.answer_report(by=request.user, report=report, **form.cleaned_data)
            except ValidationError as problem:
                messages.info(request, problem.messages[0])
            else:
                messages.success(request, "Answered. Whoever reported it has been told.")
            return redirect(report)
    context = {
        "report": report,
        "form": form,
        "record": report.record,
        "example": _is_example(report.record),
        "report_url": report_url(report.record),
        "crumbs": [(str(report.record), report.record.get_absolute_url()), ("Error report", "")],
    }
    return render(request, "partnerships/error_report.html", context)


FORMS: dict[Any, type[KeeperForm]] = {Place: KeeperForm, Organisation: BodyKeeperForm}


def _kept(user: Any, model: Any, slug: str) -> Any:
    """The record; raises Http404 or PermissionDenied where it is not this reader's to keep."""
    record = get_object_or_404(model.objects.visible_to(user), slug=slug)
    if not can_keep(user, record):
        raise PermissionDenied
    return record


def _keeper_kind(model: Any, url: str) -> drafts.Kind:
    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        try:
            return f"Who keeps the page of {_kept(user, model, target)}"
        except (Http404, PermissionDenied):
            return None

    return drafts.register(
        url.replace("_", "-"), title=title, url=lambda target: reverse(url, args=[target])
    )


KINDS = {
    Place: _keeper_kind(Place, "place_keeper"),
    Organisation: _keeper_kind(Organisation, "organisation_keeper"),
}
LISTS = {Place: ("Places", "places"), Organisation: ("Organisations", "organisations")}


def place_keeper(request: HttpRequest, slug: str) -> HttpResponse:
    """Of a place."""
    return _keeper(request, Place, slug)


def body_keeper(request: HttpRequest, slug: str) -> HttpResponse:
    """Of an organisation."""
    return _keeper(request, Organisation, slug)


def _keeper(request: HttpRequest, model: Any, slug: str) -> HttpResponse:
    record = _kept(request.user, model, slug)
    (label, above), here = LISTS[model], record.get_absolute_url()
    heading = f"Who keeps the page of {record}"
    page = FormPage(
        kind=KINDS[model],
        target=slug,
        heading=heading,
        back=here,
        crumbs=[(label, reverse(above)), (str(record), here), (heading, "")],
        context={"example": record.is_example},
    )
    return answer(request, page, FORMS[model], instance=record, user=request.user)

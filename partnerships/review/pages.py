"""Care of the directory: confirming pages, who keeps them, reporting errors, answering reports."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST

from interface.paging import LARGEST_ID
from interface.words import count_words
from partnerships.models import ErrorReport, Organisation, Place, Post
from partnerships.permissions import keeps_anything
from partnerships.review import actions
from partnerships.review.forms import AnswerReportForm, BodyKeeperForm, KeeperForm, ReportForm
from partnerships.review.keepers import readers_of_report
from partnerships.review.models import Kept
from partnerships.review.permissions import can_keep
from records import drafts
from records.pages import EditPage

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


def _is_example(record: Kept) -> bool:
    return (record.organisation if isinstance(record, Post) else record).is_example


class _OfKept(EditPage):
    """A form about a record of the directory, named by its address."""

    key = "slug"
    lead = ""

    @property
    def target(self) -> str:
        return str(self.kwargs[self.key])

    def context(self) -> dict[str, Any]:
        return {"record": self.record, "example": _is_example(self.record)}


def _report_draft(kind: str, model: Any, key: str = "slug") -> drafts.Kind:
    def record_at(user: Any, target: str) -> Any:
        if key == "pk" and not target.isdecimal():
            raise Http404
        return get_object_or_404(model.objects.visible_to(user), **{key: target})

    address = f"{kind}_report_error"
    return drafts.register_one(f"report-error-{kind}", "Error report", address, record_at)


class _ReportError(_OfKept):
    """Something is wrong on a page; whoever keeps it is told."""

    template_name = "partnerships/review/report_error.html"
    form = ReportForm
    said = "Thank you. Whoever keeps the page has been told; you hear what came of it."

    def crumbs(self) -> list[tuple[str, str]]:
        return [(str(self.record), self.back), ("Report an error", "")]

    def arguments(self) -> dict[str, Any]:
        return {}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "goes_to": readers_of_report(self.record).words}

    def save(self, form: ReportForm) -> ErrorReport:
        by = self.request.user
        return actions.report_error(by=by, record=self.record, **form.cleaned_data)


class ReportPlaceError(_ReportError):
    """On the page of a place."""

    model, draft = Place, _report_draft("place", Place)


class ReportOrganisationError(_ReportError):
    """On the page of an organisation."""

    model, draft = Organisation, _report_draft("organisation", Organisation)


class ReportPostError(_ReportError):
    """On the page of a job role."""

    model, draft, key = Post, _report_draft("post", Post, "pk"), "pk"

    def rows(self) -> QuerySet[Post]:
        return super().rows().select_related("organisation")


def error_report(request: HttpRequest, pk: int) -> HttpResponse:
    """A report and what came of it; whoever keeps the record answers here."""
    rows = ErrorReport.objects.visible_to(request.user).select_related(
        "place", "organisation", "post__organisation", "created_by", "answered_by"
    )
    report = get_object_or_404(rows, pk=min(pk, LARGEST_ID))
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
            return _answer(request, report, form)
    context = {
        "report": report,
        "form": form,
        "record": report.record,
        "example": _is_example(report.record),
        "crumbs": [(str(report.record), report.record.get_absolute_url()), ("Error report", "")],
    }
    return render(request, "partnerships/review/error_report.html", context)


def _answer(request: HttpRequest, report: ErrorReport, form: AnswerReportForm) -> HttpResponse:
    try:
        actions.answer_report(by=request.user, report=report, **form.cleaned_data)
    except ValidationError as problem:
        messages.info(request, problem.messages[0])
    else:
        messages.success(request, "Answered. Whoever reported it has been told.")
    return redirect(report)


def _keeper_draft(model: Any, url: str) -> drafts.Kind:
    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        record = model.objects.visible_to(user).filter(slug=target).first()
        return f"Who keeps the page of {record}" if record and can_keep(user, record) else None

    return drafts.register(
        url.replace("_", "-"), title=title, url=lambda target: reverse(url, args=[target])
    )


class _Keeper(_OfKept):
    """Which job role keeps a page right, and by when somebody looks at it again."""

    may = can_keep
    listed: tuple[str, str]

    @property
    def heading(self) -> str:  # type: ignore[override]
        return f"Who keeps the page of {self.record}"

    def crumbs(self) -> list[tuple[str, str]]:
        label, url = self.listed
        return [(label, reverse(url)), (str(self.record), self.back), (self.heading, "")]

    def arguments(self) -> dict[str, Any]:
        return {**super().arguments(), "user": self.request.user}


class PlaceKeeper(_Keeper):
    """Of a place."""

    model, form, draft = Place, KeeperForm, _keeper_draft(Place, "place_keeper")
    listed = ("Places", "places")


class OrganisationKeeper(_Keeper):
    """Of an organisation."""

    model, form = Organisation, BodyKeeperForm
    draft = _keeper_draft(Organisation, "organisation_keeper")
    listed = ("Organisations", "organisations")

"""Something is wrong here: the form about any record, the reports, and what came of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import resolve, reverse

from collaboration.error_report import actions
from collaboration.error_report.forms import AnswerReportForm, ReportFilter, ReportForm
from collaboration.error_report.models import read_records
from collaboration.models import ErrorReport
from interface.cells import linked, status
from interface.columns import Column
from interface.pages import Empty, ListPage
from interface.paging import LARGEST_ID, Sort
from interface.reached import reaching
from interface.sections import day_of
from interface.words import capitalised, date_words
from partnerships.place.examples import is_made_up
from people.review.responsible import desk_of, words_for
from records import drafts
from records.form_views import FormPage
from registry.reported import reported, reported_of
from registry.waiting import shortened

TITLE = "Something is wrong"
TOO_OFTEN = "There have been too many reports from your network. Wait an hour, then try again"
NOBODY = (
    "Nobody else who looks after this record can see it, so there is nobody to tell. Correct it "
    "yourself, or let more people see it first."
)
SHAPES = {
    ErrorReport.State.OPEN: "",
    ErrorReport.State.MENDED: "good",
    ErrorReport.State.NOT_ERROR: "done",
}


def record_at(user: Any, kind: str, key: str) -> Any:
    """The record that an address names, as far as this reader may open its page. Raises Http404."""
    rule = reported(kind)
    if rule is None:
        raise Http404
    record = get_object_or_404(rule.seen_by(user), **rule.named(key))
    if not user.is_authenticated and _asks_to_sign_in(record):
        raise Http404
    return record


def _asks_to_sign_in(record: Any) -> bool:
    view: Any = resolve(record.get_absolute_url()).func
    return bool(getattr(view, "login_required", True))


def _draft_name(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    kind, _, key = target.partition("/")
    try:
        record = record_at(user, kind, key)
    except Http404:
        return None
    return f"{TITLE}: {reported_of(record).title(record)}"


REPORT = drafts.register(
    "error-report",
    title=_draft_name,
    url=lambda target: reverse("error_report_add", args=target.split("/", 1)),
)


class ReportError(FormPage):
    """Something is wrong on the page of a record; the page says who is told, before and after."""

    public = True
    model, form, draft = ErrorReport, ReportForm, REPORT
    template_name = "collaboration/error_report/report.html"
    title = "Something is wrong here"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.record = record_at(request.user, kwargs["kind"], kwargs["key"])
        self.record_title = reported_of(self.record).title(self.record)
        self.desk = desk_of(self.record)

    @property
    def target(self) -> str:
        return f"{self.kwargs['kind']}/{self.kwargs['key']}"

    @property
    def cancel_url(self) -> str:
        return str(self.record.get_absolute_url())

    @property
    def goes_to(self) -> str:
        """Who is told, in words; empty where nobody can be."""
        if self.desk is None:
            return ""
        return words_for(self.request.user, self.record, self.desk.words)

    @property
    def success_message(self) -> str:  # type: ignore[override]
        told = f"Thank you. It went to {self.goes_to}."
        if self.request.user.is_authenticated:
            return f"{told} We will tell you what came of it."
        return told

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [(self.record_title, self.cancel_url), (self.title, "")]

    def arguments(self) -> dict[str, Any]:
        return {}

    def get_context_data(self) -> dict[str, Any]:
        return {
            "record": self.record,
            "title": self.record_title,
            "example": is_made_up(self.record),
        }

    def save(self, form: ReportForm) -> Any:
        """The report for who reads it later, the record for who is not signed in."""
        if self.desk is None:
            raise ValidationError(NOBODY)
        user = self.request.user
        action = "report_error" if user.is_authenticated else "report_error_signed_out"
        if not ratelimit.consume(self.request, action=action, user=user):
            raise ValidationError(TOO_OFTEN)
        made = actions.report_error(
            by=user, record=self.record, what=form.cleaned_data["what"], desk=self.desk
        )
        return made if user.is_authenticated else self.record


def _status(report: ErrorReport) -> tuple[str, str]:
    """What came of it, and the shape of its tag."""
    return capitalised(report.outcome), SHAPES[ErrorReport.State(report.state)]


def _state(report: ErrorReport) -> str:
    words, shape = _status(report)
    return status(words, shape)


def _what(report: ErrorReport) -> str:
    return linked(shortened(report.what), report.get_absolute_url())


COLUMNS = (
    Column("what", "What is wrong", "As it was sent", lambda r: r.what, cell=_what, head=True),
    Column("record", "On the page of", "The record", lambda r: r.title, cell=lambda r: r.title),
    Column("state", "What came of it", "", lambda r: _status(r)[0], cell=_state),
    Column(
        "sent",
        "Sent",
        "The day",
        lambda r: day_of(r.created_at),
        cell=lambda r: date_words(day_of(r.created_at)),
        sort="newest",
    ),
    Column("answer", "Answer", "What those who look after the record said", lambda r: r.answer),
)


class ErrorReports(ListPage):
    """What people found wrong: reports that the reader answers, and those that they sent."""

    closed_because = "it is what waits for those who look after a page"
    model, filters, columns = ErrorReport, ReportFilter, COLUMNS
    sorts = (
        Sort(
            "newest",
            "created_at",
            says=lambda report: date_words(day_of(report.created_at)),
            starts_descending=True,
        ),
    )
    title, noun = TITLE, "report"
    lead = "What people found wrong on pages that you look after, and what you said yourself."
    empty = Empty(
        "There are no reports for you.",
        "Use “Something is wrong here” at the foot of a page to report an error.",
    )

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("place", "organisation", "post__organisation")

    def complete(self, rows: Iterable[Any]) -> Iterable[Any]:
        found = list(rows)
        read_records(found)
        return found


def error_report(request: HttpRequest, pk: int) -> HttpResponse:
    """A report and what came of it; whoever keeps the record answers here."""
    rows = ErrorReport.objects.visible_to(request.user).select_related(
        "place",
        "organisation",
        "post__organisation",
        "created_by",
        "answered_by",
        "desk_place",
        "desk_programme",
        "desk_organisation",
    )
    report = get_object_or_404(rows, pk=min(pk, LARGEST_ID))
    read_records([report])
    may_answer = ErrorReport.objects.kept_by(request.user).filter(pk=report.pk).exists()
    is_open = report.state in ErrorReport.OPEN
    form = AnswerReportForm(request.POST or None) if may_answer and is_open else None
    if form is not None and report.created_by is None:
        form.fields["answer"].help_text = "Kept with the report: whoever sent it has no account"
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
        "state": _status(report),
        "went_to": words_for(request.user, report.record, report.desk_words),
        "example": is_made_up(report.record),
        "breadcrumbs": [(TITLE, reverse("error_reports")), (capitalised(report.title), "")],
    }
    return render(request, "collaboration/error_report/record.html", context)


def _answer(request: HttpRequest, report: ErrorReport, form: AnswerReportForm) -> HttpResponse:
    try:
        with reaching() as told:
            actions.answer_report(by=request.user, report=report, **form.cleaned_data)
    except ValidationError as problem:
        messages.info(request, problem.messages[0])
    else:
        messages.success(request, told.after("Answered."))
    return redirect(report)

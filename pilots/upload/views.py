"""An update sent as a file: the template to take away, and the filled-in file sent back."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from interface import forms
from interface.errors import takes_file
from interface.pages import PageAction
from interface.programs import closed_to_programs
from interface.words import count_words
from partnerships.organisation.fields import LONGEST
from pilots.indicator.actions import FigureExists, NewFigure
from pilots.indicator.parts import PartTooLarge
from pilots.models import Pilot, Update, first_readers
from pilots.pilot import loading
from pilots.pilot.schedule import Period
from pilots.update import log_views
from pilots.update.actions import Duplicate, Report, submit_update
from pilots.upload import reading, template
from records import draft_files, form_draft
from records.file_box import FileBox
from records.files.process import Busy, Reader, turn
from records.files.tables import LIMITS, Problem, Unreadable
from records.form_draft import FormDraft

SHOWN = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


UPLOAD = draft_files.takes(
    loading.draft("upload-progress", "Progress from a file", "pilot_upload"),
    "file",
    is_shown=False,
)


class UploadForm(forms.Form):
    """The file; and what a CSV, which has figures only, leaves to be said here."""

    file = django_forms.FileField(
        label="The file that you filled in",
        widget=FileBox,
        help_text="The spreadsheet (.xlsx) or the figures as CSV, up to 5 MB",
        error_messages={
            "required": "Choose the file that you filled in",
            "empty": "The file is empty. Choose the file that you filled in",
        },
    )
    confidence = django_forms.ChoiceField(
        label="How confident are you in delivery?",
        choices=[("", "As the file says"), *Update.Confidence.choices],
        required=False,
    )
    happened = django_forms.CharField(
        label="What happened?",
        widget=django_forms.Textarea({"rows": 3}),
        max_length=LONGEST,
        required=False,
        help_text="Only where the file is a CSV: the spreadsheet asks for it on its first sheet",
    )

    def report(self, period: Period) -> Report | None:
        """What is said on the page, for a file that says nothing; None where that is missing."""
        data = self.cleaned_data
        if not (data["confidence"] and data["happened"]):
            return None
        return Report(period, confidence=data["confidence"], happened=data["happened"])


@closed_to_programs("it is a form to fill in")
def pilot_update_template(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The file to fill in, with what is due and what was said last time; ``?format=csv`` too."""
    pilot = loading.pilot_for(request, slug)
    kind = request.GET.get("format", "xlsx")
    today = timezone.localdate()
    last, period = log_views.coming(request.user, pilot, today)
    measures = log_views.measures_due(request.user, pilot, today)
    if kind == "xlsx":
        response = HttpResponse(template.workbook(pilot, period, last, measures), XLSX)
    elif kind == "csv":
        response = HttpResponse(template.plain(period, measures), "text/csv; charset=utf-8")
    else:
        problem = "The template can be downloaded as xlsx or csv."
        return render(request, "400.html", {"problem": problem}, status=400)
    name = f"progress-{pilot.slug}-{period.end:%Y-%m-%d}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@takes_file(LIMITS.sent)
def pilot_upload(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Send the filled-in file. Each problem is told with its cell, and then nothing is recorded."""
    pilot = loading.pilot_for(request, slug)
    today = timezone.localdate()
    _, period = log_views.coming(request.user, pilot, today)
    draft_form = form_draft.FormDraft(request, UPLOAD, target=pilot.slug)
    if draft_form.answer:
        return draft_form.answer
    form = draft_form.form(UploadForm)
    problems: list[Problem] = []
    way: PageAction | None = None
    status = 200
    if draft_form.is_sent and form.is_valid():
        try:
            with turn(request.user.pk) as read:
                contents = _read(request, pilot, form, period, read)
                if contents.report is not None and not contents.problems:
                    return _send(request, draft_form, pilot, contents.report, contents.figures)
            problems = contents.problems
        except FigureExists as question:
            problems = [_exists(question)]
        except PartTooLarge as problem:
            problems = [Problem("", str(problem.message))]
        except Duplicate as duplicate:
            problems = [Problem("", str(duplicate))]
            way = log_views.way_to(request.user, pilot, duplicate.existing)
        except Busy as others:
            form.add_error("file", str(others))
            draft_form.same_again()
            status = 429
    if before := draft_form.sent_before():
        return before
    context = {
        **loading.frame(pilot),
        "breadcrumbs": loading.breadcrumbs(pilot, ("Send a file", "")),
        "form": form,
        "sheet": draft_form,
        "period": period,
        "problems": problems[:SHOWN],
        "way": way,
        "count": count_words(len(problems), "problem"),
        "more": max(0, len(problems) - SHOWN),
        "seen_first": first_readers(pilot),
    }
    return render(request, "pilots/upload/form.html", context, status=status)


def _send(
    request: HttpRequest,
    draft_form: FormDraft,
    pilot: Pilot,
    report: Report,
    figures: Sequence[NewFigure],
) -> HttpResponseBase:
    def write() -> Update:
        return submit_update(pilot=pilot, by=request.user, report=report, figures=figures)

    notice = f"Update sent, with {count_words(len(figures), 'figure')}."
    return draft_form.send(write, said=notice)


def _read(
    request: HttpRequest, pilot: Pilot, form: UploadForm, period: Period, read: Reader
) -> reading.Read:
    file = form.cleaned_data["file"]
    today = timezone.localdate()
    try:
        found_tables = read(file.read(LIMITS.sent + 1), file.name)
    except Unreadable as problem:
        return reading.Read([Problem("", str(problem))])
    measures = log_views.measures_due(request.user, pilot, today)
    contents = reading.read(
        found_tables, pilot=pilot, measures=measures, period=period, today=today
    )
    if not contents.has_update:
        contents.report = form.report(period)
        if contents.report is None:
            message = "The file has figures only. Say below how confident you are and what happened"
            contents.problems.insert(0, Problem("", message))
    return contents


def _exists(question: FigureExists) -> Problem:
    existing = question.existing
    text = f"“{existing.indicator.name}” has a figure of {existing.day} by now: {existing.words}. "
    return Problem("", f"{text}Write yes in “Replaces” to correct it")

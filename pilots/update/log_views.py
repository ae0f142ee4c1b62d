"""Log progress: an update of a pilot with its figures, in three minutes; on paper as well."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from collaboration.attachment.actions import attach
from collaboration.attachment.forms import MOST_AT_ONCE, AttachFilesForm
from interface.errors import takes_file
from interface.pages import Page, PageAction
from pilots.indicator import measures
from pilots.indicator.actions import FigureExists
from pilots.indicator.measures import Measure
from pilots.indicator.parts import PartTooLarge
from pilots.models import Actual, Pilot, Update, first_readers
from pilots.pilot import loading, schedule
from pilots.pilot.page import ForKeepers
from pilots.pilot.permissions import who_accepts
from pilots.pilot.schedule import Period
from pilots.update import due_day
from pilots.update.actions import Duplicate, Report, submit_update
from pilots.update.figure_forms import FigureRow
from pilots.update.forms import ProgressForm
from pilots.update.permissions import can_change, can_correct
from records import draft_files, drafts, form_draft
from records.files.kinds import LARGEST_SENT
from records.form_draft import FormDraft


def coming(user: Any, pilot: Pilot, today: dt.date) -> tuple[Update | None, Period]:
    """The newest update that this reader sees, and what the next one covers, as it is prefilled."""
    last = pilot.updates.visible_to(user).order_by("-number").first()
    period = schedule.period_to_report(
        rhythm=pilot.rhythm if pilot.is_under_way or pilot.update_due else None,
        due=pilot.update_due,
        covered_to=last.period_end if last else None,
        today=today,
    )
    return last, period


def measures_due(user: Any, pilot: Pilot, today: dt.date) -> list[Measure]:
    """The figures that the pilot is asked for."""
    return [measure for measure in measures.of_pilot(user, pilot) if measure.is_asked(today)]


SUBMITTED, READS = "Update sent.", "reads it first"
SAME = "same"
AS_LAST_TIME = "The boxes show last time’s words and figures. Check each before you send it."
LOG_PROGRESS = draft_files.takes(
    loading.draft("log-progress", "Progress", "pilot_update"), "files", most=MOST_AT_ONCE
)


@dataclass
class Typed:
    """The form of an update and one form for each figure that is due.

    ``recorded`` are figures that are recorded for the day already, and not asked again; ``files``
    come with it, where it is new.
    """

    form: Any
    figures: list[FigureRow]
    recorded: list[Measure]
    files: AttachFilesForm | None = None

    def is_valid(self) -> bool:
        """Whether all of it can be recorded. A report of no change has no figures."""
        fine = self.form.is_valid()
        for figure in self.figures:
            if "as_of" in self.form.cleaned_data:
                figure.day_of_all = self.form.cleaned_data["as_of"]
        if self.form.is_bound and self.form.cleaned_data.get("report") == "no_change":
            for figure in self.figures:
                figure.is_valid()
            counted = ("value" in figure.errors or not figure.is_blank for figure in self.figures)
            if any(counted) or (self.files and self.files.files):
                self.form.refuse_no_change()
            return not self.form.errors
        fine &= self.files is None or self.files.is_valid()
        return all([fine, *(figure.is_valid() for figure in self.figures)])

    @property
    def report(self) -> Report:
        """What the update is to say. For valid forms."""
        report: Report = self.form.as_report
        return report

    def ask_to_replace(self, question: FigureExists) -> None:
        """Put the question to the figure that it is about."""
        for figure_form in self.figures:
            if figure_form.measure.indicator.pk == question.existing.indicator_id:
                figure_form.ask_to_replace(question.existing)

    def refuse_part(self, problem: PartTooLarge) -> None:
        """Say at the figure that is more than its whole, else at the whole, that it is."""
        rows = {row.measure.indicator.pk: row for row in self.figures}
        at = rows.get(problem.part.indicator_id) or rows.get(problem.whole.indicator_id)
        (at or self.form).add_error("value" if at else None, problem)


@takes_file(LARGEST_SENT)
def pilot_update(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The form; sent, the new update's page."""
    pilot = loading.pilot_for(request, slug)
    today = timezone.localdate()
    last, period = coming(request.user, pilot, today)
    if request.POST.get(drafts.BUTTON) == SAME:
        fill_as_last_time(request, pilot, last, today)
    draft_form = form_draft.FormDraft(request, LOG_PROGRESS, target=pilot.slug)
    if draft_form.answer:
        return draft_form.answer
    typed = _typed(draft_form, pilot, request.user, period, today)
    found: Duplicate | None = None
    if draft_form.is_sent and typed.is_valid():
        period = typed.report.period  # which the page names from now on
        try:
            return _send(request, draft_form, pilot, typed)
        except FigureExists as question:
            typed.ask_to_replace(question)
        except PartTooLarge as problem:
            typed.refuse_part(problem)
        except Duplicate as duplicate:
            found = duplicate
            typed.form.refuse_duplicate(duplicate)
    if before := draft_form.sent_before():
        return before
    context = _context(pilot, typed, draft_form, period, last)
    context["way"] = way_to(request.user, pilot, found.existing) if found else None
    return render(request, "pilots/update/form.html", context)


def _typed(draft_form: FormDraft, pilot: Pilot, user: Any, period: Period, today: dt.date) -> Typed:
    form = draft_form.form(ProgressForm, period=period, today=today)
    day = min(period.end, today)
    figures, recorded = [], []
    for measure in measures_due(user, pilot, today):
        prefix = f"f{measure.indicator.number}"
        # One that somebody else recorded meanwhile is asked still where something was typed
        if measure.is_known_from(day) and not draft_form.typed(f"{prefix}-value"):
            recorded.append(measure)
            continue
        arguments = {"measure": measure, "day": day, "today": today}
        figures.append(draft_form.form(FigureRow, prefix=prefix, **arguments))
    files = draft_form.form(AttachFilesForm, user=user)
    return Typed(form, figures, recorded, files)


def fill_as_last_time(
    request: HttpRequest, pilot: Pilot, last: Update | None, today: dt.date
) -> None:
    """Put the words and figures of last time into the boxes that are empty, to be kept as a draft:
    for their writer to check and change. How sure they are is theirs to say anew."""
    typed = request.POST.copy()
    for name in ProgressForm.WRITTEN:
        if name != "confidence" and last and not typed.get(name):
            typed[name] = getattr(last, name)
    for measure in measures_due(request.user, pilot, today):
        prefix = f"f{measure.indicator.number}"
        if f"{prefix}-value" in typed:
            row = FigureRow(typed, prefix=prefix, measure=measure, day=today, today=today)
            for name, value in row.as_last_time().items():
                typed[name] = value
    request.POST = typed  # type: ignore[assignment]  # Django gives it a setter
    messages.info(request, AS_LAST_TIME)


def way_to(user: Any, pilot: Pilot, update: Update) -> PageAction:
    """Where an update that is there already is put right by this user, else read."""
    update.pilot = pilot
    at = [pilot.slug, update.number]
    if update.state == Update.State.ACCEPTED:
        if can_correct(user, update):
            return PageAction("Correct that one", reverse("pilot_update_correct", args=at))
    elif can_change(user, update):
        return PageAction("Edit that one", reverse("pilot_update_edit", args=at))
    return PageAction("Open that one", update.get_absolute_url())


def _send(
    request: HttpRequest, draft_form: FormDraft, pilot: Pilot, typed: Typed
) -> HttpResponseBase:
    """Submit it, and say what that means for the day that is due next: once."""
    due = pilot.update_due

    def submit() -> Update:
        update = _submit(pilot, typed, request.user)
        for name, looked in typed.files.looked.values() if typed.files else ():
            attach(by=request.user, record=update, name=name, looked=looked)
        pilot.refresh_from_db(fields=["update_due"])
        said = [SUBMITTED, who_accepts(pilot).says(READS), due_day.due_words(pilot, due)]
        messages.success(request, " ".join(part for part in said if part))
        return update

    return draft_form.send(submit)


def _submit(pilot: Pilot, typed: Typed, user: Any) -> Update:
    report = typed.report
    figures = [] if report.no_change else [figure.figure for figure in typed.figures]
    return submit_update(
        pilot=pilot,
        by=user,
        report=report,
        figures=[figure for figure in figures if figure is not None],
    )


def _context(
    pilot: Pilot, typed: Typed, draft_form: FormDraft, period: Period, last: Update | None
) -> dict[str, Any]:
    title = "Log a follow-up" if pilot.has_ended else "Log progress"
    return {
        **loading.frame(pilot),
        "breadcrumbs": loading.breadcrumbs(pilot, (title, "")),
        "kind": "Update",
        "title": title,
        "form": typed.form,
        "files": typed.files,
        "figures": typed.figures,
        "asks_sameness": any(row.asks_sameness for row in typed.figures),
        "recorded": typed.recorded,
        "has_errors": any(each.is_bound and each.errors for each in (*typed.figures, typed.files)),
        "sheet": draft_form,
        "period": period,
        "last": last,
        "has_last": bool(last and (last.happened or last.no_change or typed.figures)),
        "seen_first": first_readers(pilot),
        "reads_first": who_accepts(pilot).says(READS),
        "is_early": due_day.is_early(pilot, period.end),
    }


class PaperForm(ForKeepers, Page):
    """The questions of *log progress* with room to write, and what was said last time."""

    template_name = "pilots/update/paper.html"
    page_title = "Paper form"

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        today = timezone.localdate()
        last, period = coming(request.user, self.pilot, today)
        return self.render_page(
            period=period,
            last=last,
            measures=measures_due(request.user, self.pilot, today),
            confidences=[label.capitalize() for label in Update.Confidence.labels],
            reasons=[label.capitalize() for label in Actual.Missing.labels],
        )

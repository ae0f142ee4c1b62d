"""Put right what was sent: edit an update that waits, correct one that is accepted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from interface.pages import PageAction
from pilots.indicator.actions import FigureExists
from pilots.indicator.measures import Measure, of_pilot
from pilots.indicator.parts import PartTooLarge
from pilots.models import Actual, Pilot, Update, first_readers
from pilots.pilot import loading
from pilots.pilot.permissions import who_accepts
from pilots.update.actions import Duplicate, WrongState
from pilots.update.figure_forms import FigureRow, Sent
from pilots.update.forms import CorrectForm, EditForm
from pilots.update.log_views import READS, Typed, way_to
from pilots.update.mend_actions import (
    UpdateChanged,
    correct_update,
    edit_update,
    report_of,
)
from pilots.update.permissions import can_change, can_correct
from pilots.update.views import UpdatePage
from records import form_draft
from records.form_draft import FormDraft
from records.form_views import FormPage

EDIT_UPDATE = loading.draft("update-edit", "Update", "pilot_update_edit")
CORRECT_UPDATE = loading.draft("update-correct", "Correction", "pilot_update_correct")


def as_typed(update: Update) -> dict[str, Any]:
    """What an update says, as its form asked for it."""
    report = report_of(update)
    typed = {name: getattr(report, name) for name in EditForm.WRITTEN}
    return {**typed, "report": "yes", "version": update.version}


def typed_again(
    user: Any,
    pilot: Pilot,
    update: Update,
    make: Callable[..., Any],
    typed: Callable[[str], str],
) -> Typed:
    """The form of an update that was sent, with its figures, as ``make`` opens each of them.

    ``typed`` says what was typed in a box of it since.
    """
    today = timezone.localdate()
    form = make(EditForm, period=update.period, today=today, initial=as_typed(update))
    live = Actual.objects.live().filter(update=update).select_related("indicator")
    sent = Sent.with_update(list(live))
    day = min(update.period.end, today)

    def row(measure: Measure) -> FigureRow:
        was = sent.by_indicator.get(measure.indicator.pk)
        if was is not None:
            was.indicator = measure.indicator
        made: FigureRow = make(
            FigureRow,
            prefix=f"f{measure.indicator.number}",
            measure=sent.without(measure),
            was=was,
            day=day,
            today=today,
        )
        return made

    figures, recorded = [], []
    for measure in of_pilot(user, pilot):
        if measure.indicator.pk in sent.by_indicator:
            figures.append(row(measure))
        elif measure.is_asked(today):
            # As where it was written: one that is recorded already is not asked again
            said = typed(f"f{measure.indicator.number}-value")
            if measure.is_known_from(day) and not said:
                recorded.append(measure)
            else:
                figures.append(row(measure))
    return Typed(form, figures, recorded)


class EditUpdate(UpdatePage):
    """Its author edits it, until it is accepted: the form in which it was written."""

    public = False
    permission = can_change
    template_name = "pilots/update/form.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if self.record.state == Update.State.ACCEPTED:
            return redirect("pilot_update_correct", self.pilot.slug, self.record.number)
        return self._answer()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self._answer()

    def _answer(self) -> HttpResponseBase:
        update = self.record
        draft = form_draft.FormDraft(
            self.request, EDIT_UPDATE, f"{self.pilot.slug}/{update.number}"
        )
        if draft.answer:
            return draft.answer
        typed = self._typed(draft)
        way = None
        if draft.is_sent and typed.is_valid():
            try:
                return draft.send(lambda: self._edit(typed), said="Update saved.")
            except FigureExists as question:
                typed.ask_to_replace(question)
            except PartTooLarge as problem:
                typed.refuse_part(problem)
            except Duplicate as duplicate:
                typed.form.refuse_duplicate(duplicate)
                way = way_to(self.request.user, self.pilot, duplicate.existing)
            except WrongState as problem:
                typed.form.add_error(None, str(problem))
                way = _way_on(self.request.user, update)
                if isinstance(problem, UpdateChanged):
                    typed.form.carry(problem.version)
        if before := draft.sent_before():
            return before
        return self._form(draft, typed, way)

    def _typed(self, draft: FormDraft) -> Typed:
        return typed_again(self.request.user, self.pilot, self.record, draft.form, draft.typed)

    def _edit(self, typed: Typed) -> Update:
        changes = [] if typed.report.no_change else [row.change for row in typed.figures]
        return edit_update(
            update=self.record,
            by=self.request.user,
            report=typed.report,
            figures=[change for change in changes if change is not None],
            seen=typed.form.seen,
        )

    def _form(self, draft: FormDraft, typed: Typed, way: PageAction | None) -> HttpResponse:
        self.page_title = "Edit"
        return self.render_page(
            title="Edit your update",
            editing=self.record,
            form=typed.form,
            figures=typed.figures,
            recorded=typed.recorded,
            has_errors=any(row.is_bound and row.errors for row in typed.figures),
            sheet=draft,
            period=self.record.period,
            way=way,
            seen_first=first_readers(self.pilot),
            reads_first=who_accepts(self.pilot).says(READS),
        )


class CorrectUpdate(FormPage, UpdatePage):
    """An accepted update is corrected with a reason; what it said stays to be read."""

    public = False
    permission = can_correct
    form, draft = CorrectForm, CORRECT_UPDATE
    template_name = "pilots/update/correct.html"
    title = "Correct an accepted update"
    submit_label, success_message = (
        "Correct it",
        "Update corrected. What it said before stays on its page.",
    )
    page_title = "Correct"

    @property
    def target(self) -> str:
        return f"{self.pilot.slug}/{self.record.number}"

    @property
    def cancel_url(self) -> str:
        return str(self.record.get_absolute_url())

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """The form; an update that is not accepted yet is edited instead."""
        if self.record.state == Update.State.ACCEPTED:
            return self.answer(request)
        if can_change(request.user, self.record):
            return redirect("pilot_update_edit", self.pilot.slug, self.record.number)
        messages.warning(request, "It isn’t accepted yet. Until then, its author can edit it.")
        return redirect(self.record)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.answer(request)

    def arguments(self) -> dict[str, Any]:
        return {
            "period": self.record.period,
            "today": timezone.localdate(),
            "initial": as_typed(self.record),
        }

    def save(self, form: CorrectForm) -> Update:
        try:
            return correct_update(
                update=self.record,
                by=self.request.user,
                report=form.as_report,
                why=form.cleaned_data["why"],
                seen=form.seen,
            )
        except UpdateChanged as problem:
            form.carry(problem.version)
            raise ValidationError(str(problem)) from None
        except (WrongState, Duplicate) as problem:
            raise ValidationError(str(problem)) from None

    def get_context_data(self) -> dict[str, Any]:
        return {
            **super().get_context_data(),
            "lead": f"{self.pilot.title}, {self.record.period.words}.",
        }


def _way_on(user: Any, update: Update) -> PageAction:
    """Where somebody goes whose change came too late: to correct it, else to read how it stands."""
    accepted = Update.objects.visible_to(user).accepted().filter(pk=update.pk).exists()
    if accepted and can_correct(user, update):
        at = [update.pilot.slug, update.number]
        return PageAction("Correct it with a reason", reverse("pilot_update_correct", args=at))
    return PageAction("See how it stands now", update.get_absolute_url())

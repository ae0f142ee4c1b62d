"""The course of a pilot: its page, its steps, phases, the start-up checklist, what goes on,
and the form that closes it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from interface.pages import Page
from pilots.kinds import KindOfPilot
from pilots.models import Legacy, Phase, Pilot, StartStep
from pilots.pilot import loading
from pilots.pilot.page import OfPilot, PilotFormPage
from pilots.pilot.permissions import (
    can_close_pilot,
    can_edit_pilot,
    can_publish_pilot,
    can_reopen_pilot,
)
from pilots.status import actions, checklist, page_data
from pilots.status.closing_forms import CloseForm
from pilots.status.forms import LegacyForm, PhaseForm, StartStepForm, StatusForm
from records.dates import DateWithPrecision
from records.models import Visibility

LISTED = ("pilot_life", "Life of the pilot")
STATUS = loading.draft("pilot-status", "Status", "pilot_status", may=can_edit_pilot)
STEP = loading.draft("start-step", "Start-up checklist", "pilot_start_step")


class PilotLife(OfPilot, Page):
    """How a pilot came to where it stands, and what went on after it."""

    public = True
    template_name = "pilots/status/life.html"
    page_title = LISTED[1]

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        return self.render_page(
            page=page_data.build(request.user, self.pilot, timezone.localdate())
        )


class LifeForm(PilotFormPage):
    """A form that leads back to the life of the pilot."""

    listed = LISTED
    success_message = "Saved."
    form_takes_user = True


class ChangeStatus(LifeForm):
    """Take the next step: set up, live, extended, or begin again after the end."""

    form, draft, right = StatusForm, STATUS, can_edit_pilot
    title = page_title = "Change its status"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.lead = f"{self.pilot.title}: {self.pilot.get_status_display()} now."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever edits the pilot; after its end only those who may open it again."""
        if self.pilot.has_ended and not can_reopen_pilot(request.user, self.pilot):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def instance(self) -> Pilot:
        return self.pilot

    def arguments(self) -> dict[str, Any]:
        return {**super().arguments(), "to": actions.moves(self.pilot.status)}

    def save(self, form: StatusForm) -> str:
        data = form.cleaned_data
        actions.change_status(
            pilot=self.pilot,
            to=data["to"],
            on=DateWithPrecision(*data["on"]),
            why=data["why"],
            by=self.request.user,
            ahead=form.ahead,
        )
        return self.cancel_url


class Phases(KindOfPilot):
    """Phases of a pilot, planned or past."""

    model, form, form_takes_user = Phase, PhaseForm, True
    may_add = may_edit = can_edit_pilot
    without, listed, noun, add_message = ("List", "TakeBack"), LISTED, "phase", "Saved."
    unanswered, with_rows = ("kind",), ("paid_by", "source")

    @staticmethod
    def write(by: Any, form: PhaseForm) -> None:
        actions.record_phase(by=by, phase=form.instance)


class Legacies(KindOfPilot):
    """What goes on after a pilot, or has ended since."""

    model, form, form_takes_user, path = Legacy, LegacyForm, True, "legacy"
    without, listed, draft_words = ("List", "TakeBack"), LISTED, "What goes on"
    add_title, edit_title, add_message = "Add what goes on", "Change what goes on", "Saved."
    unanswered, with_rows = ("state",), ("funder", "source", "child")


class AnswerStartStep(LifeForm):
    """Say where one step of the start-up checklist stands."""

    form, draft, guidance = StartStepForm, STEP, "pilot-start"
    form_takes_user = False

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        step = checklist.BY_KEY.get(self.kwargs["step"])
        self.title = self.page_title = step.title if step else ""
        self.lead = step.hint if step else ""
        if self.pilot.visibility == Visibility.PUBLIC:
            self.seen_by = Visibility.NETWORK  # the checklist is not for the public

    @property
    def target(self) -> str:
        return f"{self.pilot.slug}/{self.kwargs['step']}"

    def instance(self) -> StartStep:
        step = self.kwargs["step"]
        if step not in checklist.BY_KEY:
            raise Http404
        answer = self.pilot.start_steps.filter(step=step).first()
        if answer is None:
            answer = StartStep(
                pilot=self.pilot, step=step, state="", created_by_id=self.request.user.pk
            )
            answer.version = 0  # so that a first answer of somebody else in the meantime is told
        return answer

    def save(self, form: StartStepForm) -> str:
        if form.instance.pk is None:
            checklist.only_answer(self.pilot, form.instance.step)
            form.instance.version = 1
        form.save()
        return f"{self.cancel_url}#checklist"


CLOSE = loading.draft("pilot-close", "The end of a pilot", "pilot_close", may=can_close_pilot)


class ClosePilot(LifeForm):
    """How it ended, what became of its targets, what was learned, what goes on."""

    form, draft, right = CloseForm, CLOSE, can_close_pilot
    template_name = "pilots/status/closing.html"
    title, page_title = "Close or stop this pilot", "Close or stop"
    about = "It can still be read, and can be followed up."
    submit_label = "Close or stop it"
    success_message = "Saved. The pilot has ended."

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if self.pilot.has_ended:
            messages.info(request, f"This pilot is {self.pilot.get_status_display()} already.")
            return redirect(self.cancel_url)
        return super().get(request, **kwargs)

    def arguments(self) -> dict[str, Any]:
        user, pilot = self.request.user, self.pilot
        return {
            "pilot": pilot,
            "targets": page_data.with_target(user, pilot),
            "lessons_known": pilot.lessons.count(),
            "user": user,
            "publishes": can_publish_pilot(user, pilot),
        }

    def save(self, form: CloseForm) -> str:
        actions.close_pilot(pilot=self.pilot, closing=form.closing, by=self.request.user)
        return self.cancel_url

"""Close or stop a pilot, with everything that is said of its end on one page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from pilots.closing.forms import CloseForm
from pilots.pilot import loading
from pilots.pilot.permissions import can_close_pilot, can_publish_pilot
from pilots.status import actions, record
from pilots.status.pages import LifeForm

CLOSE = loading.draft("pilot-close", "The end of a pilot", "pilot_close", may=can_close_pilot)


class ClosePilot(LifeForm):
    """How it ended, what became of its targets, what was learned, what goes on."""

    form, draft, right = CloseForm, CLOSE, can_close_pilot
    template_name = "pilots/closing/form.html"
    heading, here = "Close or stop this pilot", "Close or stop"
    about = "It stays to be read, and may be followed up."
    verb = "Close or stop it"
    said = "The end of the pilot is recorded."

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if self.pilot.has_ended:
            messages.info(request, f"This pilot is {self.pilot.get_status_display()} already.")
            return redirect(self.back)
        return super().get(request, **kwargs)

    def arguments(self) -> dict[str, Any]:
        user, pilot = self.request.user, self.pilot
        return {
            "pilot": pilot,
            "targets": record.with_target(user, pilot),
            "known": pilot.lessons.count(),
            "user": user,
            "publishes": can_publish_pilot(user, pilot),
        }

    def save(self, form: CloseForm) -> str:
        actions.close_pilot(pilot=self.pilot, closing=form.closing, by=self.request.user)
        return self.back

"""Close or stop a pilot, with everything that is said of its end on one page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from partnerships.form_page import FormPage, answer
from pilots import loading, permissions
from pilots.closing.forms import CloseForm
from pilots.status import actions, targets
from records import drafts

CLOSE = drafts.register(
    "pilot-close",
    title=loading.draft_title("The end of a pilot", permissions.can_close_pilot),
    url=lambda target: reverse("pilot_close", args=[target]),
)


def pilot_close(request: HttpRequest, slug: str) -> HttpResponse:
    """How it ended, what became of its targets, what was learned, what goes on."""
    pilot = loading.pilot_for(request, slug, permissions.can_close_pilot)
    life = reverse("pilot_life", args=[slug])
    if pilot.status in actions.ENDS and request.method == "GET":
        messages.info(request, f"This pilot is {pilot.get_status_display()} already.")
        return redirect(life)
    page = FormPage(
        kind=CLOSE,
        target=slug,
        heading="Close or stop this pilot",
        lead=f"{pilot.title}. It stays to be read, and may be followed up.",
        back=life,
        crumbs=loading.crumbs(pilot, ("Life of the pilot", life), ("Close or stop", "")),
        verb="Close or stop it",
        said="The end of the pilot is recorded.",
        seen_by=pilot,
        context=loading.frame(pilot),
        template="pilots/life/close.html",
    )

    def write(form: CloseForm) -> str:
        actions.close_pilot(pilot=pilot, closing=form.closing, by=request.user)
        return life

    known = {
        "pilot": pilot,
        "targets": targets.with_target(request.user, pilot),
        "known": pilot.lessons.count(),
        "user": request.user,
        "publishes": permissions.can_publish_pilot(request.user, pilot),
    }
    return answer(request, page, CloseForm, write, **known)

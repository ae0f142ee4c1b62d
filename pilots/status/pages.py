"""The course of a pilot: its page, its steps, phases, the start-up checklist, what goes on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from partnerships.form_page import FormPage, answer
from pilots import loading, permissions
from pilots.models import Legacy, Phase, Pilot, StartStep
from pilots.status import actions, checklist, phases, record
from pilots.status.forms import LegacyForm, PhaseForm, StartStepForm, StatusForm
from records import drafts
from records.dates import DateWithPrecision
from records.models import Visibility

LARGEST_ID = 2**63 - 1
EDIT = permissions.can_edit_pilot


def _url(name: str) -> Any:
    """The address of a form: to add one, or with its number to change it."""

    def url(target: str) -> str:
        slug, _, pk = target.partition("/")
        return (
            reverse(f"{name}_edit", args=[slug, pk]) if pk else reverse(f"{name}_add", args=[slug])
        )

    return url


STATUS = drafts.register(
    "pilot-status",
    title=loading.draft_title("Where it stands", EDIT),
    url=lambda target: reverse("pilot_status", args=[target]),
)
PHASE = drafts.register("phase", title=loading.draft_title("Phase", EDIT), url=_url("phase"))
LEGACY = drafts.register("legacy", title=loading.draft_title("What goes on"), url=_url("legacy"))
STEP = drafts.register(
    "start-step",
    title=loading.draft_title("Start-up checklist"),
    url=lambda target: reverse("pilot_start_step", args=target.split("/", 1)),
)


@login_not_required
def pilot_life(request: HttpRequest, slug: str) -> HttpResponse:
    """How a pilot came to where it stands, and what went on after it."""
    pilot = loading.pilot(request, slug)
    context = {
        **loading.frame(pilot),
        "crumbs": loading.crumbs(pilot, ("Life of the pilot", "")),
        "page": record.build(request.user, pilot, timezone.localdate()),
    }
    return render(request, "pilots/life/life.html", context)


def pilot_status(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the next step: set up, live, extended, or begin again after the end."""
    pilot = loading.pilot_for(request, slug, EDIT)
    if pilot.status in actions.ENDS and not permissions.can_reopen_pilot(request.user, pilot):
        raise PermissionDenied
    now = pilot.get_status_display()
    shown = _page(pilot, STATUS, slug, "Change its status", f"{pilot.title}: {now} now.")

    def write(form: StatusForm) -> str:
        data = form.cleaned_data
        actions.change_status(
            pilot=pilot,
            to=data["to"],
            on=DateWithPrecision(*data["on"]),
            why=data["why"],
            by=request.user,
            ahead=form.ahead,
        )
        return shown.back

    moves = actions.moves(pilot.status)
    return answer(request, shown, StatusForm, write, instance=pilot, to=moves, user=request.user)


def phase_add(request: HttpRequest, slug: str) -> HttpResponse:
    """A phase, planned or past."""
    pilot = loading.pilot_for(request, slug, EDIT)
    made = Phase(pilot=pilot, kind="", created_by_id=request.user.pk)
    return _phase(request, made, _page(pilot, PHASE, slug, "Add a phase"))


def phase_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put a phase right, or say when it ended."""
    pilot = loading.pilot_for(request, slug, EDIT)
    rows = pilot.phases.select_related("paid_by", "source")
    found = get_object_or_404(rows, pk=min(pk, LARGEST_ID))
    return _phase(request, found, _page(pilot, PHASE, f"{slug}/{pk}", "Change a phase"))


def legacy_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Something goes on after the pilot."""
    pilot = loading.pilot_for(request, slug)
    made = Legacy(pilot=pilot, state="", created_by_id=request.user.pk)
    return _legacy(request, made, _page(pilot, LEGACY, slug, "Add what goes on"))


def legacy_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What goes on has ended, or is put right."""
    pilot = loading.pilot_for(request, slug)
    rows = pilot.legacy.select_related("funder", "source", "child")
    found = get_object_or_404(rows, pk=min(pk, LARGEST_ID))
    shown = _page(pilot, LEGACY, f"{slug}/{pk}", "Change what goes on")
    return _legacy(request, found, shown)


def pilot_start_step(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """Say where one step of the start-up checklist stands."""
    pilot = loading.pilot_for(request, slug)
    if (one := checklist.BY_KEY.get(step)) is None:
        raise Http404
    found = pilot.start_steps.filter(step=step).first()
    if found is None:
        found = StartStep(pilot=pilot, step=step, state="", created_by_id=request.user.pk)
        found.version = 0  # so that a first answer of somebody else in the meantime is told
    shown = _page(pilot, STEP, f"{slug}/{step}", one.title, one.hint)
    if pilot.visibility == Visibility.PUBLIC:
        shown = replace(shown, seen_by=Visibility.NETWORK)  # the checklist is not for the public

    def write(form: StartStepForm) -> str:
        if form.instance.pk is None:
            checklist.only_answer(pilot, step)
            form.instance.version = 1
        form.save()
        return f"{shown.back}#checklist"

    return answer(request, shown, StartStepForm, write, instance=found)


def _page(pilot: Pilot, kind: drafts.Kind, target: str, heading: str, lead: str = "") -> FormPage:
    back = reverse("pilot_life", args=[pilot.slug])
    return FormPage(
        kind=kind,
        target=target,
        heading=heading,
        lead=lead or pilot.title,
        back=back,
        crumbs=loading.crumbs(pilot, ("Life of the pilot", back), (heading, "")),
        said="Recorded.",
        seen_by=pilot,
        context=loading.frame(pilot),
    )


def _legacy(request: HttpRequest, one: Legacy, shown: FormPage) -> HttpResponse:
    def write(form: LegacyForm) -> str:
        form.instance.source = form.named_source(request.user)
        form.save()
        return shown.back

    return answer(request, shown, LegacyForm, write, instance=one, user=request.user)


def _phase(request: HttpRequest, one: Phase, shown: FormPage) -> HttpResponse:
    def write(form: PhaseForm) -> str:
        form.instance.source = form.named_source(request.user)
        phases.record_phase(by=request.user, phase=form.instance)
        return shown.back

    return answer(request, shown, PhaseForm, write, instance=one, user=request.user)

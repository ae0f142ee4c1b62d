"""Writing a regional update: begin it, choose and edit, have it checked, publish, withdraw."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from barriers.publication.pauses import held_words, pause_at
from dashboards.regional_update import draft as regional_draft
from dashboards.regional_update import record as regional_update
from dashboards.regional_update.pages import frame, load
from interface.words import count_words
from partnerships.models import RegionalUpdate, regions_written_by
from partnerships.permissions import can_check_regional_update, writes_regional_update
from partnerships.regional_update import actions
from partnerships.regional_update.actions import WrongState
from partnerships.regional_update.forms import GiveBackForm, StartForm, WithdrawForm, WriteForm
from partnerships.visibility import reader_of
from records import conflicts, drafts, form_draft

State = RegionalUpdate.State


def _own(user: Any, slug: str, quarter: str) -> RegionalUpdate:
    """The update, for somebody who writes for its region; 404 or 403 for all others."""
    update = load(user, slug, quarter)
    if not writes_regional_update(user, update.region):
        raise PermissionDenied
    return update


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    slug, _, quarter = target.partition("/")
    try:
        return f"Regional update: {_own(user, slug, quarter)}"
    except (Http404, PermissionDenied):
        return None


WRITE = drafts.register(
    "regional-update",
    title=_title,
    url=lambda target: reverse("regional_update_write", args=target.split("/", 1)),
)


def start(request: HttpRequest) -> HttpResponse:
    """Choose region and quarter; the draft is made of what the record says changed."""
    if not regions_written_by(reader_of(request.user)).exists():
        raise PermissionDenied
    chosen = {key: request.GET[key] for key in ("region", "quarter") if key in request.GET}
    form = StartForm(
        request.POST if request.method == "POST" else None, user=request.user, initial=chosen
    )
    if form.is_bound and form.is_valid():
        region, quarter = form.cleaned_data["region"], form.cleaned_data["quarter"]
        found = regional_draft.suggest(region, quarter)
        update = actions.start_update(
            by=request.user, region=region, quarter=quarter, suggested=found
        )
        if update.is_out:
            return redirect(update)
        return redirect("regional_update_write", region.slug, quarter.key)
    above = ("Regional updates", reverse("regional_updates"))
    context = {"form": form, "crumbs": [above, ("Begin one", "")]}
    return render(request, "dashboards/regional_start.html", context)


def write(request: HttpRequest, slug: str, quarter: str) -> HttpResponse:
    """Choose what the update says, edit the words, put it in order, add to it; or correct it."""
    update = _own(request.user, slug, quarter)
    if update.state in (State.CHECKING, State.WITHDRAWN):
        said = (
            "being checked. Take it back first" if update.state == State.CHECKING else "withdrawn"
        )
        messages.info(request, f"It cannot be changed while it is {said}.")
        return redirect(update)
    sheet = form_draft.sheet(request, WRITE, target=f"{slug}/{quarter}")
    form = sheet.form(WriteForm, instance=update)
    if sheet.answer:
        return sheet.answer
    context: dict[str, Any] = {**frame(update, "Write"), "form": form, "sheet": sheet}
    if sheet.is_sent and form.is_valid():
        try:
            return sheet.send(lambda: _save(request, form), said="Saved.")
        except conflicts.Conflict as conflict:
            context["conflict"] = conflict
        except WrongState as problem:
            context["problem"] = str(problem)
    return render(request, "dashboards/regional_write.html", context)


def _save(request: HttpRequest, form: WriteForm) -> str:
    def save() -> RegionalUpdate:
        return actions.write_update(
            by=request.user,
            update=form.instance,
            items=form.written(),
            correction=form.cleaned_data.get("correction", ""),
        )

    update = conflicts.save(form, save)
    if "again" in request.POST:
        return regional_update.address_of(update.region, update.period, "regional_update_write")
    return update.get_absolute_url()


@require_POST
def look_again(request: HttpRequest, slug: str, quarter: str) -> HttpResponse:
    """Add what changed in the record since the draft was made."""
    update = _own(request.user, slug, quarter)
    found = regional_draft.suggest(update.region, update.period)

    def add() -> None:
        new = actions.look_again(by=request.user, update=update, suggested=found)
        messages.success(request, f"{count_words(new, 'new suggestion').capitalize()} found.")

    _tried(request, add)
    return redirect("regional_update_write", slug, quarter)


@require_POST
def send_to_check(request: HttpRequest, slug: str, quarter: str) -> HttpResponse:
    """Ask somebody else to check it."""
    update = _own(request.user, slug, quarter)
    said = "It waits for somebody else who writes for the region to check it."
    _tried(request, lambda: actions.send_to_check(by=request.user, update=update), said)
    return redirect(update)


@require_POST
def pass_check(request: HttpRequest, slug: str, quarter: str) -> HttpResponse:
    """Say that it is right; not by who wrote it."""
    update = _own(request.user, slug, quarter)
    if not can_check_regional_update(request.user, update):
        raise PermissionDenied
    said = "It is checked and can be published."
    _tried(request, lambda: actions.pass_check(by=request.user, update=update), said)
    return redirect(update)


@require_POST
def give_back(request: HttpRequest, slug: str, quarter: str) -> HttpResponse:
    """Give it back with what is to be put right; its writers take it back without words."""
    update = _own(request.user, slug, quarter)
    form = GiveBackForm(request.POST)
    checks = can_check_regional_update(request.user, update)
    if checks and not form.is_valid():
        page = regional_update.build(request.user, update)
        context = {**frame(update), "page": page, "giving_back": form, "form": form}
        return render(request, "dashboards/regional_update.html", context)
    note = form.cleaned_data["note"] if checks else ""
    said = "It is given back." if checks else "You have it back and can change it."
    _tried(request, lambda: actions.give_back(by=request.user, update=update, note=note), said)
    return redirect(update)


@require_POST
def publish(request: HttpRequest, slug: str, quarter: str) -> HttpResponse:
    """Show it to everybody, unless a pause holds back what its region publishes."""
    update = _own(request.user, slug, quarter)
    if pause := pause_at(update.region, timezone.localdate()):
        messages.warning(request, f"{held_words(pause)}. Publish it after that.")
        return redirect(update)
    said = "It is published. Who follows the region is told with the next letters."
    _tried(request, lambda: actions.publish(by=request.user, update=update), said)
    return redirect(update)


def withdraw(request: HttpRequest, slug: str, quarter: str) -> HttpResponse:
    """Take a published update back, with the reason."""
    update = _own(request.user, slug, quarter)
    if update.state != State.PUBLISHED:
        messages.info(request, "Only a published update can be withdrawn.")
        return redirect(update)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        because = form.cleaned_data["because"]
        _tried(
            request,
            lambda: actions.withdraw(by=request.user, update=update, because=because),
            "It is withdrawn.",
        )
        return redirect(update)
    context = {**frame(update, "Withdraw"), "form": form}
    return render(request, "dashboards/regional_withdraw.html", context)


def _tried(request: HttpRequest, do: Callable[[], Any], said: str = "") -> None:
    """Do it and say so, or say why it cannot be done now."""
    try:
        do()
    except WrongState as problem:
        messages.warning(request, str(problem))
    else:
        if said:
            messages.success(request, said)

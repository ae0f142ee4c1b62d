"""Writing a regional update: choose and edit, have it checked, withdraw it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from interface.reached import reaching
from policy.models import RegionalUpdate
from policy.regional_update import actions, page_data
from policy.regional_update.actions import WrongState
from policy.regional_update.forms import GiveBackForm, WithdrawForm, WriteForm
from policy.regional_update.permissions import (
    can_check_regional_update,
)
from policy.regional_update.views import frame, own
from records import conflicts, drafts, form_draft
from records.refused import say_refused

State = RegionalUpdate.State


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    slug, _, quarter = target.partition("/")
    try:
        return f"Regional update: {own(user, slug, quarter)}"
    except (Http404, PermissionDenied):
        return None


WRITE = drafts.register(
    "regional-update",
    title=_title,
    url=lambda target: reverse("regional_update_write", args=target.split("/", 1)),
)


def write(request: HttpRequest, slug: str, quarter: str) -> HttpResponse:
    """Choose what the update says, edit the words, put it in order, add to it; or correct it."""
    update = own(request.user, slug, quarter)
    if update.state in (State.CHECKING, State.WITHDRAWN):
        lead = (
            "being checked. Take it back first" if update.state == State.CHECKING else "withdrawn"
        )
        messages.info(request, f"It cannot be changed while it is {lead}.")
        return redirect(update)
    draft = form_draft.FormDraft(request, WRITE, target=f"{slug}/{quarter}")
    form = draft.form(WriteForm, instance=update)
    if draft.answer:
        return draft.answer
    context: dict[str, Any] = {**frame(update, "Write"), "form": form, "sheet": draft}
    if draft.is_sent and form.is_valid():
        try:
            return draft.send(lambda: _save(request, form), said="Saved.")
        except conflicts.Conflict as conflict:
            context["conflict"] = conflict
        except WrongState as problem:
            context["problem"] = str(problem)
    return render(request, "policy/regional_update/write.html", context)


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
        return page_data.address_of(update.region, update.period, "regional_update_write")
    return update.get_absolute_url()


@require_POST
def send_to_check(request: HttpRequest, slug: str, quarter: str) -> HttpResponse:
    """Ask somebody else to check it."""
    update = own(request.user, slug, quarter)
    message = "It waits for somebody else who writes for the region to check it."
    attempt(request, lambda: actions.send_to_check(by=request.user, update=update), message)
    return redirect(update)


@require_POST
def pass_check(request: HttpRequest, slug: str, quarter: str) -> HttpResponse:
    """Say that it is right; not by who wrote it."""
    update = own(request.user, slug, quarter)
    if not can_check_regional_update(request.user, update):
        raise PermissionDenied
    message = "It is checked and can be published."
    attempt(request, lambda: actions.pass_check(by=request.user, update=update), message)
    return redirect(update)


@require_POST
def give_back(request: HttpRequest, slug: str, quarter: str) -> HttpResponse:
    """Give it back with what is to be put right; its writers take it back without words."""
    update = own(request.user, slug, quarter)
    form = GiveBackForm(request.POST)
    checks = can_check_regional_update(request.user, update)
    if checks and not form.is_valid():
        page = page_data.build(request.user, update)
        context = {**frame(update), "page": page, "giving_back": form, "form": form}
        return render(request, "policy/regional_update/record.html", context)
    note = form.cleaned_data["note"] if checks else ""
    message = "Given back." if checks else "You have it back and can change it."
    typed = request.POST.get("note", "")
    give = partial(actions.give_back, by=request.user, update=update, note=note)
    attempt(request, give, message, typed=typed)
    return redirect(update)


def withdraw(request: HttpRequest, slug: str, quarter: str) -> HttpResponse:
    """Take a published update back, with the reason."""
    update = own(request.user, slug, quarter)
    if update.state != State.PUBLISHED:
        because = request.POST.get("because", "")
        say_refused(request, "Only a published update can be withdrawn.", typed=because)
        return redirect(update)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        because = form.cleaned_data["because"]
        attempt(
            request,
            lambda: actions.withdraw(by=request.user, update=update, because=because),
            "Withdrawn.",
            typed=because,
        )
        return redirect(update)
    context = {**frame(update, "Withdraw"), "form": form}
    return render(request, "policy/regional_update/withdraw.html", context)


def attempt(
    request: HttpRequest, do: Callable[[], Any], said: str = "", *, typed: str = ""
) -> None:
    """Do it and say so, or say why it cannot be done now; what was ``typed`` for it is kept."""
    try:
        with reaching() as told:
            do()
    except WrongState as problem:
        say_refused(request, str(problem), typed=typed)
    else:
        if said:
            messages.success(request, told.after(said))

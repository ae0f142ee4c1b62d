"""Drafts: kept while people type, thrown away when they say so; and forms that went stale."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from interface import errors
from interface.paging import LARGEST_ID
from interface.words import time_words
from records import drafts
from records.drafts import Ticket
from records.elsewhere import elsewhere
from records.models import Draft

SIGNED_OUT = "You are signed out. What you typed is kept: sign in again in another window."


@login_not_required
@require_POST
def draft_save(request: HttpRequest) -> JsonResponse:
    """Keep a form's text while it is typed: form data, or JSON of name to text.

    Answers ``{"saved": "4:10pm"}``, and what happened in another tab of theirs as ``elsewhere``,
    with ``url`` and ``link``; 401 where the person is signed out meanwhile (their text is
    kept all the same), 409 where it was sent already or they may not write there, 413 where there
    is too much, 400 where it is no form of ours.
    """
    data = _data(request)
    ticket = Ticket.read(data.get(drafts.TOKEN)) if data is not None else None
    if data is None or ticket is None or ticket.user_id != (request.user.pk or ticket.user_id):
        return JsonResponse({"problem": "This form cannot be kept as a draft."}, status=400)
    try:
        draft = drafts.keep(ticket, data)
    except drafts.TooLong as problem:
        return JsonResponse({"problem": str(problem)}, status=413)
    if not request.user.is_authenticated:
        return JsonResponse({"problem": SIGNED_OUT}, status=401)
    if draft is None:
        return JsonResponse({"problem": "There is nothing to keep this draft for."}, status=409)
    saved = {"saved": time_words(draft.saved_at)}
    if said := elsewhere(ticket, draft):
        saved |= {"elsewhere": said.words, "url": said.url, "link": said.link}
    return JsonResponse(saved)


def _data(request: HttpRequest) -> Mapping[str, Any] | None:
    if request.content_type != "application/json":
        return request.POST
    try:
        data = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


@require_POST
def draft_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away and go back to where the person was, or to the empty form."""
    mine = Draft.objects.with_deleted(request.user)
    draft = get_object_or_404(mine, pk=min(pk, LARGEST_ID))
    Draft.objects.filter(pk=draft.pk, deleted_at=None).update(deleted_at=timezone.now())
    said, back = "Draft deleted. You can undo this for a day, in My work.", _back(request)
    # A page that it is sent from lists what was deleted, each with its way back
    undo = "" if back else reverse("draft_restore", args=[draft.pk])
    messages.info(request, said, extra_tags=undo)
    return redirect(back or drafts.form_of(draft) or "/")


@require_POST
def draft_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a deleted draft back, where the person asked for it or in its form."""
    mine = Draft.objects.with_deleted(request.user)
    draft = get_object_or_404(mine, pk=min(pk, LARGEST_ID))
    was_deleted = Draft.objects.filter(pk=draft.pk).exclude(deleted_at=None).update(deleted_at=None)
    said = (
        "The draft is back." if was_deleted else "Here is what you typed. Send it to add it again."
    )
    messages.success(request, said)
    return redirect(_back(request) or drafts.url_of(draft) or "/")


def _back(request: HttpRequest) -> str:
    """The page of ours that a form was sent from, where it says so."""
    back = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return back if ours else ""


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """A form whose page had gone stale: what was typed is kept where the form is one of ours.

    The form's signed token shows that we rendered it, and for whom; nothing is sent on its word.
    """
    ticket = Ticket.read(request.POST.get(drafts.TOKEN))
    if ticket is None or ticket.user_id != (request.user.pk or ticket.user_id):
        return errors.csrf_failure(request, reason)
    try:
        kept = drafts.keep(ticket, request.POST)
    except drafts.TooLong:
        kept = None
    if kept is None:
        return errors.csrf_failure(request, reason)
    if request.resolver_match and request.resolver_match.url_name == "draft_save":
        return JsonResponse({"saved": time_words(kept.saved_at)})
    messages.info(
        request,
        "Your page had been open for so long that we could not be sure that you sent it. "
        "What you typed is kept as a draft: check it and send it again.",
    )
    return redirect(ticket.url)

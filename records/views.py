"""Drafts: kept while people type, thrown away when they say so; and forms that went stale."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from interface import errors
from interface.errors import takes_file
from interface.paging import LARGEST_ID
from interface.words import time_words
from records import drafts, refused, sent
from records.draft_files import media_type, take_in, take_in_sent
from records.drafts import Ticket
from records.elsewhere import elsewhere
from records.files.kinds import LARGEST_SENT
from records.files.served import never_run
from records.models import Draft, DraftFile
from records.taking_back import WITHIN
from records.typed_text import answers, in_order
from records.undoing import CannotUndo

TOO_LATE = "It can’t be undone any more: more than a week has passed, or it was undone already."
NOT_YOURS = "It can’t be undone: you can no longer change such records there."
INSTEAD = "What was typed for it is a draft now, shown below."
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
    kept = _kept(request, takes_out=False)
    if isinstance(kept, JsonResponse):
        return kept
    ticket, draft = kept
    saved = {"saved": time_words(draft.saved_at)}
    if said := elsewhere(ticket, draft):
        saved |= {"elsewhere": said.words, "url": said.url, "link": said.link}
    return JsonResponse(saved)


def _kept(request: HttpRequest, *, takes_out: bool) -> tuple[Ticket, Draft] | JsonResponse:
    """The draft that holds what was typed, or why there is none."""
    data = _data(request)
    ticket = Ticket.read(data.get(drafts.TOKEN)) if data is not None else None
    if data is None or ticket is None or ticket.user_id != (request.user.pk or ticket.user_id):
        return JsonResponse({"problem": "This form cannot be kept as a draft."}, status=400)
    try:
        draft = drafts.keep(ticket, data, takes_out=takes_out)
    except drafts.TooLong as problem:
        return JsonResponse({"problem": str(problem)}, status=413)
    if not request.user.is_authenticated:
        return JsonResponse({"problem": SIGNED_OUT}, status=401)
    if draft is None:
        return JsonResponse({"problem": "There is nothing to keep this draft for."}, status=409)
    return ticket, draft


@takes_file(LARGEST_SENT)
@login_not_required
@require_POST
def draft_files(request: HttpRequest) -> JsonResponse:
    """Keep the files that were chosen in a form, as they are chosen, and what is typed in it.

    Answers ``{"saved": "4:10pm", "kept": "<ul>…", "lost": […]}``: the files of the draft as the
    page shows them, and which are not kept; else as ``draft_save`` does.
    """
    kept = _kept(request, takes_out=True)
    if isinstance(kept, JsonResponse):
        return kept
    draft = kept[1]
    lost = [*take_in(draft, draft.form, request.FILES).values()]
    shown = {"kept": draft.files.all(), "lost": lost}
    html = render_to_string("records/_draft_files.html", shown)
    return JsonResponse({"saved": time_words(draft.saved_at), "kept": html, "lost": lost})


@require_safe
def draft_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A file of a draft, for its writer alone; pictures are drawn from it."""
    rows = DraftFile.objects.visible_to(request.user).exclude(type="").defer(None)
    file = get_object_or_404(rows, pk=min(pk, LARGEST_ID))
    response = HttpResponse(bytes(file.content), media_type(file))
    name = content_disposition_header(as_attachment=True, filename=file.name)
    response["Content-Disposition"] = name or "attachment"
    return never_run(response)


def _data(request: HttpRequest) -> Mapping[str, Any] | None:
    if request.content_type != "application/json":
        return request.POST
    try:
        data = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def draft_text(request: HttpRequest, pk: int) -> HttpResponse:
    """What was typed as plain text, for its writer alone and whatever became of the form."""
    mine = Draft.objects.visible_to(request.user)
    draft = get_object_or_404(mine, pk=min(pk, LARGEST_ID))
    kind = drafts.kind_of(draft.form)
    # A form for which it has no title any more is closed to them: no link tells what it was about
    is_open = kind is not None and kind.title(request.user, draft.target, {}) is not None
    context = {
        "draft": draft,
        "answers": answers(request.user, draft.form, in_order(draft.form, draft.typed)),
        "files": draft.files.all(),
        "form_url": drafts.form_of(draft) if is_open else "",
        "refills": kind is not None and kind.refills,
        "breadcrumbs": [(drafts.TYPED, "")],
    }
    return render(request, "records/typed.html", context)


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
    """Have a deleted draft back, or a record that was taken back, where the person asked for it."""
    mine = Draft.every.had_again(request.user)
    draft = get_object_or_404(mine, pk=min(pk, LARGEST_ID))
    if draft.undoes is not None:
        return _have_again(request, draft)
    Draft.objects.filter(pk=draft.pk).update(deleted_at=None)
    messages.success(request, "The draft is back.")
    return redirect(_back(request) or drafts.url_of(draft) or "/")


@transaction.atomic
def _have_again(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The record as it stood; where that cannot be, what was typed for it as a draft."""
    locked = Draft.every.select_for_update(of=("self",)).filter(pk=draft.pk).first()
    if locked is None or locked.undoes is None or locked.saved_at < timezone.now() - WITHIN:
        messages.warning(request, TOO_LATE)
        return redirect(_back(request) or "/")
    try:
        record = sent.have_again(locked, request.user)
    except CannotUndo as problem:
        said = " ".join(problem.messages)
    except PermissionDenied:
        said = NOT_YOURS
    else:
        messages.success(request, f"It is back as it was: {locked.title}.")
        return redirect(_back(request) or _page_of(record, request))
    if not sent.draft_instead(locked):
        messages.warning(request, said)
        return redirect(_back(request) or "/")
    messages.warning(request, f"{said} {INSTEAD}")
    return redirect(drafts.url_of(locked) or "/")


def _page_of(record: Any, request: HttpRequest) -> str:
    """Its page; of what has none, the list that it stands in, where it was taken back."""
    if hasattr(record, "get_absolute_url"):
        return str(record.get_absolute_url())
    came_from = request.headers.get("Referer", "")
    return came_from if _is_ours(came_from, request) else "/"


def _is_ours(address: str, request: HttpRequest) -> bool:
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())


def _back(request: HttpRequest) -> str:
    """The page of ours that a form was sent from, where it says so."""
    back = request.POST.get("next", "")
    return back if _is_ours(back, request) else ""


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """A form whose page had gone stale: what was typed is kept where the form is one of ours.

    The form's signed token shows that we rendered it, and for whom; nothing is sent on its word.
    """
    ticket = Ticket.read(request.POST.get(drafts.TOKEN))
    is_typing = bool(request.resolver_match and request.resolver_match.url_name == "draft_save")
    if ticket is None or ticket.user_id != (request.user.pk or ticket.user_id):
        return errors.csrf_failure(request, reason)
    if ticket.kind and not ticket.kind.is_kept:
        return refused.shown_back(request, refused.Typed.sent(request), refused.STALE)
    try:
        kept = drafts.keep(ticket, request.POST, takes_out=not is_typing)
    except drafts.TooLong:
        kept = None
    if kept is None:
        return errors.csrf_failure(request, reason)
    if is_typing:
        return JsonResponse({"saved": time_words(kept.saved_at)})
    messages.info(
        request,
        "Your page had been open for so long that we could not be sure that you sent it. "
        "What you typed is kept as a draft: check it and send it again.",
    )
    take_in_sent(request, kept, kept.form)
    url = ticket.url if ticket.kind and ticket.kind.refills else drafts.text_url(kept)
    # A page of what only some may see answers nobody who is signed out
    return redirect(url) if request.user.is_authenticated else redirect_to_login(url)

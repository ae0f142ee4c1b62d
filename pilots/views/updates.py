"""Updates of a pilot: the list, each one's page, and the talk about it until it is accepted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from interface import exports, paging
from interface.exports import Column
from interface.paging import Sort
from pilots import permissions, updates
from pilots.actions import WrongState, accept_update, answer_question, ask_question
from pilots.forms.progress import AnswerForm, QuestionForm
from pilots.models import Actual, Pilot, Update
from pilots.views import load

SORTS = (Sort("number", "number", says=lambda row: row.period.words, starts_descending=True),)


def columns(user: Any) -> list[Column]:
    """The columns of the list as a file, each saying no more than this reader may see."""

    def said(name: str) -> Any:
        return lambda row: getattr(updates.read(user, row), name)

    return [
        Column("number", "Update", "Number within the pilot", lambda row: row.number),
        Column("from", "From", "First day of the period; empty where open", _start),
        Column("to", "To", "Last day of the period", lambda row: row.period_end),
        Column("state", "State", "Submitted, question asked or accepted", said("state")),
        Column("no_change", "No change", "Nothing to report", said("is_no_change")),
        Column(
            "confidence",
            "Confidence in delivery",
            "What the people who deliver say; only for signed-in readers",
            said("confidence"),
        ),
        Column("happened", "What happened", "Only for signed-in readers", said("happened")),
        Column("next", "What happens next", "Only for signed-in readers", said("next_steps")),
        Column("help", "What help is needed", "Only for signed-in readers", said("help_needed")),
        Column("public", "Sentence for the public", "What residents read", said("public_sentence")),
        Column("address", "Address", "Its page", said("url")),
    ]


@login_not_required
def pilot_updates(request: HttpRequest, slug: str) -> HttpResponseBase:
    """All updates that the reader sees, the newest first."""
    pilot = load.pilot(request, slug)
    rows = (
        Update.objects.visible_to(request.user)
        .filter(pilot=pilot)
        .select_related("pilot", "created_by", "questioned_by", "accepted_by")
    )
    name = f"updates-{pilot.slug}"
    file = exports.respond(request, rows, columns(request.user), SORTS, name)
    if file is not None:
        return file
    page = paging.page(rows, request.GET, SORTS, size=20)
    context = {
        **load.frame(pilot),
        "crumbs": load.crumbs(pilot, ("Updates", "")),
        "page": page,
        "updates": [updates.read(request.user, row) for row in page.rows],
        "may_log": permissions.can_log_progress(request.user, pilot),
    }
    return render(request, "pilots/updates.html", context)


@login_not_required
def pilot_update_page(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One update with its figures, and what may be done about it."""
    pilot = load.pilot(request, slug)
    return _page(request, pilot, load.update(request, pilot, number))


@require_POST
def pilot_update_ask(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The programme's lead asks a question."""
    pilot, update = _reviewed(request, slug, number)
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return _page(request, pilot, update, asking=form)
    try:
        ask_question(update=update, by=request.user, question=form.cleaned_data["question"])
    except WrongState as problem:
        messages.warning(request, str(problem))
    else:
        messages.success(request, "Your question is sent. The update waits for an answer.")
    return redirect(update)


@require_POST
def pilot_update_answer(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Those who log the pilot's progress answer the question."""
    pilot = load.pilot(request, slug)
    update = load.update(request, pilot, number)
    if not permissions.can_answer(request.user, update):
        raise PermissionDenied
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, pilot, update, answering=form)
    try:
        answer_question(update=update, by=request.user, answer=form.cleaned_data["answer"])
    except WrongState as problem:
        messages.warning(request, str(problem))
    else:
        messages.success(request, "Your answer is sent.")
    return redirect(update)


@require_POST
def pilot_update_accept(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The programme's lead accepts the update."""
    _, update = _reviewed(request, slug, number)
    try:
        accept_update(update=update, by=request.user)
    except WrongState as problem:
        messages.warning(request, str(problem))
    else:
        messages.success(request, "The update is accepted.")
    return redirect(update)


def _reviewed(request: HttpRequest, slug: str, number: int) -> tuple[Pilot, Update]:
    pilot = load.pilot(request, slug)
    update = load.update(request, pilot, number)
    if not permissions.can_review_updates(request.user, pilot):
        raise PermissionDenied
    return pilot, update


def _page(
    request: HttpRequest,
    pilot: Pilot,
    update: Update,
    *,
    asking: QuestionForm | None = None,
    answering: AnswerForm | None = None,
) -> HttpResponse:
    user = request.user
    open_ = update.state != Update.State.ACCEPTED
    reviews = open_ and permissions.can_review_updates(user, pilot)
    logs = permissions.can_log_progress(user, pilot)
    waits = update.state == Update.State.QUESTIONED
    shown = updates.read(user, update)
    context = {
        **load.frame(pilot),
        "crumbs": load.crumbs(pilot, (shown.title, "")),
        "record": update,
        "update": shown,
        "figures": _figures(user, update),
        "asking": (asking or QuestionForm()) if reviews else None,
        "answering": (answering or AnswerForm()) if waits and logs else None,
        "form": asking or answering,
        "logs": logs,
    }
    return render(request, "pilots/update.html", context)


def _figures(user: Any, update: Update) -> list[Actual]:
    """The figures that came with an update; ``stands`` is false for one corrected since."""
    rows = Actual.objects.filter(update=update)
    standing = set(rows.standing_for(user).values_list("pk", flat=True))
    found = list(
        rows.visible_to(user)
        .select_related("indicator", "source")
        .order_by("indicator__number", "id")
    )
    for one in found:
        one.indicator.pilot = update.pilot
        one.stands = one.pk in standing
    return found


def _start(row: Update) -> Any:
    return row.period_start

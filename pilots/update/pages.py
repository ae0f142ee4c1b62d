"""Updates of a pilot: the list, each one's page, and the talk about it until it is accepted."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_POST

from interface import exports, forms, paging
from interface.exports import Column
from interface.paging import Sort
from pilots import loading, permissions
from pilots.models import Actual, Pilot, Update
from pilots.update import comparison, due, record
from pilots.update.actions import WrongState, accept_update, answer_question, ask_question
from pilots.update.forms import AnswerForm, QuestionForm

SORTS = (Sort("number", "number", says=lambda row: row.period.words, starts_descending=True),)


def columns(user: Any) -> list[Column]:
    """The columns of the list as a file, each saying no more than this reader may see."""

    def said(name: str) -> Any:
        return lambda row: getattr(record.read(user, row), name)

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
    pilot = loading.pilot(request, slug)
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
        **loading.frame(pilot),
        "crumbs": loading.crumbs(pilot, ("Updates", "")),
        "page": page,
        "updates": [record.read(request.user, row) for row in page.rows],
        "may_log": permissions.can_log_progress(request.user, pilot),
    }
    return render(request, "pilots/updates.html", context)


@login_not_required
def pilot_update_page(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One update with its figures, and what may be done about it."""
    pilot = loading.pilot(request, slug)
    return _page(request, pilot, loading.update(request, pilot, number))


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
    pilot = loading.pilot(request, slug)
    update = loading.update(request, pilot, number)
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
    pilot = loading.pilot(request, slug)
    update = loading.update(request, pilot, number)
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
    shown = record.read(user, update)
    context = {
        **loading.frame(pilot),
        "crumbs": loading.crumbs(pilot, (shown.title, "")),
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


MOST = 200  # the updates that are offered, the newest first


class ChooseTwo(forms.Form):
    """Which two updates are compared; ``updates`` are those that the reader sees."""

    one = django_forms.ChoiceField(label="Compare")
    other = django_forms.ChoiceField(label="with")

    says_optional = False

    def __init__(self, *args: Any, updates: list[Update], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(one.number), capfirst(one.period.words)) for one in updates]
        for name in ("one", "other"):
            self.fields[name].choices = offered
            self.fields[name].error_messages["invalid_choice"] = "Choose an update of this pilot"


@login_not_required
def pilot_updates_compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Two updates side by side; the newest two until the reader chooses."""
    pilot = loading.pilot(request, slug)
    seen = Update.objects.visible_to(request.user).filter(pilot=pilot)
    people = seen.select_related("created_by", "questioned_by", "accepted_by")
    rows = list(people.order_by("-number")[:MOST])
    for row in rows:
        row.pilot = pilot
    newest = {"one": str(rows[1].number), "other": str(rows[0].number)} if rows[1:] else {}
    form = ChooseTwo({**newest, **request.GET.dict()}, updates=rows)
    found = None
    if len(rows) > 1 and form.is_valid():
        by_number = {str(row.number): row for row in rows}
        pair = (by_number[form.cleaned_data[name]] for name in ("one", "other"))
        found = comparison.compare(request.user, *pair)
    context = {
        **loading.frame(pilot),
        "crumbs": loading.crumbs(pilot, ("Compare updates", "")),
        "form": form,
        "has_two": len(rows) > 1,
        "found": found,
    }
    return render(request, "pilots/compare.html", context)


def pilot_update_paper(request: HttpRequest, slug: str) -> HttpResponse:
    """The questions of *log progress* with room to write, and what was said last time."""
    pilot = loading.pilot_for(request, slug)
    today = timezone.localdate()
    last, period = due.coming(request.user, pilot, today)
    context = {
        **loading.frame(pilot),
        "crumbs": loading.crumbs(pilot, ("Paper form", "")),
        "period": period,
        "last": last,
        "measures": due.measures_due(request.user, pilot, today),
        "confidences": [said.capitalize() for said in Update.Confidence.labels],
        "reasons": [said.capitalize() for said in Actual.Missing.labels],
    }
    return render(request, "pilots/paper.html", context)

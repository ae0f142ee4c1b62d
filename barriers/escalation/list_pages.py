"""Asks as a list, one answer to several, how bodies answer, and a programme's clock."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from barriers import permissions
from barriers.barrier.pages import BARRIERS
from barriers.escalation import actions, inbox
from barriers.escalation import rates as answer_rates
from barriers.escalation.clock import Clock
from barriers.escalation.forms import ManyReplyForm, RuleForm
from barriers.escalation.record import Step, load
from barriers.models import EscalationRule
from interface import exports, paging
from interface.words import count_words
from partnerships.form_page import FormPage
from partnerships.form_page import answer as answer_form
from partnerships.models import Organisation, Programme
from partnerships.visibility import reader_of
from records import drafts

PAGE = 50
# So many that the address still names their draft
MANY_AT_ONCE, LONGEST_KEY = 12, 12
MANY = drafts.register(
    "escalations-answer",
    title=lambda _user, _target, _typed: "One answer to several asks",
    url=lambda target: f"{reverse('escalations_answer')}?{target}",
)


def _clock_title(user: Any, target: str, typed: Any) -> str | None:
    found = Programme.objects.visible_to(user).filter(slug=target).first()
    if found is None or not permissions.can_set_clock(user, found.pk):
        return None
    return f"Days to answer: {found}"


COUNTED = 1_000
SET_MEANWHILE = "Somebody set these days meanwhile. Open the page again to see them"
CLOCK = drafts.register(
    "escalation-clock",
    title=_clock_title,
    url=lambda target: reverse("escalation_clock", args=[target]),
)


def asks(request: HttpRequest) -> HttpResponseBase:
    """What bodies are asked, as far as the reader sees it; as a file with ``?format=``."""
    chosen = inbox.AskFilter(request.GET, request=request)
    if "format" in request.GET:
        chosen.queryset = load(request.user)
        file = exports.respond(request, chosen, inbox.COLUMNS, inbox.SORTS, "asks")
        if file is not None:
            return file
    found = chosen.qs
    today, answered = timezone.localdate(), _answered_by(request.user)
    page = paging.page(found.for_rows(), request.GET, inbox.SORTS, size=PAGE)
    context = {
        "filter": chosen,
        "page": page,
        "clocks": _clocks(request.user),
        "rows": [(Step(one, today), one.is_open and one.to_id in answered) for one in page.rows],
        "may_answer": any(one.is_open and one.to_id in answered for one in page.rows),
        "count": paging.bounded_count(found, COUNTED).words("ask"),
        "crumbs": [BARRIERS, ("Asks", "")],
    }
    return render(request, "barriers/escalation/inbox.html", context)


def _clocks(user: Any) -> list[Programme]:
    """The programmes whose days to answer this reader sets."""
    reader = reader_of(user)
    if reader is None or not reader.led_programmes:
        return []
    return list(Programme.objects.filter(pk__in=sorted(reader.led_programmes)))


def _answered_by(user: Any) -> set[int]:
    """The bodies for which this reader answers."""
    reader = reader_of(user)
    if reader is None or not reader.organisations:
        return set()
    rows = Organisation.objects.of_bodies(reader.organisations).order_by()
    return set(rows.values_list("pk", flat=True))


def answer_many(request: HttpRequest) -> HttpResponse:
    """One answer to several asks, which stand in the address."""
    said = [key for key in request.GET.getlist("ask")[:MANY_AT_ONCE] if key.isdecimal()]
    keys = sorted({int(key) for key in said if len(key) < LONGEST_KEY})
    rows = load(request.user).filter(pk__in=keys)
    answered = _answered_by(request.user)
    found = [one for one in rows.order_by("pk") if one.to_id in answered]
    if not found and not (keys and request.method == "POST"):
        messages.warning(request, "Tick the asks that you want to answer.")
        return redirect("escalations")
    if request.method == "GET" and len(request.GET.getlist("ask")) > MANY_AT_ONCE:
        messages.warning(request, f"{MANY_AT_ONCE} at a time: the others wait in the list.")
    today = timezone.localdate()
    shown = FormPage(
        kind=MANY,
        target="&".join(f"ask={key}" for key in keys),
        heading=f"Answer {count_words(len(found), 'ask')} at once",
        back=reverse("escalations"),
        crumbs=[BARRIERS, ("Asks", reverse("escalations")), ("Answer", "")],
        verb="Send to all of them",
        said="Sent. Each place that waits is told.",
        context={"several": [Step(one, today) for one in found]},
        template="barriers/escalation/form.html",
    )

    def write(form: ManyReplyForm) -> str:
        left = actions.reply_to_many(by=request.user, escalations=found, **form.cleaned_data)
        if gone := len(keys) - len(found) + len(left):
            said = f"{count_words(gone, 'ask')} moved on meanwhile and did not get this answer."
            messages.warning(request, said)
        return reverse("escalations")

    return answer_form(request, shown, ManyReplyForm, write)


def rates(request: HttpRequest) -> HttpResponseBase:
    """How bodies answer, of what the reader sees asked."""
    chosen = inbox.AskFilter(request.GET, request=request)
    found = answer_rates.rates(request.user, chosen.qs)
    file = exports.of_rows(request, found, answer_rates.COLUMNS, "answer-rates")
    if file is not None:
        return file
    context = {
        "filter": chosen,
        "rates": found,
        "crumbs": [BARRIERS, ("Asks", reverse("escalations")), ("How they are answered", "")],
    }
    return render(request, "barriers/escalation/rates.html", context)


def clock(request: HttpRequest, slug: str) -> HttpResponse:
    """How long bodies have to answer what a programme asks."""
    programme = get_object_or_404(Programme.objects.visible_to(request.user), slug=slug)
    if not permissions.can_set_clock(request.user, programme.pk):
        raise PermissionDenied
    rule = EscalationRule.objects.filter(programme=programme).first()
    shown = FormPage(
        kind=CLOCK,
        target=slug,
        heading="Days to answer",
        lead=f"For what {programme} asks from now on. Without an agreement it is "
        f"{Clock().acknowledge} working days to say that an ask arrived, {Clock().answer} to "
        "answer. Bank holidays of England are left out.",
        back=programme.get_absolute_url(),
        crumbs=[
            ("Programmes", reverse("programmes")),
            (str(programme), programme.get_absolute_url()),
            ("Days to answer", ""),
        ],
    )

    def write(form: RuleForm) -> str:
        try:
            with transaction.atomic():
                form.save()
        except IntegrityError:  # two people who set the first days at once
            raise ValidationError(SET_MEANWHILE) from None
        return programme.get_absolute_url()

    instance = rule or EscalationRule(programme=programme, created_by_id=request.user.pk)
    return answer_form(request, shown, RuleForm, write, instance=instance)

"""Asking a body to move a barrier, its answer, and what comes after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from barriers import page as barrier_page
from barriers import permissions
from barriers.escalation import actions, page, rungs
from barriers.forms.escalations import (
    ClimbForm,
    EscalateForm,
    HelpedForm,
    ReplyForm,
    WithdrawForm,
)
from barriers.models import Barrier, Escalation, EscalationReply
from barriers.models.querysets import REFERENCE
from barriers.views.one import BARRIERS
from partnerships.views.form_page import FormPage
from partnerships.views.form_page import answer as answer_form
from records import drafts

LARGEST_ID = 2**63 - 1
Asked = Callable[[Any, Escalation], bool]


def load(user: Any, pk: int, may: Asked | None = None) -> Escalation:
    """An ask that this user sees and may do this to; 404 or 403 where not."""
    found = get_object_or_404(page.load(user), pk=min(pk, LARGEST_ID))
    if may is not None and not may(user, found):
        raise PermissionDenied
    return found


def _may_answer_once(user: Any, escalation: Escalation) -> bool:
    """Officers see the form of a closed ask too: they are told what happened meanwhile."""
    return permissions.speaks_for(user, escalation.to)


def manages(user: Any, escalation: Escalation) -> bool:
    """Whether the user asks about its barrier, and so takes asks back or up."""
    return permissions.can_escalate(user, escalation.barrier)


def crumbs(barrier: Barrier, *last: tuple[str, str]) -> list[tuple[str, str]]:
    """The trail of every page of an ask."""
    return [BARRIERS, (barrier.reference, barrier.get_absolute_url()), *last]


def register(key: str, verb: str, name: str, may: Asked = manages) -> drafts.Kind:
    """What was typed into a form of one ask, kept as a draft."""

    def title(user: Any, target: str, typed: Any) -> str | None:
        try:
            found = load(user, int(target), may) if target.isdecimal() else None
        except (Http404, PermissionDenied):
            return None
        return f"{verb}: {found.barrier.title}" if found else None

    return drafts.register(key, title=title, url=lambda target: reverse(name, args=[target]))


def _draft_of_ask(user: Any, target: str, typed: Any) -> str | None:
    reference = REFERENCE.fullmatch(target)
    rows = barrier_page.load(user).filter(pk=int(reference[1])) if reference else None
    found = rows.first() if rows is not None else None
    if found is None or not permissions.can_escalate(user, found):
        return None
    return f"Ask about a barrier: {found.title}"


ASK = drafts.register(
    "barrier-escalate",
    title=_draft_of_ask,
    url=lambda target: reverse("barrier_escalate", args=[target]),
)
ANSWER = register("escalation-answer", "Answer", "escalation_answer", _may_answer_once)
WITHDRAW = register("escalation-withdraw", "Take back", "escalation_withdraw")
CLIMB = register("escalation-climb", "Take up", "escalation_climb")
HELPED = register(
    "escalation-helped", "Did it help", "escalation_helped", permissions.can_say_helped
)


def escalation(request: HttpRequest, pk: int) -> HttpResponse:
    """One ask: what, of whom, since when and until when, and all that was said."""
    found = load(request.user, pk)
    context = {
        "page": page.build(found, request.user),
        "barrier": found.barrier,
        "example": barrier_page.is_example(found.barrier),
        "crumbs": crumbs(found.barrier, ("Ask", "")),
    }
    return render(request, "barriers/escalation/ask.html", context)


def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a body to move a barrier."""
    barrier = get_object_or_404(barrier_page.load(request.user), pk=pk)
    if not permissions.can_escalate(request.user, barrier):
        raise PermissionDenied
    shown = FormPage(
        kind=ASK,
        target=barrier.reference,
        heading="Ask who could unlock it",
        lead=barrier.title,
        back=barrier.get_absolute_url(),
        crumbs=crumbs(barrier, ("Ask", "")),
        verb="Ask them",
        said="Asked. You are told when they answer.",
        context={
            "known": rungs.suggestions(barrier, request.user),
            "example": barrier_page.is_example(barrier),
        },
        template="barriers/escalation/form.html",
    )

    def write(form: EscalateForm) -> Escalation:
        return actions.escalate(by=request.user, barrier=barrier, **form.facts())

    return answer_form(request, shown, EscalateForm, write, user=request.user, barrier=barrier)


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What the body says: it arrived, later, not ours, a decision above us, the answer, or no."""
    found = load(request.user, pk, _may_answer_once)
    shown = form_page(found, ANSWER, "Answer", "Send", "Sent. The place is told.")
    shown = replace(shown, template="barriers/escalation/answer.html")

    def write(form: ReplyForm) -> str:
        send_reply(form, found, by=request.user)
        return reverse("escalations")

    return answer_form(request, shown, ReplyForm, write, escalation=found)


def send_reply(form: ReplyForm, found: Escalation, *, by: Any, by_said: str = "") -> None:
    """Do what a valid form answers."""
    said = form.cleaned_data
    if said["kind"] == EscalationReply.Kind.NOT_OURS:
        to, text = said["passed_to"], said["text"]
        actions.pass_on(by=by, escalation=found, to=to, text=text, by_said=by_said)
        return
    facts = {name: said[name] for name in ("kind", "text", "new_day")}
    actions.reply(by=by, escalation=found, by_said=by_said, **facts)


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an ask back."""
    found = load(request.user, pk, manages)
    shown = form_page(found, WITHDRAW, "Take this ask back", "Take it back", "Taken back.")

    def write(form: WithdrawForm) -> str:
        actions.withdraw(by=request.user, escalation=found, **form.cleaned_data)
        return found.get_absolute_url()

    return answer_form(request, shown, WithdrawForm, write)


def climb(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an ask to the next rung."""
    found = load(request.user, pk, manages)
    above = rungs.next_rung(found, request.user)
    known = [above] if above else []
    shown = form_page(
        found,
        CLIMB,
        "Take it one rung up",
        "Ask there",
        "Asked there.",
        known=known,
    )

    def write(form: ClimbForm) -> Escalation:
        return actions.climb(by=request.user, escalation=found, **form.cleaned_data)

    initial = {"rung": above.rung, "to": above.to, "post": above.post} if above else {}
    return answer_form(
        request, shown, ClimbForm, write, user=request.user, escalation=found, initial=initial
    )


def helped(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether an answer helped."""
    found = load(request.user, pk, permissions.can_say_helped)
    shown = form_page(found, HELPED, "Did the answer help?", "Save", "Saved.")
    initial = {"helped": found.helped, "note": found.helped_note}

    def write(form: HelpedForm) -> str:
        actions.say_helped(by=request.user, escalation=found, **form.cleaned_data)
        return found.get_absolute_url()

    return answer_form(request, shown, HelpedForm, write, initial=initial)


def form_page(
    found: Escalation, kind: drafts.Kind, heading: str, verb: str, said: str, **context: Any
) -> FormPage:
    """A form about one ask, with what was asked above it."""
    return FormPage(
        kind=kind,
        target=str(found.pk),
        heading=heading,
        lead=found.barrier.title,
        back=found.get_absolute_url(),
        crumbs=crumbs(found.barrier, ("Ask", found.get_absolute_url()), (heading, "")),
        verb=verb,
        said=said,
        context={
            "asked": page.Step(found, timezone.localdate()),
            "example": barrier_page.is_example(found.barrier),
            **context,
        },
        template="barriers/escalation/form.html",
    )

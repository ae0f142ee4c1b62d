"""Asking a body to move a barrier, its answer, and what comes after."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from barriers import permissions
from barriers.barrier import loading
from barriers.barrier.after_saving import loses_sight, or_the_list
from barriers.barrier.pages import BARRIERS
from barriers.escalation import actions, record, rungs
from barriers.escalation.forms import ClimbForm, EscalateForm, HelpedForm, ReplyForm, WithdrawForm
from barriers.models import Barrier, Escalation, EscalationReply
from interface.paging import LARGEST_ID
from partnerships.form_page import FormPage
from partnerships.form_page import answer as answer_form
from partnerships.models import Organisation
from partnerships.visibility import reader_of
from records import drafts


def load_ask(user: Any, key: int | str, may: loading.May | None = None) -> Escalation:
    """An ask that this user sees and may do this to; 404 or 403 where not."""
    found: Escalation = loading.one(record.load(user), key, user, may)
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


def register(key: str, words: str, address: str, may: loading.May = manages) -> drafts.Kind:
    """Drafts of a form about one ask."""
    return loading.kind_about(key, words, address, may, rows=record.load, name="barrier.title")


ASK = loading.kind_about_barrier(
    "barrier-escalate", "Ask about a barrier", "barrier_escalate", permissions.can_escalate
)
ANSWER = register("escalation-answer", "Answer", "escalation_answer", _may_answer_once)
WITHDRAW = register("escalation-withdraw", "Take back", "escalation_withdraw")
CLIMB = register("escalation-climb", "Take up", "escalation_climb")
HELPED = register(
    "escalation-helped", "Did it help", "escalation_helped", permissions.can_say_helped
)


def escalation(request: HttpRequest, pk: int) -> HttpResponse:
    """One ask: what, of whom, since when and until when, and all that was said."""
    found = load_ask(request.user, pk)
    context = {
        "page": record.build(found, request.user),
        "barrier": found.barrier,
        "example": found.barrier.is_example,
        "crumbs": crumbs(found.barrier, ("Ask", "")),
    }
    return render(request, "barriers/escalation/ask.html", context)


def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a body to move a barrier."""
    barrier = loading.barrier(request.user, pk, permissions.can_escalate)
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
            "loses_sight": loses_sight(request.user, barrier),
            "example": barrier.is_example,
        },
        template="barriers/escalation/form.html",
    )

    def write(form: EscalateForm) -> Any:
        made = actions.escalate(by=request.user, barrier=barrier, **form.facts())
        return or_the_list(request, barrier, made)

    return answer_form(request, shown, EscalateForm, write, user=request.user, barrier=barrier)


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What the body says: it arrived, later, not ours, a decision above us, the answer, or no."""
    gone = _gone_from(request, pk)
    found = gone or load_ask(request.user, pk, _may_answer_once)
    shown = form_page(found, ANSWER, "Answer", "Send", "Sent. The place is told.")
    shown = replace(shown, template="barriers/escalation/answer.html")
    if gone:
        back = reverse("escalations")
        shown = replace(
            shown, lead="", back=back, crumbs=[BARRIERS, ("Asks", back), ("Answer", "")], context={}
        )

    def write(form: ReplyForm) -> str:
        send_reply(form, found, by=request.user)
        return reverse("escalations")

    return answer_form(request, shown, ReplyForm, write, escalation=found)


def _gone_from(request: HttpRequest, pk: int) -> Escalation | None:
    """What was asked of this officer, who may read it no longer, while they wrote an answer.

    They are told what happened and keep what they typed; nothing of the barrier is shown.
    """
    reader = reader_of(request.user)
    if request.method != "POST" or reader is None or not reader.organisations:
        return None
    seen = Escalation.objects.visible_to(request.user).filter(pk=min(pk, LARGEST_ID))
    if seen.exists():
        return None
    bodies = Organisation.objects.of_bodies(reader.organisations).order_by().values("pk")
    rows = Escalation.objects.filter(pk=min(pk, LARGEST_ID), to__in=bodies)
    return rows.select_related("to", "barrier").first()


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
    found = load_ask(request.user, pk, manages)
    shown = form_page(found, WITHDRAW, "Take this ask back", "Take it back", "Taken back.")

    def write(form: WithdrawForm) -> str:
        actions.withdraw(by=request.user, escalation=found, **form.cleaned_data)
        return found.get_absolute_url()

    return answer_form(request, shown, WithdrawForm, write)


def climb(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an ask to the next rung."""
    found = load_ask(request.user, pk, manages)
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
    found = load_ask(request.user, pk, permissions.can_say_helped)
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
            "asked": record.Step(found, timezone.localdate()),
            "example": found.barrier.is_example,
            **context,
        },
        template="barriers/escalation/form.html",
    )

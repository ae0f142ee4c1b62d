"""Asking a body to move a barrier, its answer, also by a link, and what comes after."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from access.visibility import reader_of
from accounts.answer_link import close_links
from accounts.notice.outcome import say_outcome
from barriers.barrier import loading
from barriers.barrier.loading import BARRIERS
from barriers.barrier.views import (
    BarrierForm,
    BelowBarrier,
    BelowBarrierForm,
    OfBarrier,
    OfficerForm,
)
from barriers.escalation import actions, links, page_data, permissions, request_actions, rules
from barriers.escalation.forms import (
    ClimbForm,
    CorrectAnswerForm,
    DismissRequestForm,
    EscalateForm,
    HelpedForm,
    LinkForm,
    LinkReplyForm,
    ReplyForm,
    WithdrawForm,
)
from barriers.escalation.list_views import ESCALATIONS, WAITING_FOR_US
from barriers.models import AnswerLink, Escalation, EscalationReply
from interface.paging import LARGEST_ID
from interface.reached import reaching
from partnerships.organisation.permissions import speaks_for


def _may_answer_once(user: Any, escalation: Escalation) -> bool:
    """Officers see the form of a closed escalation too: they learn what happened meanwhile."""
    return speaks_for(user, escalation.to)


def _manages(user: Any, escalation: Escalation) -> bool:
    """Whether the user escalates its barrier, and so withdraws that or takes it further."""
    return permissions.can_escalate(user, escalation.barrier)


_draft = partial(loading.kind_about, rows=page_data.load, name="barrier.title")


class OneEscalation(BelowBarrier):
    """What every page about one escalation loads."""

    model, called = Escalation, "Escalation"
    record: Escalation

    def get_queryset(self) -> QuerySet[Escalation]:
        return page_data.load(self.request.user)


class EscalationPage(OneEscalation):
    """One escalation: what, of whom, since when and until when, and all that was said."""

    template_name = "barriers/escalation/record.html"

    def get_context_data(self) -> dict[str, Any]:
        page = page_data.build(self.record, self.request.user)
        return {**super().get_context_data(), "page": page, "barrier": self.record.barrier}


class FormerAddress(OneEscalation):
    """Where an escalation, or a form about it, stood before: leads to where that stands."""

    leads_to = "escalation"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return led_on(request, self.leads_to, self.record.pk)


class FormerEscalate(OfBarrier):
    """Where the form to escalate a barrier stood before."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return led_on(request, "barrier_escalate", self.record.reference)


def led_on(request: HttpRequest, name: str, key: Any) -> HttpResponseBase:
    """To a page by its name, with what was asked of it."""
    return redirect(reverse(name, args=[key], query=request.GET))


class Escalate(BarrierForm):
    """Ask a body to move a barrier."""

    template_name = "barriers/escalation/form.html"
    form, permission = EscalateForm, permissions.can_escalate
    draft = loading.kind_about_barrier(
        "barrier-escalate", "Escalation of a barrier", "barrier_escalate", permission
    )
    title, page_title, submit_label = "Escalate", "Escalate", "Escalate"
    success_message = "Escalated."

    def arguments(self) -> dict[str, Any]:
        user = self.request.user
        suggested = rules.suggestions(self.record, user)
        return {"user": user, "barrier": self.record, "suggested": suggested}

    def get_context_data(self) -> dict[str, Any]:
        return {
            **super().get_context_data(),
            "loses_sight": loading.reads_until_owned(self.request.user, self.record),
        }

    def save(self, form: EscalateForm) -> Any:
        made = actions.escalate(by=self.request.user, barrier=self.record, **form.facts())
        return loading.or_the_list(self.request, self.record, made)


@require_POST
def request_escalation(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask those who may escalate a barrier to do so, with one button."""
    user, rows = request.user, loading.load(request.user)
    barrier = loading.row_of(rows, pk, user)
    if not permissions.can_request_escalation(user, barrier):
        raise PermissionDenied
    try:
        with reaching() as told:
            request_actions.request_escalation(by=user, barrier=barrier)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
    else:
        messages.success(request, told.after("Your request is recorded."))
    return redirect(barrier)


class DismissRequest(BarrierForm):
    """Say why a barrier is not escalated, to whoever asked for that."""

    form, permission = DismissRequestForm, permissions.can_dismiss_request
    draft = loading.kind_about_barrier(
        "escalation-request", "Dismiss a request", "escalation_request_dismiss", permission
    )
    title, submit_label, success_message = (
        "Dismiss the request to escalate",
        "Dismiss",
        "Dismissed.",
    )

    def save(self, form: DismissRequestForm) -> Any:
        request_actions.dismiss_request(
            by=self.request.user, barrier=self.record, **form.cleaned_data
        )
        return self.record


class _EscalationForm(BelowBarrierForm, OneEscalation):
    """A form about one escalation, with what is asked above it."""

    template_name = "barriers/escalation/form.html"

    def get_context_data(self) -> dict[str, Any]:
        return {
            **super().get_context_data(),
            "step": page_data.Step(self.record, timezone.localdate()),
        }


class Answer(OfficerForm, _EscalationForm):
    """What the body says: it arrived, later, not ours, a decision above us, the answer, or no."""

    form, permission, register = ReplyForm, _may_answer_once, ESCALATIONS
    draft = _draft("escalation-answer", "Answer", "escalation_answer", permission)
    title, submit_label, success_message = "Answer", "Send", "Answer saved."

    def asked_once(self) -> QuerySet[Escalation]:
        rows = Escalation.objects.answered_by(reader_of(self.request.user))
        return rows.select_related("to", "barrier")

    def arguments(self) -> dict[str, Any]:
        return {"escalation": self.record}

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, ESCALATIONS, ("Answer", "")] if self.is_gone else super().breadcrumbs()

    def save(self, form: ReplyForm) -> str:
        """To the answer as it stands; who passed it on may read it no more, and goes to what else
        waits."""
        send_reply(form, self.record, by=self.request.user)
        seen = Escalation.objects.visible_to(self.request.user).filter(pk=self.record.pk)
        return self.record.get_absolute_url() if seen.exists() else WAITING_FOR_US


class CorrectAnswer(_EscalationForm):
    """The body's answer anew, for whoever may answer for it."""

    form, permission = CorrectAnswerForm, permissions.can_correct_answer
    draft = _draft("escalation-correct", "Correct an answer", "escalation_correct", permission)
    title, submit_label, success_message = (
        "Correct your answer",
        "Send",
        "Answer corrected.",
    )

    def arguments(self) -> dict[str, Any]:
        answers = [one for one in self.record.replies.all() if one.kind == self.record.state]
        text = answers[-1].text if answers else ""
        return {"initial": {"kind": self.record.state, "text": text}}

    def save(self, form: CorrectAnswerForm) -> Escalation:
        actions.correct_answer(by=self.request.user, escalation=self.record, **form.cleaned_data)
        return self.record


def send_reply(form: ReplyForm, escalation: Escalation, *, by: Any, by_said: str = "") -> None:
    """Do what a valid form answers."""
    data = form.cleaned_data
    if data["kind"] == EscalationReply.Kind.NOT_OURS:
        to, text = data["passed_to"], data["text"]
        actions.pass_on(by=by, escalation=escalation, to=to, text=text, by_said=by_said)
        return
    facts = {name: data[name] for name in ("kind", "text", "new_day")}
    actions.reply(by=by, escalation=escalation, by_said=by_said, **facts)


class Withdraw(_EscalationForm):
    """Withdraw an escalation."""

    form, permission = WithdrawForm, _manages
    draft = _draft("escalation-withdraw", "Withdraw", "escalation_withdraw", permission)
    title, submit_label, success_message = "Withdraw this escalation", "Withdraw", "Withdrawn."

    def save(self, form: WithdrawForm) -> Escalation:
        actions.withdraw(by=self.request.user, escalation=self.record, **form.cleaned_data)
        return self.record


class Climb(_EscalationForm):
    """Escalate further: the next body is asked in place of this one."""

    form, permission = ClimbForm, _manages
    draft = _draft("escalation-climb", "Escalate further", "escalation_climb", permission)
    title, submit_label, success_message = (
        "Escalate further",
        "Escalate further",
        "Escalated further.",
    )

    def arguments(self) -> dict[str, Any]:
        user = self.request.user
        above = rules.next_level(self.record, user)
        initial = {"choice": above.key} if above else {}
        suggested = [above] if above else []
        return {
            "user": user,
            "escalation": self.record,
            "suggested": suggested,
            "initial": initial,
        }

    def save(self, form: ClimbForm) -> Escalation:
        return actions.climb(by=self.request.user, escalation=self.record, **form.facts())


class SayHelped(_EscalationForm):
    """Say whether an answer helped."""

    form, permission = HelpedForm, permissions.can_say_helped
    draft = _draft("escalation-helped", "Did it help", "escalation_helped", permission)
    title = "Did the answer help?"

    def arguments(self) -> dict[str, Any]:
        return {"initial": {"helped": self.record.helped, "note": self.record.helped_note}}

    def save(self, form: HelpedForm) -> Escalation:
        actions.say_helped(by=self.request.user, escalation=self.record, **form.cleaned_data)
        return self.record


class SendLink(_EscalationForm):
    """Write to an official who has no account."""

    form, permission = LinkForm, _manages
    draft = _draft("answer-link", "Link to answer", "answer_link_send", permission)
    title, submit_label = "Send a link to answer", "Send the email"
    success_message = ""

    def save(self, form: LinkForm) -> Escalation:
        made = links.send_link(by=self.request.user, escalation=self.record, **form.cleaned_data)
        say_outcome(self.request, [made.letter], gone="The email has gone to {to}.")
        return self.record


@require_POST
def end_link(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    """From now on this link opens nothing."""
    escalation = loading.row_of(page_data.load(request.user), pk, request.user, _manages)
    row = get_object_or_404(escalation.links.all(), pk=min(link, LARGEST_ID))
    close_links(escalation.links.filter(pk=row.pk))
    messages.success(request, "Link ended.")
    return redirect(escalation)


@login_not_required
@never_cache
def answer_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The one escalation that an email's link opens, and its answer; reading does not use it up."""
    link = links.link_at(token)
    if link is None:
        raise Http404
    context: dict[str, Any] = {"link": link, "breadcrumbs": [("Answer", "")]}
    if closed := link.why_closed:
        context["closed"] = closed
    else:
        form = LinkReplyForm(request.POST or None, escalation=link.escalation)
        context |= {"form": form, "step": page_data.Step(link.escalation, timezone.localdate())}
        with reaching() as told:
            is_used = request.method == "POST" and form.is_valid() and _is_used(form, link)
        if is_used:
            reached = bool(told.reached) or not told.reached.missing
            context |= {"sent": True, "link": links.link_at(token), "reached": reached}
    return render(request, "barriers/escalation/by_link.html", context)


def _is_used(form: LinkReplyForm, link: AnswerLink) -> bool:
    """Whether the answer was taken; where not, the form says why."""

    def answer() -> None:
        words = {name: form.cleaned_data[name] for name in ("kind", "text")}
        if not links.said_already(link.escalation, **words, by_said=form.by_said):
            send_reply(form, link.escalation, by=None, by_said=form.by_said)

    try:
        links.use_link(link=link, answer=answer)
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    return True

"""A policy test as a place works with it: say yes or no, reply on one page."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from interface.articles import with_article
from interface.pages import RecordPage
from interface.reached import reaching
from interface.words import date_words
from policy.policy_test import actions
from policy.policy_test.forms import DecidePolicyTest, ReplyToPolicyTest
from policy.policy_test.models import PolicyTestPlace, PolicyTestReply
from policy.policy_test.permissions import (
    can_decide_policy_test,
    can_reply_to_policy_test,
    can_withdraw_policy_test_reply,
)
from policy.policy_test.views import around, frame, trail
from records import drafts
from records.form_views import EditPage
from records.withdraw_views import WithdrawPage

State = PolicyTestPlace.State


def _read_by(user: Any) -> QuerySet[PolicyTestPlace]:
    rows = PolicyTestPlace.objects.visible_to(user).select_related("test__owner", "place")
    return rows.prefetch_related("test__questions")


def _load(user: Any, slug: str, place: str) -> PolicyTestPlace:
    return get_object_or_404(_read_by(user), test__slug=slug, place__slug=place)


def _title(user: Any, target: str, typed: Any) -> str | None:
    try:
        asked = _load(user, *target.split("/", 1))
    except (Http404, TypeError):
        return None
    return f"Reply: {asked.test.title}" if _may_reply(user, asked) else None


def _may_reply(user: Any, asked: PolicyTestPlace) -> bool:
    return can_reply_to_policy_test(user, asked.place)


def _lead(asked: PolicyTestPlace) -> str:
    test = asked.test
    by = date_words(test.reply_by)
    return f"{test.title}. {test.owner.name} asks, reply by {by}. About ten minutes."


REPLY = drafts.register(
    "policy-test-reply",
    title=_title,
    url=lambda target: reverse("policy_test_reply", args=target.split("/", 1)),
)


class OneAsked(RecordPage):
    """What every page about one place that is asked loads, and the trail to it."""

    model = PolicyTestPlace

    def load(self) -> PolicyTestPlace:
        return _load(self.request.user, self.kwargs["slug"], self.kwargs["place"])

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return trail(self.record.test, self.record.place.name)

    def get_context_data(self) -> dict[str, Any]:
        return {**around(self.record.test), "asked": self.record}


class AskedPage(OneAsked):
    """What is asked of one place, how far it is, and what it replied."""

    template_name = "policy/policy_test/place.html"

    def get_context_data(self) -> dict[str, Any]:
        user, asked = self.request.user, self.record
        is_open = asked.test.takes_replies(timezone.localdate())
        replies = PolicyTestReply.objects.visible_to(user).filter(asked=asked)
        return {
            **super().get_context_data(),
            "replies": list(replies.select_related("question").order_by("question__number")),
            "is_open": is_open,
            "may_decide": is_open
            and asked.state != State.REPLIED
            and can_decide_policy_test(user, asked.place),
            "may_reply": is_open
            and asked.state in PolicyTestPlace.TOOK_PART
            and _may_reply(user, asked),
            "sent": next((one for one in _sent(user, asked) if _may_withdraw(user, one)), None),
        }


def _sent(user: Any, asked: PolicyTestPlace) -> QuerySet[PolicyTestReply]:
    """What the place said, also where it was withdrawn."""
    rows = PolicyTestReply.with_withdrawn.visible_to(user).filter(asked=asked)
    related = ("question", "withdrawn_by", "asked__place", "asked__test__owner")
    return rows.select_related(*related).order_by("question__number")


def _may_withdraw(user: Any, reply: PolicyTestReply) -> bool:
    return can_withdraw_policy_test_reply(user, reply)


class WithdrawReply(WithdrawPage):
    """The place takes its reply back, or puts it back: all that it said, together."""

    model, permission, noun = PolicyTestReply, _may_withdraw, "reply"
    texts: ClassVar[dict[str, str]] = {}

    def load(self) -> PolicyTestReply:
        """The first of what the place said. Raises Http404 where it said nothing."""
        user = self.request.user
        self.asked = _load(user, self.kwargs["slug"], self.kwargs["place"])
        self.success_message = list(_sent(user, self.asked))
        if not self.success_message:
            raise Http404
        return self.success_message[0]

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return trail(self.asked.test, self.asked.place.name)

    def get_context_data(self) -> dict[str, Any]:
        return around(self.asked.test)

    @property
    def after(self) -> str:
        return str(self.asked.get_absolute_url())

    def long_texts(self) -> list[tuple[str, str]]:
        return [(reply.question.text, str(reply)) for reply in self.success_message]

    def withdraw(self, because: str) -> None:
        actions.withdraw_reply(by=self.request.user, asked=self.asked, because=because)

    def put_back(self) -> None:
        actions.put_reply_back(by=self.request.user, asked=self.asked)


def decide(request: HttpRequest, slug: str, place: str) -> HttpResponse:
    """The place's editor says whether it takes part."""
    asked = _load(request.user, slug, place)
    if not can_decide_policy_test(request.user, asked.place):
        raise PermissionDenied
    if request.method == "GET" and (problem := actions.why_decided(asked)):
        messages.info(request, f"{problem}.")
        return redirect(asked)
    form = DecidePolicyTest(request.POST or None)
    if request.method == "POST" and form.is_valid():
        agrees = form.cleaned_data["takes_part"] == "yes"
        reason = "" if agrees else form.cleaned_data["reason"]
        try:
            with reaching() as told:
                actions.decide_policy_test(
                    by=request.user, asked=asked, agrees=agrees, reason=reason
                )
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, told.after("Answer saved."))
            return redirect(asked)
    context = {
        **frame(asked.test, asked.place.name),
        "form": form,
        "asked": asked,
        "title": f"Does {asked.place} take part?",
        "lead": _lead(asked),
    }
    return render(request, "policy/policy_test/decide.html", context)


class Reply(EditPage, OneAsked):
    """The reply on one page; what is typed is kept as a draft."""

    template_name = "policy/policy_test/reply.html"
    form, draft, permission = ReplyToPolicyTest, REPLY, _may_reply
    submit_label = "Send the reply"
    success_message = "Reply sent. Thank you."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        place = with_article(self.record.place)
        self.title, self.lead = f"Reply for {place}", _lead(self.record)
        if self.record.state == State.REPLIED:
            self.title = f"Correct the reply for {place}"
            self.submit_label, self.success_message = (
                "Save the correction",
                "Reply corrected.",
            )

    @property
    def target(self) -> str:
        return f"{self.record.test.slug}/{self.record.place.slug}"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if self.record.state not in PolicyTestPlace.TOOK_PART:
            messages.info(request, "The place hasn’t agreed to take part.")
            return redirect(self.record)
        return super().get(request, **kwargs)

    def arguments(self) -> dict[str, Any]:
        return {"asked": self.record}

    def save(self, form: ReplyToPolicyTest) -> PolicyTestPlace:
        by, asked = self.request.user, self.record
        return actions.reply_to_policy_test(by=by, asked=asked, answers=form.answers())

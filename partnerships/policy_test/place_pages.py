"""A policy test as a place works with it: say yes or no, reply on one page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from partnerships import permissions
from partnerships.models import PolicyTestPlace, PolicyTestReply
from partnerships.policy_test import actions
from partnerships.policy_test.forms import DecidePolicyTest, ReplyToPolicyTest
from partnerships.policy_test.pages import frame
from records import drafts, form_draft

State = PolicyTestPlace.State


def _load(user: Any, slug: str, place: str) -> PolicyTestPlace:
    rows = PolicyTestPlace.objects.visible_to(user).select_related("test__owner", "place")
    return get_object_or_404(
        rows.prefetch_related("test__questions"), test__slug=slug, place__slug=place
    )


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    try:
        asked = _load(user, *target.split("/", 1))
    except (Http404, TypeError):
        return None
    if not permissions.can_reply_to_policy_test(user, asked.place):
        return None
    return f"Reply: {asked.test.title}"


REPLY = drafts.register(
    "policy-test-reply",
    title=_title,
    url=lambda target: reverse("policy_test_reply", args=target.split("/", 1)),
)


def policy_test_place(request: HttpRequest, slug: str, place: str) -> HttpResponse:
    """What is asked of one place, how far it is, and what it replied."""
    asked = _load(request.user, slug, place)
    open_ = asked.test.takes_replies(timezone.localdate())
    replies = PolicyTestReply.objects.visible_to(request.user).filter(asked=asked)
    context = {
        **frame(asked.test, asked.place.name),
        "asked": asked,
        "replies": list(replies.select_related("question").order_by("question__number")),
        "is_open": open_,
        "may_decide": open_
        and asked.state in (State.ASKED, State.APPROVED)
        and permissions.can_decide_policy_test(request.user, asked.place),
        "may_reply": open_
        and asked.state in (State.APPROVED, State.REPLIED)
        and permissions.can_reply_to_policy_test(request.user, asked.place),
    }
    return render(request, "partnerships/policy_test_place.html", context)


def policy_test_decide(request: HttpRequest, slug: str, place: str) -> HttpResponse:
    """The place's editor says whether it takes part."""
    asked = _load(request.user, slug, place)
    if not permissions.can_decide_policy_test(request.user, asked.place):
        raise PermissionDenied
    form = DecidePolicyTest(request.POST or None)
    if request.method == "POST" and form.is_valid():
        agrees = form.cleaned_data["takes_part"] == "yes"
        try:
            actions.decide_policy_test(
                by=request.user,
                asked=asked,
                agrees=agrees,
                reason="" if agrees else form.cleaned_data["reason"],
            )
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            said = "Your contributors are told." if agrees else "The body that asked is told."
            messages.success(request, f"Your answer is saved. {said}")
            return redirect(asked)
    context = {
        **frame(asked.test, asked.place.name),
        "form": form,
        "asked": asked,
        "title": f"Does {asked.place} take part?",
        "button": "Save",
        "back": asked.get_absolute_url(),
        "shows_policy": True,
    }
    return render(request, "partnerships/policy_test_form.html", context)


def policy_test_reply(request: HttpRequest, slug: str, place: str) -> HttpResponse:
    """The reply on one page; what is typed is kept as a draft."""
    asked = _load(request.user, slug, place)
    if not permissions.can_reply_to_policy_test(request.user, asked.place):
        raise PermissionDenied
    if asked.state not in (State.APPROVED, State.REPLIED) and request.method != "POST":
        messages.info(request, "The place has not agreed to take part.")
        return redirect(asked)
    sheet = form_draft.sheet(request, REPLY, target=f"{asked.test.slug}/{asked.place.slug}")
    form = sheet.form(ReplyToPolicyTest, asked=asked)
    if sheet.answer:
        return sheet.answer
    if sheet.is_sent and form.is_valid():

        def write() -> PolicyTestPlace:
            return actions.reply_to_policy_test(
                by=request.user, asked=asked, answers=form.answers()
            )

        try:
            return sheet.send(write, said="Your reply is sent. Thank you.")
        except ValidationError as problem:
            form.add_error(None, problem)
    context = {
        **frame(asked.test, asked.place.name),
        "form": form,
        "sheet": sheet,
        "asked": asked,
        "title": f"Reply for {asked.place}",
        "button": "Send the reply",
        "back": asked.get_absolute_url(),
        "shows_policy": True,
    }
    return render(request, "partnerships/policy_test_form.html", context)

"""Withdrawing a policy test: its questions are not put any more, and the places hear why."""

from __future__ import annotations

from typing import Any

from django.forms import CharField, Textarea
from django.http import HttpRequest, HttpResponse

from interface import forms
from partnerships.actions.policy_tests import withdraw_policy_test
from partnerships.models import PolicyTest
from partnerships.views.form_page import FormPage, answer
from partnerships.views.policy_tests import at, frame, kept, titled
from records import drafts

WITHDRAW = drafts.register(
    "policy-test-withdraw", title=titled("Withdraw"), url=at("policy_test_withdraw")
)


class WithdrawPolicyTest(forms.Form):
    """Why the policy is not tried on places any further."""

    reason = CharField(
        label="Why is it withdrawn?",
        max_length=500,
        widget=Textarea({"rows": 3}),
        help_text="Each place that was asked is told this",
    )


def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Say why it is withdrawn; the places are told, and those that did not answer are free."""
    test = kept(request.user, slug)
    around: dict[str, Any] = frame(test, "Withdraw")
    page = FormPage(
        kind=WITHDRAW,
        target=test.slug,
        heading="Withdraw this policy test",
        lead=f"{test.title}. No place can reply any more; what was replied stays. "
        "It cannot be put out again.",
        back=test.get_absolute_url(),
        crumbs=around.pop("crumbs"),
        verb="Withdraw it",
        said="It is withdrawn, and the places are told why.",
        context=around,
    )

    def write(form: WithdrawPolicyTest) -> PolicyTest:
        return withdraw_policy_test(by=request.user, test=test, reason=form.cleaned_data["reason"])

    return answer(request, page, WithdrawPolicyTest, write)

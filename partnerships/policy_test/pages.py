"""Policy tests as the body that asks works with them: write, choose places, compare, answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.forms import CharField, Textarea
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from interface import exports, forms, paging
from interface.paging import Sort
from interface.site import absolute
from interface.words import date_words
from partnerships import permissions
from partnerships.form_page import FormPage, answer
from partnerships.models import Place, PolicyTest, PolicyTestPlace
from partnerships.policy_test import actions, places, replies
from partnerships.policy_test.actions import withdraw_policy_test
from partnerships.policy_test.forms import PostOutcome, WritePolicyTest
from records import conflicts, drafts, form_draft

POLICY_TESTS = ("Policy tests", "/policy-tests/")
SORTS = (Sort("newest", "created_at", says=str, starts_descending=True),)
LOAD_SORTS = (
    Sort("asked", "times", says=lambda place: place.name, starts_descending=True),
    Sort("name", "sort_key", says=lambda place: place.name),
)
State = PolicyTest.State


def load(user: Any, slug: str) -> PolicyTest:
    """A policy test that this reader may see, with what its pages show; 404 for others."""
    rows = PolicyTest.objects.visible_to(user).select_related("owner")
    return get_object_or_404(rows.prefetch_related("questions", "topic_links__topic"), slug=slug)


def kept(user: Any, slug: str) -> PolicyTest:
    """One that this reader keeps for the body that asks; 404 or 403 for others."""
    found = load(user, slug)
    if not permissions.can_keep_policy_test(user, found):
        raise PermissionDenied
    return found


def frame(test: PolicyTest, *below: str) -> dict[str, Any]:
    """What every page of a policy test hands to its template."""
    last = (test.title, test.get_absolute_url() if below else "")
    crumbs = [POLICY_TESTS, last, *((label, "") for label in below)]
    withdrawn = f"It was withdrawn on {date_words(test.withdrawn_on)}." if test.withdrawn_on else ""
    return {"test": test, "example": test.is_example, "crumbs": crumbs, "withdrawn": withdrawn}


def _new_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    if not permissions.can_ask_policy_tests(user):
        return None
    return f"New policy test: {typed.get('title', '').strip() or 'without a title yet'}"


def titled(what: str) -> Any:
    """What a draft about a policy test is called, for those who keep it."""

    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        test = PolicyTest.objects.visible_to(user).filter(slug=target).first()
        if test is None or not permissions.can_keep_policy_test(user, test):
            return None
        return f"{what}: {test.title}"

    return title


def at(name: str) -> Any:
    """Where a form about a policy test stands."""
    return lambda target: reverse(name, args=[target])


ADD = drafts.register("add-policy-test", title=_new_title, url=lambda _: reverse("policy_test_add"))
EDIT = drafts.register("edit-policy-test", title=titled("Change"), url=at("policy_test_edit"))
OUTCOME = drafts.register(
    "policy-test-outcome", title=titled("What changed"), url=at("policy_test_outcome")
)


@login_not_required
def policy_tests(request: HttpRequest) -> HttpResponse:
    """The policy tests that the reader may see, newest first."""
    rows = PolicyTest.objects.visible_to(request.user).select_related("owner")
    counted = rows.annotate(
        asked_count=Count("asked"),
        replied_count=Count("asked", filter=Q(asked__state=PolicyTestPlace.State.REPLIED)),
    )
    context = {
        "page": paging.page(counted, request.GET, SORTS, size=50),
        "can_add": permissions.can_ask_policy_tests(request.user),
    }
    return render(request, "partnerships/policy_tests.html", context)


def policy_test_add(request: HttpRequest) -> HttpResponse:
    """Write a policy test: the policy, four questions at most, a day to reply by."""
    if not permissions.can_ask_policy_tests(request.user):
        raise PermissionDenied
    sheet = form_draft.sheet(request, ADD)
    form = sheet.form(WritePolicyTest, instance=PolicyTest(), user=request.user)
    context: dict[str, Any] = {
        "title": "Write a policy test",
        "back": reverse("policy_tests"),
        "crumbs": [POLICY_TESTS, ("Write a policy test", "")],
    }
    return _write(request, sheet, form, context)


def policy_test_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a policy test that is still being written."""
    test = kept(request.user, slug)
    if test.state != State.WRITING:
        messages.info(request, f"{actions.FIXED}.")
        return redirect(test)
    around = frame(test, "Edit")
    sheet = form_draft.sheet(request, EDIT, target=test.slug)
    form = sheet.form(WritePolicyTest, instance=test, user=request.user)
    context = {**around, "title": "Edit this policy test", "back": test.get_absolute_url()}
    return _write(request, sheet, form, context)


def _write(request: HttpRequest, sheet: Any, form: Any, context: dict[str, Any]) -> HttpResponse:
    if sheet.answer:
        return sheet.answer
    if sheet.is_sent and form.is_valid():

        def write() -> str:
            test = actions.write_policy_test(
                by=request.user,
                test=form.instance,
                topics=form.cleaned_data["topics"],
                questions=form.questions(),
            )
            return reverse("policy_test_places", args=[test.slug])

        save = write if form.instance.pk is None else lambda: conflicts.save(form, write)
        try:
            return sheet.send(save, said="The policy test is saved. Choose the places to ask.")
        except conflicts.Conflict as news:
            context["conflict"] = news
        except ValidationError as problem:
            form.add_error(None, problem)
    context |= {"form": form, "sheet": sheet}
    return render(request, "partnerships/policy_test_form.html", context)


@login_not_required
def policy_test(request: HttpRequest, slug: str) -> HttpResponse:
    """The policy, its questions, who was asked, and what changed because of the replies."""
    test = load(request.user, slug)
    asked = list(PolicyTestPlace.objects.visible_to(request.user).filter(test=test))
    keeps = permissions.can_keep_policy_test(request.user, test)
    of_all = PolicyTestPlace.objects.filter(test=test).order_by()
    counts = of_all.aggregate(
        asked=Count("pk"), replied=Count("pk", filter=Q(state=PolicyTestPlace.State.REPLIED))
    )
    known = Place.objects.in_bulk([one.place_id for one in asked])
    for one in asked:
        one.test, one.place = test, known[one.place_id]
    took_part = any(one.state in PolicyTestPlace.TOOK_PART for one in asked)
    context = {
        **frame(test),
        "asked": asked,
        "counts": counts,
        "keeps": keeps,
        "reads_replies": keeps or (test.state == State.ANSWERED and took_part),
        "is_late": test.state == State.ASKED and test.reply_by < timezone.localdate(),
    }
    return render(request, "partnerships/policy_test.html", context)


def policy_test_replies_page(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The replies side by side, with counts; as a file with ``?format=``."""
    test = load(request.user, slug)
    keeps = permissions.can_keep_policy_test(request.user, test)
    rows = PolicyTestPlace.objects.visible_to(request.user)
    if test.state == State.ANSWERED and rows.filter(test=test).took_part().exists():
        rows = PolicyTestPlace.objects.all()  # places that took part read each other's replies
    elif not keeps:
        raise PermissionDenied
    asked = list(rows.filter(test=test).select_related("place").order_by("place__sort_key", "id"))
    found = replies.compare(test, request.user, asked)
    if wanted := request.GET.get("format"):
        if wanted not in exports.FORMATS:
            raise Http404
        about = exports.About(title=test.title, address=absolute(request.get_full_path()))
        columns, name = replies.COLUMNS, f"replies-{test.slug}"
        if request.GET.get("definitions"):
            return exports.codebook(columns, name, about)
        return exports.export(found.answers, columns, wanted, name, about)
    context = {**frame(test, "Replies"), "found": found}
    return render(request, "partnerships/policy_test_replies.html", context)


def policy_test_outcome(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what changed because of the replies; the places that took part are told."""
    test = kept(request.user, slug)
    around, was = frame(test, "What changed"), test.state
    sheet = form_draft.sheet(request, OUTCOME, target=test.slug)
    form = sheet.form(PostOutcome, instance=test)
    if sheet.answer:
        return sheet.answer
    if sheet.is_sent and form.is_valid():

        def write() -> PolicyTest:
            return actions.post_outcome(
                by=request.user,
                test=form.instance,
                outcome=form.cleaned_data["outcome"],
                is_public=form.cleaned_data["outcome_is_public"],
            )

        try:
            return sheet.send(write, said="Posted. The places that took part are told.")
        except ValidationError as problem:
            form.instance.state = was
            form.add_error(None, problem)
    context = {
        **around,
        "form": form,
        "sheet": sheet,
        "title": "What changed because of it",
        "button": "Post",
        "back": reverse("policy_test", args=[slug]),
    }
    return render(request, "partnerships/policy_test_form.html", context)


def policy_test_load(request: HttpRequest) -> HttpResponse:
    """How often each place was asked in the last twelve months, the most asked first."""
    rows = places.carrying(timezone.localdate() - actions.YEAR)
    context = {
        "page": paging.page(rows, request.GET, LOAD_SORTS, size=50),
        "most": actions.MOST_A_YEAR,
        "crumbs": [POLICY_TESTS, ("What places carry", "")],
    }
    return render(request, "partnerships/policy_test_load.html", context)


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

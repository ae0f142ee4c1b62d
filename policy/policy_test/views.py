"""Policy tests as the body that asks works with them: write, choose places, compare, answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from geography.measure.profile import Profile, profiles, spread
from interface import exports, paging
from interface.context import absolute
from interface.pages import RecordPage
from interface.paging import Sort
from interface.words import date_words
from partnerships.place.models.place import Place
from policy.policy_test import actions, replies
from policy.policy_test.forms import PostOutcome, WithdrawPolicyTest, WritePolicyTest
from policy.policy_test.models import PolicyTest, PolicyTestPlace
from policy.policy_test.permissions import can_ask_policy_tests, can_keep_policy_test
from records import drafts
from records.form_views import AddPage, EditPage, FormPage
from records.models import Visibility

POLICY_TESTS = ("Policy tests", "/policy-tests/")
SORTS = (Sort("newest", "created_at", starts_descending=True),)
LOAD_SORTS = (
    Sort("asked", "times", says=lambda place: place.name, starts_descending=True),
    Sort("name", "sort_key", says=lambda place: place.name),
)
State = PolicyTest.State


def _read_by(user: Any) -> QuerySet[PolicyTest]:
    rows = PolicyTest.objects.visible_to(user).select_related("owner")
    return rows.prefetch_related("questions", "topic_links__topic")


def kept(user: Any, slug: str) -> PolicyTest:
    """One that this reader keeps for the body that asks; 404 or 403 for others."""
    test = get_object_or_404(_read_by(user), slug=slug)
    if not can_keep_policy_test(user, test):
        raise PermissionDenied
    return test


def trail(test: PolicyTest, *below: str) -> list[tuple[str, str]]:
    """The trail to a policy test, and to the page below it."""
    last = (test.title, test.get_absolute_url() if below else "")
    return [POLICY_TESTS, last, *((label, "") for label in below)]


def around(test: PolicyTest) -> dict[str, Any]:
    """What the template of every page about a policy test knows of it."""
    withdrawn = f"It was withdrawn on {date_words(test.withdrawn_on)}." if test.withdrawn_on else ""
    return {"test": test, "example": test.is_example, "withdrawn": withdrawn}


def frame(test: PolicyTest, *below: str) -> dict[str, Any]:
    """As ``around``, with the trail, for pages that are functions."""
    return {**around(test), "breadcrumbs": trail(test, *below)}


def _draft_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    if not can_ask_policy_tests(user):
        return None
    return f"New policy test: {typed.get('title', '').strip() or 'without a title yet'}"


ADD = drafts.register(
    "add-policy-test", title=_draft_title, url=lambda _: reverse("policy_test_add")
)
EDIT = drafts.register_one("edit-policy-test", "Change", "policy_test_edit", kept)
OUTCOME = drafts.register_one("policy-test-outcome", "What changed", "policy_test_outcome", kept)
WITHDRAW = drafts.register_one("policy-test-withdraw", "Withdraw", "policy_test_withdraw", kept)


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
        "can_add": can_ask_policy_tests(request.user),
    }
    return render(request, "policy/policy_test/list.html", context)


def policy_test_load(request: HttpRequest) -> HttpResponse:
    """How often each place was asked in the last twelve months, the most asked first."""
    rows = actions.carrying(timezone.localdate() - actions.YEAR)
    context = {
        "page": paging.page(rows, request.GET, LOAD_SORTS, size=50),
        "most": actions.MOST_A_YEAR,
        "breadcrumbs": [POLICY_TESTS, ("How often places were asked", "")],
    }
    return render(request, "policy/policy_test/load.html", context)


class OneTest(RecordPage):
    """What every page about one policy test loads, and the trail to it."""

    model, key = PolicyTest, "slug"

    def get_queryset(self) -> QuerySet[PolicyTest]:
        return _read_by(self.request.user)

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return trail(self.record, *filter(None, [self.page_title]))

    def get_context_data(self) -> dict[str, Any]:
        return around(self.record)


class PolicyTestRecord(OneTest):
    """The policy, its questions, who was asked, and what changed because of the replies."""

    public = True
    template_name = "policy/policy_test/record.html"

    def get_context_data(self) -> dict[str, Any]:
        user, test = self.request.user, self.record
        asked: list[Any] = list(PolicyTestPlace.objects.visible_to(user).filter(test=test))
        of_all = PolicyTestPlace.objects.filter(test=test).order_by()
        counts = of_all.aggregate(
            asked=Count("pk"), replied=Count("pk", filter=Q(state=PolicyTestPlace.State.REPLIED))
        )
        places = Place.objects.in_bulk([row.place_id for row in asked])
        known = profiles([row.place_id for row in asked], actions.KINDS) if asked else {}
        for row in asked:
            row.test, row.place = test, places[row.place_id]
            row.profile = known.get(row.place_id, Profile())
        keeps = can_keep_policy_test(user, test)
        took_part = any(row.state in PolicyTestPlace.TOOK_PART for row in asked)
        return {
            **super().get_context_data(),
            "asked": asked,
            "counts": counts,
            "keeps": keeps,
            "spread": spread([row.profile for row in asked]) if keeps and len(asked) > 1 else [],
            "reads_replies": keeps or (test.state == State.ANSWERED and took_part),
            "reads_old_words": keeps or took_part,
            "readers": Visibility.PUBLIC if test.outcome_is_public else None,
            "is_late": test.state == State.ASKED and test.reply_by < timezone.localdate(),
        }


class Replies(OneTest):
    """The replies side by side, with counts; as a file with ``?format=``."""

    closed_because = (
        "replies are read by those who asked and by places that replied, and by them as people"
    )
    template_name = "policy/policy_test/replies.html"
    page_title = "Replies"

    def asked(self) -> list[PolicyTestPlace]:
        """The places whose replies this reader compares. Raises PermissionDenied for others."""
        rows = PolicyTestPlace.objects.visible_to(self.request.user)
        if (
            self.record.state == State.ANSWERED
            and rows.filter(test=self.record).took_part().exists()
        ):
            rows = PolicyTestPlace.objects.all()  # places that took part read each other's replies
        elif not can_keep_policy_test(self.request.user, self.record):
            raise PermissionDenied
        rows = rows.filter(test=self.record).select_related("place")
        return list(rows.order_by("place__sort_key", "id"))

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        test = self.record
        comparison = replies.compare(test, request.user, self.asked())
        if wanted := request.GET.get("format"):
            if wanted not in exports.FORMATS:
                raise Http404
            about = exports.About(title=test.title, address=absolute(request.get_full_path()))
            columns = [*replies.COLUMNS, exports.made_up_column(lambda _: test.is_example)]
            name = f"replies-{test.slug}"
            if request.GET.get("definitions"):
                return exports.codebook(columns, name, about)
            return exports.export(comparison.answers, columns, wanted, name, about)
        return self.render_page(comparison=comparison)


class _WriteTest(FormPage):
    """The form of a policy test, new or still being written."""

    form = WritePolicyTest
    submit_label = "Save and choose places"
    success_message = "Policy test saved. Choose the places to ask."
    form_takes_user = True

    def save(self, form: WritePolicyTest) -> str:
        test = actions.write_policy_test(
            by=self.request.user,
            test=form.instance,
            topics=form.cleaned_data["topics"],
            questions=form.questions(),
        )
        return reverse("policy_test_places", args=[test.slug])


class AddPolicyTest(_WriteTest, AddPage):
    """Write a policy test: the policy, four questions at most, a day to reply by."""

    draft, permission = ADD, can_ask_policy_tests
    title = "Write a policy test"

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [POLICY_TESTS]

    def instance(self) -> PolicyTest:
        return PolicyTest()


class _OfKeepers(EditPage, OneTest):
    """A form about a policy test, for those who keep it."""

    permission = can_keep_policy_test

    @property
    def target(self) -> str:
        return self.record.slug


class EditPolicyTest(_WriteTest, _OfKeepers):
    """Change a policy test that is still being written."""

    draft = EDIT
    page_title, title = "Edit", "Edit this policy test"

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        if self.record.state != State.WRITING:
            messages.info(request, f"{actions.FIXED}.")
            return redirect(self.record)
        return super().answer(request)


class Outcome(_OfKeepers):
    """Say what changed because of the replies; the places that took part are told."""

    form, draft = PostOutcome, OUTCOME
    page_title, title = "What changed", "What changed because of it"
    submit_label = "Post"

    success_message = "Posted."

    def save(self, form: PostOutcome) -> PolicyTest:
        return actions.post_outcome(
            by=self.request.user,
            test=form.instance,
            outcome=form.cleaned_data["outcome"],
            is_public=form.cleaned_data["outcome_is_public"],
        )


class Withdraw(_OfKeepers):
    """Say why it is withdrawn; the places are told, and those that did not answer are free."""

    form, draft = WithdrawPolicyTest, WITHDRAW
    page_title, title = "Withdraw", "Withdraw this policy test"
    submit_label = "Withdraw it"
    success_message = "Withdrawn."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.lead = (
            f"{self.record.title}. No place can reply any more; what was replied stays. "
            "It cannot be reopened."
        )

    def arguments(self) -> dict[str, Any]:
        return {}

    def save(self, form: WithdrawPolicyTest) -> PolicyTest:
        reason = form.cleaned_data["reason"]
        return actions.withdraw_policy_test(by=self.request.user, test=self.record, reason=reason)

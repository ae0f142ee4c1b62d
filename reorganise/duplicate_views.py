"""Organisations held twice: the list, making one of two after a look, or saying: they are two."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import CharField, Textarea
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from access.permissions import can_reorganise, sees_duplicates
from interface import forms, paging
from interface.context import trail
from interface.paging import Sort
from interface.words import date_words, list_words
from partnerships.models import NotDuplicate, Organisation
from partnerships.organisation.actions import say_two, take_back_two
from partnerships.organisation.frame import of_organisation
from people.role.asking_actions import administrators, who_to_write_to
from records import drafts
from records.form_views import FormPage
from reorganise import actions, bodies
from reorganise.bodies import Duplicate
from reorganise.moves import Moves
from reorganise.plan import Refused
from reorganise.seats import doubled

SORTS = (
    Sort(
        "newest",
        "created_at",
        says=lambda row: date_words(timezone.localtime(row.created_at)),
        starts_descending=True,
    ),
)
CHANGED = "Something changed since you looked at it, so nothing was done. Check it once more."


class MergeBodies(forms.Form):
    """Which row is the one to keep, and how we know that both are one body."""

    question_led = True
    stays = forms.RecordField(
        noun="organisation",
        suggest="organisation_suggest",
        describe=Organisation.get_sector_display,
        label="Which organisation is it the same as?",
        help_text="The one whose page stays",
    )
    reason = CharField(
        label="How do we know that they are the same organisation?",
        widget=Textarea({"rows": 2}),
        max_length=1000,
        help_text="Everyone can read it",
    )

    def __init__(self, *args: Any, goes: Organisation, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goes, self.user = goes, user
        self.moves: Moves | None = None
        stays: Any = self.fields["stays"]
        stays.queryset = Organisation.objects.visible_to(user)

    @property
    def pair(self) -> Duplicate:
        """The two, once both answers are right."""
        return Duplicate(self.goes, self.cleaned_data["stays"], self.cleaned_data["reason"])

    def clean(self) -> dict[str, Any]:
        """What moves, or why they are two."""
        super().clean()
        if not self.errors:
            try:
                self.moves = bodies.previewed(self.pair, self.user)
            except Refused as refused:
                for problem in refused.problems:
                    self.add_error("stays", problem.text)
        return self.cleaned_data


def candidates(request: HttpRequest) -> HttpResponse:
    """Organisations that may be duplicates, for those who keep the directory."""
    if not sees_duplicates(request.user):
        raise PermissionDenied
    breadcrumbs = trail(request, ("Organisations", reverse("organisations")), ("Duplicates", ""))
    context = {
        "found": bodies.candidates(request.user),
        "page": paging.page(
            NotDuplicate.objects.visible_to(request.user).select_related(
                "one", "other", "created_by", "taken_back_by"
            ),
            request.GET,
            SORTS,
            size=50,
        ),
        "may_merge": can_reorganise(request.user),
        "mergers": [] if can_reorganise(request.user) else who_to_write_to(administrators()),
        "breadcrumbs": breadcrumbs,
    }
    return render(request, "reorganise/duplicates/list.html", context)


@of_organisation
def merge(request: HttpRequest, organisation: Organisation) -> HttpResponseBase:
    """Say which one it is the same as; look at what moves; then it is one."""
    if not can_reorganise(request.user):
        raise PermissionDenied
    above = ("Organisations", reverse("organisations"))
    here = (organisation.name, organisation.get_absolute_url())
    context: dict[str, Any] = {
        "organisation": organisation,
        "example": organisation.is_example,
        "breadcrumbs": trail(request, above, here, ("Duplicate", "")),
    }
    data = request.POST or None
    if data is None and (into := request.GET.get("into")):
        other = Organisation.objects.visible_to(request.user).at_address(into)
        form = MergeBodies(initial={"stays": other}, goes=organisation, user=request.user)
    else:
        form = MergeBodies(data, goes=organisation, user=request.user)
    context["form"] = form
    if request.method != "POST" or not form.is_valid() or data.get("step") == "form":
        return render(request, "reorganise/duplicates/merge.html", context)
    problem = ""
    if data.get("step") == "go" and data.get("seen") == form.moves.seen:
        try:
            return redirect(actions.merge_bodies(pair=form.pair, by=request.user))
        except Refused as refused:
            problem = list_words([problem.text for problem in refused.problems])
    elif data.get("step") == "go":
        problem = CHANGED
    context |= {"problem": problem, "doubled": doubled(form.pair)}
    context["carried"] = [(name, data.get(name, "")) for name in ("stays", "stays_pick", "reason")]
    return render(request, "reorganise/duplicates/check.html", context)


class SayTwo(forms.Form):
    """Why two organisations that look like one are two."""

    reason = CharField(
        label="How do we know that they are different?",
        widget=Textarea({"rows": 2}),
        max_length=1000,
        help_text="The people who look after the directory read it",
    )


def _two(user: Any, target: str) -> tuple[Organisation, Organisation]:
    """The two of ``one/other``, by their slugs; 404 where there is no such pair."""
    slug, _, other = target.partition("/")
    rows = Organisation.objects.visible_to(user).filter(merged_into=None)
    first = get_object_or_404(rows, slug=slug)
    return first, get_object_or_404(rows.exclude(pk=first.pk), slug=other)


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    if not sees_duplicates(user):
        return None
    try:
        first, other = _two(user, target)
    except Http404:
        return None
    return f"{first} and {other} are different organisations"


TWO = drafts.register(
    "two-bodies",
    title=_title,
    url=lambda target: reverse("organisation_two", args=target.split("/")),
)


class SayTwoPage(FormPage):
    """Say why two that look like one are two; the pair is not asked about again."""

    form, draft = SayTwo, TWO
    title = "They are different"
    success_message = "Recorded as different organisations. You can undo this below."
    one: Organisation
    other: Organisation

    def dispatch(self, request: HttpRequest, slug: str, other: str) -> HttpResponseBase:
        """Answers who sees both and looks after duplicates."""
        self.one, self.other = _two(request.user, f"{slug}/{other}")
        if not sees_duplicates(request.user):
            raise PermissionDenied
        both = f"{self.one} and {self.other} look like one."
        self.lead = f"{both} The pair is left out of the list from now on."
        return super().dispatch(request)

    @property
    def target(self) -> str:
        return f"{self.kwargs['slug']}/{self.kwargs['other']}"

    @property
    def cancel_url(self) -> str:
        return reverse("organisation_duplicates")

    def breadcrumbs(self) -> list[tuple[str, str]]:
        above = (("Organisations", reverse("organisations")), ("Duplicates", self.cancel_url))
        return trail(self.request, *above, (self.title, ""))

    def get_context_data(self) -> dict[str, Any]:
        return {"example": self.one.is_example}

    def arguments(self) -> dict[str, Any]:
        return {}

    def save(self, form: SayTwo) -> str:
        reason = form.cleaned_data["reason"]
        say_two(by=self.request.user, one=self.one, other=self.other, reason=reason)
        return self.cancel_url


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """They may be one after all: the pair is asked about again."""
    judgement = get_object_or_404(NotDuplicate.objects.visible_to(request.user), pk=pk)
    if take_back_two(by=request.user, said=judgement):
        messages.success(request, "Taken back. The pair can be suggested again.")
    else:
        messages.info(request, "That was taken back already.")
    return redirect("organisation_duplicates")

"""Choosing the places that a policy is tried on."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from partnerships.models import Place, PolicyTest
from partnerships.policy_test import actions
from partnerships.policy_test.forms import NarrowPlaces
from partnerships.policy_test.pages import frame, kept
from pilots.policy_test_places.choice import Suggestion, suggest


def policy_test_choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Places to ask, suggested with reasons; those that are ticked are asked."""
    test = kept(request.user, slug)
    form = NarrowPlaces(request.GET or None)
    offered = _offered(test, form)
    problem = ""
    ticked = request.POST.getlist("place")
    if request.method == "POST":
        try:
            asked = _ask(request, test, ticked, offered)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            many = "1 place is" if asked == 1 else f"{asked} places are"
            messages.success(request, f"{many} asked. Their editors are told.")
            return redirect(test)
    context = {
        **frame(test, "Places to ask"),
        "form": form,
        "offered": offered if not form.errors else [],
        "problem": problem,
        "ticked": ticked,
        "most": actions.MOST_A_YEAR,
        "has_errors": bool(problem),
    }
    return render(request, "partnerships/policy_test/choose.html", context)


def _offered(test: PolicyTest, form: NarrowPlaces) -> list[Suggestion]:
    """The places that are suggested, as the form narrows them."""
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    return suggest(
        test,
        region=form.regions.get(chosen.get("region", "")),
        kind=chosen.get("kind", ""),
        deprived=chosen.get("order") == "deprived",
        today=timezone.localdate(),
    )


def _ask(
    request: HttpRequest, test: PolicyTest, ticked: list[str], offered: list[Suggestion]
) -> int:
    """Asks the places that are ticked, and says how many. Raises ValidationError."""
    wanted = [slug for slug in ticked if "\x00" not in slug]
    places = Place.objects.standing(timezone.localdate()).filter(
        slug__in=wanted, is_example=test.is_example, kind__in=actions.KINDS
    )
    because = {suggestion.pk: suggestion.why for suggestion in offered}
    return len(actions.ask_places(by=request.user, test=test, places=places, because=because))

"""Choosing the places that a policy is tried on."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from partnerships.models import Place
from partnerships.policy_test import actions
from partnerships.policy_test.forms import NarrowPlaces
from partnerships.policy_test.pages import frame, kept
from partnerships.policy_test.places import KINDS
from pilots.policy_test_places.choice import suggest


def policy_test_choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Places to ask, suggested with reasons; those that are ticked are asked."""
    test = kept(request.user, slug)
    form = NarrowPlaces(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    offered = suggest(
        test,
        region=form.regions.get(chosen.get("region", "")),
        kind=chosen.get("kind", ""),
        deprived=chosen.get("order") == "deprived",
        today=timezone.localdate(),
    )
    problem = ""
    ticked = request.POST.getlist("place")
    if request.method == "POST":
        because = {one.pk: one.why for one in offered}
        wanted = [slug for slug in ticked if "\x00" not in slug]
        rows = Place.objects.standing(timezone.localdate()).filter(
            slug__in=wanted, is_example=test.is_example, kind__in=KINDS
        )
        try:
            made = actions.ask_places(by=request.user, test=test, places=rows, because=because)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            many = "1 place is" if len(made) == 1 else f"{len(made)} places are"
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
    return render(request, "partnerships/policy_test_choose.html", context)

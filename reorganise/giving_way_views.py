"""A body gives way to others: its questions, everything that moves, to check; then it is done."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from access.permissions import can_reorganise
from interface.context import trail
from partnerships.models import Organisation
from partnerships.organisation.frame import of_organisation
from records import drafts, form_draft
from reorganise import actions, giving_way_page, page_data
from reorganise.giving_way_forms import GiveWay

TITLE = "It is replaced by others"


def _title(user: Any, target: str, _typed: Any) -> str | None:
    body = Organisation.objects.visible_to(user).filter(slug=target).first()
    return f"{body} is replaced by others" if body and can_reorganise(user) else None


GIVES_WAY = drafts.register(
    "gives-way",
    title=_title,
    url=lambda target: reverse("organisation_gives_way", args=[target]),
)


@of_organisation
def give_way(request: HttpRequest, organisation: Organisation) -> HttpResponseBase:
    """Which others give way with it, who takes over and from when; what moves; then it is done."""
    if not can_reorganise(request.user):
        raise PermissionDenied
    draft = form_draft.FormDraft(request, GIVES_WAY, target=organisation.slug)
    form = draft.form(GiveWay, body=organisation, user=request.user)
    if draft.answer:
        return draft.answer
    above = ("Organisations", reverse("organisations"))
    here = (organisation.name, organisation.get_absolute_url())
    context: dict[str, Any] = {
        "organisation": organisation,
        "example": organisation.is_example,
        "breadcrumbs": trail(request, above, here, (TITLE, "")),
        "form": form,
        "sheet": draft,
        "leave": organisation.get_absolute_url(),
    }
    if not draft.is_sent or not form.is_valid():
        return render(request, "reorganise/bodies/form.html", context)
    if request.POST.get("step") == "form":
        context["form"] = form_draft.unjudged(form)
        return render(request, "reorganise/bodies/form.html", context)
    plan = giving_way_page.with_choices(form.plan, request.POST)
    check = giving_way_page.checked(request.user, plan, request.POST)
    if check.may_go:
        source = {name: form.cleaned_data[name] for name in ("source", "source_said")}
        return draft.send(
            lambda: actions.give_way(plan=plan, by=request.user, **source), said=check.will_say
        )
    context |= {"check": check, "carried": page_data.carried(request.POST)}
    return render(request, "reorganise/check.html", context)

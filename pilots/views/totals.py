"""How many a pilot met in all, typed in as a source says it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from partnerships.views.form_page import FormPage, answer
from pilots.forms.totals import TotalForm
from pilots.models import EngagementTotal, Pilot
from pilots.views import load
from records import drafts

LARGEST_ID = 2**63 - 1


def _url(target: str) -> str:
    slug, _, pk = target.partition("/")
    if pk:
        return reverse("engagement_total_edit", args=[slug, pk])
    return reverse("engagement_total_add", args=[slug])


TOTAL = drafts.register("engagement-total", title=load.draft_title("Met in all"), url=_url)


def engagement_total_add(request: HttpRequest, slug: str) -> HttpResponse:
    """What a source says in all, where it does not list the meetings."""
    pilot = load.pilot_for(request, slug)
    new = EngagementTotal(pilot=pilot, created_by_id=request.user.pk)
    return _total_form(request, pilot, new, slug, "Add a total from a source")


def engagement_total_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put a total right; of two who do so at once the second sees both versions."""
    pilot = load.pilot_for(request, slug)
    rows = EngagementTotal.objects.visible_to(request.user).filter(pilot=pilot)
    found = get_object_or_404(rows.select_related("source"), pk=min(pk, LARGEST_ID))
    return _total_form(request, pilot, found, f"{slug}/{pk}", "Put a total right")


def _total_form(
    request: HttpRequest, pilot: Pilot, one: EngagementTotal, target: str, title: str
) -> HttpResponse:
    listed = reverse("pilot_engagement", args=[pilot.slug])
    page = FormPage(
        kind=TOTAL,
        target=target,
        heading=title,
        lead=f"{pilot.title}. It is shown as the source says it, and never added to what is "
        "counted from meetings.",
        back=listed,
        crumbs=load.crumbs(pilot, ("Meetings and visits", listed), (title, "")),
        said="The total is saved.",
        seen_by=pilot,
        context=load.frame(pilot),
    )

    def write(form: Any) -> str:
        form.instance.source = form.named_source(request.user)
        form.save()
        return listed

    return answer(request, page, TotalForm, write, instance=one)

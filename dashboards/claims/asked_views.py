"""All that bodies without an account were asked by email, for administrators."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from access.permissions import must_be_administrator
from dashboards.claims import links
from interface import paging
from interface.paging import LARGEST_ID, Sort
from interface.reached import reaching
from interface.words import count_words, date_words
from partnerships.models import ClaimLink
from registry.claimed import claim_kinds

TITLE = "Organisations asked by email"
SORTS = (
    Sort(
        "when",
        "made_at",
        says=lambda link: date_words(timezone.localtime(link.made_at).date()),
        starts_descending=True,
    ),
)


def claims_asked(request: HttpRequest) -> HttpResponse:
    """Every link, the newest first: to which domain, by whom, and what came of it."""
    must_be_administrator(request.user)
    rows = ClaimLink.objects.visible_to(request.user).select_related("organisation", "made_by")
    page = paging.page(rows, request.GET, SORTS, size=30)
    shown = links.with_outcome(page)
    records = _records(request.user, shown)
    for link in shown:
        link.record = records.get((link.record_kind, link.record_id))
        link.is_near = link.made_by.email.rpartition("@")[2].lower() == link.domain
    context = {"title": TITLE, "page": page, "breadcrumbs": [(TITLE, "")]}
    return render(request, "dashboards/claims/asked.html", context)


def _records(user: Any, rows: list[ClaimLink]) -> dict[tuple[str, int], Any]:
    """What each is part of, where this reader sees that. A query for each kind of record."""
    wholes = {kind.record_kind: kind.whole for kind in claim_kinds()}
    found = {}
    for kind, whole in wholes.items():
        if ids := {link.record_id for link in rows if link.record_kind == kind}:
            for record in whole.objects.visible_to(user).filter(pk__in=ids):
                found[kind, record.pk] = record
    return found


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """What came by this link was not the word of the body."""
    must_be_administrator(request.user)
    rows = ClaimLink.objects.select_related("organisation", "made_by")
    link = get_object_or_404(rows, pk=min(pk, LARGEST_ID))
    with reaching() as told:
        count = links.take_back(by=request.user, link=link)
    again = "waits" if count == 1 else "wait"
    said = f"Taken back: {count_words(count, 'answer')} {again} for the organisation again."
    messages.success(request, told.after(said))
    return redirect("claims_asked")

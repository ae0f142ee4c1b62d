"""Risks of a pilot: working text for those who are signed in, never for the public."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from interface import exports
from interface.exports import Column
from interface.paging import Sort
from partnerships.models import Post
from partnerships.views.form_page import FormPage, answer
from pilots import permissions
from pilots.forms.course import RiskForm
from pilots.models import Pilot, Risk
from pilots.views import load
from records import drafts

LARGEST_ID = 2**63 - 1
MOST = 200
SORTS = (Sort("id", "pk"),)
WHO_READS = (
    "Working text: read by those who are signed in and can see this pilot, never by the public. "
    "All of it is covered by Freedom of Information."
)


def _columns(seen: set[int]) -> list[Column]:
    """The columns of the file; a job role that the reader may not see is not named."""
    return [
        Column("what", "What could happen", "", lambda row: row.what),
        Column("state", "State", "", lambda row: row.get_state_display()),
        Column("likelihood", "How likely", "", lambda row: row.get_likelihood_display()),
        Column("effect", "How bad", "", lambda row: row.get_effect_display()),
        Column("means", "What it would mean", "", lambda row: row.effect_said),
        Column("response", "What is done about it", "", lambda row: row.response or None),
        Column("owner", "Looked after by", "A job role", lambda row: _owner(row, seen)),
        Column("review", "Next review", "", lambda row: row.review_on),
        Column("came_of_it", "What came of it", "", lambda row: row.state_said or None),
    ]


def _owner(row: Risk, seen: set[int]) -> str:
    if row.owner is not None and row.owner_id in seen:
        return f"{row.owner.title}, {row.owner.organisation}"
    return row.owner_said


def pilot_risks(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The open ones, the most serious first, then the others; as a file as well."""
    pilot = load.pilot(request, slug)
    user, today = request.user, timezone.localdate()
    rows = Risk.objects.visible_to(user).filter(pilot=pilot)
    rows = rows.select_related("owner__organisation")
    owners = Post.objects.visible_to(user).filter(pk__in=rows.order_by().values("owner"))
    seen = set(owners.values_list("pk", flat=True))
    if file := exports.respond(request, rows, _columns(seen), SORTS, f"risks-{pilot.slug}"):
        return file
    found = list(rows.worst_first()[:MOST])
    for one in found:
        one.shown_owner = one.owner if one.owner_id in seen else None
    context = {
        **load.frame(pilot),
        "crumbs": load.crumbs(pilot, ("Risks", "")),
        "open": [one for one in found if one.state == Risk.State.OPEN],
        "closed": [one for one in found if one.state != Risk.State.OPEN],
        "who_reads": WHO_READS,
        "today": today,
        "may_log": permissions.can_log_progress(user, pilot),
    }
    return render(request, "pilots/course/risks.html", context)


def _url(target: str) -> str:
    slug, _, pk = target.partition("/")
    return reverse("risk_edit", args=[slug, pk]) if pk else reverse("risk_add", args=[slug])


RISK = drafts.register("risk", title=load.draft_title("Risk"), url=_url)


def risk_add(request: HttpRequest, slug: str) -> HttpResponse:
    """A new risk, kept short."""
    pilot = load.pilot_for(request, slug)
    new = Risk(pilot=pilot, created_by_id=request.user.pk)
    return _form(request, pilot, new, slug, "Add a risk")


def risk_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Look at a risk again, or close it."""
    pilot = load.pilot_for(request, slug)
    rows = Risk.objects.visible_to(request.user).filter(pilot=pilot)
    found = get_object_or_404(rows, pk=min(pk, LARGEST_ID))
    return _form(request, pilot, found, f"{slug}/{pk}", "Look at a risk again")


def _form(request: HttpRequest, pilot: Pilot, one: Risk, target: str, title: str) -> HttpResponse:
    listed = reverse("pilot_risks", args=[pilot.slug])
    page = FormPage(
        kind=RISK,
        target=target,
        heading=title,
        lead=pilot.title,
        back=listed,
        crumbs=load.crumbs(pilot, ("Risks", listed), (title, "")),
        said="The risk is written down.",
        context={**load.frame(pilot), "who_reads": WHO_READS},
    )

    def write(form: Any) -> str:
        form.save()
        return listed

    return answer(request, page, RiskForm, write, instance=one, user=request.user)

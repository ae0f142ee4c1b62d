"""Referrals of a pilot: counts in and out by source, and the form of one."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from interface import exports
from interface.exports import Column
from interface.paging import Sort
from partnerships.form_page import FormPage, answer
from pilots import loading, permissions
from pilots.engagement.small_counts import shown
from pilots.indicator.codebook import iso
from pilots.models import Pilot, Referral
from pilots.referral import totals
from pilots.referral.forms import ReferralForm
from records import drafts
from records.dates import DateWithPrecision

LARGEST_ID = 2**63 - 1
SORTS = (Sort("id", "pk"),)


def columns(user: Any) -> list[Column]:
    """The columns of the file, each saying no more than this reader may see."""

    def people(row: Referral) -> str | None:
        return str(shown(user, row.people)) if row.people.known else None

    return [
        Column("direction", "Which way", "To the pilot, or on from it", _direction),
        Column("source", "From or to", "The organisation, or the way in words", str),
        Column("from", "From", "No more exact than known", lambda row: iso(_start(row))),
        Column("until", "Until", "No more exact than known", lambda row: iso(_end(row))),
        Column("people", "People", "The public reads 1 to 4 as fewer than 5", people),
        Column("why", "Why not known", "", lambda row: row.get_missing_display()),
        Column("note", "Note", "", lambda row: row.note),
        Column("read_in", "Source", "Where it is from", lambda row: row.source),
    ]


def _direction(row: Referral) -> str:
    return str(row.get_direction_display())


def _start(row: Referral) -> DateWithPrecision | None:
    return DateWithPrecision.of(row, "period_start")


def _end(row: Referral) -> DateWithPrecision | None:
    return DateWithPrecision.of(row, "period_end")


@login_not_required
def pilot_referrals(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Both directions, with totals that say what they do not hold; as a file as well."""
    pilot = loading.pilot(request, slug)
    rows = Referral.objects.visible_to(request.user).filter(pilot=pilot)
    rows = rows.select_related("organisation", "source")
    name = f"referrals-{pilot.slug}"
    if file := exports.respond(request, rows, columns(request.user), SORTS, name):
        return file
    context = {
        **loading.frame(pilot),
        "crumbs": loading.crumbs(pilot, ("Referrals", "")),
        "flows": totals.build(request.user, pilot),
        "may_log": permissions.can_log_progress(request.user, pilot),
    }
    return render(request, "pilots/engagement/referrals.html", context)


def _url(target: str) -> str:
    slug, _, pk = target.partition("/")
    return reverse("referral_edit", args=[slug, pk]) if pk else reverse("referral_add", args=[slug])


REFERRAL = drafts.register("referral", title=loading.draft_title("Referrals"), url=_url)


def referral_add(request: HttpRequest, slug: str) -> HttpResponse:
    """A new count."""
    pilot = loading.pilot_for(request, slug)
    made = Referral(pilot=pilot, created_by_id=request.user.pk)
    return _form(request, pilot, made, pilot.slug, "Record referrals")


def referral_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put a count right; of two who do so at once the second sees both versions."""
    pilot = loading.pilot_for(request, slug)
    rows = Referral.objects.visible_to(request.user).filter(pilot=pilot)
    found = get_object_or_404(rows, pk=min(pk, LARGEST_ID))
    return _form(request, pilot, found, f"{pilot.slug}/{pk}", "Change a count of referrals")


def _form(
    request: HttpRequest, pilot: Pilot, one: Referral, target: str, title: str
) -> HttpResponse:
    listed = reverse("pilot_referrals", args=[pilot.slug])
    page = FormPage(
        kind=REFERRAL,
        target=target,
        heading=title,
        lead=pilot.title,
        back=listed,
        crumbs=loading.crumbs(pilot, ("Referrals", listed), (title, "")),
        said="Recorded.",
        seen_by=pilot,
        context=loading.frame(pilot),
    )
    return answer(
        request, page, ReferralForm, lambda form: form.save() and listed, instance=one,
        user=request.user,
    )  # fmt: skip

"""Who takes part in a pilot, and from when until when."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from partnerships.form_page import FormPage, answer
from pilots import loading, permissions
from pilots.models import Pilot, PilotPartner
from pilots.partner import over_time
from pilots.partner.forms import PartnerForm
from records import drafts

LARGEST_ID = 2**63 - 1


@login_not_required
def pilot_partners(request: HttpRequest, slug: str) -> HttpResponse:
    """Every partner with its part, its dates and the source; those who left as well."""
    pilot = loading.pilot(request, slug)
    partners = list(pilot.partners.in_order().select_related("organisation", "source"))
    context = {
        **loading.frame(pilot),
        "crumbs": loading.crumbs(pilot, ("Partners", "")),
        "partners": partners,
        "over_time": over_time.build(partners, timezone.localdate()),
        "may_edit": permissions.can_edit_pilot(request.user, pilot),
    }
    return render(request, "pilots/partners.html", context)


def _url(target: str) -> str:
    slug, _, pk = target.partition("/")
    return reverse("partner_edit", args=[slug, pk]) if pk else reverse("partner_add", args=[slug])


PARTNER = drafts.register(
    "pilot-partner", title=loading.draft_title("Partner", permissions.can_edit_pilot), url=_url
)


def partner_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Somebody joins."""
    pilot = loading.pilot_for(request, slug, permissions.can_edit_pilot)
    made = PilotPartner(pilot=pilot, kind="", created_by_id=request.user.pk)
    return _form(request, pilot, made, pilot.slug, "Add a partner")


def partner_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A partner left, or what is said of it is put right."""
    pilot = loading.pilot_for(request, slug, permissions.can_edit_pilot)
    rows = pilot.partners.select_related("organisation")
    found = get_object_or_404(rows, pk=min(pk, LARGEST_ID))
    return _form(request, pilot, found, f"{pilot.slug}/{pk}", "Change a partner")


def _form(
    request: HttpRequest, pilot: Pilot, one: PilotPartner, target: str, title: str
) -> HttpResponse:
    listed = reverse("pilot_partners", args=[pilot.slug])
    page = FormPage(
        kind=PARTNER,
        target=target,
        heading=title,
        lead=pilot.title,
        back=listed,
        crumbs=loading.crumbs(pilot, ("Partners", listed), (title, "")),
        said="Recorded.",
        seen_by=pilot,
        context=loading.frame(pilot),
    )
    return answer(
        request, page, PartnerForm, lambda form: form.save() and listed, instance=one,
        user=request.user,
    )  # fmt: skip

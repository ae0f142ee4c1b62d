"""Who takes part in a pilot, from when until when, and how many there were over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from interface.pages import Page
from pilots.models import PilotPartner
from pilots.partner.forms import PartnerForm
from pilots.pilot import loading
from pilots.pilot.page import AddToPilot, EditOfPilot, OfPilot, PilotForm
from pilots.pilot.permissions import can_edit_pilot

PARTNER = loading.draft(
    "pilot-partner", "Partner", "partner_add", "partner_edit", may=can_edit_pilot
)


class Partners(OfPilot, Page):
    """Every partner with its part, its dates and the source; those who left as well."""

    public = True
    template_name = "pilots/partner/list.html"
    page_title = "Partners"

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        partners = list(
            self.pilot.partners.in_order()
            .with_names_then()
            .select_related("organisation", "source")
        )
        return self.render_page(
            partners=partners,
            over_time=over_time(partners, timezone.localdate()),
            may_edit=can_edit_pilot(request.user, self.pilot),
        )


class _PartnerForm(PilotForm):
    model, form, draft, right = PilotPartner, PartnerForm, PARTNER, can_edit_pilot
    success_message = "Recorded."
    form_takes_user = True

    @property
    def cancel_url(self) -> str:
        return reverse("pilot_partners", args=[self.pilot.slug])

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Partners", self.cancel_url)]


class AddPartner(_PartnerForm, AddToPilot):
    """Somebody joins."""

    title = page_title = "Add a partner"

    def instance(self) -> PilotPartner:
        return PilotPartner(pilot=self.pilot, kind="", created_by_id=self.request.user.pk)


class EditPartner(_PartnerForm, EditOfPilot):
    """A partner left, or what is said of it is put right."""

    title = page_title = "Change a partner"

    def get_queryset(self) -> QuerySet[PilotPartner]:
        # They have no rule of their own: who sees the pilot sees its partners
        return PilotPartner.objects.filter(pilot=self.pilot).select_related("organisation")


@dataclass(frozen=True)
class Turn:
    """A day on which somebody joined or left, and how many partners there were from then on."""

    day: dt.date
    joined: list[str]
    left: list[str]
    count: int


@dataclass(frozen=True)
class OverTime:
    """The turns, oldest first. ``undated`` partners joined on a day that is not known: they are
    counted throughout, so that the counts of earlier days say "at most"."""

    turns: list[Turn]
    undated: int
    now: int


def over_time(partners: Iterable[PilotPartner], today: dt.date) -> OverTime:
    """From partners that the caller has authorised; each body counts once. No query."""
    rows = list(partners)
    days = sorted({day for row in rows for day in (row.start, _gone(row)) if day and day <= today})
    undated = {_key(row) for row in rows if row.start is None and row.end is None}
    turns = [
        Turn(
            day=day,
            joined=[str(row) for row in rows if row.start == day],
            left=[str(row) for row in rows if _gone(row) == day],
            count=_there(rows, day),
        )
        for day in days
    ]
    return OverTime(turns, len(undated), _there(rows, today))


def _gone(row: PilotPartner) -> dt.date | None:
    """The first day without it: its end is its last day."""
    return row.end + dt.timedelta(days=1) if row.end else None


def _there(rows: list[PilotPartner], day: dt.date) -> int:
    there = [
        row
        for row in rows
        if (row.start is None or row.start <= day) and (row.end is None or row.end >= day)
    ]
    return len({_key(row) for row in there})


def _key(row: PilotPartner) -> object:
    return row.organisation_id or row.description

"""Referrals of a pilot: counts in and out by source, and the form of one."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase

from interface import exports
from interface.exports import Column
from interface.pages import Page
from interface.paging import Sort
from pilots.indicator.codebook import iso
from pilots.part_page import register_part
from pilots.pilot.page import AddToPilot, EditOfPilot, OfPilot, PilotForm
from pilots.pilot.permissions import can_log_progress
from pilots.referral import totals
from pilots.referral.forms import ReferralForm
from pilots.referral.models import Referral
from pilots.small_counts import shown
from records.dates import DateWithPrecision

SORTS = (Sort("id", "pk"),)


def columns(user: Any) -> list[Column]:
    """The columns of the file, each saying no more than this reader may see."""

    def people(row: Referral) -> str | None:
        return str(shown(user, row.people)) if row.people.known else None

    def day(name: str) -> Any:
        return lambda row: iso(DateWithPrecision.of(row, name))

    return [
        Column.of(Referral, "direction", meaning="To the pilot, or on from it"),
        Column("source", "From or to", "The organisation, or the way in words", str),
        Column("from", "From", "No more exact than known", day("period_start")),
        Column("until", "Until", "No more exact than known", day("period_end")),
        Column("people", "People", "The public reads 1 to 4 as fewer than 5", people),
        Column("why", "Why not known", "", Referral.get_missing_display),
        Column.of(Referral, "note"),
        Column("read_in", "Source", "Where it is from", attrgetter("source")),
    ]


class Referrals(OfPilot, Page):
    """Both directions, with totals that say what they do not hold; as a file as well."""

    public = True
    model = Referral
    template_name = "pilots/referral/list.html"
    here = "Referrals"

    def rows(self) -> QuerySet[Referral]:
        rows = super().rows().filter(pilot=self.pilot)
        return rows.select_related("organisation", "source")

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        user, name = request.user, f"referrals-{self.pilot.slug}"
        if file := exports.respond(request, self.rows(), columns(user), SORTS, name):
            return file
        flows, may_log = totals.build(user, self.pilot), can_log_progress(user, self.pilot)
        return self.shown(flows=flows, may_log=may_log)


class _ReferralPage(PilotForm):
    model, form = Referral, ReferralForm
    draft = register_part("referral", "Referrals")
    listed = ("pilot_referrals", "Referrals")
    said = "Recorded."

    def arguments(self) -> dict[str, Any]:
        return {**super().arguments(), "user": self.request.user}


class AddReferral(_ReferralPage, AddToPilot):
    """A new count."""

    heading = "Record referrals"


class EditReferral(_ReferralPage, EditOfPilot):
    """Put a count right."""

    heading = "Change a count of referrals"

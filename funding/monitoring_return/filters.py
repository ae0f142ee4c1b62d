"""The filters of the list of returns."""

from __future__ import annotations

import datetime as dt
from typing import Any

import django_filters  # type: ignore[import-untyped]
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from funding.models import Fund, MonitoringReturn, ReportingDuty
from interface.filters import Chosen, CopiedLightly, FilterSet, Mine, OneOf, Words
from interface.paging import LARGEST_ID
from partnerships.organisation.forms import body_filter
from partnerships.place.examples import LeavesOutExamples
from partnerships.place.forms import place_filter

State = MonitoringReturn.State
LATE = "late"
STANDS = (
    (State.DUE.value, "To be sent"),
    (LATE, "Late"),
    (State.SENT.value, "Sent"),
    (State.NOT_NEEDED.value, "Not needed"),
)
NEAR = (("30", "within 30 days"), ("92", "within three months"), ("366", "within a year"))


class Stands(OneOf):
    """Returns by how they stand; those that are late are also still to be sent."""

    def filter(self, qs: QuerySet[MonitoringReturn], value: Any) -> QuerySet[MonitoringReturn]:
        if value == LATE:
            return qs.filter(state=State.DUE, due__lt=timezone.localdate())
        return qs.filter(state=value) if value else qs


class DueWithin(OneOf):
    """Returns that are due within some days from today."""

    def filter(self, qs: QuerySet[MonitoringReturn], value: Any) -> QuerySet[MonitoringReturn]:
        if not value:
            return qs
        today = timezone.localdate()
        return qs.filter(due__gte=today, due__lte=today + dt.timedelta(days=int(value)))


class DutyNumber(forms.IntegerField):
    """A reporting duty by its number, which an address holds and nobody types."""

    widget = forms.HiddenInput
    duties: QuerySet[ReportingDuty]

    def clean(self, value: Any) -> ReportingDuty | None:
        number = super().clean(value)
        if number is None:
            return None
        if duty := self.duties.filter(pk=number).first():
            return duty
        raise forms.ValidationError("No reporting duty has this number")


class OneDuty(CopiedLightly, django_filters.Filter):
    """The returns of one reporting duty, as its page asks for them."""

    field_class = DutyNumber

    @property
    def field(self) -> forms.Field:
        made: DutyNumber = super().field
        made.duties = ReportingDuty.objects.visible_to(self.parent.request.user)
        return made


class ReturnFilter(LeavesOutExamples, FilterSet):
    """Which returns: of whom, to which fund, how they stand, by when."""

    q = Words("What, which fund, or who reports", by="found_by")
    state = Stands("Status", choices=STANDS)
    due = DueWithin("Due", choices=NEAR)
    place = place_filter(help_text="")
    body = body_filter("Sent by", field_name="body")
    fund = Chosen(
        "Fund",
        rows=lambda request: Fund.objects.visible_to(request.user),
        noun="fund",
        field_name="duty__fund",
    )
    duty = OneDuty(label="Reporting duty", min_value=1, max_value=LARGEST_ID)
    owner = body_filter("Asked by", field_name="duty__fund__owners")
    mine = Mine(by="reported_by")

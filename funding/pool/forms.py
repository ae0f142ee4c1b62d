"""What a pool is, what each body pays in, and what a year came to."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.forms import DecimalField, IntegerField
from django.utils import timezone

from funding.forms import MoneyAtPlaces
from funding.models import Pool, PoolContribution, PoolYear
from interface import forms
from interface.filters import AnyOf, FilterSet
from interface.words import capitalised_choices
from partnerships.models import Organisation, Programme
from partnerships.organisation.fields import (
    long_text,
    offer_programmes,
    organisation_field,
    radios,
    show_records,
)
from partnerships.organisation.forms import body_filter
from partnerships.place.examples import LeavesOutExamples
from partnerships.place.forms import place_filter
from partnerships.programme.filters import programme_filter
from pilots.pounds import pounds_field, read_pounds
from records.conflicts import Versioned
from records.figures import Quantity
from records.periods import OfAPeriod, end_field, start_field
from records.source_fields import NamesSource

LATEST = 2100
ORDER = (
    *("name", "basis", "host", "manager", "places", "add_place", "functions", "sharing"),
    *("monitoring", "start", "end", "programme", "source_title", "source_url", "visibility"),
)


class EditPool(NamesSource, OfAPeriod, Versioned, MoneyAtPlaces):
    """A pool, new or known."""

    question_led = True
    body = "host"
    not_yours = (
        "Name a place where you have a role, your own organisation as the host, or a programme "
        "that you lead"
    )
    not_to_all = "Only an editor of the place, the host or the lead of the programme can publish it"

    basis = radios(
        "What is its legal basis?", Pool.Basis.choices, initial=Pool.Basis.NOT_KNOWN,
        hints={"section_75": "Of the NHS Act 2006: a council and an NHS body pool money"},
    )  # fmt: skip
    host = organisation_field("Which organisation is its host?", required=False)
    functions = long_text("What may it pay for?", rows=3, required=False)
    sharing = long_text("Who covers an overspend or keeps an underspend?", rows=2, required=False)
    monitoring = long_text("Who gets reports on it, and how often?", rows=2, required=False)
    start = start_field("When did it start?", latest=LATEST)
    end = end_field("When does the agreement end?", latest=LATEST)

    class Meta:
        model = Pool
        fields = (
            *("name", "basis", "host", "manager", "functions", "sharing", "monitoring"),
            *("start", "end", "programme", "visibility"),
        )
        labels = {
            "name": "What is the pool called?",
            "manager": "Who looks after it?",
            "programme": "Is it part of a programme?",
            "visibility": "Who can see this?",
        }
        help_texts = {"visibility": "All of it is covered by Freedom of Information"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["host"].queryset = Organisation.objects.visible_to(self.user).filter(
            merged_into=None
        )
        offer_programmes(fields["programme"], Programme.objects.all())
        fields["programme"].empty_label = "No, or not known"
        show_records(self, "host")
        self.order_fields(ORDER)

    def clean(self) -> dict[str, Any]:
        """It is the writer's to write."""
        data = super().clean() or self.cleaned_data
        self.check_rights(data)
        return data


def _year_field() -> IntegerField:
    return IntegerField(
        label="Which financial year is it for?",
        min_value=1990,
        max_value=2100,
        help_text="The year in which it begins: 2026 is April 2026 to March 2027",
        error_messages={"invalid": "Enter a year, such as 2026"},
    )


class EditContribution(Versioned, forms.ModelForm):
    """What one body agreed to pay in for a year, and what it paid."""

    question_led = True

    organisation = organisation_field("Who pays in?")
    year = _year_field()
    agreed = pounds_field("How much did it agree to pay in, in pounds?")
    paid = pounds_field("How much did it pay in?")

    class Meta:
        model = PoolContribution
        fields = ("organisation", "year")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        bodies: Any = self.fields["organisation"]
        bodies.queryset = Organisation.objects.visible_to(user).filter(merged_into=None)
        show_records(self, "organisation")
        for name in ("agreed", "paid"):
            if (amount := getattr(self.instance, name)).known:
                self.initial[name] = str(amount)

    def clean(self) -> dict[str, Any]:
        """A body stands once in a year."""
        data = super().clean() or self.cleaned_data
        others = PoolContribution.objects.filter(pool=self.instance.pool_id)
        if self.errors:
            return data
        same = others.filter(organisation=data["organisation"], year=data["year"])
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("year", "What this organisation pays in that year is recorded already")
        return data

    def clean_agreed(self) -> Quantity | None:
        """The figure as its record says it; None where it is not known."""
        return read_pounds(self, "agreed")

    def clean_paid(self) -> Quantity | None:
        """The figure as its record says it; None where it is not known."""
        return read_pounds(self, "paid")


def _exact_pounds(label: str) -> DecimalField:
    return DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_digits=16,
        decimal_places=2,
        localize=False,
        help_text="In pounds, such as 1200000. Leave it empty if it is not known",
        error_messages={"invalid": "Enter an amount in pounds, such as 1200000"},
    )


class EditYear(Versioned, forms.ModelForm):
    """What a pool could spend in a year and what it spent."""

    question_led = True

    year = _year_field()
    budget = _exact_pounds("How much could it spend?")
    spent = _exact_pounds("How much did it spend?")
    note = long_text("Why is there an overspend or underspend?", rows=2, required=False)

    class Meta:
        model = PoolYear
        fields = ("year", "budget", "spent", "is_forecast", "note")
        labels = {"is_forecast": "The year is not over: this is what we expect to spend"}

    def clean(self) -> dict[str, Any]:
        """A year stands once."""
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        same = PoolYear.objects.filter(pool=self.instance.pool_id, year=data["year"])
        is_over = dt.date(data["year"] + 1, 3, 31) < timezone.localdate()
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("year", "That year is recorded already")
        if data["spent"] is not None and not (is_over or data["is_forecast"]):
            self.add_error("is_forecast", "That year is not over. Say that this is expected")
        return data


class PoolFilter(LeavesOutExamples, FilterSet):
    """Which pools: of where, of which programme, kept by whom, resting on what."""

    place = place_filter(help_text="")
    programme = programme_filter()
    whose = body_filter("Host", field_name="host")
    basis = AnyOf(
        "Legal basis", field_name="basis", choices=capitalised_choices(Pool.Basis.choices)
    )

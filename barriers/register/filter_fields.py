"""Lists of barriers that stand in some relation to one that the address names by its reference."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

import django_filters  # type: ignore[import-untyped]
from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db.models import DateField, Func, IntegerField, Prefetch, Q, QuerySet, Value

from barriers.models import Barrier, BarrierPlace, SystemicBarrier, SystemicMember
from interface.filters import CopiedLightly
from interface.forms import ReferenceField
from policy.regional_update.quarters import Quarter
from records.dates import TO_THE_MONTH, DateWithPrecision, Precision, last_day, months_on


class Like(django_filters.Filter):
    """Barriers of other places like the one with this reference, if the reader may see it."""

    field_class = ReferenceField

    @property
    def field(self) -> forms.Field:
        """A reference of a barrier, with what decides which others are like it."""
        made = super().field
        seen = Barrier.objects.visible_to(self.parent.user)
        links = BarrierPlace.objects.select_related("place")
        made.rows = seen.prefetch_related(Prefetch("place_links", links), "sub_type_links")
        return made

    def filter(self, qs: QuerySet, value: Barrier | None) -> QuerySet:
        """Those like it; every row where none is named."""
        return qs if value is None else qs.like(value)


class Linked(Like):
    """Barriers that people joined or linked to the one with this reference."""

    def filter(self, qs: QuerySet, value: Barrier | None) -> QuerySet:
        """Those at the other end; every row where none is named."""
        return qs if value is None else qs.linked_to(value)


class PartOfSystemic(django_filters.Filter):
    """Barriers that share the cause of the systemic one with this reference."""

    field_class = ReferenceField

    @property
    def field(self) -> forms.Field:
        """A reference of a systemic barrier."""
        made = super().field
        made.rows = SystemicBarrier.objects.visible_to(self.parent.user).defer("search")
        return made

    def filter(self, qs: QuerySet, value: SystemicBarrier | None) -> QuerySet:
        """Its members, as far as the reader sees them; every row where none is named."""
        if value is None:
            return qs
        members = SystemicMember.objects.visible_to(self.parent.user).filter(systemic=value)
        return qs.filter(pk__in=members.order_by().values("barrier"))


class BearsOn(CopiedLightly, django_filters.ModelChoiceFilter):
    """Barriers that bear on the piece of guidance with this number."""

    def __init__(self, **kwargs: Any) -> None:
        links: Any = Barrier.guidance_links.rel.related_model
        guidance = links._meta.get_field("guidance").related_model
        # A barrier names a piece of guidance once, so no row comes twice
        named = "guidance_links__guidance"
        super().__init__(queryset=guidance.objects.all(), field_name=named, **kwargs)


NOT_KNOWN = "not-known"
BEFORE = "before-"
_WITHIN = {
    Precision.DAY: (Precision.DAY,),
    Precision.MONTH: TO_THE_MONTH,
    Precision.YEAR: (*TO_THE_MONTH, Precision.YEAR),
    Precision.FINANCIAL_YEAR: (*TO_THE_MONTH, Precision.FINANCIAL_YEAR),
}


@dataclass(frozen=True)
class Age:
    """A span of time since a barrier was logged: from ``low`` months up to, not with, ``high``."""

    key: str
    label: str
    low: int
    high: int | None = None

    def rule(self, today: dt.date) -> Q:
        """On ``logged_to``, the last day of what is known of the logging."""
        rule = Q(logged_to__gt=months_on(today, -self.high)) if self.high else Q()
        return rule & Q(logged_to__lte=months_on(today, -self.low)) if self.low else rule


AGES = (
    Age("under-3-months", "Under 3 months", 0, 3),
    Age("3-to-6-months", "3 to 6 months", 3, 6),
    Age("6-to-12-months", "6 to 12 months", 6, 12),
    Age("1-to-2-years", "1 to 2 years", 12, 24),
    Age("over-2-years", "Over 2 years", 24),
)
AGE_CHOICES = [*((age.key, age.label) for age in AGES), (NOT_KNOWN, "Not known")]
LOGGED_TO = last_day("logged_on")


def age_column(today: dt.date) -> Func:
    """In a query: in which of ``AGES`` a barrier is, counted from the oldest; null: not known."""
    first_days = [months_on(today, -age.low) + dt.timedelta(days=1) for age in AGES if age.low]
    thresholds = Value(sorted(first_days), ArrayField(DateField()))
    return Func(
        LOGGED_TO,
        thresholds,
        template="width_bucket(%(expressions)s::date[])",
        output_field=IntegerField(),
    )


@dataclass(frozen=True)
class When:
    """A day, a month, a quarter, a year; before a month; or not known to the month."""

    date: DateWithPrecision | None = None
    before: bool = False
    quarter: Quarter | None = None

    def __str__(self) -> str:
        if self.quarter is not None:
            return str(self.quarter)
        if self.date is None:
            return "not known"
        return f"before {self.date}" if self.before else str(self.date)

    @property
    def of_logging(self) -> Q:
        """Barriers that were logged then."""
        if self.quarter is not None:
            span = (self.quarter.first, self.quarter.last)
            return Q(logged_on__range=span, logged_on_precision__in=TO_THE_MONTH)
        if self.date is None:
            return Q(logged_on=None) | ~Q(logged_on_precision__in=TO_THE_MONTH)
        if self.before:
            return Q(logged_on__lt=self.date.first, logged_on_precision__in=TO_THE_MONTH)
        within = _WITHIN[Precision(self.date.precision)]
        span = (self.date.first, self.date.last)
        return Q(logged_on__range=span, logged_on_precision__in=within)

    @property
    def of_end(self) -> Q:
        """Barriers that ended then, resolved or not."""
        ended = Q(status__in=Barrier.ENDED)
        if self.quarter is not None:
            return ended & Q(ended_on__range=(self.quarter.first, self.quarter.last))
        if self.date is None:
            return ended & Q(ended_on=None)
        if self.before:
            return ended & Q(ended_on__lt=self.date.first)
        return ended & Q(ended_on__range=(self.date.first, self.date.last))


def quarter_key(quarter: Quarter) -> str:
    """A quarter as addresses write it: 2026-q4."""
    return f"{quarter.first.year}-q{(quarter.first.month + 2) // 3}"


def _quarter(text: str) -> Quarter | None:
    match = re.fullmatch(r"(\d{4})-q([1-4])", text)
    return Quarter.parse(f"{match[1]}-{int(match[2]) * 3 - 2:02}") if match else None


def month_key(month: dt.date) -> str:
    """A month as addresses write it."""
    return f"{month:%Y-%m}"


class _WhenField(forms.CharField):
    def clean(self, value: Any) -> When | None:
        text = str(value or "").strip().lower()
        if not text:
            return None
        if text in (NOT_KNOWN, "not known"):
            return When()
        try:
            if quarter := _quarter(text):
                return When(quarter=quarter)
            when = When(DateWithPrecision.parse(text.removeprefix(BEFORE)), text.startswith(BEFORE))
            _ = when.of_logging, when.of_end  # a period that runs beyond the calendar has no end
        except ValueError as error:
            message = "Enter a month, quarter or year, such as 2026-03, 2026-q1 or 2026"
            raise ValidationError(message) from error
        return when


class InPeriod(CopiedLightly, django_filters.Filter):
    """Barriers that were logged, or ended, in a month, a quarter or a year."""

    field_class = _WhenField

    def __init__(self, label: str, *, rule: str, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "A month, quarter or year, such as 2026-03, 2026-q1 or 2026")
        super().__init__(label=label, **kwargs)
        self.rule = rule

    def filter(self, qs: QuerySet, value: When | None) -> QuerySet:
        return qs if value is None else qs.filter(getattr(value, self.rule))

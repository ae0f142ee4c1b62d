from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Concat, Lower
from django.utils import timezone

from funding.fund.models import Fund
from pilots.models import SharedDefinition
from records.addresses import address
from records.columns import by_record
from records.dates import DateWithPrecision, Precision, in_order, months_on, precision_field
from records.figures import Quantity, figure_field, figure_in_order, qualifier_field
from records.history import tracked
from records.models import Source, Tracked
from records.reading import ReadWithQuerySet

MOST_WORDS = 6


class ReportingDutyQuerySet(ReadWithQuerySet):
    """What funds ask their recipients to report; read with their fund."""

    def found_by(self, text: str) -> Self:
        """Duties that hold every word typed, in what is asked or in the name of their fund."""
        rule = Q()
        for word in text.replace("\x00", "").split()[:MOST_WORDS]:
            rule &= Q(what__icontains=word) | Q(fund__name__icontains=word)
        return self.filter(rule)

    def standing(self) -> Self:
        """Duties that nobody has said to be at an end by today."""
        return self.filter(Q(ended=None) | Q(ended__gt=timezone.localdate()))

    def listed(self) -> Self:
        """With the fund at hand, and whether that is made up."""
        return self.select_related("fund", "source").annotate(is_example=F("fund__is_example"))


@tracked()
class ReportingDuty(Tracked):
    """What a fund asks of those who get its money: what to report, how often and by when.

    ``hours`` is what one return takes, a range or not known. A duty that is no longer asked has
    ``ended``, and says why. It is read with its fund.
    """

    VISIBLE_WITH = "fund"

    class Of(models.TextChoices):
        NOT_KNOWN = "not_known", "not known"
        EACH = "each", "each recipient"
        FIRST = "first", "the first recipient, for all"
        SOME = "some", "some recipients"

    class Often(models.TextChoices):
        NOT_KNOWN = "not_known", "not known"
        MONTHLY = "monthly", "every month"
        QUARTERLY = "quarterly", "every quarter"
        HALF_YEARLY = "half_yearly", "every half-year"
        YEARLY = "yearly", "every year"
        ONCE = "once", "once"
        AT_END = "at_end", "once, at the end"

    fund = models.ForeignKey(Fund, models.CASCADE, related_name="reporting_duties")
    what = models.CharField("what is asked", max_length=300, help_text="What must be reported")
    about = models.TextField("more about it", blank=True, help_text="What exactly, in what form")
    of = models.CharField("asked of", max_length=9, choices=Of, default=Of.NOT_KNOWN)
    of_said = models.CharField(
        "who must report it, in words",
        max_length=200,
        blank=True,
        help_text="Such as councils only",
    )
    often = models.CharField("how often", max_length=11, choices=Often, default=Often.NOT_KNOWN)
    first_due = models.DateField(null=True, blank=True, help_text="When the first one is due")
    first_due_precision = precision_field()
    last_due = models.DateField(null=True, blank=True, help_text="When the last one is due")
    last_due_precision = precision_field()
    hours_low = figure_field()
    hours_high = figure_field()
    hours_qualifier = qualifier_field()
    where_to = models.CharField("where to send it", max_length=300, blank=True)
    link = models.URLField("its form or web page", max_length=500, blank=True)
    ended = models.DateField("no longer asked for since", null=True, blank=True)
    ended_because = models.CharField("why it is no longer asked for", max_length=300, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    sort_key = models.GeneratedField(
        expression=Lower("what"),
        output_field=models.CharField(max_length=300, db_collation="C"),
        db_persist=True,
    )

    objects = ReportingDutyQuerySet.as_manager()

    READ_BY: ClassVar = by_record("what", "about", "of_said", "where_to", "link", "ended_because")

    class Meta(Tracked.Meta):
        ordering = ["fund", "id"]
        verbose_name_plural = "reporting duties"
        indexes = [models.Index(fields=["sort_key", "id"], name="reporting_duty_by_what")]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="reporting_duty_says_what"),
            in_order(
                "reporting_duty_dates_in_order",
                "first_due",
                "last_due",
                says="The last one can’t be due before the first.",
            ),
            figure_in_order("hours", "reporting_duty_hours_in_order"),
            models.CheckConstraint(
                condition=Q(hours_low=None) | Q(hours_low__gte=0),
                name="reporting_duty_hours_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(ended=None, ended_because="")
                | Q(Q(ended__isnull=False), ~Q(ended_because="")),
                name="reporting_duty_ended_with_reason",
                violation_error_message="Say when it stopped being asked for, and why.",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def read_with(self) -> Fund:
        """The fund whose level it has."""
        return self.fund

    def get_absolute_url(self) -> str:
        return address("reporting_duty", self.pk)

    @property
    def hours(self) -> Quantity:
        """What one return takes."""
        return Quantity.of(self, "hours", "hours")

    @property
    def has_ended(self) -> bool:
        """Whether it is no longer asked."""
        return self.ended is not None and self.ended <= timezone.localdate()

    @property
    def next_due(self) -> DateWithPrecision | None:
        """The next day on which one is due, today or later; None where that is not known or over.

        Of a regular duty it is counted from the first day, which must be known to the day.
        """
        today = timezone.localdate()
        if self.has_ended:
            return None
        first = DateWithPrecision.of(self, "first_due")
        last = DateWithPrecision.of(self, "last_due")
        found = first
        if self.often == self.Often.AT_END:
            found = last or first
        elif (months := MONTHS.get(self.often)) and first and first.last < today:
            found = _counted(first, months, today)
        if found is None or found.last < today or (last and found.first > last.last):
            return None
        if self.ended and found.first >= self.ended:
            return None
        return found


class DutyFigureQuerySet(ReadWithQuerySet):
    """Figures that funds ask for; read with their fund."""

    def standing(self) -> Self:
        """Those that nobody has said to be at an end by today."""
        return self.filter(Q(ended=None) | Q(ended__gt=timezone.localdate()))


@tracked()
class DutyFigure(Tracked):
    """A figure that a reporting duty asks for, such as the homes that were improved.

    One that follows a ``shared`` definition is the same figure wherever that is asked for or
    counted; without one it is the same as another of the same name and unit (``same_as``).
    """

    VISIBLE_WITH = "duty"

    duty = models.ForeignKey(ReportingDuty, models.CASCADE, related_name="figures", db_index=False)
    name = models.CharField("figure", max_length=200, help_text="What is to be counted")
    unit = models.CharField(max_length=60, help_text="Such as homes, people or £")
    shared = models.ForeignKey(
        SharedDefinition,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="shared definition",
        related_name="+",
        help_text="By which it is counted",
    )
    ended = models.DateField("no longer asked for since", null=True, blank=True)
    same_as = models.GeneratedField(
        expression=Concat(Lower("name"), models.Value("|"), Lower("unit")),
        output_field=models.CharField(max_length=261, db_collation="C"),
        db_persist=True,
    )

    objects = DutyFigureQuerySet.as_manager()

    READ_BY: ClassVar = by_record("unit")

    class Meta(Tracked.Meta):
        ordering = ["duty", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "same_as"],
                name="duty_figure_once",
                violation_error_message="This duty asks for that figure already.",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(unit=""), name="duty_figure_says_what"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{address('reporting_duty', self.duty_id)}#figures"

    @property
    def has_ended(self) -> bool:
        """Whether it is no longer asked."""
        return self.ended is not None and self.ended <= timezone.localdate()


# Months from one return to the next
MONTHS: dict[str, int] = {
    ReportingDuty.Often.MONTHLY: 1,
    ReportingDuty.Often.QUARTERLY: 3,
    ReportingDuty.Often.HALF_YEARLY: 6,
    ReportingDuty.Often.YEARLY: 12,
}


def _counted(first: DateWithPrecision, months: int, today: dt.date) -> DateWithPrecision | None:
    """The first of the days, some months apart, that is not before today."""
    if first.precision != Precision.DAY:
        return None
    passed = (today.year - first.day.year) * 12 + today.month - first.day.month
    steps = max(passed // months, 0)
    while (day := months_on(first.day, steps * months)) < today:
        steps += 1
    return DateWithPrecision(day)

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from partnerships.models import Organisation, Place
from pilots.pilot.models import Pilot
from records.addresses import address
from records.columns import by_record
from records.dates import DateWithPrecision, precision_field
from records.figures import Quantity, figure_field, figure_in_order, qualifier_field
from records.history import tracked
from records.models import Source, Tracked
from records.reading import ReadWithQuerySet


@tracked()
class CostLine(Tracked):
    """One cost or one benefit of a pilot in pounds, and what would have happened without it.

    Lines are never added up: they differ in years, in prices, in whose money it is and in how well
    they are known. An amount that is not known stays empty.
    """

    VISIBLE_WITH = "pilot"

    class Side(models.TextChoices):
        COST = "cost", "cost"
        BENEFIT = "benefit", "benefit"

    class Basis(models.TextChoices):
        COUNTED = "counted", "counted"
        ESTIMATE = "estimate", "estimate"
        FORECAST = "forecast", "forecast"

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="cost_lines")
    side = models.CharField("which", max_length=7, choices=Side, help_text="A cost or a benefit")
    item = models.CharField("for what", max_length=200)
    amount_low = figure_field()
    amount_high = figure_field()
    amount_qualifier = qualifier_field()
    years = models.CharField(max_length=60, blank=True, help_text="Which it is for")
    price_year = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1990), MaxValueValidator(2100)],
        help_text="In whose prices it is",
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="cost_lines"
    )
    whose = models.CharField(max_length=200, blank=True)
    comparator = models.TextField(
        "without the pilot", blank=True, help_text="What would have happened"
    )
    basis = models.CharField(
        "how it is known",
        max_length=8,
        choices=Basis,
        blank=True,
        help_text="Counted, an estimate or a forecast",
    )
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReadWithQuerySet.as_manager()

    READ_BY: ClassVar = by_record("item", "years", "whose", "comparator")

    class Meta(Tracked.Meta):
        ordering = ["pilot", "-side", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(item=""), name="cost_line_has_item"),
            figure_in_order("amount", "cost_line_amount_in_order"),
            models.CheckConstraint(
                condition=Q(amount_low=None) | Q(amount_low__gte=0),
                name="cost_line_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(organisation=None) | Q(whose=""),
                name="cost_line_whose_once",
                violation_error_message="Choose it by name or describe it, not both.",
            ),
            models.CheckConstraint(
                condition=Q(price_year=None) | Q(price_year__range=(1990, 2100)),
                name="cost_line_price_year_known",
            ),
        ]

    def __str__(self) -> str:
        return self.item

    def get_absolute_url(self) -> str:
        return f"{address('pilot_evaluation', self.pilot.slug)}#worth"

    @property
    def amount(self) -> Quantity:
        """How much, as exactly as known."""
        return Quantity.of(self, "amount", "£")

    @property
    def of_whom(self) -> str:
        """Whose cost or benefit it is; empty where that is not known."""
        return self.organisation.name if self.organisation else self.whose


@tracked()
class Spread(Tracked):
    """Somebody else took up what a pilot tried: who, what of it, since when, and how we know."""

    VISIBLE_WITH = "pilot"

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="spread")
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="taken_up",
        help_text="Empty if it is not a single place",
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="taken_up",
        help_text="Empty where none is named",
    )
    description = models.CharField("who", max_length=200, blank=True, help_text="As described")
    what = models.TextField(help_text="Was taken up")
    on = models.DateField(null=True, blank=True)
    on_precision = precision_field()
    known_from = models.CharField(max_length=300, blank=True, help_text="How we know")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReadWithQuerySet.as_manager()

    READ_BY: ClassVar = by_record("description", "what", "known_from")

    class Meta(Tracked.Meta):
        ordering = ["pilot", "id"]
        verbose_name_plural = "spread"
        constraints = [
            models.CheckConstraint(
                condition=Q(place__isnull=False)
                | Q(organisation__isnull=False)
                | ~Q(description=""),
                name="spread_says_where",
                violation_error_message="Say which place or organisation took it up.",
            ),
            models.CheckConstraint(
                condition=~Q(what=""),
                name="spread_says_what",
                violation_error_message="Say what was taken up.",
            ),
        ]

    def __str__(self) -> str:
        return self.what if len(self.what) <= 80 else f"{self.what[:79].rstrip()}…"

    def get_absolute_url(self) -> str:
        return f"{address('pilot_evaluation', self.pilot.slug)}#spread"

    @property
    def day(self) -> str:
        """Since when, as exactly as known; empty where that is not known."""
        return str(DateWithPrecision.of(self, "on") or "")

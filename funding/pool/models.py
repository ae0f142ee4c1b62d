from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from access.levelled import HasVisibility, HasVisibilityQuerySet, known_level
from access.reach import place_triggers
from partnerships.models import Organisation, Place, short_name_of
from records.addresses import address
from records.columns import by_record
from records.dates import in_order, period_words, precision_field
from records.figures import Quantity, figure_field, figure_in_order, in_words, qualifier_field
from records.history import tracked
from records.models import Source, Tracked
from records.reading import ReadWithQuerySet
from records.switches import unless_off


class PoolQuerySet(HasVisibilityQuerySet):
    """Budgets that several bodies keep together."""

    def visible_to(self, user: Any) -> Self:
        """By level."""
        return super().visible_to(user).filter(unless_off("pools"))

    def as_rows(self) -> Self:
        """With all that a row says of them, in two queries."""
        rows = self.select_related("host", "programme", "source")
        rows = rows.annotate(host_short=short_name_of("host"))
        return rows.prefetch_related("place_links__place")


@tracked()
class Pool(HasVisibility):
    """A budget that several bodies pay into and spend together, kept by one of them, its host.

    Under section 75 of the NHS Act 2006 a council and an NHS body may do so; the host answers for
    accounting and audit, and a pool manager looks after it. What each pays in and what a year came
    to are rows of its own; what is not known stays not known.
    """

    class Basis(models.TextChoices):
        NOT_KNOWN = "not_known", "not known"
        SECTION_75 = "section_75", "section 75 agreement"
        BETTER_CARE = "better_care", "Better Care Fund"
        OTHER = "other", "another agreement"

    name = models.CharField(max_length=200, help_text="What the pool is called")
    basis = models.CharField(
        "rests on", max_length=11, choices=Basis, default=Basis.NOT_KNOWN,
        help_text="The kind of agreement that it rests on",
    )  # fmt: skip
    host = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pools_hosted",
        help_text="The body that keeps the money and answers for its accounts",
    )
    manager = models.CharField(
        "pool manager",
        max_length=200,
        blank=True,
        help_text="The job role that looks after it, never a person’s name",
    )
    functions = models.TextField(
        "what it may pay for", blank=True, help_text="The functions that the bodies agreed"
    )
    sharing = models.TextField(
        "who covers an overspend or keeps an underspend",
        blank=True,
        help_text="What the agreement says if more or less is spent than was paid in",
    )
    monitoring = models.TextField(
        "how it is watched", blank=True, help_text="Who gets reports on it, and how often"
    )
    start = models.DateField(null=True, blank=True, help_text="Since when it runs")
    start_precision = precision_field()
    end = models.DateField(null=True, blank=True, help_text="When the agreement ends")
    end_precision = precision_field()
    places = models.ManyToManyField(Place, through="PoolPlace", related_name="pools")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="pools")

    objects = PoolQuerySet.as_manager()

    READ_BY: ClassVar = by_record("manager", "functions", "sharing", "monitoring")

    class Meta(HasVisibility.Meta):
        ordering = ["-updated_at", "-id"]
        indexes = [
            *HasVisibility.level_indexes("pool"),
            models.Index(fields=["end", "id"], condition=Q(end__isnull=False), name="pool_by_end"),
        ]
        constraints = [
            known_level("pool_level_known"),
            models.CheckConstraint(condition=~Q(name=""), name="pool_has_name"),
            in_order("pool_dates_in_order"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("pool", self.pk)

    @property
    def period(self) -> str:
        """From when to when, as precisely as known; empty where neither is."""
        return period_words(self)

    @property
    def where(self) -> str:
        """Its places, by name."""
        return ", ".join(link.place.name for link in self.place_links.all())


@tracked()
class PoolPlace(Tracked):
    """A place whose people a pool is for."""

    pool = models.ForeignKey(Pool, models.CASCADE, related_name="place_links")
    place = models.ForeignKey(Place, models.PROTECT, related_name="pool_links")

    class Meta(Tracked.Meta):
        ordering = ["pool", "id"]
        constraints = [models.UniqueConstraint(fields=["pool", "place"], name="pool_place_once")]
        triggers = [
            *Tracked.Meta.triggers,
            *place_triggers("funding_pool", "funding_poolplace", "pool_id"),
        ]


class OfAYear(Tracked):
    """A part of a pool that is of one financial year (``year`` 2026 is 2026 to 2027)."""

    VISIBLE_WITH = "pool"

    year = models.PositiveSmallIntegerField(
        "financial year", help_text="The year in which it begins: 2026 is April 2026 to March 2027"
    )

    objects = ReadWithQuerySet.as_manager()

    class Meta(Tracked.Meta):
        abstract = True

    @property
    def year_words(self) -> str:
        """The financial year: "2026 to 2027"."""
        return f"{self.year} to {self.year + 1}"


@tracked()
class PoolContribution(OfAYear):
    """What one body agreed to pay into a pool in a financial year, and what it paid."""

    pool = models.ForeignKey(Pool, models.CASCADE, related_name="contributions")
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="pool_contributions",
        help_text="The body that pays in",
    )
    agreed_low = figure_field()
    agreed_high = figure_field()
    agreed_qualifier = qualifier_field()
    paid_low = figure_field()
    paid_high = figure_field()
    paid_qualifier = qualifier_field()

    class Meta(OfAYear.Meta):
        ordering = ["pool", "-year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pool", "organisation", "year"],
                name="pool_contribution_once",
                violation_error_message="What it pays in that year is recorded already.",
            ),
            figure_in_order("agreed", "pool_agreed_in_order"),
            figure_in_order("paid", "pool_paid_in_order"),
            models.CheckConstraint(
                condition=(Q(agreed_low=None) | Q(agreed_low__gte=0))
                & (Q(paid_low=None) | Q(paid_low__gte=0)),
                name="pool_contribution_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2100), name="pool_contribution_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.year_words}"

    def get_absolute_url(self) -> str:
        return f"{self.pool.get_absolute_url()}#paid-in"

    @property
    def agreed(self) -> Quantity:
        """What it agreed to pay in, in pounds."""
        return Quantity.of(self, "agreed", "£")

    @property
    def paid(self) -> Quantity:
        """What it paid in, in pounds."""
        return Quantity.of(self, "paid", "£")


@tracked()
class PoolYear(OfAYear):
    """What a pool could spend in a financial year and what it spent, or is expected to spend."""

    pool = models.ForeignKey(Pool, models.CASCADE, related_name="years")
    budget = models.DecimalField(
        max_digits=16, decimal_places=2, null=True, blank=True, help_text="What it could spend"
    )
    spent = models.DecimalField(
        max_digits=16, decimal_places=2, null=True, blank=True, help_text="What it spent"
    )
    is_forecast = models.BooleanField(
        "the year is not over",
        default=False,
        help_text="What was spent is expected, not yet counted",
    )
    note = models.TextField(blank=True, help_text="Why it is over or under")

    READ_BY: ClassVar = by_record("note")

    class Meta(OfAYear.Meta):
        ordering = ["pool", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["pool", "year"],
                name="pool_year_once",
                violation_error_message="That year is recorded already.",
            ),
            models.CheckConstraint(
                condition=(Q(budget=None) | Q(budget__gte=0)) & (Q(spent=None) | Q(spent__gte=0)),
                name="pool_year_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2100), name="pool_year_is_a_year"
            ),
        ]

    def __str__(self) -> str:
        return self.year_words

    def get_absolute_url(self) -> str:
        return f"{self.pool.get_absolute_url()}#spent"

    @property
    def over(self) -> Decimal | None:
        """How much more was spent than it could spend (below 0: less); None where not known."""
        if self.budget is None or self.spent is None:
            return None
        return self.spent - self.budget

    @property
    def over_words(self) -> str:
        """ "£12,000 under", "£4,000 over, expected", "as planned"; empty where it is not known."""
        if (over := self.over) is None:
            return ""
        words = f"{in_words(abs(over), '£')} {'over' if over > 0 else 'under'}" if over else ""
        said = words or "as planned"
        return f"{said}, expected" if self.is_forecast else said

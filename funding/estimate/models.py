from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from access.levelled import HasVisibility, HasVisibilityQuerySet, known_level
from access.reach import place_triggers
from funding.price_year import price_year_field, price_year_known
from interface.words import capitalised
from partnerships.models import Organisation, Place, short_name_of
from records.addresses import address
from records.columns import by_record
from records.dates import precision_field
from records.figures import Quantity, figure_field, figure_in_order, qualifier_field
from records.history import tracked
from records.models import Source, Tracked
from records.switches import unless_off

# What is put in, of which nothing is taken off
NEVER_NET = frozenset({"investment", "cost"})
# What it is counted in, as a figure says its unit
UNITS = {
    "pounds": "£",
    "hours": "hours of staff time",
    "days": "days of staff time",
}


class EstimateQuerySet(HasVisibilityQuerySet):
    """Estimates of savings, costs and benefits."""

    def visible_to(self, user: Any) -> Self:
        """By level."""
        return super().visible_to(user).filter(unless_off("estimates"))

    def about_the_same(self, estimate: Estimate) -> Self:
        """Others of the same programme at one of its places; of those of no place, where it has
        none. Without a programme, others of none at one of its places."""
        others = self.exclude(pk=estimate.pk).filter(programme=estimate.programme_id)
        places = [link.place_id for link in estimate.place_links.all()]
        if places:
            here = EstimatePlace.objects.filter(place__in=places).order_by()
            return others.filter(pk__in=here.values("estimate"))
        return others.filter(place_links=None) if estimate.programme_id else others.none()

    def as_rows(self) -> Self:
        """With all that a row says of them, in two queries."""
        rows = self.select_related("author", "programme", "source")
        rows = rows.annotate(author_short=short_name_of("author"))
        return rows.prefetch_related("place_links__place")


@tracked()
class Estimate(HasVisibility):
    """What somebody worked out that something saves, costs or is worth, and with what care.

    Estimates of one thing differ by meaning, author, years and prices: they stand side by side
    and are never added together or merged. Pounds are not set against staff time, nor what central
    government saves against what a place does. A missing amount is not known.
    """

    class Effect(models.TextChoices):
        SAVING = "saving", "saving"
        BENEFIT = "benefit", "benefit"
        INVESTMENT = "investment", "money invested"
        COST = "cost", "cost"

    class Basis(models.TextChoices):
        NOT_KNOWN = "not_known", "not known"
        EXPECTED = "expected", "expected beforehand"
        MEASURED = "measured", "worked out afterwards"

    class Net(models.TextChoices):
        NOT_KNOWN = "not_known", "not said"
        GROSS = "gross", "gross"
        NET = "net", "net"

    class Per(models.TextChoices):
        NOT_KNOWN = "not_known", "not said"
        PERIOD = "period", "over all these years together"
        YEAR = "year", "for each year"

    class Unit(models.TextChoices):
        POUNDS = "pounds", "pounds"
        HOURS = "hours", "hours of staff time"
        DAYS = "days", "days of staff time"

    TIME = (Unit.HOURS, Unit.DAYS)

    class Side(models.TextChoices):
        NOT_KNOWN = "not_known", "not said"
        CENTRAL = "central", "central government"
        LOCAL = "local", "councils and local partners"
        BOTH = "both", "both sides together"

    title = models.CharField(
        "what it is an estimate of",
        max_length=300,
        help_text="What saves, costs or is worth this much",
    )
    effect = models.CharField(
        max_length=10, choices=Effect, help_text="A saving, a benefit, money invested or a cost"
    )
    side = models.CharField(
        "for which side",
        max_length=9,
        choices=Side,
        default=Side.NOT_KNOWN,
        db_default=Side.NOT_KNOWN,
        help_text="Whose saving, benefit or cost it is",
    )
    unit = models.CharField(
        "counted in",
        max_length=6,
        choices=Unit,
        default=Unit.POUNDS,
        db_default=Unit.POUNDS,
        help_text="Pounds, or time of staff",
    )
    amount_low = figure_field()
    amount_high = figure_field()
    amount_qualifier = qualifier_field()
    net = models.CharField(
        "gross or net",
        max_length=9,
        choices=Net,
        default=Net.NOT_KNOWN,
        help_text="Whether what it took to get there is taken off",
    )
    per = models.CharField(
        "counted", max_length=9, choices=Per, default=Per.NOT_KNOWN, help_text="For which time"
    )
    years = models.PositiveSmallIntegerField(
        "over how many years", null=True, blank=True, help_text="The length of the period"
    )
    price_year = price_year_field()
    basis = models.CharField(
        "how it is known",
        max_length=9,
        choices=Basis,
        default=Basis.NOT_KNOWN,
        help_text="Expected beforehand, or worked out afterwards",
    )
    author = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="worked out by",
        related_name="estimates",
        help_text="The body that worked it out",
    )
    author_said = models.CharField(
        "worked out by, in words",
        max_length=200,
        blank=True,
        help_text="Who worked it out, where the source names no single body",
    )
    made = models.DateField("worked out on", null=True, blank=True, help_text="When it was")
    made_precision = precision_field()
    method = models.TextField(
        "how it was worked out", blank=True, help_text="What it counts and what it leaves out"
    )
    note = models.TextField(
        "what else to know",
        blank=True,
        help_text="How it differs from other estimates of the same thing",
    )
    places = models.ManyToManyField(Place, through="EstimatePlace", related_name="estimates")
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="estimates"
    )

    objects = EstimateQuerySet.as_manager()

    READ_BY: ClassVar = by_record("author_said", "method", "note")

    class Meta(HasVisibility.Meta):
        ordering = ["-updated_at", "-id"]
        indexes = HasVisibility.level_indexes("estimate")
        constraints = [
            known_level("estimate_level_known"),
            figure_in_order("amount", "estimate_amount_in_order"),
            models.CheckConstraint(
                condition=Q(amount_low=None) | Q(amount_low__gte=0),
                name="estimate_amount_not_negative",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="estimate_has_title"),
            models.CheckConstraint(
                condition=Q(years=None) | Q(years__gte=1, years__lte=100),
                name="estimate_years_in_range",
            ),
            price_year_known("estimate_price_year_is_a_year"),
            models.CheckConstraint(
                condition=Q(author=None) | Q(author_said=""), name="estimate_author_said_once"
            ),
            models.CheckConstraint(
                condition=Q(unit="pounds") | (Q(price_year=None) & ~Q(effect="investment")),
                name="estimate_of_time_has_no_prices",
                violation_error_message="Staff time has no prices and is not money invested.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("estimate", self.pk)

    @property
    def amount(self) -> Quantity:
        """How much, in its unit."""
        return Quantity.of(self, "amount", UNITS[self.unit])

    @property
    def author_words(self) -> str:
        """Who worked it out; empty where that is not known."""
        return self.author.name if self.author else self.author_said

    @property
    def means(self) -> str:
        """What the amount means: "net saving over 5 years, expected beforehand"."""
        known_net = self.net != self.Net.NOT_KNOWN
        words = f"{self.get_net_display()} " if known_net else ""
        words += f"{self.get_effect_display()}{self._for_side}"
        years = f"{self.years} year{'' if self.years == 1 else 's'}" if self.years else ""
        if self.per == self.Per.YEAR:
            words += " for each year" + (f" of {years}" if years else "")
        elif years:
            words += f" over {years}"
            if self.per == self.Per.NOT_KNOWN:
                words += " (for each or for all of them: not said)"
        if self.price_year:
            words += f", in {self.price_year} prices"
        return words if self.basis == self.Basis.NOT_KNOWN else f"{words}, {self.basis_words}"

    @property
    def effect_words(self) -> str:
        """What it is an estimate of, net or gross told apart: "Net saving", "Money invested"."""
        if self.effect in NEVER_NET:
            return capitalised(self.get_effect_display())
        if self.net == self.Net.NOT_KNOWN:
            return f"{capitalised(self.get_effect_display())}, net or gross not said"
        return f"{capitalised(self.get_net_display())} {self.get_effect_display()}"

    @property
    def group_words(self) -> str:
        """What only stands beside its like: net or gross, in which unit, for which side."""
        words = self.effect_words
        if self.unit in self.TIME:
            words += f", in {self.get_unit_display()}"
        return f"{words},{self._for_side}" if self._for_side else words

    @property
    def _for_side(self) -> str:
        return "" if self.side == self.Side.NOT_KNOWN else f" for {self.get_side_display()}"

    @property
    def basis_words(self) -> str:
        """How it is known."""
        return str(self.get_basis_display())

    @property
    def where(self) -> str:
        """Its places, by name; empty where it names none."""
        return ", ".join(link.place.name for link in self.place_links.all())


@tracked()
class EstimatePlace(Tracked):
    """A place that an estimate is for."""

    estimate = models.ForeignKey(Estimate, models.CASCADE, related_name="place_links")
    place = models.ForeignKey(Place, models.PROTECT, related_name="estimate_links")

    class Meta(Tracked.Meta):
        ordering = ["estimate", "id"]
        constraints = [
            models.UniqueConstraint(fields=["estimate", "place"], name="estimate_place_once")
        ]
        triggers = [
            *Tracked.Meta.triggers,
            *place_triggers("funding_estimate", "funding_estimateplace", "estimate_id"),
        ]

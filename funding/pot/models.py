from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from funding.fund.models import Fund
from pilots.models import SharedDefinition
from records.columns import by_record
from records.figures import Quantity, figure_field, figure_in_order, qualifier_field
from records.history import tracked
from records.models import Tracked
from records.reading import ReadWithQuerySet


@tracked()
class FundPot(Tracked):
    """One of several pots of a fund: the outcome that it pays for, and how much is in it.

    ``definition`` is how that outcome is counted, where a shared definition says so. It is read
    with its fund.
    """

    VISIBLE_WITH = "fund"

    fund = models.ForeignKey(Fund, models.CASCADE, related_name="pots")
    name = models.CharField(max_length=200)
    outcome = models.TextField("outcome that it pays for")
    definition = models.ForeignKey(
        SharedDefinition,
        models.PROTECT,
        verbose_name="how the outcome is counted",
        null=True,
        blank=True,
        related_name="fund_pots",
    )
    amount_low = figure_field()
    amount_high = figure_field()
    amount_qualifier = qualifier_field()

    objects = ReadWithQuerySet.as_manager()

    READ_BY: ClassVar = by_record("outcome")

    class Meta(Tracked.Meta):
        ordering = ["fund", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(outcome=""), name="fund_pot_says_what_for"
            ),
            figure_in_order("amount", "fund_pot_amount_in_order"),
            models.CheckConstraint(
                condition=Q(amount_low=None) | Q(amount_low__gte=0),
                name="fund_pot_amount_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{self.fund.get_absolute_url()}#pots"

    @property
    def amount(self) -> Quantity:
        """How much is in it, in pounds."""
        return Quantity.of(self, "amount", "£")

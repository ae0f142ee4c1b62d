from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Concat, Lower
from django.utils import timezone

from funding.reporting_duty.models import ReportingDuty
from pilots.models import SharedDefinition
from records.addresses import address
from records.history import tracked
from records.models import Tracked
from records.reading import ReadWithQuerySet


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

    READ_WITH = "duty"

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
    ended = models.DateField("no longer asked from", null=True, blank=True)
    same_as = models.GeneratedField(
        expression=Concat(Lower("name"), models.Value("|"), Lower("unit")),
        output_field=models.CharField(max_length=261, db_collation="C"),
        db_persist=True,
    )

    objects = DutyFigureQuerySet.as_manager()

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

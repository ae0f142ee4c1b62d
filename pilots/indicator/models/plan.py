from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from partnerships.place.models.place import dates_in_order
from pilots.indicator.few import FewHiddenQuerySet
from pilots.indicator.groups import by_group_field
from pilots.indicator.models.indicator import Indicator, groups_within, share_within
from pilots.pilot.models import Pilot
from records.columns import by_record
from records.dates import precision_field
from records.figures import Quantity, figure_field, figure_in_order, qualifier_field
from records.history import tracked
from records.models import Source, Tracked
from records.reading import ReadWithQuerySet


@tracked()
class IndicatorDefinition(Tracked):
    """What an indicator counted until a day on which that was changed, and why it was.

    The definition in force stands on the indicator. Figures on different sides of ``until`` count
    different things: no line joins them and neither is set against the other. A figure in another
    unit is another indicator.
    """

    VISIBLE_WITH = "indicator__pilot"

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="earlier_definitions")
    definition = models.TextField(blank=True)
    until = models.DateField()
    why = models.CharField(max_length=300)

    objects = ReadWithQuerySet.as_manager()

    READ_BY: ClassVar = by_record("definition", "why")

    class Meta(Tracked.Meta):
        ordering = ["indicator", "until"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "until"],
                name="indicator_definition_once_a_day",
                violation_error_message="The definition changed on that day already.",
            ),
            models.CheckConstraint(
                condition=~Q(why=""),
                name="indicator_definition_says_why",
                violation_error_message="Say why it changed.",
            ),
        ]

    def __str__(self) -> str:
        return self.definition or "Not known"


def definition_then(day: str) -> dict[str, Any]:
    """For rows of an indicator: what it counted on the day in column ``day``.

    ``until`` is the day on which that changed, None for the definition in force; a row without a
    day counts by the oldest.
    """
    at = Coalesce(OuterRef(day), Value(dt.date.min), output_field=models.DateField())
    earlier = IndicatorDefinition.objects.filter(indicator=OuterRef("indicator"), until__gt=at)
    first = earlier.order_by("until")
    return {
        "until": Subquery(first.values("until")[:1]),
        "definition_then": Subquery(first.values("definition")[:1]),
    }


class OfIndicatorQuerySet(FewHiddenQuerySet):
    """Plans, which have the level of their indicator's pilot. What was before may be few people."""

    figure = "baseline"

    def visible_to(self, user: Any) -> Self:
        return self.filter(indicator__pilot__in=Pilot.objects.visible_to(user)).shown_to(user)

    def with_definition(self) -> Self:
        """Each with ``until``: see ``definition_then``. Without a first day it is the oldest."""
        return self.annotate(until=definition_then("valid_from")["until"])


@tracked()
class IndicatorPlan(Tracked):
    """What was planned for an indicator, from a date on: what it counts, how much, by when.

    ``valid_to`` is empty for the plan in force. ``due`` is when the target is to be reached.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="plans")
    definition = models.TextField(blank=True, help_text="What the plan counts")
    unit = models.CharField(max_length=60, blank=True, help_text="If not the indicator's own")
    target_low = figure_field()
    target_high = figure_field()
    target_qualifier = qualifier_field()
    by_group = by_group_field()
    baseline_low = figure_field()
    baseline_high = figure_field()
    baseline_qualifier = qualifier_field()
    baseline_at = models.DateField(null=True, blank=True)
    baseline_at_precision = precision_field()
    due = models.DateField(null=True, blank=True)
    due_precision = precision_field()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True, default="", db_default="")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfIndicatorQuerySet.as_manager()
    # The day on which the definition changed that the plan counts by; None for the one in force.
    until: dt.date | None = None

    READ_BY: ClassVar = by_record("definition", "unit", "by_group", "why")

    class Meta(Tracked.Meta):
        ordering = ["indicator", F("valid_from").asc(nulls_first=True), "id"]
        indexes = [
            models.Index(fields=["due", "id"], condition=Q(valid_to=None), name="plan_by_day")
        ]
        constraints = [
            figure_in_order("target", "plan_target_in_order"),
            figure_in_order("baseline", "plan_baseline_in_order"),
            dates_in_order("plan_dates_in_order"),
            models.UniqueConstraint(
                fields=["indicator"], condition=Q(valid_to=None), name="plan_one_in_force"
            ),
        ]
        triggers = [
            *Tracked.Meta.triggers,
            share_within("plan_share_within_100", "target", "baseline"),
            groups_within("plan_groups_within", "target"),
        ]

    @property
    def target(self) -> Quantity:
        return Quantity.of(self, "target", self.unit or self.indicator.unit)

    @property
    def baseline(self) -> Quantity:
        return Quantity.of(self, "baseline", self.unit or self.indicator.unit)

"""What belongs to a flow: the places and topics that it is for, and its financial years."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from access.reach import place_triggers
from funding.flow.standing_alone import ONLY_PLACE, year_triggers
from partnerships.models import OnTopic, Place
from records.figures import in_words
from records.history import tracked
from records.models import Tracked, bookkeeping


class FlowPlaceQuerySet(models.QuerySet):
    """Places of flows."""

    def with_place(self) -> Self:
        """With the place at hand, in the same query."""
        rows = self.select_related("place").defer("created_at", "updated_at")
        return rows.defer(*bookkeeping("place"))


@tracked()
class FlowPlace(Tracked):
    """A place that a flow is for, with its share of the amount, or not split."""

    flow = models.ForeignKey(
        "funding.Flow",
        models.CASCADE,
        related_name="place_links",
        db_index=False,  # the index of its constraint begins with it
    )
    place = models.ForeignKey(Place, models.PROTECT, related_name="flow_links")
    share = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)

    objects = FlowPlaceQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["flow", "id"]
        constraints = [
            models.UniqueConstraint(fields=["flow", "place"], name="flow_place_once"),
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__gt=0, share__lte=1),
                name="flow_place_share_is_part",
            ),
        ]
        triggers = [
            *Tracked.Meta.triggers,
            *place_triggers("funding_flow", "funding_flowplace", "flow_id", only_place=ONLY_PLACE),
        ]

    @property
    def percent(self) -> str:
        """The share in per cent; empty where it is not split."""
        return "" if self.share is None else f"{in_words((self.share * 100).normalize())}%"


@tracked()
class FlowYear(Tracked):
    """The part of a flow that falls in one financial year (``year`` 2026 is 2026 to 2027)."""

    flow = models.ForeignKey("funding.Flow", models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)

    class Meta(Tracked.Meta):
        ordering = ["flow", "year"]
        constraints = [
            models.UniqueConstraint(fields=["flow", "year"], name="flow_year_once"),
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2100), name="flow_year_is_a_year"
            ),
        ]
        triggers = [*Tracked.Meta.triggers, *year_triggers()]

    @property
    def words(self) -> str:
        """The financial year: "2026 to 2027"."""
        return f"{self.year} to {self.year + 1}"


@tracked()
class FlowTopic(OnTopic):
    """A topic that money is for."""

    flow = models.ForeignKey("funding.Flow", models.CASCADE, related_name="topic_links")

    class Meta(OnTopic.Meta):
        db_table = "funding_flow_topics"
        constraints = [models.UniqueConstraint(fields=["flow", "topic"], name="flow_topic_once")]

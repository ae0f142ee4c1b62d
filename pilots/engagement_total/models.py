from __future__ import annotations

from django.db import models
from django.db.models import Q

from partnerships.models import Programme
from pilots.pilot.models import Pilot
from records.dates import precision_field
from records.figures import Quantity, figure_field, figure_in_order, qualifier_field
from records.history import tracked
from records.models import Source, Tracked
from records.reading import ReadWithQuerySet


@tracked()
class EngagementTotal(Tracked):
    """How many were met in all, as a source says it where it does not list the meetings.

    "More than 26 people in ten teams of two departments". It is shown as said, and never added to
    what is counted from meetings that are recorded one by one.
    """

    READ_WITH = ("programme", "pilot")

    pilot = models.ForeignKey(
        Pilot, models.CASCADE, null=True, blank=True, related_name="engagement_totals"
    )
    programme = models.ForeignKey(
        Programme, models.CASCADE, null=True, blank=True, related_name="engagement_totals"
    )
    people_low = figure_field()
    people_high = figure_field()
    people_qualifier = qualifier_field()
    teams = models.PositiveIntegerField(null=True, blank=True)
    departments = models.PositiveIntegerField(null=True, blank=True)
    as_of = models.DateField(null=True, blank=True)
    as_of_precision = precision_field()
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    objects = ReadWithQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["as_of", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pilot__isnull=True, programme__isnull=False)
                | Q(pilot__isnull=False, programme__isnull=True),
                name="engagement_total_of_pilot_or_programme",
            ),
            models.CheckConstraint(
                condition=Q(people_low__isnull=False)
                | Q(teams__isnull=False)
                | Q(departments__isnull=False),
                name="engagement_total_says_something",
            ),
            figure_in_order("people", "engagement_total_people_in_order"),
        ]

    @property
    def people(self) -> Quantity:
        """How many people, as the source says it."""
        return Quantity.of(self, "people", "people")

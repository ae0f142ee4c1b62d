from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from partnerships.models import Organisation
from pilots.pilot.models import Pilot
from records.columns import by_record
from records.dates import in_order, precision_field
from records.figures import Quantity, figure_field, figure_in_order, qualifier_field
from records.history import tracked
from records.models import Source, Tracked
from records.reading import ReadWithQuerySet


@tracked()
class Referral(Tracked):
    """How many people came to a pilot from one source, or were sent on to one, in a period.

    ``route`` is a way rather than a body ("people come by themselves"). A number that is not known
    says why, and is never zero.
    """

    VISIBLE_WITH = "pilot"

    class Direction(models.TextChoices):
        IN = "in", "to the pilot"
        OUT = "out", "on from the pilot"

    class Missing(models.TextChoices):
        NOT_COUNTED = "not_counted", "not counted yet"
        NOT_COLLECTED = "not_collected", "not collected"
        NOT_PUBLISHED = "not_published", "not published"
        CANNOT_SHARE = "cannot_share", "cannot be shared"

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="referrals")
    direction = models.CharField("which way", max_length=3, choices=Direction)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    route = models.CharField(max_length=200, blank=True)
    period_start = models.DateField(null=True, blank=True)
    period_start_precision = precision_field()
    period_end = models.DateField(null=True, blank=True)
    period_end_precision = precision_field()
    people_low = figure_field()
    people_high = figure_field()
    people_qualifier = qualifier_field()
    missing = models.CharField(max_length=13, choices=Missing, blank=True)
    note = models.CharField(max_length=300, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReadWithQuerySet.as_manager()

    READ_BY: ClassVar = by_record("route", "note")

    class Meta(Tracked.Meta):
        ordering = ["pilot", "direction", "-period_end", "id"]
        indexes = [models.Index(fields=["pilot", "direction"], name="referral_by_pilot")]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, route="")
                | (Q(organisation__isnull=True) & ~Q(route="")),
                name="referral_organisation_or_route",
            ),
            models.CheckConstraint(
                condition=Q(people_low__isnull=False, missing="")
                | (Q(people_low__isnull=True) & ~Q(missing="")),
                name="referral_number_or_why_not",
            ),
            models.CheckConstraint(
                condition=Q(people_low=None) | Q(people_low__gte=0),
                name="referral_not_negative",
            ),
            in_order("referral_period_in_order", "period_start", "period_end"),
            figure_in_order("people", "referral_people_in_order"),
        ]

    def __str__(self) -> str:
        return self.organisation.name if self.organisation else self.route

    @property
    def people(self) -> Quantity:
        """How many, in the words of the source."""
        return Quantity.of(self, "people", "people")

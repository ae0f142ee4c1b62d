from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Case, Q, Value, When

from access.reach import parent_triggers
from partnerships.models import Organisation, name_then
from pilots.pilot.models import Pilot
from records.columns import by_record
from records.history import tracked
from records.models import Source, Tracked

# When a part in a pilot ended: the first of these that is known
ENDS = ("end", "pilot__end", "pilot__programme__end")


class PilotPartnerQuerySet(models.QuerySet):
    """Partners, which are read with their pilot alone."""

    def with_names_then(self) -> Self:
        """With what each body was called when its part, its pilot or the programme ended."""
        return self.annotate(name_then=name_then("organisation", *ENDS))

    def taking_part(self) -> Self:
        """Without those that are named only."""
        return self.filter(kind__in=PilotPartner.TAKES_PART)

    def in_order(self) -> Self:
        """Leads first, then partners, evaluators, national bodies, others that are named, each as
        they were recorded."""
        kinds = PilotPartner.Kind.values
        whens = [When(kind=kind, then=Value(place)) for place, kind in enumerate(kinds)]
        return self.order_by(Case(*whens, default=Value(9)), "id")


@tracked()
class PilotPartner(Tracked):
    """Who takes part in a pilot: an organisation, or a description where the source names none.

    ``national`` marks government bodies and departments, ``named`` whom the source names without
    saying that they take part; the others are local partners.
    """

    class Kind(models.TextChoices):
        LEAD = "lead", "lead"
        CO_LEAD = "co_lead", "co-lead"
        PARTNER = "partner", "partner"
        EVALUATOR = "evaluator", "evaluator"
        NATIONAL = "national", "national body"
        NAMED = "named", "named only"

    # Whoever is named only is shown, and neither counted nor said to take part
    TAKES_PART = (Kind.LEAD, Kind.CO_LEAD, Kind.PARTNER, Kind.EVALUATOR, Kind.NATIONAL)

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="pilot_parts"
    )
    description = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PARTNER)
    role = models.CharField(max_length=300, blank=True)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    # Filled in by ``with_names_then``
    name_then: str | None = None

    objects = PilotPartnerQuerySet.as_manager()

    READ_BY: ClassVar = by_record("description", "role")

    class Meta(Tracked.Meta):
        ordering = ["pilot", "kind", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, description="")
                | (Q(organisation__isnull=True) & ~Q(description="")),
                name="pilot_partner_organisation_or_description",
            ),
            models.UniqueConstraint(
                fields=["pilot", "organisation", "kind"],
                condition=Q(end=None),
                name="pilot_partner_once",
            ),
        ]
        triggers = [*Tracked.Meta.triggers, *parent_triggers("pilots_pilot", "pilot_id")]

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """Its name at the time, or as the source describes it."""
        today = self.organisation.name if self.organisation else self.description
        return self.name_then or today

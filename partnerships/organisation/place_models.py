"""Where organisations work."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.utils import timezone

from partnerships.organisation.models import Organisation
from partnerships.place.models.place import Place, dates_in_order, holding
from records.history import tracked
from records.models import Tracked


class OrganisationPlaceQuerySet(models.QuerySet["OrganisationPlace"]):
    """Where organisations work, today and before."""

    def standing(self, on: dt.date | None = None) -> Self:
        """Those that hold on this day, by default today."""
        return self.filter(holding(on or timezone.localdate()))


@tracked()
class OrganisationPlace(Tracked):
    """Which places an organisation governs or a team serves, from when to when. Half-open."""

    class Role(models.TextChoices):
        GOVERNS = "governs", "governs"
        SERVES = "serves", "serves"
        BASED = "based", "is based in"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="place_links")
    place = models.ForeignKey(Place, models.PROTECT, related_name="organisation_links")
    role = models.CharField(max_length=8, choices=Role, default=Role.SERVES)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = OrganisationPlaceQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["organisation", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "place", "role"], name="organisation_place_once"
            ),
            dates_in_order("organisation_place_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_role_display()} {self.place}"

    @property
    def is_over(self) -> bool:
        """Whether it was so and is no more."""
        return self.valid_to is not None and self.valid_to <= timezone.localdate()

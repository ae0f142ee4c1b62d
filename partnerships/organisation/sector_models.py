from __future__ import annotations

from django.db import models

from access.levelled import PublicQuerySet
from partnerships.organisation.models import Organisation
from records.history import tracked
from records.models import Tracked


@tracked()
class FurtherSector(Tracked):
    """A sector that an administrator added, always within one of those that the product knows.

    What is asked of a sector (a quorum, a gap in a partnership, who is a department) is asked of
    the one that it is within, so that a new word changes no rule.
    """

    name = models.CharField(max_length=80, unique=True)
    sector = models.CharField(
        "within", max_length=20, choices=Organisation.Sector, help_text="Of which sector it is one"
    )

    objects = PublicQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["sector", "name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sector__in=Organisation.Sector.values),
                name="further_sector_within_known",
            )
        ]

    def __str__(self) -> str:
        return self.name

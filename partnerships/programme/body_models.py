from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from access.levelled import PublicQuerySet
from access.reach import parent_triggers
from partnerships.organisation.claim_models import Claim
from partnerships.organisation.models import Organisation
from partnerships.programme.models import Programme
from records.columns import by_record
from records.dates import DateWithPrecision, Precision, in_order, precision_field
from records.history import tracked
from records.models import Source, Tracked


@tracked()
class ProgrammeBody(Claim, Tracked):
    """A department or another body that takes part in a programme: which part, and when.

    Who leads it stands on the programme; who takes part in a pilot of it, on the pilot.
    ``valid_to`` is the last day or period of its part.
    """

    class Strength(models.TextChoices):
        TAKES_PART = "takes_part", "takes part"
        LISTED = "listed", "listed when places bid"
        NAMED = "named", "named only"

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="body_links")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="programme_links")
    role = models.CharField(
        "part in it", max_length=200, blank=True, help_text="What part it has, as the source says"
    )
    strength = models.CharField(
        "how much is known of it",
        max_length=10,
        choices=Strength,
        default=Strength.TAKES_PART,
        db_default=Strength.TAKES_PART,
        help_text="What its source says: only those that take part are counted as taking part",
    )
    valid_from = models.DateField("since", null=True, blank=True)
    valid_from_precision = precision_field(db_default=Precision.DAY)
    valid_to = models.DateField("until", null=True, blank=True)
    valid_to_precision = precision_field(db_default=Precision.DAY)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    CLAIM_SAYS = ("programme_id", "organisation_id", "strength", "role", "valid_to")

    objects = PublicQuerySet.as_manager()

    READ_BY: ClassVar = by_record("role")

    class Meta(Tracked.Meta):
        verbose_name = "body of a programme"
        verbose_name_plural = "bodies of programmes"
        ordering = ["programme", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "organisation"],
                condition=Q(valid_to=None),
                name="programme_body_once",
            ),
            in_order("programme_body_dates_in_order", "valid_from", "valid_to"),
        ]
        triggers = [
            *Tracked.Meta.triggers,
            *parent_triggers("partnerships_programme", "programme_id"),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def get_absolute_url(self) -> str:
        return self.programme.get_absolute_url()

    @property
    def words(self) -> str:
        """What part it has and when: "evaluation, from February 2021"; of one that is not said to
        take part that first; empty where not known."""
        start = DateWithPrecision.of(self, "valid_from")
        end = DateWithPrecision.of(self, "valid_to")
        when = " ".join((f"from {start}" if start else "", f"until {end}" if end else "")).strip()
        known = "" if self.takes_part else str(self.get_strength_display())
        return ", ".join(dict.fromkeys(filter(None, (known, self.role, when))))

    @property
    def takes_part(self) -> bool:
        """Whether its source says that it takes part, or took part."""
        return self.strength == self.Strength.TAKES_PART

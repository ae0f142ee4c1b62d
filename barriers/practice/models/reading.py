from __future__ import annotations

from django.db import models

from access.reach import parent_triggers
from barriers.practice.models.library import Guidance
from interface.words import date_words
from partnerships.models import Organisation
from records.history import tracked
from records.models import Tracked
from records.reading import ReadWithQuerySet


@tracked()
class GuidanceRead(Tracked):
    """A body that has read guidance: in which edition, and on which day.

    Never which person. Where an edition came out since, the page of the guidance shows who read an
    older one. Everybody signed in reads it, the public does not.
    """

    VISIBLE_WITH = "guidance"
    SIGNED_IN_ONLY = True

    guidance = models.ForeignKey(Guidance, models.CASCADE, related_name="readings")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="read by", related_name="guidance_read"
    )
    edition = models.CharField(
        max_length=120, blank=True, help_text="As its publisher calls it, or the day of it"
    )
    on = models.DateField("read on", help_text="The day on which it was read")

    objects = ReadWithQuerySet.as_manager()

    class Meta(Tracked.Meta):
        verbose_name = "reading of guidance"
        verbose_name_plural = "readings of guidance"
        ordering = ["guidance", "-on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["guidance", "organisation", "edition"], name="guidance_read_once"
            )
        ]
        triggers = [
            *Tracked.Meta.triggers,
            *parent_triggers("barriers_guidance", "guidance_id"),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def get_absolute_url(self) -> str:
        return self.guidance.get_absolute_url()

    @property
    def words(self) -> str:
        """In which edition and when: "edition of February 2026, on 3 March 2026"."""
        edition = self.edition or "edition not known"
        return f"{edition}, on {date_words(self.on)}"

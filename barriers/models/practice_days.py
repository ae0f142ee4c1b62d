from __future__ import annotations

from django.db import models
from django.db.models import Q

from .believed import Believed
from .practice import Guidance, Practice


class PracticeDay(models.Model):
    """How often an entry of the practice library was opened on one day, and from where.

    By whom is not kept. It belongs to one step, one piece of guidance or one belief.
    """

    class From(models.TextChoices):
        LOGGING = "logging", "while logging"
        BARRIER = "barrier", "from a barrier"
        REPORT = "report", "from a report"
        LIBRARY = "library", "in the library"

    practice = models.ForeignKey(
        Practice, models.CASCADE, null=True, blank=True, related_name="days"
    )
    guidance = models.ForeignKey(
        Guidance, models.CASCADE, null=True, blank=True, related_name="days"
    )
    believed = models.ForeignKey(
        Believed, models.CASCADE, null=True, blank=True, related_name="days"
    )
    day = models.DateField()
    came_from = models.CharField(max_length=7, choices=From)
    opened = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(practice__isnull=False, guidance=None, believed=None)
                | Q(practice=None, guidance__isnull=False, believed=None)
                | Q(practice=None, guidance=None, believed__isnull=False),
                name="practice_day_of_one_entry",
            ),
            *(
                models.UniqueConstraint(
                    fields=[entry, "day", "came_from"], name=f"practice_day_{entry}_once"
                )
                for entry in ("practice", "guidance", "believed")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.opened}"

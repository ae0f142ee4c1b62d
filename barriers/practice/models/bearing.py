from __future__ import annotations

from django.db import models

from barriers.barrier.models.barrier import Barrier
from barriers.practice.models.library import Guidance
from records.history import tracked
from records.models import Tracked
from records.reading import ReadWithQuerySet


@tracked()
class BarrierGuidance(Tracked):
    """Guidance that a barrier bears on, and how: whoever keeps the guidance learns of it there.

    Whoever reads the barrier reads it; it holds no words of anybody's.
    """

    VISIBLE_WITH = "barrier"

    class How(models.TextChoices):
        NOT_SAID = "not_said", "not said"
        IN_THE_WAY = "in_the_way", "what it says is in the way"
        UNCLEAR = "unclear", "it is hard to find or to follow"
        SILENT = "silent", "it does not cover this"
        HELPS = "helps", "it helps with this"

    barrier = models.ForeignKey(Barrier, models.CASCADE, related_name="guidance_links")
    guidance = models.ForeignKey(Guidance, models.PROTECT, related_name="barrier_links")
    how = models.CharField(
        "how the guidance bears on it",
        max_length=10,
        choices=How,
        default=How.NOT_SAID,
        help_text="As whoever may change the barrier says",
    )

    objects = ReadWithQuerySet.as_manager()

    class Meta(Tracked.Meta):
        verbose_name = "guidance that a barrier bears on"
        verbose_name_plural = "guidance that barriers bear on"
        ordering = ["barrier", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["guidance", "barrier"],
                name="barrier_guidance_once",
                violation_error_message="This guidance is named already.",
            )
        ]

    def __str__(self) -> str:
        return str(self.guidance)

    def get_absolute_url(self) -> str:
        return self.barrier.get_absolute_url()

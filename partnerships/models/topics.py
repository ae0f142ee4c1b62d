from __future__ import annotations

from django.db import models

from records.cycles import no_cycle, refuse_cycle
from records.history import tracked
from records.models import Tracked

from .levelled import OpenQuerySet

BELOW_ITSELF = "This theme is itself below the one that you edit."


@tracked()
class Topic(Tracked):
    """A theme of work (housing, skills, mental health), two levels at most.

    Pilots, priorities, funds, job roles and barriers share one list, so that a person finds
    everything on a theme under one word.
    """

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )

    objects = OpenQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="topic_not_its_own_parent"
            )
        ]
        triggers = [
            *Tracked.Meta.triggers,
            no_cycle("partnerships_topic", "parent", name="topic_no_cycle", message=BELOW_ITSELF),
        ]

    def clean(self) -> None:
        """A theme is never below one that is below it."""
        refuse_cycle(self, "parent", BELOW_ITSELF)

    def __str__(self) -> str:
        return self.name

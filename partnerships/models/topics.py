from __future__ import annotations

from django.db import models

from records.history import tracked
from records.models import Tracked

from .levelled import OpenQuerySet


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

    def __str__(self) -> str:
        return self.name

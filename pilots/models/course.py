from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from partnerships.models import Programme
from records.dates import precision_field
from records.history import tracked
from records.models import Source, Tracked

from .figures import OfPilotQuerySet
from .pilots import Pilot


class MilestoneQuerySet(models.QuerySet):
    """Milestones of programmes are public; those of pilots have the pilot's level."""

    def visible_to(self, user: Any) -> Self:
        """Milestones that this reader may see."""
        seen = Pilot.objects.visible_to(user)
        return self.filter(Q(programme__isnull=False) | Q(pilot__in=seen))


@tracked()
class Milestone(Tracked):
    """Something that was to happen, or happened, at a point in a pilot's or a programme's life.

    ``due`` is the day agreed, ``done`` the day it happened; a milestone taken from a source as
    past has only ``done``.
    """

    pilot = models.ForeignKey(
        Pilot, models.CASCADE, null=True, blank=True, related_name="milestones"
    )
    programme = models.ForeignKey(
        Programme, models.CASCADE, null=True, blank=True, related_name="milestones"
    )
    text = models.CharField(max_length=300)
    due = models.DateField(null=True, blank=True)
    due_precision = precision_field()
    done = models.DateField(null=True, blank=True)
    done_precision = precision_field()
    is_worked_out = models.BooleanField(default=False)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = MilestoneQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["due", "done", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pilot__isnull=True, programme__isnull=False)
                | Q(pilot__isnull=False, programme__isnull=True),
                name="milestone_of_pilot_or_programme",
            ),
            models.CheckConstraint(
                condition=Q(due__isnull=False) | Q(done__isnull=False), name="milestone_has_date"
            ),
        ]

    def __str__(self) -> str:
        return self.text


@tracked()
class Change(Tracked):
    """A change of plan: from what, to what, why, who agreed it and when. Not a failure."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="changes")
    before = models.TextField()
    after = models.TextField()
    why = models.TextField(blank=True)
    agreed_by = models.CharField(max_length=200, blank=True)
    on = models.DateField(null=True, blank=True)
    on_precision = precision_field()
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfPilotQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["pilot", F("on").asc(nulls_first=True), "id"]

    def __str__(self) -> str:
        return f"From {self.before} to {self.after}"[:120]

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from pilots.indicator.models.actual import Actual
from pilots.indicator.models.indicator import Indicator
from pilots.pilot.models import Pilot
from records.dates import last_day
from records.history import tracked
from records.models import Tracked


class RemeasureQuerySet(models.QuerySet):
    """Times at which a figure is to be counted again."""

    def visible_to(self, user: Any) -> Self:
        """Those of pilots that this reader may see."""
        return self.filter(indicator__pilot__in=Pilot.objects.visible_to(user))

    def with_done(self, user: Any) -> Self:
        """Each with ``is_done``: whether a figure of that day or later is known to this reader.

        One of the month (or year) of that day will do, if it was recorded once the day had come.
        """
        due = OuterRef("due")
        of_then = Q(last__gte=due, created_at__date__gte=due)
        counted = Actual.objects.visible_to(user).annotate(last=last_day("as_of"))
        counted = counted.filter(
            Q(as_of__gte=due) | of_then, indicator=OuterRef("indicator"), missing=""
        )
        return self.annotate(is_done=Exists(counted))

    def waiting(self, user: Any) -> Self:
        """Those that are neither done nor given up, the next first."""
        rows = self.exclude(state=Remeasure.State.DROPPED).with_done(user)
        return rows.filter(is_done=False).order_by("due", "id")


@tracked()
class Remeasure(Tracked):
    """A figure is to be counted again on a day: often a year after the pilot closed.

    ``who`` is a job role. Evaluators propose one; whoever logs the pilot's progress takes it on or
    says why not. It is done once a figure of that day or later is recorded.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "proposed"
        AGREED = "agreed", "agreed"
        DROPPED = "dropped", "given up"

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="remeasures")
    due = models.DateField()
    who = models.CharField(max_length=150, blank=True)
    note = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.AGREED)
    dropped_because = models.CharField(max_length=300, blank=True)

    objects = RemeasureQuerySet.as_manager()
    is_done: bool | None = None

    class Meta(Tracked.Meta):
        ordering = ["due", "id"]
        indexes = [models.Index(F("due"), F("id"), name="remeasure_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("proposed", "agreed"), dropped_because="")
                | (Q(state="dropped") & ~Q(dropped_because="")),
                name="remeasure_given_up_with_reason",
                violation_error_message="Say why it is given up.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} again"

    def words(self, today: dt.date) -> str:
        """How it stands, in a word or two."""
        if self.state == self.State.DROPPED:
            return "Given up"
        if self.is_done:
            return "Done"
        if self.due <= today:
            return "Due"
        return "Proposed" if self.state == self.State.PROPOSED else "Planned"

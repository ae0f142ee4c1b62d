from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from partnerships.models import Place, Programme
from records.history import tracked
from records.models import Tracked


class PublishingPauseQuerySet(models.QuerySet):
    """Periods in which nothing is published."""

    def visible_to(self, user: Any) -> Self:
        """Whoever is signed in: those whose publications wait are told why."""
        return self if user.is_authenticated else self.none()

    def on(self, day: dt.date) -> Self:
        """Those that hold things back on this day."""
        in_force = Q(ended_on=None) | Q(ended_on__gt=day)
        return self.filter(in_force, starts__lte=day, until__gte=day)

    def covering(self, programme: int | None, reach: list[int]) -> Self:
        """Those of this programme, and of any of these places."""
        rule = Q(place__in=reach)
        if programme is not None:
            rule |= Q(programme=programme)
        return self.filter(rule)


@tracked()
class PublishingPause(Tracked):
    """A period, mostly before an election, in which barriers that name bodies are not published.

    It covers a programme, or a place and all places within it. What would go out on one of its
    days waits, says so, and goes out on the working day after. ``ended_on`` is the first day on
    which it held nothing back any more, where somebody ended it early.
    """

    programme = models.ForeignKey(
        Programme, models.CASCADE, null=True, blank=True, related_name="publishing_pauses"
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="publishing_pauses"
    )
    starts = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=200)
    ended_on = models.DateField(null=True, blank=True, editable=False)

    objects = PublishingPauseQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["-until", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(programme__isnull=True, place__isnull=False)
                | Q(programme__isnull=False, place__isnull=True),
                name="publishing_pause_of_one",
                violation_error_message="Choose a programme or a place.",
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("starts")),
                name="publishing_pause_in_order",
                violation_error_message="The last day is before the first.",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="publishing_pause_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} in {self.scope}"

    @property
    def scope(self) -> Programme | Place | None:
        """The programme or the place that it covers."""
        return self.programme or self.place

    @property
    def is_example(self) -> bool:
        """Whether what it covers is made up."""
        return bool(self.scope and self.scope.is_example)

    def is_over(self, on: dt.date) -> bool:
        """Whether it holds nothing back any more."""
        return self.until < on or (self.ended_on is not None and self.ended_on <= on)

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import F, Prefetch, Q

from people.models import JobRole
from pilots.pilot.models import Pilot
from records.history import tracked
from records.models import Tracked
from records.reading import ReadWithQuerySet

HIGH, MEDIUM = 6, 3


class RiskQuerySet(ReadWithQuerySet):
    """Risks of pilots, for those who are signed in."""

    def open(self) -> Self:
        """Those that may still happen."""
        return self.filter(state__in=Risk.OPEN)

    def to_review(self, today: dt.date) -> Self:
        """Open ones whose day to be looked at again has come."""
        return self.open().filter(review_on__lte=today)

    def high(self) -> Self:
        """Those that weigh most (``Risk.seriousness``)."""
        return self.filter(likelihood__gte=2, effect__gte=2).exclude(likelihood=2, effect=2)

    def in_short(self, user: Any, today: dt.date) -> dict[str, Self]:
        """Those that this user may see: the open ones, of them those that weigh most, and those
        that wait for a review."""
        rows = self.visible_to(user).open()
        return {"open": rows, "high": rows.high(), "due": rows.to_review(today)}

    def with_owner_for(self, user: Any) -> Self:
        """With ``seen_owner``: the job role that looks after it, where this user may see that."""
        seen = JobRole.objects.visible_to(user).select_related("organisation")
        return self.prefetch_related(Prefetch("owner", seen, "seen_owner"))

    def worst_first(self) -> Self:
        """By likelihood times effect, then by the day of the next review."""
        weight = F("likelihood") * F("effect")
        return self.order_by(weight.desc(), F("effect").desc(), "review_on", "id")


@tracked()
class Risk(Tracked):
    """Something that could go wrong with a pilot, kept short.

    What could happen, how likely, what it would mean, what is done about it, which job role looks
    after it and when it is looked at again. It is working text: whoever is signed in and sees the
    pilot reads it, the public never does, also where the pilot is public; all of it is covered by
    Freedom of Information. A closed one says in a word why.
    """

    VISIBLE_WITH = "pilot"
    SIGNED_IN_ONLY = True

    class Level(models.IntegerChoices):
        LOW = 1, "low"
        MEDIUM = 2, "medium"
        HIGH = 3, "high"

    class State(models.TextChoices):
        OPEN = "open", "open"
        HAPPENED = "happened", "happened"
        PASSED = "passed", "passed"
        CLOSED = "closed", "closed"

    OPEN = (State.OPEN,)
    ENDED = (State.HAPPENED, State.PASSED, State.CLOSED)

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="risks")
    what = models.TextField()
    likelihood = models.PositiveSmallIntegerField(choices=Level)
    effect = models.PositiveSmallIntegerField(choices=Level)
    effect_said = models.TextField()
    response = models.TextField(blank=True)
    owner = models.ForeignKey(JobRole, models.PROTECT, null=True, blank=True, related_name="+")
    owner_said = models.CharField(max_length=200, blank=True)
    review_on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    state_said = models.TextField(blank=True)

    objects = RiskQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["pilot", "id"]
        indexes = [
            models.Index(fields=["review_on"], condition=Q(state="open"), name="risk_by_review"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__in=(1, 2, 3), effect__in=(1, 2, 3)),
                name="risk_levels_known",
            ),
            models.CheckConstraint(
                condition=~Q(what="") & ~Q(effect_said=""), name="risk_says_what"
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | ~Q(owner_said=""), name="risk_has_owner"
            ),
            models.CheckConstraint(
                condition=Q(state="open") | ~Q(state_said=""),
                name="risk_closed_with_reason",
                violation_error_message="Say why it is no longer open.",
            ),
        ]

    def __str__(self) -> str:
        return self.what if len(self.what) <= 80 else f"{self.what[:79].rstrip()}…"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def seriousness(self) -> str:
        """Likelihood and effect together: low, medium or high."""
        weight = self.likelihood * self.effect
        return "high" if weight >= HIGH else "medium" if weight >= MEDIUM else "low"

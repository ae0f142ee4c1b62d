"""How an escalation gets its answer: by a link for who has no account, and by which clock."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from barriers.escalation.models import Escalation
from partnerships.models import Programme
from records.history import tracked
from records.models import Tracked
from records.reading import ReadWithQuerySet


class AnswerLinkQuerySet(ReadWithQuerySet):
    """Links by which officials without an account answer."""

    def live(self, now: dt.datetime) -> Self:
        """Not used, not ended and not run out, of an escalation that still waits."""
        return self.filter(
            used_at=None, ended_at=None, expires_at__gt=now, escalation__state__in=Escalation.OPEN
        )


class AnswerLink(models.Model):
    """An email's link by which one official, who has no account, answers one escalation, once.

    Only a hash of its secret is kept. It opens that one escalation and its
    barrier, and nothing else.
    """

    VISIBLE_WITH = "escalation"

    # Its email, where somebody has asked for that (``links.with_letters``) and it is still held
    letter: Any = None

    escalation = models.ForeignKey(Escalation, models.CASCADE, related_name="links")
    email = models.EmailField(max_length=254)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AnswerLinkQuerySet.as_manager()

    class Meta:
        ordering = ["escalation", "-made_at", "-id"]
        indexes = [models.Index(fields=["escalation"], name="answer_link_of")]

    def __str__(self) -> str:
        return f"Link for {self.email}"

    @property
    def is_open(self) -> bool:
        """Whether it was neither used nor ended and has not run out."""
        return not self.used_at and not self.ended_at and self.expires_at > timezone.now()


class EscalationRuleQuerySet(models.QuerySet):
    """The clocks that programmes agreed."""

    def visible_to(self, user: Any) -> Self:
        """Whoever is signed in: those who escalate and those who answer go by them."""
        return self if user.is_authenticated else self.none()


@tracked()
class EscalationRule(Tracked):
    """The clock that a programme agreed for what it escalates to bodies, in working days.

    ``climbs_after``: so many working days past the day to answer, an escalation goes
    further by itself; empty where people decide each time.
    """

    ACKNOWLEDGE, ANSWER = 5, 20

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="escalation_rule")
    acknowledge_days = models.PositiveSmallIntegerField(default=ACKNOWLEDGE)
    answer_days = models.PositiveSmallIntegerField(default=ANSWER)
    climbs_after = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = EscalationRuleQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["programme"]
        constraints = [
            models.CheckConstraint(
                condition=Q(acknowledge_days__gte=1)
                & Q(answer_days__gte=models.F("acknowledge_days"))
                & Q(answer_days__lte=250),
                name="escalation_rule_days_in_order",
                violation_error_message=(
                    "The answer is due no earlier than the word that it arrived, within a year."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme}: {self.answer_days} working days"

"""How an escalation gets its answer: by a link for who has no account, and by which clock."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.answer_link import LinkToAnswer, LinkToAnswerQuerySet
from barriers.escalation.models import Escalation
from partnerships.models import Programme
from records.history import tracked
from records.models import Tracked
from records.reading import ReadWithQuerySet


class AnswerLinkQuerySet(LinkToAnswerQuerySet, ReadWithQuerySet):  # type: ignore[override]
    """Links by which officials without an account answer escalations."""

    def long_closed(self, before: dt.datetime) -> Self:
        """Those that were used, ended, or had their escalation closed before this moment."""
        day = timezone.localdate(before)
        return self.filter(
            Q(used_at__lt=before) | Q(ended_at__lt=before) | Q(escalation__ended_on__lt=day)
        )


class AnswerLink(LinkToAnswer):
    """An email's link by which officials who have no account answer one escalation.

    It opens that one escalation and its barrier, and nothing else.
    """

    VISIBLE_WITH = "escalation"

    LETTER = "barrier-answer-link"
    NOT_AWAITED = "This escalation needs no answer by this link any more."

    escalation = models.ForeignKey(Escalation, models.CASCADE, related_name="links")
    email = models.EmailField(max_length=254)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = AnswerLinkQuerySet.as_manager()

    class Meta:
        ordering = ["escalation", "-made_at", "-id"]
        indexes = [models.Index(fields=["escalation"], name="answer_link_of")]

    def __str__(self) -> str:
        return f"Link for {self.email}"

    @property
    def matter_is_open(self) -> bool:
        """Whether the escalation waits for an answer; a holding reply leaves it waiting."""
        return self.escalation.is_open

    @classmethod
    def of_open_matter(cls) -> Q:
        """Links to escalations that wait for an answer."""
        return Q(escalation__state__in=Escalation.OPEN)

    @property
    def due(self) -> dt.date:
        """The day to answer, which a holding reply moves."""
        return self.escalation.answer_by


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
                    "The day to answer must be no earlier than the day to acknowledge, and within "
                    "a year."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme}: {self.answer_days} working days"

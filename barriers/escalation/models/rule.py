from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

from partnerships.models import Programme
from records.history import tracked
from records.models import Tracked


class EscalationRuleQuerySet(models.QuerySet):
    """The clocks that programmes agreed."""

    def visible_to(self, user: Any) -> Self:
        """Whoever is signed in: those who ask and those who answer go by them."""
        return self if user.is_authenticated else self.none()


@tracked()
class EscalationRule(Tracked):
    """The clock that a programme agreed for what it asks of bodies, in working days.

    ``climbs_after``: so many working days past the day to answer, an ask goes to the next rung by
    itself; empty where people decide each time.
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

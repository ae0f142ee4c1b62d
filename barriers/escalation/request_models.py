"""Those who may not escalate a barrier themselves ask those who may."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from access.visibility import Reader
from barriers.barrier.models.barrier import Barrier, BarrierPlace
from records.history import tracked
from records.models import Tracked


class EscalationRequestQuerySet(models.QuerySet):
    """Requests to escalate barriers."""

    def visible_to(self, user: Any) -> Self:
        """Whoever is signed in and reads the barrier, and not only because a body is asked."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(barrier__in=Barrier.objects.read_by_level(user).order_by().values("pk"))

    def waiting(self) -> Self:
        """Those about barriers that still stand in the way, of which nothing has come yet."""
        ended = Q(barrier__status__in=Barrier.ENDED)
        return self.filter(~ended, outcome__in=EscalationRequest.WAITING)

    def for_editor(self, reader: Reader) -> Self:
        """Those that this reader may answer: as editor of the lead place, or programme lead."""
        mine = Q(barrier__programme__in=sorted(reader.led_programmes))
        if reader.edited_places:
            leads = BarrierPlace.objects.filter(
                is_lead=True, place__reach_up__ancestor__in=sorted(reader.edited_places)
            )
            mine |= Q(barrier__in=leads.order_by().values("barrier"))
        return self.filter(mine)


@tracked()
class EscalationRequest(Tracked):
    """Somebody who works on a barrier asks its editors to escalate it; one at a time.

    It ends when the barrier is escalated, or when somebody dismisses it and says why.
    """

    class Outcome(models.TextChoices):
        WAITING = "waiting", "waiting"
        ESCALATED = "escalated", "escalated"
        DISMISSED = "dismissed", "dismissed"

    WAITING = (Outcome.WAITING,)
    ANSWERED = (Outcome.ESCALATED, Outcome.DISMISSED)

    barrier = models.ForeignKey(Barrier, models.CASCADE, related_name="escalation_requests")
    at = models.DateTimeField("asked", db_default=Now(), editable=False)
    outcome = models.CharField(max_length=9, choices=Outcome, default=Outcome.WAITING)
    why = models.TextField("why not", blank=True)

    objects = EscalationRequestQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["barrier", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["barrier"],
                condition=Q(outcome="waiting"),
                name="escalation_request_once",
                violation_error_message="An editor is asked already.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="dismissed") | ~Q(why=""),
                name="escalation_request_dismissed_says_why",
                violation_error_message="Say why not.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.barrier}: {self.get_outcome_display()}"

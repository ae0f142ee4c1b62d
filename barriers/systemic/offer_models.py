"""What a published answer offers to each barrier that shares the cause."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from barriers.barrier.models.barrier import Barrier
from barriers.closing.models import Closing
from barriers.systemic.models import SystemicAnswer
from records.history import tracked
from records.models import Tracked


class SystemicOfferQuerySet(models.QuerySet):
    """What an answer that stands offers to the places that have the barrier."""

    def visible_to(self, user: Any) -> Self:
        """Whoever is signed in and sees the barrier that it is offered to."""
        if not user.is_authenticated:
            return self.none()
        seen = Barrier.objects.visible_to(user)
        return self.filter(barrier__in=seen, answer__withdrawn_at=None)

    def waiting(self) -> Self:
        """Those of open barriers of which nobody has said yet whether they help."""
        rows = self.filter(state__in=SystemicOffer.WAITING)
        return rows.exclude(barrier__status__in=Barrier.ENDED)


@tracked()
class SystemicOffer(Tracked):
    """A published answer may be the way out for one barrier: its people accept, or say why not.

    An accepted one keeps the closing that it led to. One that was *replaced* has a later answer
    after it; one that *ended* is of a barrier that was taken out. Neither was answered.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "waiting for an answer"
        ACCEPTED = "accepted", "accepted"
        DECLINED = "declined", "it does not help here"
        REPLACED = "replaced", "replaced by a later answer"
        ENDED = "ended", "no longer offered"

    WAITING = (State.WAITING,)
    ANSWERED = (State.ACCEPTED, State.DECLINED)
    OUT_OF_DATE = (State.REPLACED, State.ENDED)

    answer = models.ForeignKey(SystemicAnswer, models.CASCADE, related_name="offered")
    barrier = models.ForeignKey(Barrier, models.CASCADE, related_name="systemic_offers")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    why = models.TextField(blank=True)
    closing = models.OneToOneField(
        Closing, models.PROTECT, null=True, blank=True, related_name="systemic_offer"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SystemicOfferQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["barrier", "id"]
        indexes = [
            models.Index(
                fields=["barrier"], condition=Q(state="waiting"), name="systemic_offer_waits"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["answer", "barrier"], name="systemic_offer_once"),
            models.CheckConstraint(
                condition=Q(state="declined") & ~Q(why="") | ~Q(state="declined") & Q(why=""),
                name="systemic_offer_why_not",
                violation_error_message="Say why it does not help here.",
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", closing__isnull=False)
                | ~Q(state="accepted") & Q(closing=None),
                name="systemic_offer_accepted_closes",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("accepted", "declined"), answered_at__isnull=False)
                | ~Q(state__in=("accepted", "declined")) & Q(answered_at=None),
                name="systemic_offer_answered_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} to {self.barrier_id}: {self.get_state_display()}"

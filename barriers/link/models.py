from __future__ import annotations

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from barriers.barrier.models.barrier import Barrier
from records.history import tracked
from records.models import Tracked


class BarrierLinkQuerySet(models.QuerySet):
    """What people say of two barriers."""

    def visible_to(self, user: Any) -> Self:
        """Links of which this reader may see both ends: nobody is told of half a link."""
        seen = apps.get_model("barriers", "Barrier").objects.visible_to(user)
        return self.filter(barrier__in=seen, other__in=seen)

    def of(self, barrier: Barrier) -> Self:
        """Those at whose one end, or other, this barrier stands."""
        return self.filter(Q(barrier=barrier) | Q(other=barrier))


@tracked()
class BarrierLink(Tracked):
    """Somebody says that a barrier is the same as, or like, another one.

    One that is *joined* to another waits for the other's answer: it is the same problem, and what
    is answered there is told here. Two that are *like* each other help each other; neither waits.
    """

    class Kind(models.TextChoices):
        JOINED = "joined", "joined"
        LIKE = "like", "linked"

    barrier = models.ForeignKey(Barrier, models.CASCADE, related_name="links")
    other = models.ForeignKey(Barrier, models.CASCADE, related_name="links_at_place")
    kind = models.CharField(max_length=6, choices=Kind)

    objects = BarrierLinkQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["barrier", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(barrier=F("other")), name="barrier_link_to_another"
            ),
            models.UniqueConstraint(
                Least("barrier", "other"), Greatest("barrier", "other"), name="barrier_link_once"
            ),
            models.UniqueConstraint(
                fields=["barrier"], condition=Q(kind="joined"), name="barrier_joined_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.barrier_id} and {self.other_id}"

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from access.visibility import reader_of
from partnerships.organisation.models import Organisation
from records.history import tracked
from records.models import Tracked


class NotDuplicateQuerySet(models.QuerySet["NotDuplicate"]):
    """What was said of pairs that look like one body."""

    def visible_to(self, user: Any) -> Self:
        """Those who keep the directory: administrators and connectors."""
        reader = reader_of(user)
        keeps = bool(reader and (reader.is_administrator or reader.connected_places))
        return self if keeps else self.none()

    def standing(self) -> Self:
        """Not taken back."""
        return self.filter(taken_back_at=None)

    def of(self, one: Organisation, other: Organisation) -> Self:
        """Of these two, in whichever order."""
        first, second = sorted((one.pk, other.pk))
        return self.filter(one=first, other=second)


@tracked()
class NotDuplicate(Tracked):
    """Somebody looked at two organisations that may be one, and found that they are two.

    The pair is not asked about again, and cannot be merged, until that is taken back. ``one`` is
    the one recorded first.
    """

    one = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    other = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=1000)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = NotDuplicateQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["-created_at", "-id"]
        verbose_name = verbose_name_plural = "two bodies"
        indexes = [models.Index(fields=["created_at", "id"], name="two_bodies_newest")]
        constraints = [
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="two_bodies_in_order"),
            models.CheckConstraint(condition=~Q(reason=""), name="two_bodies_says_why"),
            models.UniqueConstraint(
                fields=["one", "other"],
                condition=Q(taken_back_at=None),
                name="two_bodies_said_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one} and {self.other} are different organisations"

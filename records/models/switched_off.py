from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class SwitchedOff(models.Model):
    """A time during which this install does not use a part of Placebook: since when, and by whom.

    ``part`` is the key of a ``SwitchablePart``. The row is closed when the part is switched on
    again, so that all rows of a part are its history.
    """

    part = models.CharField(max_length=40)
    off_at = models.DateTimeField(db_default=Now())
    off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    on_at = models.DateTimeField(null=True, blank=True)
    on_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name_plural = "parts switched off"
        ordering: ClassVar[Any] = ["-off_at", "-id"]
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(
                fields=["part"], condition=Q(on_at=None), name="switched_off_once"
            ),
            models.CheckConstraint(
                condition=Q(on_at=None, on_by=None) | Q(on_at__gte=models.F("off_at")),
                name="switched_off_before_on",
            ),
        ]

    def __str__(self) -> str:
        return self.part

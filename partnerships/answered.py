from __future__ import annotations

from django.conf import settings
from django.db import models


class Answered(models.Model):
    """Something that is put to people and waits for their answer: which, when and whose."""

    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )

    class Meta:
        abstract = True

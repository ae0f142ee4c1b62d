from __future__ import annotations

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from barriers.escalation.models.escalation import Escalation, OfEscalationQuerySet


class AnswerLinkQuerySet(OfEscalationQuerySet):
    """Links by which officials without an account answer."""

    def live(self, now: dt.datetime) -> Self:
        """Not used, not ended and not run out, of an ask that still waits."""
        return self.filter(
            used_at=None, ended_at=None, expires_at__gt=now, escalation__state__in=Escalation.OPEN
        )


class AnswerLink(models.Model):
    """A letter's link by which one official, who has no account, answers one ask, once.

    Only a hash of its secret is kept. It opens that one ask and its barrier, and nothing else.
    """

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

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from access.visibility import reader_of
from partnerships.models import Organisation


class ApiKeyQuerySet(models.QuerySet):
    """Keys of other programs."""

    def visible_to(self, user: Any) -> Self:
        """A person's own, and those of the bodies whose officer they are."""
        reader = reader_of(user)
        if reader is None:
            return self.none()
        return self.filter(Q(user=reader.user_id) | Q(organisation__in=reader.organisations))

    def live(self) -> Self:
        """Those that open anything: not ended, not run out, of somebody who may still sign in."""
        lasts = Q(ended_at=None, ends_on__gt=timezone.localdate())
        return self.filter(lasts, Q(user=None) | Q(user__is_active=True))


class ApiKey(models.Model):
    """A key by which another program reads the record without anybody signing in.

    It is of a person, and opens what that person may read at that moment; or of a body, and opens
    what everybody signed in reads and the body's officers besides, so that it outlasts whoever made
    it. Only a hash of its secret is kept, so that nobody can read it here.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="api_keys"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="api_keys"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(
        "what it is for", max_length=80, help_text="Such as “Power BI, housing dashboard”."
    )
    may_send = models.BooleanField(
        "may also send figures and files",
        default=False,
        help_text="What it sends waits until a person accepts it.",
    )
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(db_default=Now())
    ends_on = models.DateField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None, organisation__isnull=False)
                | Q(user__isnull=False, organisation=None),
                name="api_key_of_one_of_both",
            ),
            models.CheckConstraint(
                condition=Q(may_send=False) | Q(user__isnull=False),
                name="api_key_of_a_body_only_reads",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def end_of_one_made_on(day: dt.date) -> dt.date:
        """A year later: a key that nobody remembers closes by itself."""
        return day + dt.timedelta(days=365)

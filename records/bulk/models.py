"""A change of many records of a list at once: what was chosen, looked at, done, and put back."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone

from records.addresses import address

# How long one that nobody confirms is kept, and how long one that was made can be undone.
KEPT = dt.timedelta(days=7)
UNDONE_WITHIN = dt.timedelta(days=1)


class BulkChangeQuerySet(models.QuerySet):
    """Bulk changes, waiting and done."""

    def visible_to(self, user: Any) -> Self:
        """A person's own: to others, each record's history tells what was done to it."""
        return self.filter(by=user.pk) if user.is_authenticated else self.none()

    def waiting(self) -> Self:
        """Those that are not confirmed yet."""
        return self.filter(done_at=None)

    def done(self) -> Self:
        """Those that were made, undone or not."""
        return self.filter(done_at__isnull=False)


class BulkChange(models.Model):
    """One change of many records of a list: chosen, looked at, made as it was looked at, undone.

    ``answers`` are what was asked, as it was typed; ``notes`` what is to be known before it is
    confirmed. ``looks`` counts the previews: the one that was read is the one that is confirmed.
    """

    list_key = models.CharField(max_length=20, help_text="Which list the records are of")
    operation = models.CharField(max_length=20, help_text="What is done with them")
    answers = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    notes = models.JSONField(default=list)
    looks = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = BulkChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-chosen_at", "-id"]
        indexes = [models.Index(fields=["by", "-chosen_at", "-id"], name="bulk_change_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None) | (~Q(reason="") & Q(looks__gt=0)),
                name="bulk_change_says_why",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(done_at__isnull=False),
                name="bulk_change_undone_after",
            ),
        ]

    def __str__(self) -> str:
        return f"Bulk change {self.pk}"

    def get_absolute_url(self) -> str:
        return address("bulk_change", self.pk)

    @property
    def undone_until(self) -> dt.datetime | None:
        """Until when it can be undone."""
        return self.done_at + UNDONE_WITHIN if self.done_at else None

    @property
    def can_be_undone(self) -> bool:
        """For a day after it was made, once."""
        until = self.undone_until
        return until is not None and until > timezone.now() and self.undone_at is None


class BulkChangeRow(models.Model):
    """One record of a bulk change: what it is to become, or why it is left as it is.

    ``version`` is the one that was looked at, ``version_after`` the one that the change made.
    ``put_back`` is what undoing needs: what columns said, and which rows were made. ``stayed`` is
    why it was not put back.
    """

    change = models.ForeignKey(BulkChange, models.CASCADE, related_name="rows")
    object_id = models.BigIntegerField()
    version = models.PositiveIntegerField(default=0)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    why_not = models.TextField(blank=True)
    version_after = models.PositiveIntegerField(null=True)
    put_back = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    stayed = models.TextField(blank=True)

    class Meta:
        ordering = ["change", "object_id"]
        constraints = [
            models.UniqueConstraint(fields=["change", "object_id"], name="bulk_change_row_once"),
            models.CheckConstraint(
                condition=Q(version_after=None) | Q(why_not=""),
                name="bulk_change_row_made_or_left",
            ),
            models.CheckConstraint(
                condition=Q(stayed="") | Q(version_after__isnull=False),
                name="bulk_change_row_stayed_after",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}" if not self.why_not else self.why_not

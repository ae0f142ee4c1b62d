from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now

from partnerships.place.models.place import Place
from records.history import tracked


class SubscriptionQuerySet(models.QuerySet):
    """Who asked to be told about a place."""

    def visible_to(self, user: Any) -> Self:
        """A person's own; nobody reads who else follows a place."""
        return self.filter(user=user.pk) if user.is_authenticated else self.none()

    def live(self) -> Self:
        """Confirmed and not ended: those that get mail."""
        return self.filter(ended_at=None).exclude(confirmed_at=None)


@tracked(exclude=["email"])
class Subscription(models.Model):
    """Somebody follows a place by e-mail; no account is needed.

    Nothing is sent before ``confirmed_at`` but the one message that asks for it; leaving is one
    click in every message, and the address goes with it.
    """

    email = models.EmailField(max_length=254)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="subscriptions",
    )
    place = models.ForeignKey(Place, models.CASCADE, related_name="subscriptions")
    asked_at = models.DateTimeField(db_default=Now())
    confirmed_at = models.DateTimeField(null=True, blank=True)
    told_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["place", "id"]
        indexes = [
            models.Index(
                fields=["told_until", "id"],
                condition=Q(ended_at=None, confirmed_at__isnull=False),
                name="subscription_to_tell",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                "place", Lower("email"), condition=Q(ended_at=None), name="subscription_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(email=""),
                name="subscription_ended_forgets_the_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} by email"


class CalendarFeedQuerySet(models.QuerySet):
    """Calendars that people read in another program."""

    def visible_to(self, user: Any) -> Self:
        """A person's own."""
        return self.filter(user=user.pk) if user.is_authenticated else self.none()

    def live(self) -> Self:
        """Those that are answered: not ended, of somebody who may still sign in."""
        return self.filter(ended_at=None, user__is_active=True)


class CalendarFeed(models.Model):
    """A calendar that somebody reads in another program, by an address that only they have.

    It is of what concerns them or, with a ``subject``, of one place, programme or pilot, and is
    read with the rights that its owner has at that moment. Only a hash of the address's secret is
    kept, so that nobody can read it here.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feeds"
    )
    subject_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True)
    subject_id = models.PositiveBigIntegerField(null=True, blank=True)
    subject = GenericForeignKey("subject_type", "subject_id")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(db_default=Now())
    last_read_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="calendar_feed_subject")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(subject_type=None, subject_id=None)
                | Q(subject_type__isnull=False, subject_id__isnull=False),
                name="calendar_feed_subject_whole",
            )
        ]

    def __str__(self) -> str:
        return f"Calendar feed {self.pk}"

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
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
        return f"{self.place} by e-mail"

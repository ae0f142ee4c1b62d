from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from partnerships.organisation.models import Organisation
from partnerships.place.models.place import Place
from partnerships.visibility import reader_of
from records.addresses import address
from records.history import tracked
from records.models import Tracked


class OpportunityQuerySet(models.QuerySet):
    """Offers of and wishes for somebody on secondment."""

    def visible_to(self, user: Any) -> Self:
        """Everyone: a board that nobody sees finds nobody. It names bodies, not people."""
        return self

    def open_on(self, day: dt.date) -> Self:
        """Neither closed nor past its last day."""
        return self.filter(Q(closes_on=None) | Q(closes_on__gte=day), closed_at=None)

    def listed(self) -> Self:
        """With body and place at hand, and whether it is made up."""
        return self.select_related("organisation", "place").annotate(
            is_example=F("organisation__is_example")
        )


@tracked()
class Opportunity(Tracked):
    """A secondment that a body offers or wishes for: a card on the board.

    Who is interested says so; whoever put it there (``created_by``) is told.
    """

    class Kind(models.TextChoices):
        OFFER = "offer", "has somebody to lend"
        WISH = "wish", "looks for somebody"

    kind = models.CharField(max_length=5, choices=Kind)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="opportunities")
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="opportunities"
    )
    title = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    grade = models.CharField(max_length=80, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = OpportunityQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["-created_at", "-id"], name="opportunity_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(months=None) | Q(months__gte=1), name="opportunity_lasts_a_month"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("opportunity", self.pk)

    def is_open_on(self, day: dt.date) -> bool:
        """Neither closed nor past its last day."""
        return self.closed_at is None and (self.closes_on is None or self.closes_on >= day)


class InterestQuerySet(models.QuerySet):
    """Who is interested in what the board offers."""

    def visible_to(self, user: Any) -> Self:
        """One's own, and those in what one has put on the board."""
        reader = reader_of(user)
        if reader is None:
            return self.none()
        return self.filter(Q(user=reader.user_id) | Q(opportunity__created_by=reader.user_id))


class Interest(models.Model):
    """Somebody said that they are interested; gone when they take it back."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="interests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    message = models.TextField(blank=True)
    said_at = models.DateTimeField(db_default=Now())

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ["-said_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "user"], name="interest_once_for_each_person"
            )
        ]

    def __str__(self) -> str:
        return f"Interest in {self.opportunity}"

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models

from access.visibility import reader_of
from people.job_role.models import Person
from records.history import tracked
from records.models import Tracked


class ErasureQuerySet(models.QuerySet):
    """What was removed of people, and why."""

    def visible_to(self, user: Any) -> Self:
        """Administrators, who answer for it."""
        reader = reader_of(user)
        return self if reader and reader.is_administrator else self.none()


@tracked()
class Erasure(Tracked):
    """That a person's name and address were removed: when, by whom (``created_by``) and why.

    It never says who it was. ``removed`` counts rows by what they are, so that it can be shown
    that it was done; ``mentions`` is how many texts were left for a human to look at.
    """

    class Why(models.TextChoices):
        ASKED = "asked", "the person asked"
        NOT_NEEDED = "not_needed", "no longer needed"
        KEPT_LONG_ENOUGH = "kept_long_enough", "kept as long as agreed"
        AGAIN = "again", "removed before, and removed again after a backup was restored"

    why = models.CharField(max_length=16, choices=Why)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    removed = models.JSONField(default=dict)
    mentions = models.PositiveIntegerField(default=0)

    objects = ErasureQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | models.Q(account__isnull=False),
                name="erasure_of_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"Name removed: {self.get_why_display()}"

"""What is kept of an open round, and of it alone: its answers, and who gave one, each without the
other. Backups leave these tables out, and only ``box`` writes them (docs/decisions/0100)."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from governance.health_check.models import HealthAsked, HealthRound


class InBoxQuerySet(models.QuerySet):
    """Rows of the box of a round, which nobody reads."""

    def visible_to(self, user: Any) -> Self:
        """None, to administrators as well."""
        return self.none()


class InBox(models.Model):
    """A row of an open round. Nothing tells who wrote it and when; its number is drawn, and all of
    its kind are written anew, in drawn order, with each that comes to them."""

    objects = InBoxQuerySet.as_manager()

    class Meta:
        abstract = True


class HealthBox(InBox):
    """That an open round has what its partners sent. One without it was put back from a backup:
    its partners are asked again (``due``)."""

    round = models.OneToOneField(
        HealthRound, models.CASCADE, related_name="box", db_constraint=False
    )

    class Meta:
        ordering = ["round"]
        verbose_name_plural = "health boxes"

    def __str__(self) -> str:
        return "The answers of an open health check"


class HealthAnswer(InBox):
    """An answer. ``key`` is the digest of a code that only whoever sent it has: by that it is
    replaced. ``scores`` are in the order of the statements, none where it cannot be said; ``words``
    likewise. ``is_public_side`` is kept where both sides are of five or more partners, else false.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(HealthRound, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    is_public_side = models.BooleanField()
    scores = ArrayField(models.PositiveSmallIntegerField(null=True))
    words = ArrayField(models.CharField(max_length=500, blank=True))

    class Meta:
        ordering = ["round", "id"]
        constraints = [models.UniqueConstraint(fields=["round", "key"], name="health_answer_once")]

    def __str__(self) -> str:
        return "An answer"


class HealthSlip(InBox):
    """That a partner answered since the hourly job last looked; ``key`` stands for the partner, by
    the server's secret (``sealing``). The job makes marks of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(HealthRound, models.CASCADE, related_name="+", db_constraint=False)
    key = models.CharField(max_length=64)

    class Meta:
        ordering = ["round", "id"]
        constraints = [models.UniqueConstraint(fields=["round", "key"], name="health_slip_once")]

    def __str__(self) -> str:
        return "A slip of an open health check"


class HealthMark(InBox):
    """That a partner has answered, as the hourly job found. Not tied to its row in the database
    itself: that would leave the number of the transaction on the row."""

    asked = models.OneToOneField(
        HealthAsked, models.CASCADE, primary_key=True, related_name="mark", db_constraint=False
    )

    class Meta:
        ordering = ["asked"]

    def __str__(self) -> str:
        return "A partner that has answered"

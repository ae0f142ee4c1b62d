from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from barriers.barrier.models.agreed_words import part_agreed
from barriers.barrier.models.barrier import Barrier
from barriers.barrier.models.outcomes import Outcome, outcome_triggers
from records.columns import by_record
from records.dates import precision_field
from records.history import tracked
from records.models import (
    Source,
    StandingManager,
    Tracked,
    Withdrawable,
    withdrawn_with_reason,
)
from records.reading import ReadWithQuerySet

ActionTriedManager = StandingManager.from_queryset(ReadWithQuerySet)


@tracked()
class ActionTried(Withdrawable):
    """Something that was tried against a barrier: what, when, by whom, and what came of it."""

    VISIBLE_WITH = "barrier"

    Outcome = Outcome

    KNOWN = (Outcome.HELPED, Outcome.HELPED_A_LITTLE, Outcome.NO_CHANGE, Outcome.MADE_WORSE)
    NOT_KNOWN = (Outcome.NOT_KNOWN,)

    barrier = models.ForeignKey(Barrier, models.CASCADE, related_name="actions")
    what = models.TextField()
    by = models.CharField(max_length=200, blank=True)
    on = models.DateField(null=True, blank=True)
    on_precision = precision_field()
    outcome = models.CharField(max_length=15, choices=Outcome, default=Outcome.NOT_KNOWN)
    result = models.TextField(blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ActionTriedManager()
    with_withdrawn = ReadWithQuerySet.as_manager()

    READ_BY: ClassVar = by_record("what", "by", "result")

    class Meta(Tracked.Meta):
        verbose_name_plural = "actions tried"
        ordering = ["barrier", F("on").asc(nulls_first=True), "id"]
        indexes = [models.Index(fields=["barrier", "outcome"], name="action_tried_outcome")]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="action_tried_says_what"),
            withdrawn_with_reason("action_tried_withdrawn_with_reason"),
        ]
        triggers = [*Tracked.Meta.triggers, part_agreed(), *outcome_triggers()]

    def __str__(self) -> str:
        return self.what[:80]


@tracked()
class Check(Tracked):
    """One link in the chain of whether there really is a rule.

    The logger's own belief opens the chain as a claim (``is_claim``): it is no check and sets no
    nature. A check says what was checked and with what verdict. None is ever removed.
    """

    VISIBLE_WITH = "barrier"

    class Verdict(models.TextChoices):
        NOT_CHECKED = "not_checked", "not checked"
        RULE = "rule", "yes, there is a rule"
        NO_RULE = "no_rule", "no rule stops it"
        PARTLY = "partly", "partly"

    barrier = models.ForeignKey(Barrier, models.CASCADE, related_name="checks")
    is_claim = models.BooleanField(default=False)
    what = models.TextField(blank=True, help_text="What was checked, with the evidence")
    verdict = models.CharField(max_length=11, choices=Verdict)
    checked_by = models.CharField(max_length=200, blank=True)
    on = models.DateField(null=True, blank=True)
    on_precision = precision_field()
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReadWithQuerySet.as_manager()

    READ_BY: ClassVar = by_record("what", "checked_by")

    class Meta(Tracked.Meta):
        ordering = ["barrier", "-is_claim", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_claim=True) | (~Q(what="") & ~Q(verdict="not_checked")),
                name="check_says_what_was_checked",
                violation_error_message="Say what was checked and what came of it.",
            ),
            models.UniqueConstraint(
                fields=["barrier"], condition=Q(is_claim=True), name="check_one_claim"
            ),
        ]
        triggers = [*Tracked.Meta.triggers, part_agreed()]

    def __str__(self) -> str:
        return self.get_verdict_display()

    @property
    def order(self) -> tuple[dt.date, int]:
        """By when it was done, as far as known; else by when it was written down."""
        return (self.on or timezone.localdate(self.created_at), self.pk)

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from barriers.barrier.models.agreed_words import part_agreed
from barriers.barrier.models.barrier import Barrier
from pilots.models import Lesson
from records.columns import by_record
from records.history import tracked
from records.models import Tracked
from records.reading import ReadWithQuerySet


@tracked()
class Closing(Tracked):
    """How a barrier ended: resolved or not, what unlocked it, and what was learned.

    A barrier that is opened again keeps its closing, with the day and the reason; the next one is
    a row of its own. What was learned is a lesson of the barrier's pilot, or a word on why there
    is none.
    """

    VISIBLE_WITH = "barrier"

    class How(models.TextChoices):
        RULE_CLEARED = "rule_cleared", "the rule turned out to allow it"
        RULE_CHANGED = "rule_changed", "a rule or law was changed"
        AGREEMENT = "agreement", "an agreement was signed"
        MONEY = "money", "money was found, or may be used for it"
        PRACTICE = "practice", "people work differently"
        PERSON = "person", "somebody took it on"
        AROUND = "around", "a way around it was found"
        WENT_AWAY = "went_away", "it went away by itself"
        OTHER = "other", "something else"

    barrier = models.ForeignKey(Barrier, models.CASCADE, related_name="closings")
    status = models.CharField(
        max_length=17,
        choices=[(status, status.label) for status in Barrier.ENDED],
    )
    how = models.CharField(max_length=12, choices=How, blank=True)
    what = models.TextField()
    unlocked_by = models.CharField(max_length=300, blank=True)
    on = models.DateField()
    lesson = models.ForeignKey(Lesson, models.PROTECT, null=True, blank=True, related_name="+")
    no_lesson_because = models.CharField(max_length=300, blank=True)
    reopened_on = models.DateField(null=True, blank=True)
    reopened_because = models.TextField(blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ReadWithQuerySet.as_manager()

    READ_BY: ClassVar = by_record("what", "unlocked_by", "no_lesson_because", "reopened_because")

    class Meta(Tracked.Meta):
        ordering = ["barrier", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(what=""),
                name="closing_says_what",
                violation_error_message="Say how it ended.",
            ),
            models.CheckConstraint(
                condition=~Q(status="resolved") | ~Q(how=""),
                name="closing_resolved_says_how",
                violation_error_message="Choose how it was resolved.",
            ),
            models.CheckConstraint(
                condition=Q(lesson__isnull=False, no_lesson_because="")
                | Q(lesson=None) & ~Q(no_lesson_because=""),
                name="closing_lesson_or_why_none",
                violation_error_message="Write what was learned, or why there is nothing to learn.",
            ),
            models.CheckConstraint(
                condition=Q(reopened_on=None, reopened_because="")
                | Q(reopened_on__gte=models.F("on")) & ~Q(reopened_because=""),
                name="closing_reopened_says_why",
                violation_error_message="Say why it is open again.",
            ),
            models.UniqueConstraint(
                fields=["barrier"], condition=Q(reopened_on=None), name="closing_one_stands"
            ),
        ]
        triggers = [*Tracked.Meta.triggers, part_agreed()]

    def __str__(self) -> str:
        return self.what[:80]

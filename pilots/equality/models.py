from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from pilots.pilot.models import Pilot
from records.addresses import address
from records.columns import by_record
from records.dates import DateWithPrecision, precision_field
from records.history import tracked
from records.models import Source, Tracked
from records.reading import ReadWithQuerySet


class Band(models.TextChoices):
    """How many people, in ranges: small groups are never counted out."""

    FEWER_THAN_10 = "0-9", "fewer than 10"
    TO_24 = "10-24", "10 to 24"
    TO_49 = "25-49", "25 to 49"
    TO_99 = "50-99", "50 to 99"
    TO_249 = "100-249", "100 to 249"
    TO_499 = "250-499", "250 to 499"
    TO_999 = "500-999", "500 to 999"
    MORE = "1000", "1,000 or more"
    NOT_KNOWN = "unknown", "not known"


@tracked()
class EqualityQuestion(Tracked):
    """One question of a pilot's equality monitoring, and how many answered it.

    Only ranges are kept, so that nobody can be found out by counting: not in the pages, nor in the
    files, nor in the database. ``base`` is how many people answered, ``asked`` who was asked.
    """

    VISIBLE_WITH = "pilot"

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="equality_questions")
    question = models.CharField(max_length=200)
    asked = models.CharField(max_length=300)
    base = models.CharField(max_length=8, choices=Band)
    as_of = models.DateField(null=True, blank=True)
    as_of_precision = precision_field()
    note = models.CharField(max_length=300, blank=True)
    source_said = models.CharField(max_length=200, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReadWithQuerySet.as_manager()

    READ_BY: ClassVar = by_record("question", "asked", "note", "source_said")

    class Meta(Tracked.Meta):
        ordering = ["pilot", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(base__in=Band.values), name="equality_base_is_a_range"
            ),
            models.CheckConstraint(
                condition=~Q(source_said="") | Q(source__isnull=False),
                name="equality_question_has_a_source",
                violation_error_message="Say where this is from.",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return address("pilot_equality", self.pilot.slug)

    @property
    def day(self) -> str:
        """The date that the answers are of, as exactly as known; empty where not known."""
        return str(DateWithPrecision.of(self, "as_of") or "")


@tracked()
class EqualityAnswer(models.Model):
    """One answer to a question of equality monitoring, and how many gave it, as a range."""

    question = models.ForeignKey(EqualityQuestion, models.CASCADE, related_name="answers")
    position = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=120)
    people = models.CharField(max_length=8, choices=Band)

    READ_BY: ClassVar = by_record("answer")

    class Meta:
        ordering = ["question", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "position"], name="equality_answer_position_once"
            ),
            models.UniqueConstraint(fields=["question", "answer"], name="equality_answer_once"),
            models.CheckConstraint(
                condition=Q(people__in=Band.values), name="equality_answer_is_a_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer}: {self.get_people_display()}"

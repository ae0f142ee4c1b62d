from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from partnerships.models import Organisation
from pilots.case_study.models import CaseStudy
from pilots.lesson.models import Lesson
from pilots.pilot.models import Pilot
from records.addresses import address
from records.columns import by_record
from records.dates import DateWithPrecision, precision_field
from records.history import tracked
from records.models import Source, Tracked
from records.reading import ReadWithQuerySet


@tracked()
class UsedIn(Tracked):
    """A strategy, policy or other document in which a case study or a lesson was used.

    It is read by whoever reads the case study or lesson. ``pilot`` is that one's own.
    """

    VISIBLE_WITH = ("case_study", "lesson")

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="used_in")
    case_study = models.ForeignKey(
        CaseStudy, models.CASCADE, null=True, blank=True, related_name="used_in"
    )
    lesson = models.ForeignKey(
        Lesson, models.CASCADE, null=True, blank=True, related_name="used_in"
    )
    title = models.CharField(
        "used in", max_length=300, help_text="The strategy, policy or other document"
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="whose it is",
        related_name="used_learning",
        help_text="The organisation whose document it is",
    )
    on = models.DateField("when it was used", null=True, blank=True)
    on_precision = precision_field()
    how = models.TextField(
        "what was used, and for what", blank=True, help_text="As far as it is known"
    )
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReadWithQuerySet.as_manager()

    READ_BY: ClassVar = by_record("how")

    class Meta(Tracked.Meta):
        ordering = ["pilot", "id"]
        verbose_name = "use in strategy or policy"
        verbose_name_plural = "uses in strategy or policy"
        constraints = [
            models.CheckConstraint(
                condition=Q(case_study__isnull=False, lesson=None)
                | Q(case_study=None, lesson__isnull=False),
                name="used_in_is_of_one",
                violation_error_message="Choose either a case study or a lesson.",
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="used_in_says_where",
                violation_error_message="Say in which document it was used.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("pilot_used_in", self.pilot.slug)

    @property
    def of(self) -> CaseStudy | Lesson | None:
        """The case study or lesson that was used."""
        return self.case_study or self.lesson

    @property
    def day(self) -> str:
        """When, as exactly as known; empty where that is not known."""
        return str(DateWithPrecision.of(self, "on") or "")

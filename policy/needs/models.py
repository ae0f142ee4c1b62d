"""Needs assessments of places: what each is, who made it, for when, and what it says first."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Prefetch, Q

from access.levelled import PublicQuerySet
from access.reach import parent_triggers
from partnerships.models import Organisation, Place, Topic
from partnerships.topic.models import OnTopic
from records.columns import by_record
from records.dates import DateWithPrecision, in_order, precision_field
from records.history import tracked
from records.models import Source, Tracked


class NeedsAssessmentQuerySet(PublicQuerySet):
    """Needs assessments; they were published, so everybody sees them."""

    def in_place(self, place: Place) -> Self:
        """Those of this place or of one within it."""
        return self.filter(place__reach_up__ancestor=place)

    def bearing_on(self, place: Place) -> Self:
        """Those of this place, and of those that it lies in, the newest first."""
        rows = self.filter(place__reach_down__place=place).select_related("place", "organisation")
        return rows.order_by(models.F("published_on").desc(nulls_last=True), "-id")

    def on_topic(self, slug: str) -> Self:
        """Those about a topic or about one below it."""
        rows: Any = NeedsTopic.objects.filter(assessment=models.OuterRef("pk"))
        about = Q(topic__slug=slug) | Q(topic__parent__slug=slug)
        return self.filter(models.Exists(rows.filter(about)))

    def listed(self, user: Any) -> Self:
        """With its body, its topics and the priorities that answer it, as far as this reader sees
        them."""
        priorities: Any = NeedsAssessment.answered_by.rel.related_model
        seen = priorities.objects.visible_to(user).order_by("sort_key", "id")
        rows = self.select_related("place", "organisation", "source")
        return rows.prefetch_related(
            "topic_links__topic", Prefetch("answered_by", queryset=seen, to_attr="answers_seen")
        )


@tracked()
class NeedsAssessment(Tracked):
    """A published assessment of what people at a place need, such as a joint strategic needs
    assessment: who made it, when it was published, which time it covers, and its headline needs,
    one on each line.
    """

    place = models.ForeignKey(
        Place, models.PROTECT, related_name="needs_assessments", help_text="The place it is about"
    )
    title = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="made by",
        related_name="needs_assessments",
        help_text="The body or board that made it",
    )
    published_on = models.DateField(
        "published", null=True, blank=True, help_text="When it was published, as far as known"
    )
    published_on_precision = precision_field()
    start = models.DateField(
        "covers from", null=True, blank=True, help_text="The first day of the time that it covers"
    )
    start_precision = precision_field()
    end = models.DateField(
        "covers until", null=True, blank=True, help_text="The last day of the time that it covers"
    )
    end_precision = precision_field()
    needs = models.TextField(
        "headline needs", blank=True, help_text="What it says people need most, one on each line"
    )
    topics = models.ManyToManyField(
        Topic, through="NeedsTopic", related_name="needs_assessments", blank=True
    )
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = NeedsAssessmentQuerySet.as_manager()

    READ_BY: ClassVar = by_record("needs")

    class Meta(Tracked.Meta):
        ordering = ["place", "-published_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="needs_assessment_has_title"),
            in_order("needs_assessment_dates_in_order"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.place.get_absolute_url()}needs/#needs-{self.pk}"

    @property
    def headlines(self) -> list[str]:
        """Its headline needs."""
        return [line for line in map(str.strip, self.needs.splitlines()) if line]

    @property
    def published(self) -> DateWithPrecision | None:
        """When it was published, as precisely as known."""
        return DateWithPrecision.of(self, "published_on")


@tracked()
class NeedsTopic(OnTopic):
    """A theme that an assessment is about."""

    assessment = models.ForeignKey(NeedsAssessment, models.CASCADE, related_name="topic_links")

    class Meta(OnTopic.Meta):
        constraints = [
            models.UniqueConstraint(fields=["topic", "assessment"], name="needs_topic_once")
        ]
        triggers = parent_triggers("policy_needsassessment", "assessment_id")

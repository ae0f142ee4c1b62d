from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.functions import Coalesce

from access.reach import parent_triggers
from partnerships.models import OnTopic, Place, Programme, Topic
from records.addresses import address
from records.columns import by_record
from records.history import tracked
from records.models import (
    StandingManager,
    Tracked,
    Visibility,
    Withdrawable,
    withdrawn_with_reason,
)
from records.switches import unless_off


class LearningEventQuerySet(models.QuerySet):
    """Events at which places learn from each other."""

    def visible_to(self, user: Any) -> Self:
        """Everyone signed in reads them; the public those that are for everyone."""
        rows = self.filter(unless_off("learning_events"))
        return rows if user.is_authenticated else rows.filter(visibility=Visibility.PUBLIC)

    def upcoming(self, on: dt.date) -> Self:
        """From this day on, the next first."""
        return self.filter(day__gte=on).order_by("day", "id")

    def past(self, on: dt.date) -> Self:
        """Before this day, the latest first."""
        return self.filter(day__lt=on).order_by("-day", "-id")

    def on_topic(self, slug: str) -> Self:
        """Events about a topic or one below it."""
        links = LearningEventTopic.objects.filter(event=OuterRef("pk"))
        return self.filter(Exists(links.filter(Q(topic__slug=slug) | Q(topic__parent__slug=slug))))

    def listed(self) -> Self:
        """With place, programme and topics at hand, and whether it is made up: two queries."""
        made_up = Q(place__is_example=True) | Q(programme__is_example=True)
        rule = ExpressionWrapper(made_up, output_field=BooleanField())
        rows = self.select_related("place", "programme").prefetch_related("topic_links__topic")
        return rows.annotate(is_example=Coalesce(rule, False))


LearningEventManager = StandingManager.from_queryset(LearningEventQuerySet)


@tracked()
class LearningEvent(Withdrawable):
    """A day on which people from several places share what they learned.

    It says when, for whom, who is invited and about what; afterwards what was shared and where to
    read it. Who came is not recorded: nobody asked for it.
    """

    OPEN_TO_SIGNED_IN = True

    title = models.CharField(max_length=200)
    day = models.DateField()
    hours = models.CharField(max_length=80, blank=True)
    where = models.CharField(max_length=200, blank=True)
    for_whom = models.CharField(max_length=300)
    invited = models.TextField(blank=True)
    about = models.TextField(blank=True)
    shared = models.TextField(blank=True)
    shared_url = models.URLField(max_length=500, blank=True)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="learning_events"
    )
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="learning_events"
    )
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.NETWORK)
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_because = models.TextField(blank=True)
    topics = models.ManyToManyField(
        Topic, through="LearningEventTopic", related_name="+", blank=True
    )

    objects = LearningEventManager()
    with_withdrawn = LearningEventQuerySet.as_manager()

    READ_BY: ClassVar = by_record(
        "hours",
        "where",
        "for_whom",
        "invited",
        "about",
        "shared",
        "shared_url",
        "called_off_because",
    )

    class Meta(Tracked.Meta):
        ordering = ["day", "id"]
        indexes = [models.Index(fields=["day", "id"], name="learning_event_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility__in=("network", "public")),
                name="learning_event_level_known",
            ),
            models.CheckConstraint(
                condition=Q(called_off_at=None) | ~Q(called_off_because=""),
                name="learning_event_called_off_with_reason",
                violation_error_message="Say why it is called off.",
            ),
            withdrawn_with_reason("learning_event_withdrawn_with_reason"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("learning_event", self.pk)


@tracked()
class LearningEventTopic(OnTopic):
    """A theme of a learning event."""

    event = models.ForeignKey(LearningEvent, models.CASCADE, related_name="topic_links")

    class Meta(OnTopic.Meta):
        constraints = [
            models.UniqueConstraint(fields=["topic", "event"], name="learning_event_topic_once")
        ]
        triggers = parent_triggers("pilots_learningevent", "event_id")

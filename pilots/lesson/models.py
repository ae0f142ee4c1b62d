from __future__ import annotations

from typing import Any, ClassVar, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Prefetch, Q

from access.levelled import known_level
from access.reach import parent_triggers
from access.visibility import visibility_filter
from partnerships.models import OnTopic, Place, Programme, Topic
from pilots.pilot.models import LEAD_FIRST, Pilot, PilotPlace, PilotTopic
from records.addresses import address
from records.columns import by_record
from records.history import tracked
from records.models import (
    Source,
    StandingManager,
    Tracked,
    Visibility,
    Withdrawable,
    withdrawn_with_reason,
)
from records.typed_words import typed_words


def at_an_example(path: str) -> ExpressionWrapper:
    """Whether the pilot at ``path`` works in a made-up place."""
    made_up = Place.objects.filter(is_example=True).order_by().values("pk")
    rule = Q(**{f"{path}__reach_ids__overlap": ArraySubquery(made_up)})
    return ExpressionWrapper(rule, output_field=BooleanField())


def with_pilot(rows: Any) -> Any:
    """Rows of a pilot with that pilot, its programme and its places at hand: two queries."""
    links = PilotPlace.objects.select_related("place").order_by(LEAD_FIRST, "id")
    places = Prefetch("pilot__place_links", links)
    return rows.select_related("pilot__programme").prefetch_related(places)


class OfAPilotQuerySet(models.QuerySet):
    """What is told of a pilot under a level of its own, never wider than the pilot's."""

    def in_place(self, place: Place) -> Self:
        """Of pilots at this place or at one within it."""
        return self.filter(pilot__reach_ids__contains=[place.pk])

    def of_programme(self, programme: Programme) -> Self:
        """Of the pilots of a programme."""
        return self.filter(pilot__programme=programme)

    def in_kind_of_place(self, kind: str) -> Self:
        """Of pilots that a place of this kind leads."""
        led = PilotPlace.objects.filter(pilot=OuterRef("pilot"), role=PilotPlace.Role.LEAD)
        return self.filter(Exists(led.filter(place__kind=kind)))

    def with_example(self) -> Self:
        """With ``is_example``: whether the pilot works in a made-up place."""
        return self.annotate(is_example=at_an_example("pilot"))


class LessonQuerySet(OfAPilotQuerySet):
    """Lessons carry a level of their own, never wider than their pilot's."""

    def visible_to(self, user: Any) -> Self:
        """Lessons that this reader may see."""
        own = visibility_filter(user, through="pilot__", level="")
        return self.filter(own, pilot__in=Pilot.objects.visible_to(user))

    def found_by(self, text: str) -> Self:
        """Lessons that hold these words; an index holds the same expression."""
        query = typed_words(text)
        return self.annotate(said=SearchVector("text", config="english")).filter(said=query)

    def on_topic(self, slug: str) -> Self:
        """Lessons about a topic or one below it, by their own tags or their pilot's."""
        about = Q(topic__slug=slug) | Q(topic__parent__slug=slug)
        own = LessonTopic.objects.filter(about, lesson=OuterRef("pk"))
        pilots = PilotTopic.objects.filter(about, pilot=OuterRef("pilot"))
        return self.filter(Exists(own) | Exists(pilots))

    def for_rows(self) -> Self:
        """With what a row of a list says: pilot, places, topics (the pilot's too), source."""
        own = Prefetch("topic_links", LessonTopic.objects.select_related("topic"))
        pilots = Prefetch("pilot__topic_links", PilotTopic.objects.select_related("topic"))
        return with_pilot(self).select_related("source").prefetch_related(own, pilots)


LessonManager = StandingManager.from_queryset(LessonQuerySet)


@tracked()
class Lesson(Withdrawable):
    """What helped (an enabler), what was learned, or what to watch for, in one pilot.

    It is written down at any time, not only at the end. ``state`` keeps what did not work or is
    still open in sight; ``evidence`` says how people know.
    """

    class Kind(models.TextChoices):
        ENABLER = "enabler", "what helped"
        LESSON = "lesson", "lesson"
        WARNING = "warning", "watch out"

    class State(models.TextChoices):
        UNRESOLVED = "unresolved", "not resolved"
        FAILED = "failed", "did not work"

    OPEN = (State.UNRESOLVED,)
    ENDED = (State.FAILED,)
    SCOPE = "pilot"

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="lessons")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.LESSON)
    text = models.TextField()
    evidence = models.TextField(blank=True, default="", db_default="")
    state = models.CharField(max_length=10, choices=State, blank=True, default="", db_default="")
    # Key of the barrier category that it helps with; empty where the source does not say.
    helps_with = models.SlugField(max_length=40, blank=True)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.TEAM)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    topics = models.ManyToManyField(
        Topic, through="LessonTopic", related_name="lessons", blank=True
    )

    objects = LessonManager()
    with_withdrawn = LessonQuerySet.as_manager()

    READ_BY: ClassVar = by_record("text", "evidence")

    class Meta(Tracked.Meta):
        ordering = ["pilot", "kind", "id"]
        indexes = [
            GinIndex(SearchVector("text", config="english"), name="lesson_search"),
            models.Index(fields=["-updated_at", "-id"], name="lesson_newest"),
            models.Index(
                fields=["helps_with", "-updated_at", "-id"],
                condition=~Q(helps_with=""),
                name="lesson_by_category",
            ),
        ]
        constraints = [
            known_level("lesson_level_known"),
            models.CheckConstraint(condition=~Q(text=""), name="lesson_has_text"),
            withdrawn_with_reason("lesson_withdrawn_with_reason"),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79].rstrip()}…"

    def get_absolute_url(self) -> str:
        return address("lesson", self.pk)

    @property
    def about(self) -> list[Topic]:
        """Its topics, the pilot's where it names none; no query after ``for_rows``."""
        own = [link.topic for link in self.topic_links.all()]
        return own or [link.topic for link in self.pilot.topic_links.all()]


@tracked()
class LessonTopic(OnTopic):
    """A theme that a lesson is about, where it says so itself."""

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="topic_links")

    class Meta(OnTopic.Meta):
        constraints = [
            models.UniqueConstraint(fields=["topic", "lesson"], name="lesson_topic_once")
        ]
        triggers = parent_triggers("pilots_lesson", "lesson_id")

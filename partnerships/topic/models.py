from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat

from access.levelled import PublicQuerySet
from records.addresses import address
from records.columns import by_record
from records.cycles import no_cycle, refuse_cycle
from records.history import tracked
from records.models import Tracked
from records.names import PlainKey

BELOW_ITSELF = "This theme is itself below the one that you edit."
MERGED_ROUND = "One of the two was merged into the other already."


class TopicQuerySet(PublicQuerySet):
    """Topics; everybody may read them."""

    def named_to(self, user: Any) -> Self:
        """Those that histories name: also what was merged into another since."""
        return type(self)(self.model, using=self._db)


class TopicsInUse(models.Manager.from_queryset(TopicQuerySet)):  # type: ignore[misc]
    """Those that are offered and listed: not what was merged into another."""

    def get_queryset(self) -> TopicQuerySet:
        rows: TopicQuerySet = super().get_queryset().filter(merged_into=None)
        return rows


@tracked()
class Topic(Tracked):
    """A theme of work (housing, skills, mental health), two levels at most.

    Pilots, priorities, funds, job roles and barriers share one list, so that a person finds
    everything on a theme under one word. Of two that mean the same the one is ``merged_into`` the
    other: its row stays, so that its address leads on and histories name it, and is offered no more
    (``objects``; ``every`` has it). A word that is missing is a free tag (``is_tag``): whoever logs
    anything adds one, it is used as topics are, and an administrator makes it one.
    """

    name = models.CharField(max_length=80, unique=True)
    is_tag = models.BooleanField(
        "a free tag",
        default=False,
        db_default=False,
        help_text="A word that somebody needed, until an administrator makes it a topic or merges "
        "it into one",
    )
    slug = models.SlugField(max_length=80, unique=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="part of",
        null=True,
        blank=True,
        related_name="children",
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", db_index=False
    )

    objects = TopicsInUse()
    every = TopicQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="topic_not_its_own_parent"
            ),
            models.CheckConstraint(
                condition=Q(is_tag=False) | Q(parent=None),
                name="topic_tag_stands_alone",
                violation_error_message="A free tag is not part of a topic. Make it a topic first.",
            ),
        ]
        triggers = [
            *Tracked.Meta.triggers,
            no_cycle("partnerships_topic", "parent", name="topic_no_cycle", message=BELOW_ITSELF),
            no_cycle(
                "partnerships_topic",
                "merged_into",
                name="topic_merged_no_cycle",
                message=MERGED_ROUND,
            ),
        ]

    def clean(self) -> None:
        """A theme is never below one that is below it."""
        refuse_cycle(self, "parent", BELOW_ITSELF)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("topic", self.slug)


class OnTopic(models.Model):
    """A topic that a record is about; the record's own key and what is once stand with it."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        ordering = ["id"]

    def __str__(self) -> str:
        return self.topic.name


class SynonymQuerySet(models.QuerySet):
    """Other words; everybody may read them."""

    def visible_to(self, user: Any) -> Self:
        """All of them."""
        return self

    def said_in(self, key: str) -> Self:
        """Those whose words stand, whole, in a text that was reduced to its plain key."""
        space = Value(" ", models.TextField())
        typed = Value(f" {key} ", models.TextField())
        return self.annotate(typed=typed).filter(typed__contains=Concat(space, "key", space))


@tracked()
class Synonym(Tracked):
    """Another word that people type for a theme or for a body: "retrofit" for net zero.

    ``note`` is said to whoever typed it, where there is more to say: that a former name was read in
    no source, say. Names that sources confirm stand with the body itself.
    """

    words = models.CharField(max_length=100)
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, blank=True, related_name="synonyms")
    organisation = models.ForeignKey(
        "partnerships.Organisation", models.CASCADE, null=True, blank=True, related_name="synonyms"
    )
    note = models.CharField(max_length=300, blank=True)
    key = models.GeneratedField(
        expression=PlainKey("words"), output_field=models.TextField(), db_persist=True
    )

    objects = SynonymQuerySet.as_manager()

    READ_BY: ClassVar = by_record("words", "note")

    class Meta(Tracked.Meta):
        ordering = ["key", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(topic__isnull=True) ^ Q(organisation__isnull=True),
                name="synonym_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["key", "topic", "organisation"],
                nulls_distinct=False,
                name="synonym_once",
            ),
        ]

    def __str__(self) -> str:
        return self.words

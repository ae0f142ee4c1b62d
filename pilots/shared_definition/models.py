from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.functions import Coalesce

from access.levelled import PublicQuerySet
from access.reach import parent_triggers
from partnerships.models import OnTopic, Organisation, Programme, Topic
from records.addresses import address
from records.columns import by_record
from records.history import tracked
from records.models import Source, Tracked


class SharedDefinitionQuerySet(PublicQuerySet):
    """Definitions that several pilots may count by: everybody reads what a figure means."""

    def found_by(self, typed: str) -> Self:
        """Definitions whose name, text or unit holds each word that was typed."""
        rows = self
        for word in typed.split()[:8]:
            rows = rows.filter(
                Q(name__icontains=word) | Q(definition__icontains=word) | Q(unit__icontains=word)
            )
        return rows

    def on_topic(self, slug: str) -> Self:
        """Definitions about a topic or one below it."""
        links = SharedDefinitionTopic.objects.filter(shared=OuterRef("pk"))
        return self.filter(Exists(links.filter(Q(topic__slug=slug) | Q(topic__parent__slug=slug))))

    def listed(self) -> Self:
        """With its owners and topics at hand, and whether it is made up: two queries."""
        made_up = Q(programme__is_example=True) | Q(organisation__is_example=True)
        rule = ExpressionWrapper(made_up, output_field=BooleanField())
        rows = self.select_related("programme", "organisation", "source")
        return rows.prefetch_related("topic_links__topic").annotate(
            is_example=Coalesce(rule, False)
        )


@tracked()
class SharedDefinition(Tracked):
    """What a figure means, written once, so that several pilots count the same thing.

    ``edition`` is raised when it comes to mean something else, with the reason; a figure says which
    edition it follows, and figures of different editions are never added. ``may_add`` says whether
    figures of several pilots may be added at all: shares and scores may not.
    """

    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=60)
    definition = models.TextField(help_text="What is counted")
    how = models.TextField("how it is counted", blank=True)
    may_add = models.BooleanField("can be added", default=True, help_text="Across pilots")
    edition = models.PositiveSmallIntegerField(
        "version", default=1, help_text="Raised when it means another thing"
    )
    edition_why = models.CharField(
        "what is different in it", max_length=300, blank=True, help_text="In this version"
    )
    topics = models.ManyToManyField(
        Topic, through="SharedDefinitionTopic", related_name="+", blank=True
    )
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="shared_definitions"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="shared_definitions"
    )
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = SharedDefinitionQuerySet.as_manager()
    # How many pilots that the reader sees count by it (``filters.with_use``).
    pilots: int | None = None

    READ_BY: ClassVar = by_record("unit", "definition", "how", "edition_why")

    class Meta(Tracked.Meta):
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["name", "id"], name="shared_definition_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(may_add=False) | ~Q(unit__contains="%"),
                name="shared_definition_shares_not_added",
                violation_error_message="Percentages of several pilots cannot be added.",
            ),
            models.CheckConstraint(
                condition=Q(edition=1) | ~Q(edition_why=""),
                name="shared_definition_new_edition_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("shared_definition", self.slug)

    @property
    def owner(self) -> Programme | Organisation | None:
        return self.programme or self.organisation


@tracked()
class SharedDefinitionTopic(OnTopic):
    """A theme of a shared definition."""

    shared = models.ForeignKey(SharedDefinition, models.CASCADE, related_name="topic_links")

    class Meta(OnTopic.Meta):
        constraints = [
            models.UniqueConstraint(fields=["topic", "shared"], name="shared_definition_topic_once")
        ]
        triggers = parent_triggers("pilots_shareddefinition", "shared_id")

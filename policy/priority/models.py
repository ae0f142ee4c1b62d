from __future__ import annotations

import datetime as dt
from collections.abc import Set
from typing import Any, ClassVar, Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Concat, Lower

from access.levelled import HasVisibility, HasVisibilityQuerySet, known_level
from access.reach import parent_triggers, place_triggers
from access.visibility import Reader, reader_of, visibility_filter
from interface import words
from partnerships.organisation.models import Organisation
from partnerships.place.models.place import Place, PlaceReach
from partnerships.programme.models import Programme
from partnerships.topic.models import OnTopic, Topic
from records.addresses import address
from records.columns import by_record
from records.cycles import no_cycle, refuse_cycle
from records.dates import DateWithPrecision, in_order, precision_field
from records.history import tracked
from records.models import Source, Tracked
from records.names import holding_words, name_key

TAKEN_FROM_ITSELF = "This priority was itself taken over from the one that you edit."


class PriorityQuerySet(HasVisibilityQuerySet):
    """What places, regions and departments say matters most."""

    def visible_to(self, user: Any) -> Self:
        """By level; officers of a body also read all of its own priorities."""
        rule = visibility_filter(user)
        if bodies := self.bodies_read_by(reader_of(user)):
            rule |= Q(owner__in=sorted(bodies))
        return self.filter(rule)

    def bodies_read_by(self, reader: Reader | None) -> Set[int]:
        """The bodies whose priorities this reader reads at every level, as their officer."""
        return reader.organisations if reader else frozenset()

    def current(self, on: dt.date) -> Self:
        """Those that hold on this day, as far as their dates are known."""
        return self.filter(
            Q(start__lte=on) | Q(start=None), Q(end__gte=on) | Q(end=None), withdrawn_on=None
        )

    def on_topic(self, slug: str) -> Self:
        """Priorities about a topic or about one below it."""
        links = PriorityTopic.objects.filter(priority=OuterRef("pk"))
        return self.filter(Exists(links.filter(Q(topic__slug=slug) | Q(topic__parent__slug=slug))))

    def bearing_on(self, place: Place) -> Self:
        """Those for this place, for a place within it or above it; national ones for everywhere."""
        above = PlaceReach.objects.filter(place=place).values("ancestor")
        there = PriorityPlace.objects.filter(priority=OuterRef("pk"), place__in=above)
        everywhere = Q(tier=Priority.Tier.NATIONAL, reach_ids=[])
        return self.filter(Q(reach_ids__contains=[place.pk]) | Exists(there) | everywhere)

    def over(self, on: dt.date) -> Self:
        """Those that ended before this day or were withdrawn."""
        return self.filter(Q(end__lt=on) | Q(withdrawn_on__isnull=False))

    def deciding(self, on: dt.date) -> Self:
        """Those on which decisions are taken on this day."""
        return self.current(on).filter(
            Q(decide_from__lte=on) | Q(decide_from=None, decide_to__isnull=False),
            Q(decide_to__gte=on) | Q(decide_to=None, decide_from__isnull=False),
        )

    def for_rows(self) -> Self:
        """With what a row of a list says: owner, topics, places."""
        return self.select_related("owner", "regards", "answers").prefetch_related(
            "topic_links__topic", "place_links__place"
        )

    def found_by(self, text: str) -> Self:
        """Priorities whose title or text holds these words."""
        return self.filter(pk__in=holding_words(Priority.objects, text).order_by().values("pk"))


@tracked()
class Priority(HasVisibility):
    """What a department, a region or a place says matters most, for whom and until when.

    A local priority may be taken over from a wider one (``parent``): its own words are the local
    edit, the wider one's stay as they are; ``parent_version`` is the version of the wider one that
    they were last held against. ``decide_from`` and ``decide_to`` are when decisions on
    it are taken; ``may_vary`` says what places may do their own way, ``must_not_vary`` what not.
    """

    OFFICERS_OF = "owner"

    class Tier(models.TextChoices):
        NATIONAL = "national", "national"
        REGIONAL = "regional", "regional"
        LOCAL = "local", "local"

        def is_wider_than(self, other: str) -> bool:
            """National is wider than regional, regional wider than local."""
            order = list(type(self))
            return order.index(self) < order.index(type(self)(other))

    tier = models.CharField(
        "whose", max_length=8, choices=Tier, help_text="National, regional or local"
    )
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True, help_text="What it says")
    slug = models.SlugField(max_length=200, unique=True)
    owner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="priorities",
        help_text="The body that owns it, by its name of today",
    )
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="priorities"
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="taken over from",
        null=True,
        blank=True,
        related_name="taken_over",
    )
    parent_version = models.PositiveIntegerField(null=True, blank=True, editable=False)
    may_vary = models.TextField(blank=True, help_text="What places may do their own way")
    must_not_vary = models.TextField(blank=True, help_text="What is the same everywhere")
    start = models.DateField(null=True, blank=True)
    start_precision = precision_field()
    end = models.DateField(null=True, blank=True)
    end_precision = precision_field()
    decide_from = models.DateField(null=True, blank=True, help_text="First day of decisions on it")
    decide_to = models.DateField(null=True, blank=True, help_text="Last day of decisions")
    withdrawn_on = models.DateField(null=True, blank=True, help_text="The day it was withdrawn")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    regards = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        verbose_name="has regard to",
        related_name="+",
        help_text="The strategy that it has regard to, such as a joint health strategy",
    )
    answers = models.ForeignKey(
        "policy.NeedsAssessment",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="answered_by",
        help_text="The needs assessment that it answers",
    )
    topics = models.ManyToManyField(
        Topic, through="PriorityTopic", related_name="priorities", blank=True
    )
    places = models.ManyToManyField(
        Place, through="PriorityPlace", related_name="priorities", blank=True
    )
    name_key = name_key(Concat("title", Value(" "), "text", output_field=models.TextField()))
    sort_key = models.GeneratedField(
        expression=Lower("title"),
        output_field=models.CharField(max_length=200, db_collation="C"),
        db_persist=True,
    )

    objects = PriorityQuerySet.as_manager()

    READ_BY: ClassVar = by_record("text", "may_vary", "must_not_vary")

    class Meta(HasVisibility.Meta):
        ordering = ["sort_key", "id"]
        verbose_name_plural = "priorities"
        indexes = [
            *HasVisibility.level_indexes("priority", "owner"),
            models.Index(fields=["sort_key", "id"], name="priority_by_title"),
            GinIndex(OpClass(F("name_key"), name="gin_trgm_ops"), name="priority_trigram"),
            models.Index(
                fields=["regards"],
                condition=Q(regards__isnull=False),
                name="priority_by_strategy",
            ),
            models.Index(
                fields=["answers"],
                condition=Q(answers__isnull=False),
                name="priority_by_needs",
            ),
        ]
        constraints = [
            known_level("priority_known_level"),
            in_order("priority_dates_in_order"),
            in_order(
                "priority_window_in_order",
                "decide_from",
                "decide_to",
                says="The decisions can’t end before they begin.",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="priority_not_its_own_parent",
                violation_error_message="A priority cannot be taken over from itself.",
            ),
        ]
        triggers = [
            *HasVisibility.Meta.triggers,
            no_cycle(
                "policy_priority",
                "parent",
                name="priority_no_cycle",
                message=TAKEN_FROM_ITSELF,
            ),
        ]

    def clean(self) -> None:
        """A priority was never taken over from one that was taken over from it."""
        refuse_cycle(self, "parent", TAKEN_FROM_ITSELF)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("priority", self.slug)

    @property
    def window_words(self) -> str:
        """When decisions on it are taken, in words; empty where that is not known."""
        if self.decide_from and self.decide_to:
            return f"{words.date_words(self.decide_from)} to {words.date_words(self.decide_to)}"
        if self.decide_from:
            return f"from {words.date_words(self.decide_from)}"
        return f"until {words.date_words(self.decide_to)}" if self.decide_to else ""

    @property
    def dates_words(self) -> str:
        """From when to when it holds, as exactly as known; empty where nothing is known."""
        start, end = DateWithPrecision.of(self, "start"), DateWithPrecision.of(self, "end")
        if start and end:
            return f"{start} to {end}"
        return f"from {start}" if start else f"until {end}" if end else ""

    def standing(self, on: dt.date) -> str:
        """Whether it holds on a day: current, not begun, ended or withdrawn."""
        if self.withdrawn_on:
            return "withdrawn"
        if self.end and self.end < on:
            return "ended"
        return "not begun" if self.start and self.start > on else "current"


@tracked()
class PriorityPlace(Tracked):
    """A place that a priority is for. A national one without places is for all of England."""

    priority = models.ForeignKey(Priority, models.CASCADE, related_name="place_links")
    place = models.ForeignKey(Place, models.PROTECT, related_name="priority_links")

    class Meta(Tracked.Meta):
        ordering = ["priority", "id"]
        constraints = [
            models.UniqueConstraint(fields=["priority", "place"], name="priority_place_once")
        ]
        triggers = [
            *Tracked.Meta.triggers,
            *place_triggers("policy_priority", "policy_priorityplace", "priority_id"),
        ]


@tracked()
class PriorityTopic(OnTopic):
    """A theme that a priority is about."""

    priority = models.ForeignKey(Priority, models.CASCADE, related_name="topic_links")

    class Meta(OnTopic.Meta):
        constraints = [
            models.UniqueConstraint(fields=["topic", "priority"], name="priority_topic_once")
        ]
        triggers = parent_triggers("policy_priority", "priority_id")


class AlignmentQuerySet(models.QuerySet):
    """Verdicts on how a narrower priority stands to a wider one."""

    def visible_to(self, user: Any) -> Self:
        """Those of which the reader may see both priorities."""
        seen = Priority.objects.visible_to(user).order_by().values("pk")
        return self.filter(wider__in=seen, narrower__in=seen)

    def at_place(self, place: Place) -> Self:
        """Those whose narrower priority is for this place or for one within it."""
        return self.filter(narrower__reach_ids__contains=[place.pk])


@tracked()
class Alignment(Tracked):
    """How a regional or local priority stands to a national or regional one, and why we say so.

    No row is *unknown*, like a row that says so: nobody has looked. Where they differ, it is said
    in what: content, time or geography.
    """

    class Verdict(models.TextChoices):
        ALIGNED = "aligned", "aligned"
        PARTIAL = "partial", "partly aligned"
        DIFFERS = "differs", "differs"
        UNKNOWN = "unknown", "not known"

    wider = models.ForeignKey(Priority, models.CASCADE, related_name="alignments_below")
    narrower = models.ForeignKey(Priority, models.CASCADE, related_name="alignments_above")
    verdict = models.CharField(max_length=8, choices=Verdict, help_text="What somebody found")
    note = models.TextField(
        "why", blank=True, help_text="In the words of the person who compared them"
    )
    differs_in_content = models.BooleanField(default=False)
    differs_in_time = models.BooleanField(default=False)
    differs_in_geography = models.BooleanField(default=False)

    objects = AlignmentQuerySet.as_manager()

    READ_BY: ClassVar = by_record("note")

    class Meta(Tracked.Meta):
        ordering = ["wider", "narrower", "id"]
        constraints = [
            models.UniqueConstraint(fields=["wider", "narrower"], name="alignment_once"),
            models.CheckConstraint(
                condition=~Q(wider=F("narrower")), name="alignment_of_two_priorities"
            ),
            models.CheckConstraint(
                condition=Q(verdict="unknown") | ~Q(note=""),
                name="alignment_has_its_reason",
                violation_error_message="Say why.",
            ),
        ]

    # How a verdict is drawn: to differ is no fault, so it has no shape of alarm.
    SHAPES: ClassVar = {"aligned": "good", "partial": "some", "differs": "done", "unknown": "early"}

    def __str__(self) -> str:
        return f"{self.narrower}: {self.get_verdict_display()}"

    @property
    def shape(self) -> str:
        """The shape that stands before its verdict."""
        return self.SHAPES[self.verdict]

    @property
    def differs_in(self) -> list[str]:
        """In what the two differ."""
        ways = ("content", "time", "geography")
        return [way for way in ways if getattr(self, f"differs_in_{way}")]

    def get_absolute_url(self) -> str:
        return address("priority_alignment", self.narrower.slug, self.wider.slug)

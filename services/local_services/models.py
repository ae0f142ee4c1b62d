"""Services that people in a place can turn to, what clashes, and what was held twice."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value

from access.levelled import PublicQuerySet
from access.reach import parent_triggers
from interface.words import capitalised, count_words
from partnerships.organisation.models import Organisation
from partnerships.place.models.place import Place, PlaceReach
from partnerships.topic.models import Topic
from records.addresses import address
from records.columns import by_nobody, by_record
from records.history import tracked
from records.models import Source, Tracked
from records.names import PlainKey, holding_words, name_key, near, typed

LIKE_SHOWN = 5
LONGEST_JOURNEY = 600  # minutes


class LocalServiceQuerySet(PublicQuerySet):
    """Services of places; the map of them is public."""

    def visible_to(self, user: Any) -> Self:
        """All but those that were found to be held twice: their address leads to the one kept."""
        return self.filter(merged_into=None)

    def named_to(self, user: Any) -> Self:
        """Every one, for the names in histories, also of what was merged since."""
        return self

    def in_place(self, place: Place) -> Self:
        """Those at this place or at one within it."""
        within = PlaceReach.objects.filter(ancestor=place).order_by().values("place")
        return self.filter(place__in=within)

    def on_topic(self, slug: str) -> Self:
        """Those about a topic or about one below it."""
        links = ServiceTopic.objects.filter(service=OuterRef("pk"))
        return self.filter(Exists(links.filter(Q(topic__slug=slug) | Q(topic__parent__slug=slug))))

    def named_like(self, text: str) -> Self:
        """Those whose name holds these words."""
        return self.filter(pk__in=holding_words(LocalService.objects, text).values("pk"))

    def that_clash(self) -> Self:
        """Those of which somebody said that they clash with another, and nobody settled it."""
        return self.filter(self._clashing())

    def with_clashes(self) -> Self:
        """With ``clashing``: whether it is one of those ``that_clash``."""
        return self.annotate(clashing=self._clashing())

    def _clashing(self) -> Exists:
        mine = Q(service=OuterRef("pk")) | Q(other=OuterRef("pk"))
        return Exists(ServiceClash.objects.open().filter(mine))

    def looking_like(
        self, place: Place, name: str, provider: Organisation | None, topics: Any
    ) -> Self:
        """The few here that a service may already be: a near name, or one provider and topic."""
        here = self.in_place(place)
        rule = Q(pk__in=near(here.order_by(), name).values("pk"))
        if key := typed(name):
            rule |= Q(name_key=PlainKey(Value(key)))
        if provider is not None and topics:
            of_topic = ServiceTopic.objects.filter(topic__in=topics, service=OuterRef("pk"))
            rule |= Q(Exists(of_topic), provider=provider)
        return here.filter(rule).select_related("provider", "place")[:LIKE_SHOWN]

    def listed(self) -> Self:
        """With what a row of a list says."""
        return self.select_related("place", "provider", "source").prefetch_related(
            "topic_links__topic"
        )


@tracked()
class LocalService(Tracked):
    """Something that people in a place can turn to: what it does, who runs it, for whom.

    ``provider_said`` is who runs it where no organisation of the directory is named.
    ``merged_into`` is set where one service was held twice.
    """

    class State(models.TextChoices):
        RUNNING = "running", "running"
        ENDED = "ended", "ended"
        NOT_KNOWN = "not_known", "not known"

    MAY_RUN = (State.RUNNING, State.NOT_KNOWN)
    ENDED = (State.ENDED,)

    place = models.ForeignKey(
        Place, models.PROTECT, related_name="services", help_text="Where it is"
    )
    name = models.CharField(max_length=200)
    what = models.TextField("what it does", blank=True, help_text="As recorded")
    provider = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="run by",
        related_name="services",
    )
    provider_said = models.CharField("run by, in words", max_length=200, blank=True)
    audience = models.CharField("for whom", max_length=200, blank=True, help_text="Whom it is for")
    minutes = models.PositiveSmallIntegerField(
        "minutes away",
        null=True,
        blank=True,
        help_text="How many minutes people it is for travel to it at most",
    )
    reach = models.CharField(
        "how far it reaches",
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="How people travel, or within which distance, as recorded",
    )
    state = models.CharField(
        max_length=9,
        choices=State,
        default=State.NOT_KNOWN,
        help_text="Running, ended or not known",
    )
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    topics = models.ManyToManyField(Topic, through="ServiceTopic", related_name="services")
    name_key = name_key("name")

    objects = LocalServiceQuerySet.as_manager()

    READ_BY: ClassVar = by_record("what", "provider_said", "audience", "reach")

    class Meta(Tracked.Meta):
        ordering = ["name_key", "id"]
        indexes = [
            models.Index(fields=["place", "name_key", "id"], name="local_service_of_place"),
            GinIndex(OpClass(F("name_key"), name="gin_trgm_ops"), name="local_service_trigram"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")), name="local_service_not_merged_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__gte=1, minutes__lte=LONGEST_JOURNEY),
                name="local_service_minutes_in_range",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("local_service", str(self.pk))

    @property
    def reach_words(self) -> str:
        """How far people it is for travel: "Up to 20 minutes, on foot"; empty where not known."""
        minutes = f"Up to {count_words(self.minutes, 'minute')}" if self.minutes else ""
        return capitalised(", ".join(filter(None, (minutes, self.reach))))

    @property
    def run_by(self) -> str:
        """Who runs it, in words; empty where that is not known."""
        return self.provider.name if self.provider else self.provider_said


@tracked()
class ServiceTopic(Tracked):
    """What a local service is about."""

    service = models.ForeignKey(LocalService, models.CASCADE, related_name="topic_links")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="service_links")

    class Meta(Tracked.Meta):
        ordering = ["service", "id"]
        constraints = [
            models.UniqueConstraint(fields=["service", "topic"], name="service_topic_once")
        ]
        triggers = [
            *Tracked.Meta.triggers,
            *parent_triggers("services_localservice", "service_id"),
        ]


class ServiceClashQuerySet(PublicQuerySet):
    """Clashes that people have pointed out; as open as the services."""

    def of(self, service: LocalService) -> Self:
        """Those of one service, the open ones first."""
        mine = Q(service=service) | Q(other=service)
        return self.filter(mine).select_related("service", "other")

    def open(self) -> Self:
        """Those that nobody has settled."""
        return self.filter(settled="")


@tracked()
class ServiceClash(Tracked):
    """Two services that get in each other's way, as somebody sees it: same people, same day, same
    money. ``settled`` says how it was put right; empty means that nobody has; the day may be not
    known."""

    service = models.ForeignKey(LocalService, models.PROTECT, related_name="clashes")
    other = models.ForeignKey(LocalService, models.PROTECT, related_name="clashes_back")
    note = models.TextField()
    settled = models.TextField(blank=True)
    settled_on = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ServiceClashQuerySet.as_manager()

    READ_BY: ClassVar = by_record("note", "settled")

    class Meta(Tracked.Meta):
        verbose_name_plural = "service clashes"
        ordering = [F("settled_on").asc(nulls_first=True), "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(service=F("other")),
                name="service_clashes_with_another",
                violation_error_message="A service cannot clash with itself.",
            ),
            models.CheckConstraint(condition=~Q(note=""), name="service_clash_says_how"),
        ]

    def __str__(self) -> str:
        return f"{self.service} and {self.other}"

    @property
    def place(self) -> Place:
        """Where it is: the place of the service that it was said of."""
        return self.service.place


class ServiceMergeQuerySet(PublicQuerySet):
    """What was merged on the map of services; as open as the map."""

    def standing(self) -> ServiceMergeQuerySet:
        """Those that nobody has undone."""
        return self.filter(undone_on=None)


@tracked()
class ServiceMerge(Tracked):
    """Two services of the map that somebody found to be one: ``service`` went into ``kept``.

    ``took`` is what that changed, so that it can be taken back: ``columns`` of the kept service
    with what stood there before and after, ``topics`` that it got, ``clashes`` that came over
    (number and side), ``settled`` clashes between the two, ``led`` services that had gone into
    ``service`` before.
    """

    service = models.ForeignKey(LocalService, models.CASCADE, related_name="merges")
    kept = models.ForeignKey(LocalService, models.CASCADE, related_name="merges_into")
    took = models.JSONField(default=dict)
    undone_on = models.DateField(null=True, blank=True)

    objects = ServiceMergeQuerySet.as_manager()

    READ_BY: ClassVar = by_nobody("took")

    class Meta(Tracked.Meta):
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["service"], condition=Q(undone_on=None), name="service_merge_once"
            ),
            models.CheckConstraint(condition=~Q(service=F("kept")), name="service_merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.service} into {self.kept}"

    @property
    def place(self) -> Place:
        """Where it is: the place of the service that was kept."""
        return self.kept.place

    def has_taken(self, what: str) -> list[Any]:
        """One list of ``took``; empty where there is nothing of it."""
        return list(self.took.get(what, []))

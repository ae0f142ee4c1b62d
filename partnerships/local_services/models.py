"""What a place has: services that people can turn to, assets, whom to ring in an emergency."""

from __future__ import annotations

from typing import Any, Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value

from partnerships.job_role.models import Post
from partnerships.levelled import OpenQuerySet
from partnerships.names import PlainKey, holding_words, name_key, near, typed
from partnerships.organisation.models import Organisation
from partnerships.place.models.place import Place, PlaceReach
from partnerships.reach import parent_triggers
from partnerships.topic.models import Topic
from partnerships.visibility import reader_of
from records.addresses import address
from records.history import tracked
from records.models import Source, Tracked, Visibility

LIKE_SHOWN = 5


def here_or_within(place: Place) -> Q:
    """Rows at this place or at one within it."""
    return Q(place__in=PlaceReach.objects.filter(ancestor=place).order_by().values("place"))


class LocalServiceQuerySet(OpenQuerySet):
    """Services of places; the map of them is public."""

    def visible_to(self, user: Any) -> Self:
        """All but those that were found to be held twice: their address leads to the one kept."""
        return self.filter(merged_into=None)

    def named_to(self, user: Any) -> Self:
        """Every one, for the names in histories, also of what was merged since."""
        return self

    def in_place(self, place: Place) -> Self:
        """Those at this place or at one within it."""
        return self.filter(here_or_within(place))

    def on_topic(self, slug: str) -> Self:
        """Those about a topic or about one below it."""
        links = ServiceTopic.objects.filter(service=OuterRef("pk"))
        return self.filter(Exists(links.filter(Q(topic__slug=slug) | Q(topic__parent__slug=slug))))

    def named_like(self, text: str) -> Self:
        """Those whose name holds these words."""
        return self.filter(pk__in=holding_words(LocalService.objects, text).values("pk"))

    def that_clash(self) -> Self:
        """Those of which somebody said that they clash with another, and nobody settled it."""
        open_ones = ServiceClash.objects.filter(settled="")
        mine = Q(service=OuterRef("pk")) | Q(other=OuterRef("pk"))
        return self.filter(Exists(open_ones.filter(mine)))

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

    place = models.ForeignKey(Place, models.PROTECT, related_name="services")
    name = models.CharField(max_length=200)
    what = models.TextField(blank=True)
    provider = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="services"
    )
    provider_said = models.CharField(max_length=200, blank=True)
    audience = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.NOT_KNOWN)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    topics = models.ManyToManyField(Topic, through="ServiceTopic", related_name="services")
    name_key = name_key("name")

    objects = LocalServiceQuerySet.as_manager()

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
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("local_service", str(self.pk))

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
            *parent_triggers("partnerships_localservice", "service_id"),
        ]


class ServiceClashQuerySet(OpenQuerySet):
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

    class Meta(Tracked.Meta):
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


class AssetQuerySet(OpenQuerySet):
    """Assets of places; public."""

    def in_place(self, place: Place) -> Self:
        """Those at this place or at one within it."""
        return self.filter(here_or_within(place))


@tracked()
class Asset(Tracked):
    """Something good that a place has and can build on: a building, a green space, a network,
    what people there know how to do. ``keeper_said`` is who looks after it where no organisation
    of the directory is named."""

    class Kind(models.TextChoices):
        BUILDING = "building", "building"
        GREEN_SPACE = "green_space", "green or blue space"
        ORGANISATION = "organisation", "organisation"
        NETWORK = "network", "network or group"
        SKILL = "skill", "skill or knowledge"
        EVENT = "event", "event or tradition"
        OTHER = "other", "something else"

    place = models.ForeignKey(Place, models.PROTECT, related_name="assets")
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    keeper = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="assets_kept"
    )
    keeper_said = models.CharField(max_length=200, blank=True)
    gone_on = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AssetQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["kind", "name", "id"]
        indexes = [models.Index(fields=["place", "kind", "id"], name="asset_of_place")]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="asset_has_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def kept_by(self) -> str:
        """Who looks after it, in words; empty where that is not known."""
        return self.keeper.name if self.keeper else self.keeper_said


class EmergencyContactQuerySet(models.QuerySet):
    """Whom to ring: open to those at the place unless the place says more."""

    def visible_to(self, user: Any) -> Self:
        """By level; a role at the place or at one above it opens what is for the place."""
        reader = reader_of(user)
        if reader is None:
            return self.filter(visibility=Visibility.PUBLIC)
        rule = Q(visibility__in=(Visibility.PUBLIC, Visibility.NETWORK))
        if reader.places:
            reached = PlaceReach.objects.filter(ancestor__in=sorted(reader.places))
            rule |= Q(place__in=reached.order_by().values("place"))
        return self.filter(rule)

    def in_use(self) -> Self:
        """Those that still hold."""
        return self.filter(closed_on=None)


@tracked()
class EmergencyContact(Tracked):
    """A job role to ring when something goes badly wrong in a place, and how outside office hours.

    ``order`` says who is rung first. Never a person's name, so that the pack outlives its people.
    """

    LEVELS = (Visibility.PLACE, Visibility.NETWORK, Visibility.PUBLIC)

    place = models.ForeignKey(Place, models.PROTECT, related_name="emergency_contacts")
    order = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="emergency_contacts"
    )
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="emergency_contacts"
    )
    ring_for = models.CharField(max_length=300)
    phone = models.CharField(max_length=40, blank=True)
    out_of_hours = models.CharField(max_length=300, blank=True)
    visibility = models.CharField(
        max_length=10, choices=Visibility, default=Visibility.PLACE, db_default="place"
    )
    confirmed_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects = EmergencyContactQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["place", "order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility__in=("place", "network", "public")),
                name="emergency_contact_known_level",
            ),
            models.CheckConstraint(
                condition=~(Q(phone="") & Q(out_of_hours="")),
                name="emergency_contact_can_be_reached",
                violation_error_message="Give a telephone number, or how to reach them out of "
                "office hours.",
            ),
        ]

    def __str__(self) -> str:
        return self.role

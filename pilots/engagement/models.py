from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from access.levelled import known_level
from access.reach import parent_triggers
from access.visibility import Reader, reader_of, visibility_filter, visibility_filter_at_place
from partnerships.models import Organisation, Place, PlaceReach, Programme
from partnerships.organisation.permissions import bodies_of
from people.models import JobRole
from pilots.pilot.models import Pilot, seen_pilot
from records.addresses import address
from records.columns import by_record, by_signed_in
from records.dates import DateWithPrecision, precision_field
from records.figures import Quantity, figure_field, figure_in_order, qualifier_field
from records.history import tracked
from records.models import (
    Source,
    StandingManager,
    Tracked,
    Visibility,
    Withdrawable,
    withdrawn_with_reason,
)
from records.reading import ReadWithQuerySet

UNDATED = Value(dt.date(1, 1, 1), output_field=models.DateField())


class EngagementQuerySet(models.QuerySet):
    """Meetings, visits, workshops and outreach of pilots."""

    def visible_to(self, user: Any) -> Self:
        """Those of pilots that the reader sees, and visits to a place that are of no pilot, as
        far as their own level goes; officers of a body that comes read them at every level.

        The public sees what took place, not what is planned or called off.
        """
        at_level, for_place = self._levels(user)
        of_pilot = seen_pilot(user, "pilot__") & at_level
        seen = self.filter(of_pilot | Q(pilot=None) & for_place)
        return seen if reader_of(user) else seen.held()

    def of_seen_pilots(self, user: Any, of: Q) -> Self:
        """The same of pilots alone, which ``of`` names and the caller has found visible."""
        at_level, _ = self._levels(user)
        seen = self.filter(of, at_level)
        return seen if reader_of(user) else seen.held()

    def of_no_pilot(self, user: Any) -> Self:
        """Visits to a place that are of no pilot, as far as their own level goes."""
        _, for_place = self._levels(user)
        seen = self.filter(for_place, pilot=None)
        return seen if reader_of(user) else seen.held()

    @staticmethod
    def _levels(user: Any) -> tuple[Q, Q]:
        """As far as the own level of those of a pilot goes, and of those of none."""
        at_level = visibility_filter(user, through="pilot__", level="")
        for_place = visibility_filter_at_place(user)
        reader = reader_of(user)
        if reader and reader.organisations:
            coming = Q(Exists(EngagementBody.of(reader).filter(engagement=OuterRef("pk"))))
            at_level, for_place = at_level | coming, for_place | coming
        return at_level, for_place

    def with_body(self, body: Organisation) -> Self:
        """Those to which this body, or a team within it, comes or came."""
        within = Organisation.objects.of_bodies([body.pk]).order_by().values("pk")
        coming = EngagementBody.objects.filter(organisation__in=within, engagement=OuterRef("pk"))
        return self.filter(Exists(coming))

    def held(self) -> Self:
        """Those that took place: only they are counted."""
        return self.filter(state=Engagement.State.HELD)

    def at_place(self, place: Place) -> Self:
        """Those at this place or at one within it."""
        within = PlaceReach.objects.filter(ancestor=place, place=OuterRef("place"))
        return self.filter(Exists(within))

    def visits(self) -> Self:
        """Visits that took place or are planned."""
        return self.filter(kind=Engagement.Kind.VISIT).exclude(state=Engagement.State.CALLED_OFF)


EngagementManager = StandingManager.from_queryset(EngagementQuerySet)


@tracked()
class Engagement(Withdrawable):
    """People who met over a pilot: a meeting, a visit, a workshop, or outreach to residents.

    ``number`` counts within the pilot. Who was met are its bodies (EngagementBody). ``reached`` is
    how many people came or were reached where they are not counted by team, as in outreach.
    ``findings`` is what was learned, ``decisions`` what was decided, for those who are signed in.
    A visit may be planned, so that others can join it; ``host`` is the job role on the spot. It may
    be to a place and of no pilot; ``number`` is then nothing. ``visibility`` narrows who reads it
    among those who read its pilot; of no pilot, it alone says who does.
    """

    SCOPE = "pilot"

    class Kind(models.TextChoices):
        MEETING = "meeting", "meeting"
        VISIT = "visit", "visit"
        WORKSHOP = "workshop", "workshop"
        OUTREACH = "outreach", "outreach"

    class Method(models.TextChoices):
        IN_PERSON = "in_person", "in person"
        ONLINE = "online", "online"
        PHONE = "phone", "by phone"
        DOOR_TO_DOOR = "door_to_door", "door to door"
        LOCAL_VENUE = "local_venue", "in a community centre or the like"
        STREET = "street", "in the street"
        EVENT = "event", "at an event"
        POST = "post", "by letter or leaflet"
        OTHER = "other", "in another way"

    class State(models.TextChoices):
        PLANNED = "planned", "planned"
        HELD = "held", "took place"
        CALLED_OFF = "called_off", "called off"

    STANDS = (State.PLANNED, State.HELD)
    NOT_HELD = (State.PLANNED, State.CALLED_OFF)

    pilot = models.ForeignKey(
        Pilot, models.CASCADE, null=True, blank=True, related_name="engagements"
    )
    number = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=8, choices=Kind)
    method = models.CharField(max_length=12, choices=Method, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.HELD)
    on = models.DateField(null=True, blank=True)
    on_precision = precision_field()
    on_key = models.GeneratedField(
        expression=Coalesce("on", UNDATED), output_field=models.DateField(), db_persist=True
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="engagements"
    )
    purpose = models.CharField(max_length=300)
    reached_low = figure_field()
    reached_high = figure_field()
    reached_qualifier = qualifier_field()
    findings = models.TextField(blank=True)
    decisions = models.TextField(blank=True)
    host = models.ForeignKey(JobRole, models.PROTECT, null=True, blank=True, related_name="hosted")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    called_off_because = models.CharField(
        verbose_name="why it was called off", max_length=300, blank=True, db_default=""
    )
    visibility = models.CharField(
        verbose_name="who can see it",
        max_length=10,
        choices=Visibility,
        default=Visibility.PUBLIC,
        db_default=Visibility.PUBLIC.value,
    )

    objects = EngagementManager()
    with_withdrawn = EngagementQuerySet.as_manager()

    READ_BY: ClassVar = by_record("purpose") | by_signed_in(
        "findings", "decisions", "called_off_because"
    )

    class Meta(Tracked.Meta):
        ordering = ["pilot", "-on_key", "-id"]
        indexes = [
            models.Index(fields=["pilot", "on_key", "id"], name="engagement_by_day"),
            models.Index(
                fields=["place", "on"],
                condition=Q(kind="visit") & ~Q(state="called_off"),
                name="engagement_visits",
            ),
            models.Index(
                fields=["on_key", "id"],
                condition=Q(kind="visit") & ~Q(state="called_off"),
                name="engagement_visits_by_day",
            ),
            models.Index(
                fields=["place", "on_key"],
                condition=Q(pilot=None),
                name="engagement_of_no_pilot",
            ),
            models.Index(
                fields=["created_by", "on"],
                condition=Q(kind="visit", state="planned"),
                name="engagement_planned_by",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["pilot", "number"], name="engagement_number_once"),
            models.CheckConstraint(condition=~Q(purpose=""), name="engagement_has_purpose"),
            models.CheckConstraint(
                condition=~Q(state="planned") | Q(on__isnull=False),
                name="engagement_planned_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(kind="visit") | Q(place__isnull=False),
                name="engagement_visit_has_place",
            ),
            models.CheckConstraint(
                condition=Q(pilot__isnull=False) | Q(kind="visit"),
                name="engagement_of_no_pilot_is_visit",
            ),
            known_level("engagement_level_known"),
            models.CheckConstraint(
                condition=Q(reached_low=None) | Q(reached_low__gte=0),
                name="engagement_reached_not_negative",
            ),
            figure_in_order("reached", "engagement_reached_in_order"),
            withdrawn_with_reason("engagement_withdrawn_with_reason"),
        ]

    def __str__(self) -> str:
        return self.purpose

    def get_absolute_url(self) -> str:
        if self.pilot is None:
            return address("visit", str(self.pk))
        return address("engagement", self.pilot.slug, self.number)

    @property
    def is_made_up(self) -> bool:
        """Whether it is of the made-up county; no query where its pilot or place is at hand."""
        place = self.pilot.lead_place if self.pilot else self.place
        return bool(place and place.is_example)

    @property
    def true_level(self) -> Visibility:
        """Who reads it today: no more than read its pilot, nor the public before it took place."""
        levels = [Visibility(self.visibility)]
        if self.pilot is not None:
            levels.append(Visibility(self.pilot.visibility))
        if self.state != self.State.HELD:
            levels.append(Visibility.NETWORK)
        return min(levels, key=list(Visibility).index)

    @property
    def day(self) -> DateWithPrecision | None:
        """When it was or is to be, as precisely as known."""
        return DateWithPrecision.of(self, "on")

    def asks_what_came(self, today: dt.date) -> bool:
        """Whether its day has come and nobody said what came of it."""
        return self.state == self.State.PLANNED and self.on is not None and self.on <= today

    @property
    def reached(self) -> Quantity:
        """How many people came or were reached, where they are not counted by team."""
        return Quantity.of(self, "reached", "people")


@tracked()
class EngagementBody(Tracked):
    """A team or other body that was met or came, or a description where its name is not known.

    ``first_time`` is how many of its ``people`` this pilot had not met before, so that people who
    meet twice are counted once.
    """

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="bodies")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="engagement_parts"
    )
    description = models.CharField(max_length=200, blank=True)
    people = models.PositiveSmallIntegerField(null=True, blank=True)
    first_time = models.PositiveSmallIntegerField(null=True, blank=True)

    READ_BY: ClassVar = by_record("description")

    class Meta(Tracked.Meta):
        verbose_name = "team or organisation"
        verbose_name_plural = "teams and organisations"
        ordering = ["engagement", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, description="")
                | (Q(organisation__isnull=True) & ~Q(description="")),
                name="engagement_body_organisation_or_description",
            ),
            models.UniqueConstraint(
                fields=["engagement", "organisation"], name="engagement_body_once"
            ),
            models.CheckConstraint(
                condition=Q(first_time=None) | Q(people__isnull=False, first_time__lte=F("people")),
                name="engagement_body_first_time_among_people",
                violation_error_message="No more can be met for the first time than were there.",
            ),
        ]
        triggers = [*Tracked.Meta.triggers, *parent_triggers("pilots_engagement", "engagement_id")]

    def __str__(self) -> str:
        return self.organisation.name if self.organisation else self.description

    @classmethod
    def of(cls, reader: Reader) -> models.QuerySet[Any]:
        """Those of this reader's organisations, or of teams within them."""
        rows: Any = cls.objects.order_by()
        return rows.filter(organisation__in=bodies_of(reader).order_by().values("pk"))


@tracked()
class EngagementTotal(Tracked):
    """How many were met in all, as a source says it where it does not list the meetings.

    "More than 26 people in ten teams of two departments". It is shown as said, and never added to
    what is counted from meetings that are recorded one by one.
    """

    VISIBLE_WITH = ("programme", "pilot")

    pilot = models.ForeignKey(
        Pilot, models.CASCADE, null=True, blank=True, related_name="engagement_totals"
    )
    programme = models.ForeignKey(
        Programme, models.CASCADE, null=True, blank=True, related_name="engagement_totals"
    )
    people_low = figure_field()
    people_high = figure_field()
    people_qualifier = qualifier_field()
    teams = models.PositiveIntegerField(null=True, blank=True)
    departments = models.PositiveIntegerField(null=True, blank=True)
    as_of = models.DateField(null=True, blank=True)
    as_of_precision = precision_field()
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    objects = ReadWithQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["as_of", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pilot__isnull=True, programme__isnull=False)
                | Q(pilot__isnull=False, programme__isnull=True),
                name="engagement_total_of_pilot_or_programme",
            ),
            models.CheckConstraint(
                condition=Q(people_low__isnull=False)
                | Q(teams__isnull=False)
                | Q(departments__isnull=False),
                name="engagement_total_says_something",
            ),
            figure_in_order("people", "engagement_total_people_in_order"),
        ]

    @property
    def people(self) -> Quantity:
        """How many people, as the source says it."""
        return Quantity.of(self, "people", "people")

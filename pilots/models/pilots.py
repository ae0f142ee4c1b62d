from __future__ import annotations

import datetime as dt
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Lower, NullIf
from django.urls import reverse

from partnerships.models import (
    Levelled,
    LevelledQuerySet,
    Organisation,
    Place,
    Topic,
)
from partnerships.models.levelled import known_level
from partnerships.reach import parent_triggers, place_triggers
from records.dates import precision_field
from records.history import tracked
from records.models import Source, Tracked


class PilotQuerySet(LevelledQuerySet):
    """The language of pilots: ``Pilot.objects.visible_to(user).live().overdue(on=today)``."""

    def live(self) -> Self:
        """Pilots that are under way, and so owe updates."""
        return self.filter(status__in=Pilot.UNDER_WAY)

    def due(self, *, by: dt.date) -> Self:
        """Pilots whose next update is due on or before this day, the longest due first."""
        return self.filter(update_due__lte=by).order_by("update_due", "id")

    def overdue(self, *, on: dt.date) -> Self:
        """Pilots whose next update was due before this day."""
        return self.filter(update_due__lt=on).order_by("update_due", "id")


@tracked()
class Pilot(Levelled):
    """One thing being tried in one or more places, with its challenge and the people it is for.

    ``name`` is empty where it is not known. ``status`` is the pilot's own; how confident people are
    in it is read from its latest accepted update. ``update_due`` is when the next update is due by
    its rhythm, kept by the actions; empty where no rhythm is agreed or the pilot has ended.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", "proposed"
        SETTING_UP = "setting_up", "setting up"
        LIVE = "live", "live"
        EXTENDED = "extended", "extended"
        CLOSED = "closed", "closed"
        STOPPED = "stopped", "stopped"

    class Rhythm(models.IntegerChoices):
        MONTHLY = 1, "every month"
        QUARTERLY = 3, "every three months"
        HALF_YEARLY = 6, "every six months"
        YEARLY = 12, "every year"

    UNDER_WAY = (Status.SETTING_UP, Status.LIVE, Status.EXTENDED)

    name = models.CharField(max_length=200, blank=True)
    slug = models.SlugField(max_length=150, unique=True)
    summary = models.TextField(blank=True, help_text="One sentence that a resident understands")
    challenge = models.TextField(blank=True)
    target_group = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    start = models.DateField(null=True, blank=True)
    start_precision = precision_field()
    end = models.DateField(null=True, blank=True)
    end_precision = precision_field()
    dates_note = models.CharField(max_length=200, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    rhythm = models.PositiveSmallIntegerField(choices=Rhythm, null=True, blank=True)
    update_due = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="pilots")
    topics = models.ManyToManyField(Topic, through="PilotTopic", related_name="pilots", blank=True)
    places = models.ManyToManyField(Place, through="PilotPlace", related_name="pilots")
    sort_key = models.GeneratedField(
        expression=Coalesce(NullIf(Lower("name"), models.Value("")), models.Value("\uffff")),
        output_field=models.CharField(max_length=200, db_collation="C"),
        db_persist=True,
    )
    search = models.GeneratedField(
        expression=SearchVector("name", weight="A", config="english")
        + SearchVector("summary", "challenge", "target_group", weight="B", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = PilotQuerySet.as_manager()

    class Meta(Levelled.Meta):
        ordering = ["sort_key", "id"]
        indexes = [
            *Levelled.level_indexes("pilot", "status"),
            models.Index(
                fields=["sort_key", "id"],
                include=["visibility", "created_by", "team", "programme", "reach_ids"],
                name="pilot_by_name",
            ),
            models.Index(
                fields=["update_due", "id"],
                condition=Q(update_due__isnull=False),
                name="pilot_by_due_date",
            ),
            models.Index(fields=["programme", "status"], name="pilot_by_programme"),
            GinIndex(fields=["search"], name="pilot_search"),
        ]
        constraints = [
            known_level("pilot_level_known"),
            models.CheckConstraint(
                condition=Q(start=None) | Q(end=None) | Q(end__gte=F("start")),
                name="pilot_dates_in_order",
                violation_error_message="The end must be after the start.",
            ),
            models.CheckConstraint(
                condition=Q(update_due=None)
                | Q(rhythm__isnull=False, status__in=["setting_up", "live", "extended"]),
                name="pilot_due_only_with_rhythm",
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="pilot_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name or "Pilot, name not known"

    def get_absolute_url(self) -> str:
        return reverse("pilot", args=[self.slug])

    @property
    def is_under_way(self) -> bool:
        """Whether the pilot still runs; an ended one takes follow-up updates."""
        return self.status in self.UNDER_WAY


@tracked()
class PilotPlace(Tracked):
    """A place of a pilot and its part in it; the lead place's editors edit the pilot."""

    class Role(models.TextChoices):
        LEAD = "lead", "lead"
        DISTRICT_PARTNER = "district_partner", "district partner"
        TARGET = "target", "where it works"

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="place_links")
    place = models.ForeignKey(Place, models.PROTECT, related_name="pilot_links")
    role = models.CharField(max_length=16, choices=Role, default=Role.LEAD)

    class Meta(Tracked.Meta):
        ordering = ["pilot", "role", "id"]
        constraints = [
            models.UniqueConstraint(fields=["pilot", "place"], name="pilot_place_once"),
            models.UniqueConstraint(
                fields=["pilot"], condition=Q(role="lead"), name="pilot_one_lead_place"
            ),
        ]
        triggers = [
            *Tracked.Meta.triggers,
            *place_triggers("pilots_pilot", "pilots_pilotplace", "pilot_id"),
        ]


@tracked()
class PilotTopic(models.Model):
    """A theme that a pilot is about."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="topic_links")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["topic", "pilot"], name="pilot_topic_once")]
        triggers = parent_triggers("pilots_pilot", "pilot_id")

    def __str__(self) -> str:
        return self.topic.name


@tracked()
class PilotPartner(Tracked):
    """Who takes part in a pilot: an organisation, or a description where the source names none.

    ``national`` marks government bodies and departments; the others are local partners.
    """

    class Kind(models.TextChoices):
        LEAD = "lead", "lead"
        CO_LEAD = "co_lead", "co-lead"
        PARTNER = "partner", "partner"
        EVALUATOR = "evaluator", "evaluator"
        NATIONAL = "national", "national body"

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="pilot_parts"
    )
    description = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PARTNER)
    role = models.CharField(max_length=300, blank=True)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Tracked.Meta):
        ordering = ["pilot", "kind", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, description="")
                | (Q(organisation__isnull=True) & ~Q(description="")),
                name="pilot_partner_organisation_or_description",
            ),
            models.UniqueConstraint(
                fields=["pilot", "organisation", "kind"],
                condition=Q(end=None),
                name="pilot_partner_once",
            ),
        ]
        triggers = [*Tracked.Meta.triggers, *parent_triggers("pilots_pilot", "pilot_id")]

    def __str__(self) -> str:
        return self.organisation.name if self.organisation else self.description

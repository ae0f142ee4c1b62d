from __future__ import annotations

import datetime as dt
import re
from typing import Any, ClassVar, Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils import timezone

from access.levelled import HasVisibility, HasVisibilityQuerySet, known_level
from access.reach import parent_triggers, place_triggers
from access.subqueries import AmongAll
from access.visibility import reader_of, visibility_filter
from interface.words import capitalised
from partnerships.models import OnTopic, Place, PlaceReach, Topic
from partnerships.place.known_reach import with_reach
from people.models import Assignment, Role
from records.addresses import address
from records.columns import by_record, by_signed_in
from records.cycles import no_cycle, refuse_cycle
from records.dates import DateWithPrecision, in_order, precision_field
from records.history import tracked
from records.models import OPEN_LEVELS, Source, Tracked, Visibility, bookkeeping
from records.names import name_key
from registry.search import search_field

MOST_WORDS = 8
LEAD_FIRST = Case(
    When(role="lead", then=Value(0)), When(role="district_partner", then=Value(1)), default=Value(2)
)

# Levels that a role as lead or evaluator of a programme does not open
UNREAD_BY_PROGRAMME = (Visibility.TEAM, Visibility.PLACE)
NEVER_DUE = Value(dt.date(9999, 12, 31), output_field=models.DateField())


def _near(user: Any) -> Q:
    """Pilots of the user's teams, of programmes that they lead, at places where they log."""
    reader = reader_of(user)
    rule = Q(pk__in=[])
    if reader and reader.teams:
        rule |= Q(team__in=sorted(reader.teams))
    if reader and reader.led_programmes:
        rule |= Q(programme__in=sorted(reader.led_programmes))
    if reader and reader.contributed_places:
        rule |= Q(reach_ids__overlap=sorted(reader.contributed_places))
    return rule


GREW_FROM_ITSELF = "This pilot itself grew out of the one that you edit."


def lead_of(pilot: str) -> Coalesce:
    """The name of the place that leads the pilot in this column; empty where none does."""
    links = PilotPlace.objects.filter(pilot=OuterRef(pilot), role=PilotPlace.Role.LEAD)
    name = Subquery(links.order_by("id").values("place__name")[:1])
    return Coalesce(name, Value(""), output_field=models.CharField())


def accepted_by(user: Any, pilot: str) -> Q:
    """Rows of pilots whose reports this user accepts: of programmes they lead, and, where no lead
    of its programme reads it as such, of places they edit that lead it
    (``permissions.can_accept_for``).

    ``pilot`` is the path to it; empty for pilots themselves.
    """
    reader = reader_of(user)
    if reader is None:
        return Q(pk__in=[])
    at = f"{pilot}__" if pilot else ""
    led = Q(**{f"{at}programme__in": sorted(reader.led_programmes)})
    if not reader.edited_places:
        return led
    edited = PlaceReach.objects.filter(
        place=OuterRef("place"), ancestor__in=sorted(reader.edited_places)
    )
    leading = PilotPlace.objects.filter(Exists(edited), role=PilotPlace.Role.LEAD)
    own = Q(Exists(leading.filter(pilot=OuterRef(pilot or "pk"))))
    unread = Q(**{f"{at}visibility__in": UNREAD_BY_PROGRAMME})
    return led | ((unread | ~Q(Exists(leads_today(OuterRef(f"{at}programme"))))) & own)


def leads_today(programme: Any) -> models.QuerySet[Assignment]:
    """The roles of those who lead a programme today."""
    roles = Assignment.objects.on(timezone.localdate()).order_by()
    return roles.filter(role=Role.PROGRAMME_LEAD, programme=programme, user__is_active=True)


def seen_pilot(user: Any, path: str) -> Q:
    """Rows of which the pilot at this path ("pilot__") is one that the user sees.

    For rows that are joined to their pilot in any case: it is looked at there, not looked up.
    """
    return visibility_filter(user, through=path, author=f"{path}created_by")


class PilotQuerySet(HasVisibilityQuerySet):
    """The language of pilots: ``Pilot.objects.visible_to(user).live().overdue(on=today)``."""

    def found_by(self, words: str) -> Self:
        """Pilots whose name, challenge or people hold these words or words that begin so."""
        tokens = re.findall(r"\w+", words.replace("_", " "))[:MOST_WORDS]
        if not tokens:
            return self.none()
        query = " & ".join(f"'{token}':*" for token in tokens)
        return self.filter(search=SearchQuery(query, config="english", search_type="raw"))

    def on_topic(self, slug: str) -> Self:
        """Pilots about a topic or about one below it."""
        links = PilotTopic.objects.filter(pilot=OuterRef("pk"))
        return self.filter(Exists(links.filter(Q(topic__slug=slug) | Q(topic__parent__slug=slug))))

    def logged_by(self, user: Any) -> Self:
        """Pilots whose progress this user logs: their team's, and those that their places lead."""
        reader = reader_of(user)
        rule = Q(pk__in=[])
        if reader and reader.teams:
            rule |= Q(team__in=sorted(reader.teams))
        if reader and reader.contributed_places:
            inside = PlaceReach.objects.filter(ancestor__in=sorted(reader.contributed_places))
            led = PilotPlace.objects.filter(
                role=PilotPlace.Role.LEAD, place__in=inside.order_by().values("place")
            )
            # Few of the pilots that reach a place are led there
            rule |= Q(AmongAll("pk", led.order_by().values("pilot")))
        return self.filter(rule)

    def concerning(self, user: Any) -> Self:
        """Pilots whose updates this user logs or reviews as a programme's lead."""
        return self.filter(_near(user))

    def with_due_key(self, user: Any) -> Self:
        """With ``due_key``: the day on which an update is due that concerns this user.

        All others come last and do not tell theirs.
        """
        mine = When(_near(user), then=F("update_due"))
        return self.annotate(due_key=Coalesce(Case(mine), NEVER_DUE))

    def with_places(self, *, and_above: bool = False) -> Self:
        """With programme and places at hand, the lead place first: two queries for any number.

        ``and_above`` brings what lies above them as well, for ``know_reach_of_links``.
        """
        links = PilotPlace.objects.select_related("place").order_by(LEAD_FIRST, "id")
        links = links.defer("created_at", "updated_at", *bookkeeping("place"))
        links = with_reach(links) if and_above else links
        return self.select_related("programme").prefetch_related(Prefetch("place_links", links))

    def with_what_came(self, user: Any) -> Self:
        """With ``came_of``, what the newest case study says that this user may read and that says
        it, and ``ended_because``: no query more."""
        studies = self.model._meta.get_field("case_studies").related_model
        known = ("worked", "partly", "did_not")
        told = studies.objects.visible_to(user).published().filter(pilot=OuterRef("pk"))
        told = told.filter(outcome__in=known).order_by("-published_at", "-id")
        steps = self.model._meta.get_field("status_changes").related_model
        ends = steps.objects.filter(pilot=OuterRef("pk"), after__in=Pilot.ENDED)
        return self.annotate(
            came_of=Subquery(told.values("outcome")[:1]),
            ended_because=Subquery(ends.order_by("-on", "-id").values("why")[:1]),
        )

    def with_lead(self) -> Self:
        """With the name of the lead place, for the title: no query more."""
        return self.annotate(known_lead=lead_of("pk"))

    def live(self) -> Self:
        """Pilots that are under way, and so owe updates."""
        return self.filter(status__in=Pilot.UNDER_WAY)

    def reporting(self) -> Self:
        """Pilots under way, and those that have ended and are followed up."""
        return self.filter(Q(status__in=Pilot.UNDER_WAY) | Q(update_due__isnull=False))

    def due(self, *, by: dt.date) -> Self:
        """Pilots whose next update is due on or before this day, the longest due first."""
        return self.filter(update_due__lte=by).order_by("update_due", "id")

    def overdue(self, *, on: dt.date) -> Self:
        """Pilots whose next update was due before this day."""
        return self.filter(update_due__lt=on).order_by("update_due", "id")


@tracked()
class Pilot(HasVisibility):
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

    NEVER_RAN = (Status.PROPOSED, Status.SETTING_UP)

    class Rhythm(models.IntegerChoices):
        MONTHLY = 1, "every month"
        QUARTERLY = 3, "every three months"
        HALF_YEARLY = 6, "every six months"
        YEARLY = 12, "every year"

    UNDER_WAY = (Status.SETTING_UP, Status.LIVE, Status.EXTENDED)
    OPEN = (Status.PROPOSED, *UNDER_WAY)
    ENDED = (Status.CLOSED, Status.STOPPED)
    BEGUN = (*UNDER_WAY, *ENDED)

    # The name of the place that leads it ("" for none), once a written query has read it.
    known_lead: str | None = None

    name = models.CharField(max_length=200, blank=True)
    slug = models.SlugField(max_length=150, unique=True)
    summary = models.TextField(
        "in a sentence", blank=True, help_text="One sentence that a resident understands"
    )
    challenge = models.TextField(blank=True, help_text="What it is about")
    target_group = models.TextField("for whom", blank=True)
    status = models.CharField(
        max_length=10, choices=Status, default=Status.PROPOSED, help_text="The pilot’s own"
    )
    start = models.DateField(null=True, blank=True)
    start_precision = precision_field()
    end = models.DateField(null=True, blank=True)
    end_precision = precision_field()
    dates_note = models.CharField("about the dates", max_length=200, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    # The job role without which it would stop; which one steps in is that role's backup
    key_post = models.ForeignKey(
        "people.JobRole", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
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
    name_key = name_key("name")
    search = search_field("name", "summary", "challenge", "target_group")

    objects = PilotQuerySet.as_manager()

    READ_BY: ClassVar = by_record(
        "summary", "challenge", "target_group", "dates_note"
    ) | by_signed_in("rhythm", "update_due")

    class Meta(HasVisibility.Meta):
        ordering = ["sort_key", "id"]
        indexes = [
            *HasVisibility.level_indexes("pilot", "status"),
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
            GinIndex(OpClass(F("name_key"), name="gin_trgm_ops"), name="pilot_trigram"),
        ]
        constraints = [
            known_level("pilot_level_known"),
            in_order("pilot_dates_in_order"),
            models.CheckConstraint(
                condition=Q(update_due=None) | (Q(rhythm__isnull=False) & ~Q(status="proposed")),
                name="pilot_due_only_with_rhythm",
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="pilot_not_its_own_parent"),
        ]
        triggers = [
            *HasVisibility.Meta.triggers,
            no_cycle("pilots_pilot", "parent", name="pilot_no_cycle", message=GREW_FROM_ITSELF),
        ]

    def clean(self) -> None:
        """A pilot never grew out of one that grew out of it."""
        refuse_cycle(self, "parent", GREW_FROM_ITSELF)

    def __str__(self) -> str:
        return self.name or "Pilot, name not known"

    def get_absolute_url(self) -> str:
        return address("pilot", self.slug)

    @property
    def lead_place(self) -> Place | None:
        """The place that leads it; no query where ``with_places`` was asked."""
        links = self.place_links.all()
        return next((link.place for link in links if link.role == PilotPlace.Role.LEAD), None)

    @property
    def title(self) -> str:
        """Its name; where that is not known, the place that leads it beside those words."""
        if self.name:
            return self.name
        lead = self.lead_place if self.known_lead is None else self.known_lead
        return f"Pilot in {lead}, name not known" if lead else str(self)

    @property
    def started(self) -> DateWithPrecision | None:
        return DateWithPrecision.of(self, "start")

    @property
    def ended(self) -> DateWithPrecision | None:
        """When it ended or is to end, as precisely as known."""
        return DateWithPrecision.of(self, "end")

    @property
    def due_past_end(self) -> str:
        """That the day on which its update is due lies after its end; empty where not."""
        end, due = self.ended, self.update_due
        if not (self.is_under_way and due and end and due > end.last):
            return ""
        return f", after the pilot’s end ({end})"

    @property
    def has_ended(self) -> bool:
        return self.status in self.ENDED

    @property
    def standing(self) -> str:
        """Its status; of one that ended also when, where that is known: "Closed March 2023"."""
        status, end = capitalised(str(self.get_status_display())), self.ended
        if not self.has_ended or end is None or end.first > timezone.localdate():
            return status
        return f"{status} {end}"

    @property
    def shape(self) -> str | None:
        """What its standing is drawn as; None follows from the word."""
        return "done" if self.has_ended else None

    @property
    def is_under_way(self) -> bool:
        """Whether the pilot still runs; an ended one takes follow-up updates."""
        return self.status in self.UNDER_WAY


def first_readers(pilot: Pilot) -> Visibility:
    """Who reads an update of this pilot as soon as it is submitted."""
    level = Visibility(pilot.visibility)
    return Visibility.PROGRAMME if level in OPEN_LEVELS else level


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
class PilotTopic(OnTopic):
    """A theme that a pilot is about."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="topic_links")

    class Meta(OnTopic.Meta):
        constraints = [models.UniqueConstraint(fields=["topic", "pilot"], name="pilot_topic_once")]
        triggers = parent_triggers("pilots_pilot", "pilot_id")

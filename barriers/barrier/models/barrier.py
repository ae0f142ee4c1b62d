from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from access.levelled import HasVisibility, known_level
from access.reach import parent_triggers, place_triggers
from barriers.barrier.models.agreed_words import WordsAgreed, part_agreed
from barriers.barrier.models.kind import Category
from barriers.barrier.models.querysets import REFERENCE, BarrierQuerySet
from partnerships.models import Organisation, Place
from people.models import JobRole
from pilots.models import Pilot
from records.addresses import address
from records.columns import by_record
from records.dates import precision_field
from records.figures import Quantity, figure_field, figure_in_order, qualifier_field
from records.history import tracked
from records.models import OPEN_LEVELS, Source, Tracked, Visibility
from registry.search import search_field

# One that names a body is the public's to read once that is agreed
_OPEN_TO_ALL = Q(visibility=Visibility.PUBLIC) & (Q(unlocker=None) | Q(is_cleared=True))

# What the rule of who may see a barrier reads, for the indexes that counts run over
_RULE = ("visibility", "created_by", "team", "programme", "reach_ids", "is_cleared")
_OPEN = ["needs_owner", "open", "worked_on", "escalated"]


@tracked()
class Barrier(HasVisibility):
    """Something that gets in the way of joint work in one or more places, and what could move it.

    ``title`` is "We cannot …", ``because`` the reason. ``nature`` says whether there really is a
    rule, for the kinds that claim one; only a check, or a source's own words, sets it.
    ``unlocker`` is the body that could unlock it, ``unlocker_post`` its job role where known.
    ``cost`` is in pounds, ``time`` in hours of staff a month, each with its basis.
    ``outcome_bits``: what came of what was tried, a bit for each ``Outcome``, kept by the database.
    ``is_cleared``: it names a body and is public all the same, since that was agreed; the database
    refuses it without the barrier's publication, or ``is_as_published``: it says what its source,
    which is published, says; so it is until somebody here changes its words.
    ``logged_on`` is when it was first said, as precisely as known; ``logged_at`` when it was typed.
    """

    class Status(models.TextChoices):
        NEEDS_OWNER = "needs_owner", "needs an owner"
        OPEN = "open", "open"
        WORKED_ON = "worked_on", "being worked on"
        ESCALATED = "escalated", "escalated"
        RESOLVED = "resolved", "resolved"
        NO_ACTION = "no_action", "no action possible for now"
        CLOSED_UNRESOLVED = "closed_unresolved", "closed unresolved"
        NOT_KNOWN = "not_known", "not known"

    class Nature(models.TextChoices):
        NOT_STATED = "not_stated", "not stated"
        UNTESTED = "untested", "untested"
        REAL = "real", "real"
        PERCEIVED = "perceived", "perceived"
        MIXED = "mixed", "mixed"

    class Stage(models.TextChoices):
        DESIGN = "design", "design"
        DELIVERY = "delivery", "delivery"
        AFTER = "after", "afterwards"

    class Severity(models.TextChoices):
        SLOWS = "slows", "slows the work"
        LIMITS = "limits", "limits what can be done"
        STOPS = "stops", "stops the work"

    class Lever(models.TextChoices):
        LAW = "law", "law"
        MONEY = "money", "money"
        RULE = "rule", "rule"
        PRACTICE = "practice", "practice"
        PERSON = "person", "person"

    OPEN = (Status.NEEDS_OWNER, Status.OPEN, Status.WORKED_ON, Status.ESCALATED)
    ENDED = (Status.RESOLVED, Status.CLOSED_UNRESOLVED)
    MAY_BE_OPEN = (*OPEN, Status.NOT_KNOWN)
    # Kept in view: neither solved nor worked on
    UNSOLVED = (Status.NO_ACTION, Status.CLOSED_UNRESOLVED)
    # Who may read it, how it stands, and what follows from other rows: no place agrees to these.
    NO_WORDS = frozenset(
        {"visibility", "team", "is_cleared", "is_as_published", "reach_ids", "status", "ended_on"}
        | {"logged_at", "outcome_bits", "search"}
    )

    title = models.CharField(max_length=200)
    because = models.TextField(blank=True, help_text="Why")
    people = models.TextField(
        "what difference it makes to people",
        blank=True,
        help_text="Who waits longer, tells their story twice or goes without",
    )
    pilot = models.ForeignKey(Pilot, models.PROTECT, null=True, blank=True, related_name="barriers")
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="barriers"
    )
    sub_types = models.ManyToManyField(
        "barriers.SubType", through="BarrierSubType", related_name="barriers", blank=True
    )
    nature = models.CharField(max_length=10, choices=Nature, default=Nature.NOT_STATED)
    nature_note = models.CharField(
        "about whether there is a rule",
        max_length=300,
        blank=True,
        help_text="In the words of its source",
    )
    status = models.CharField(max_length=17, choices=Status, default=Status.NEEDS_OWNER)
    stage = models.CharField(
        max_length=8,
        choices=Stage,
        blank=True,
        help_text="Stage of the work at which it gets in the way",
    )
    severity = models.CharField(
        max_length=6, choices=Severity, blank=True, help_text="How bad it is"
    )
    cost_low = figure_field()
    cost_high = figure_field()
    cost_qualifier = qualifier_field()
    cost_basis = models.CharField(
        "basis of the cost", max_length=300, blank=True, help_text="How it was worked out"
    )
    time_low = figure_field()
    time_high = figure_field()
    time_qualifier = qualifier_field(db_default="exactly")
    time_basis = models.CharField(
        "basis of the time",
        max_length=300,
        blank=True,
        db_default="",
        help_text="How it was worked out",
    )
    unlocker = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="who could change this",
        null=True,
        blank=True,
        related_name="barriers_to_unlock",
        db_index=False,  # most name nobody: only the others stand in its index
    )
    unlocker_post = models.ForeignKey(
        JobRole, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    lever = models.CharField(
        max_length=8, choices=Lever, blank=True, help_text="What they would have to change"
    )
    ask = models.TextField(
        "what they are asked to do", blank=True, help_text="What they would be asked to do"
    )
    resolution = models.TextField(blank=True, help_text="How it was resolved")
    outcome_bits = models.SmallIntegerField(default=0, db_default=0, editable=False)
    is_cleared = models.BooleanField(
        "public although it names an organisation", default=False, db_default=False, editable=False
    )
    is_as_published = models.BooleanField(
        "says what its published source says", default=False, db_default=False, editable=False
    )
    logged_on = models.DateField("first raised", null=True, blank=True)
    logged_on_precision = precision_field()
    logged_at = models.DateTimeField(db_default=models.functions.Now(), editable=False)
    ended_on = models.DateField("closed on", null=True, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="barriers"
    )
    places = models.ManyToManyField(Place, through="BarrierPlace", related_name="barriers")
    search = search_field("title", "because", "people", "ask")

    objects = BarrierQuerySet.as_manager()

    READ_BY: ClassVar = by_record(
        "because", "people", "nature_note", "cost_basis", "time_basis", "ask", "resolution"
    )

    class Meta(HasVisibility.Meta):
        ordering = ["-updated_at", "-id"]
        indexes = [
            *HasVisibility.level_indexes("barrier", "status", "category", "unlocker"),
            models.Index(
                fields=["category", "status"],
                include=[
                    *_RULE,
                    *("unlocker", "nature", "stage", "severity", "lever", "outcome_bits"),
                    *("logged_on", "logged_on_precision", "ended_on", "id"),
                ],
                name="barrier_counted",
            ),
            # What stands out in the report: open for longest, with a cost, with staff time
            models.Index(
                fields=["logged_on", "id"],
                include=[*_RULE, "status", "category", "unlocker"],
                condition=Q(status__in=_OPEN, logged_on__isnull=False),
                name="barrier_open_longest",
            ),
            models.Index(
                fields=["cost_low"],
                include=[*_RULE, "cost_high", "status", "category", "unlocker", "id"],
                condition=Q(cost_low__isnull=False),
                name="barrier_with_cost",
            ),
            models.Index(
                fields=["time_low"],
                include=[*_RULE, "time_high", "status", "category", "unlocker", "id"],
                condition=Q(time_low__isnull=False),
                name="barrier_with_time",
            ),
            GinIndex(
                fields=["reach_ids"],
                condition=Q(status__in=_OPEN),
                name="barrier_open_reach",
            ),
            GinIndex(fields=["search"], name="barrier_search"),
            # What the public reads is a small part of all: its lists and counts meet nothing else
            models.Index(
                fields=["-updated_at", "-id"],
                include=["reach_ids", "status", "category"],
                condition=_OPEN_TO_ALL,
                name="barrier_open_to_all",
            ),
            GinIndex(
                fields=["reach_ids"],
                condition=_OPEN_TO_ALL,
                name="barrier_open_to_all_reach",
            ),
            # What everybody who is signed in reads, for the counts of hundreds of places
            GinIndex(
                fields=["reach_ids"],
                condition=Q(visibility__in=[*OPEN_LEVELS]),
                name="barrier_open_to_users_reach",
            ),
            # Of one kind, to count how many other places have it
            models.Index(
                fields=["category"],
                include=["id", "reach_ids"],
                condition=_OPEN_TO_ALL,
                name="barrier_open_to_all_kind",
            ),
            # Of one kind, the newest first: the newest few hundred are counted beside each barrier
            models.Index(
                fields=["category", "-updated_at", "-id"],
                include=["visibility", "created_by", "team", "programme", "reach_ids", "status"],
                name="barrier_kind_newest",
            ),
            # Of a programme, for those who lead it: which of hundreds of thousands are theirs
            models.Index(
                fields=["programme", "status"],
                include=["visibility", "created_by", "team", "reach_ids", "updated_at", "id"],
                condition=Q(programme__isnull=False),
                name="barrier_of_programme",
            ),
            models.Index(
                fields=["unlocker"], condition=Q(unlocker__isnull=False), name="barrier_by_unlocker"
            ),
        ]
        constraints = [
            known_level("barrier_level_known"),
            figure_in_order("cost", "barrier_cost_in_order"),
            figure_in_order("time", "barrier_time_in_order"),
            models.CheckConstraint(
                condition=Q(category__isnull=False) | Q(nature="not_stated") | Q(nature="untested"),
                name="barrier_nature_needs_kind",
            ),
            models.CheckConstraint(
                condition=~Q(status="needs_owner") | Q(unlocker=None),
                name="barrier_with_unlocker_has_owner",
            ),
            models.CheckConstraint(
                condition=Q(unlocker_post=None) | Q(unlocker__isnull=False),
                name="barrier_post_has_unlocker",
            ),
            models.CheckConstraint(
                condition=~Q(status="resolved") | ~Q(resolution=""),
                name="barrier_resolved_says_how",
                violation_error_message="Say how it was resolved.",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="barrier_has_title"),
            models.CheckConstraint(
                condition=Q(is_as_published=False) | Q(source__isnull=False),
                name="barrier_as_published_has_source",
            ),
        ]
        triggers = [
            *HasVisibility.Meta.triggers,
            WordsAgreed(),
            pgtrigger.Trigger(
                name="nature_of_rules_only",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF NEW.nature <> 'not_stated' AND NEW.category_id IS NOT NULL AND NOT EXISTS (
                      SELECT 1 FROM barriers_category c
                      WHERE c.id = NEW.category_id AND c.concerns_rules
                    ) THEN
                      RAISE EXCEPTION 'Only claims about rules have a nature.' USING
                        ERRCODE = 'check_violation', CONSTRAINT = 'barrier_nature_of_rules_only';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        """What people call it: B-000123."""
        return REFERENCE.of(self.pk)

    def get_absolute_url(self) -> str:
        return address("barrier", self.reference)

    @property
    def is_example(self) -> bool:
        """Whether it is about the made-up county. Prefetch ``place_links__place``."""
        return any(link.place.is_example for link in self.place_links.all())

    @property
    def cost(self) -> Quantity:
        """What it costs, in pounds."""
        return Quantity.of(self, "cost", "£")

    @property
    def time(self) -> Quantity:
        """The staff time that it takes, in hours a month."""
        return Quantity.of(self, "time", "hours a month")


@tracked()
class BarrierPlace(Tracked):
    """A place where the barrier bites; the lead place's people edit it."""

    barrier = models.ForeignKey(Barrier, models.CASCADE, related_name="place_links")
    place = models.ForeignKey(Place, models.PROTECT, related_name="barrier_links")
    is_lead = models.BooleanField(default=False)

    class Meta(Tracked.Meta):
        ordering = ["barrier", "-is_lead", "id"]
        constraints = [
            models.UniqueConstraint(fields=["barrier", "place"], name="barrier_place_once"),
            models.UniqueConstraint(
                fields=["barrier"], condition=Q(is_lead=True), name="barrier_one_lead_place"
            ),
        ]
        triggers = [
            *Tracked.Meta.triggers,
            *place_triggers("barriers_barrier", "barriers_barrierplace", "barrier_id"),
            part_agreed(),
        ]


@tracked()
class BarrierSubType(models.Model):
    """A finer kind that a barrier was given."""

    barrier = models.ForeignKey(Barrier, models.CASCADE, related_name="sub_type_links")
    sub_type = models.ForeignKey("barriers.SubType", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["barrier", "sub_type"], name="barrier_sub_type_once")
        ]
        triggers = [
            *parent_triggers("barriers_barrier", "barrier_id"),
            part_agreed(),
        ]

    def __str__(self) -> str:
        return str(self.sub_type)

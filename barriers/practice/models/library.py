from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Lower
from django.utils import timezone

from access.levelled import PublicQuerySet
from access.reach import parent_triggers
from barriers.barrier.models.barrier import Barrier
from barriers.barrier.models.kind import Category
from barriers.practice.models.believed import Believed
from barriers.sub_type.models import SubType
from partnerships.models import Organisation, Place
from pilots.models import Lesson, Pilot
from records.addresses import address
from records.columns import by_record
from records.history import tracked
from records.models import Source, Tracked

CHECKED_FOR = dt.timedelta(days=365)
MOST_WORDS = 6


class PracticeQuerySet(PublicQuerySet):
    """Steps are published: everybody reads each of them."""

    def standing(self) -> Self:
        """Those that are recommended today."""
        return self.filter(ended_on=None)


@tracked()
class Practice(Tracked):
    """A step that is recommended against a kind of barrier: by the published guidance, 1a to 5b, or
    added here. Those are numbered from k on, so that neither takes the other's number.

    ``because`` is the reason that the guidance gives. ``owner`` is whose step it is. ``here`` says
    what in Placebook does it and ``here_url`` leads there; both are empty where nothing does it
    yet.
    """

    class Owner(models.TextChoices):
        CIVIL_SERVANTS = "civil_servants", "civil servants"
        SENIOR = "senior", "senior civil servants"
        DEPARTMENTS = "departments", "departments"
        BOTH = "both", "both sides"

    code = models.CharField(max_length=2, unique=True)
    category = models.ForeignKey(Category, models.PROTECT, related_name="practices")
    step = models.TextField()
    because = models.TextField(
        "why", blank=True, db_default="", help_text="The reason that its source gives, if any"
    )
    owner = models.CharField(max_length=14, choices=Owner)
    here = models.CharField(max_length=200, blank=True)
    here_url = models.CharField(max_length=200, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    ended_on = models.DateField("no longer recommended since", null=True, blank=True)

    objects = PracticeQuerySet.as_manager()

    READ_BY: ClassVar = by_record("step", "because", "here", "here_url")

    class Meta(Tracked.Meta):
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[1-9][a-z]$"), name="practice_code_known"
            ),
            models.CheckConstraint(condition=~Q(step=""), name="practice_says_what"),
            models.CheckConstraint(
                condition=Q(here_url="") | (Q(here_url__startswith="/") & ~Q(here="")),
                name="practice_link_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.step}"

    def get_absolute_url(self) -> str:
        return address("practice", self.code)


class GuidanceQuerySet(PublicQuerySet):
    """Guidance is published: everybody reads each of it."""

    def of_kind(self, *categories: int) -> Self:
        """Guidance that serves one of these kinds of barrier."""
        links = GuidanceFor.objects.filter(guidance=OuterRef("pk"), category__in=categories)
        return self.filter(Exists(links.order_by()))

    def overdue(self) -> Self:
        """Guidance that nobody has checked for a year, or of which it is not known."""
        return self.exclude(checked_on__gte=timezone.localdate() - CHECKED_FOR)

    def holding(self, text: str) -> Self:
        """Guidance that holds every word typed, in any order."""
        rule = Q()
        for word in text.split()[:MOST_WORDS]:
            said = Q(title__icontains=word) | Q(about__icontains=word)
            rule &= said | Q(publisher__icontains=word)
        return self.filter(rule)

    def for_rows(self) -> Self:
        """With the kinds, steps and finer kinds that it serves, and its source; one query more."""
        links = GuidanceFor.objects.select_related("category", "practice", "sub_type")
        rows = self.select_related("source", "checked_by", "owner")
        return rows.prefetch_related(Prefetch("links", links))


@tracked()
class Guidance(Tracked):
    """Published guidance that helps against a kind of barrier, in our own words what it is about.

    ``audience`` is for whom it was written. ``checked_on`` is the last day on which somebody looked
    whether it still stands as described; where nobody did, it is not known. ``source`` is where it
    is named or published. ``owner`` is the body that can change it, ``publisher`` is who published
    it, in words. Everybody reads it.
    """

    class Audience(models.TextChoices):
        PLACES = "places", "councils and partners"
        GOVERNMENT = "government", "civil servants"
        BOTH = "both", "both sides"
        NOT_KNOWN = "not_known", "not known"

    title = models.CharField(max_length=200)
    about = models.TextField(help_text="What it is about, in our own words")
    url = models.URLField(max_length=500, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="who can change it",
        related_name="guidance_owned",
        help_text="The organisation that can change it",
    )
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.NOT_KNOWN)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="guidance"
    )
    is_example = models.BooleanField(default=False)
    sort_key = models.GeneratedField(
        expression=Lower("title"),
        output_field=models.CharField(max_length=200, db_collation="C"),
        db_persist=True,
    )

    objects = GuidanceQuerySet.as_manager()

    READ_BY: ClassVar = by_record("about", "url", "publisher")

    class Meta(Tracked.Meta):
        ordering = ["sort_key", "id"]
        verbose_name_plural = "guidance"
        indexes = [models.Index(fields=["sort_key", "id"], name="guidance_by_title")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(about=""), name="guidance_says_what"
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | Q(checked_on__isnull=False),
                name="guidance_checked_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("guidance", str(self.pk))

    @property
    def is_overdue(self) -> bool:
        """Whether its last check lies more than a year back, or is not known."""
        return self.checked_on is None or self.checked_on < timezone.localdate() - CHECKED_FOR

    @property
    def kinds(self) -> list[Category]:
        """The kinds of barrier that it serves, each once; no query where ``for_rows`` was used."""
        found = {link.category_id: link.category for link in self.links.all()}
        return sorted(found.values(), key=lambda kind: kind.number)


@tracked()
class GuidanceFor(models.Model):
    """What guidance serves: a kind of barrier, and of that one step or one finer kind at most."""

    guidance = models.ForeignKey(Guidance, models.CASCADE, related_name="links")
    category = models.ForeignKey(Category, models.PROTECT, related_name="+")
    practice = models.ForeignKey(
        Practice, models.PROTECT, null=True, blank=True, related_name="guidance_links"
    )
    sub_type = models.ForeignKey(SubType, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name_plural = "steps that guidance is for"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(practice=None) | Q(sub_type=None), name="guidance_for_one_thing"
            ),
            models.UniqueConstraint(
                fields=["category", "guidance"],
                condition=Q(practice=None, sub_type=None),
                name="guidance_for_kind_once",
            ),
            models.UniqueConstraint(
                fields=["practice", "guidance"], name="guidance_for_practice_once"
            ),
            models.UniqueConstraint(
                fields=["sub_type", "guidance"], name="guidance_for_sub_type_once"
            ),
        ]
        triggers = parent_triggers("barriers_guidance", "guidance_id")

    def __str__(self) -> str:
        if self.practice:
            return f"step {self.practice.code}"
        return str(self.sub_type or self.category)


class PracticeExampleQuerySet(models.QuerySet):
    """Examples are read by whoever reads all that they are tied to."""

    def visible_to(self, user: Any) -> Self:
        """Examples of which this reader may see the barrier, the pilot and the lesson."""
        barriers = Barrier.objects.visible_to(user).filter(pk=OuterRef("barrier"))
        pilots = Pilot.objects.visible_to(user).filter(pk=OuterRef("pilot"))
        lessons = Lesson.objects.visible_to(user).filter(pk=OuterRef("lesson"))
        return self.filter(
            Q(barrier=None) | Exists(barriers.order_by()),
            Q(pilot=None) | Exists(pilots.order_by()),
            Q(lesson=None) | Exists(lessons.order_by()),
        )

    def for_rows(self) -> Self:
        """With all that a row names; no query more."""
        return self.select_related(
            "category", "practice", "place", "barrier", "pilot", "lesson", "source"
        ).defer("barrier__search", "pilot__search")


@tracked()
class PracticeExample(Tracked):
    """What some place met and did, as an example of a kind of barrier or of a step against it.

    In our own words, with its source. ``where_said`` stands where the source names no single place.
    One that is tied to a barrier, a pilot or a lesson is read only by those who read that.
    """

    category = models.ForeignKey(Category, models.PROTECT, related_name="examples")
    practice = models.ForeignKey(
        Practice, models.PROTECT, null=True, blank=True, related_name="examples"
    )
    what = models.TextField(help_text="What was in the way")
    tried = models.TextField(blank=True, help_text="What was tried; empty if not known")
    result = models.TextField(blank=True, help_text="What came of it; empty if not known")
    where_said = models.CharField(max_length=120, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    barrier = models.ForeignKey(
        Barrier, models.PROTECT, null=True, blank=True, related_name="examples"
    )
    pilot = models.ForeignKey(Pilot, models.PROTECT, null=True, blank=True, related_name="+")
    lesson = models.ForeignKey(Lesson, models.PROTECT, null=True, blank=True, related_name="+")
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="practice_examples"
    )
    is_example = models.BooleanField(default=False)

    objects = PracticeExampleQuerySet.as_manager()

    READ_BY: ClassVar = by_record("what", "tried", "result", "where_said")

    class Meta(Tracked.Meta):
        ordering = ["category", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="practice_example_says_what"),
            models.CheckConstraint(
                condition=Q(place__isnull=False) | ~Q(where_said=""),
                name="practice_example_says_where",
                violation_error_message="Say where it was.",
            ),
            models.CheckConstraint(
                condition=Q(source__isnull=False)
                | Q(barrier__isnull=False)
                | Q(pilot__isnull=False)
                | Q(lesson__isnull=False)
                | Q(is_example=True),
                name="practice_example_has_source",
                violation_error_message="Say where this is from.",
            ),
        ]

    def __str__(self) -> str:
        return self.what[:80]

    @property
    def where(self) -> str:
        """Where it was, in words."""
        return str(self.place or self.where_said)


class PracticeDay(models.Model):
    """How often an entry of the practice library was opened on one day, and from where.

    By whom is not kept. It belongs to one step, one piece of guidance or one belief.
    """

    class From(models.TextChoices):
        LOGGING = "logging", "while logging"
        BARRIER = "barrier", "from a barrier"
        REPORT = "report", "from a report"
        LIBRARY = "library", "in the library"

    practice = models.ForeignKey(
        Practice, models.CASCADE, null=True, blank=True, related_name="days"
    )
    guidance = models.ForeignKey(
        Guidance, models.CASCADE, null=True, blank=True, related_name="days"
    )
    believed = models.ForeignKey(
        Believed, models.CASCADE, null=True, blank=True, related_name="days"
    )
    day = models.DateField()
    came_from = models.CharField(max_length=7, choices=From)
    opened = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(practice__isnull=False, guidance=None, believed=None)
                | Q(practice=None, guidance__isnull=False, believed=None)
                | Q(practice=None, guidance=None, believed__isnull=False),
                name="practice_day_of_one_entry",
            ),
            *(
                models.UniqueConstraint(
                    fields=[entry, "day", "came_from"], name=f"practice_day_{entry}_once"
                )
                for entry in ("practice", "guidance", "believed")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.opened}"

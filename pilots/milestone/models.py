from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from partnerships.models import Programme
from pilots.pilot.models import Pilot
from records.addresses import address
from records.columns import by_record
from records.dates import DateWithPrecision, precision_field
from records.history import tracked
from records.models import (
    Source,
    StandingManager,
    Tracked,
    Withdrawable,
    withdrawn_with_reason,
)
from records.reading import ReadWithQuerySet
from records.typed_words import typed_words


class MilestoneQuerySet(ReadWithQuerySet):
    """Milestones of programmes are public; those of pilots have the pilot's level."""

    def found_by(self, text: str) -> Self:
        """Milestones that hold these words; an index holds the same expression."""
        query = typed_words(text)
        return self.annotate(said=SearchVector("text", config="english")).filter(said=query)

    def to_come(self) -> Self:
        """Those that nobody has said to be done, nor given up."""
        return self.filter(done=None, given_up_on=None, due__isnull=False)

    def due(self, *, by: dt.date) -> Self:
        """Those to come that are late or planned for on or before this day."""
        return self.to_come().filter(due__lte=by)

    def with_first_plan(self) -> Self:
        """With the day for which each was planned first, where it was moved; no query more."""
        first = MilestoneMove.objects.filter(milestone=OuterRef("pk")).order_by("id")
        return self.annotate(
            planned_first=Subquery(first.values("before")[:1]),
            planned_first_precision=Subquery(first.values("before_precision")[:1]),
        )


MilestoneManager = StandingManager.from_queryset(MilestoneQuerySet)
ChangeManager = StandingManager.from_queryset(ReadWithQuerySet)


@tracked()
class Milestone(Withdrawable):
    """Something that was to happen, or happened, at a point in a pilot's or a programme's life.

    ``due`` is the last day of the time agreed, ``done`` the day it happened; a milestone taken from
    a source as past has only ``done``. A planned day that moves leaves a MilestoneMove, so that the
    day agreed first stays readable. One that will not happen is given up with a reason, not taken
    away.
    """

    VISIBLE_WITH = ("programme", "pilot")

    pilot = models.ForeignKey(
        Pilot, models.CASCADE, null=True, blank=True, related_name="milestones"
    )
    programme = models.ForeignKey(
        Programme, models.CASCADE, null=True, blank=True, related_name="milestones"
    )
    text = models.CharField(max_length=300)
    due = models.DateField(null=True, blank=True)
    due_precision = precision_field()
    done = models.DateField(null=True, blank=True)
    done_precision = precision_field()
    given_up_on = models.DateField(null=True, blank=True)
    given_up_because = models.TextField(blank=True, default="", db_default="")
    is_worked_out = models.BooleanField(default=False)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    # Filled in by ``with_first_plan``
    planned_first: dt.date | None = None
    planned_first_precision: str | None = None

    objects = MilestoneManager()
    with_withdrawn = MilestoneQuerySet.as_manager()

    READ_BY: ClassVar = by_record("text", "given_up_because")

    class Meta(Tracked.Meta):
        ordering = ["due", "done", "id"]
        indexes = [
            GinIndex(SearchVector("text", config="english"), name="milestone_search"),
            models.Index(
                fields=["due", "id"],
                condition=Q(done=None, given_up_on=None),
                name="milestone_to_come",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(pilot__isnull=True, programme__isnull=False)
                | Q(pilot__isnull=False, programme__isnull=True),
                name="milestone_of_pilot_or_programme",
            ),
            models.CheckConstraint(
                condition=Q(due__isnull=False) | Q(done__isnull=False), name="milestone_has_date"
            ),
            models.CheckConstraint(
                condition=Q(given_up_on=None) | ~Q(given_up_because=""),
                name="milestone_given_up_with_reason",
                violation_error_message="Say why it will not happen.",
            ),
            models.CheckConstraint(
                condition=Q(given_up_on=None) | Q(done=None),
                name="milestone_done_or_given_up",
                violation_error_message="It cannot be both done and given up.",
            ),
            withdrawn_with_reason("milestone_withdrawn_with_reason"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def owner(self) -> Pilot | Programme:
        """The pilot or the programme that it is of."""
        parent = self.pilot or self.programme
        assert parent is not None  # noqa: S101 - the database sees to it
        return parent

    @property
    def planned(self) -> DateWithPrecision | None:
        """When it is to be, or was to be."""
        return DateWithPrecision.of(self, "due")

    @property
    def done_day(self) -> DateWithPrecision | None:
        """When it happened."""
        return DateWithPrecision.of(self, "done")

    @property
    def day(self) -> DateWithPrecision | None:
        return DateWithPrecision.of(self, "done" if self.done else "due")

    @property
    def done_url(self) -> str:
        """Where one press says that it is done; empty once it is, or was given up."""
        is_over = self.done is not None or self.given_up_on is not None
        return "" if is_over else address("milestone_done", self.pk)

    def is_late(self, today: dt.date) -> bool:
        """Whether its day has passed and nobody has said what became of it."""
        stands = self.done is None and self.given_up_on is None
        return stands and self.due is not None and self.due < today


@tracked()
class MilestoneMove(Tracked):
    """The planned day of a milestone moved: from when, to when and why.

    Who moved it and when is who wrote the row down. It is never changed.
    """

    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="moves")
    before = models.DateField()
    before_precision = precision_field()
    after = models.DateField()
    after_precision = precision_field()
    why = models.TextField()

    READ_BY: ClassVar = by_record("why")

    class Meta(Tracked.Meta):
        ordering = ["milestone", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="milestone_move_has_reason"),
            models.CheckConstraint(
                condition=~Q(before=F("after")) | ~Q(before_precision=F("after_precision")),
                name="milestone_move_moves",
            ),
        ]

    def __str__(self) -> str:
        return f"Planned for {self.was}, moved to {self.moved_to}"

    @property
    def was(self) -> DateWithPrecision:
        return DateWithPrecision(self.before, self.before_precision)

    @property
    def moved_to(self) -> DateWithPrecision:
        return DateWithPrecision(self.after, self.after_precision)


@tracked()
class PlanChange(Withdrawable):
    """A change of plan: from what, to what, why, who agreed it and when. Not a failure."""

    VISIBLE_WITH = "pilot"

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="changes")
    before = models.TextField()
    after = models.TextField()
    why = models.TextField(blank=True)
    agreed_by = models.CharField(max_length=200, blank=True)
    on = models.DateField(null=True, blank=True)
    on_precision = precision_field()
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ChangeManager()
    with_withdrawn = ReadWithQuerySet.as_manager()

    READ_BY: ClassVar = by_record("before", "after", "why", "agreed_by")

    class Meta(Tracked.Meta):
        verbose_name = "change"
        ordering = ["pilot", F("on").asc(nulls_first=True), "id"]
        constraints = [withdrawn_with_reason("change_of_plan_withdrawn_with_reason")]

    def __str__(self) -> str:
        return f"From {self.before} to {self.after}"[:120]

    @property
    def day(self) -> DateWithPrecision | None:
        return DateWithPrecision.of(self, "on")

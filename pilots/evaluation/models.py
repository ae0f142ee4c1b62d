from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import BooleanField, Case, F, Q, When
from django.db.models.functions import Cast

from partnerships.models import Organisation, Programme
from pilots.lesson.models import at_an_example
from pilots.pilot.models import Pilot
from records.addresses import address
from records.columns import by_record
from records.dates import DateWithPrecision, in_order, precision_field
from records.history import tracked
from records.models import Source, Tracked, Visibility
from records.reading import ReadWithQuerySet


def example_of(pilot: str, programme: str) -> Case:
    """Whether what is told of a pilot, or else of a programme, is made up."""
    whole = When(**{f"{programme}__isnull": False}, then=F(f"{programme}__is_example"))
    return Case(whole, default=at_an_example(pilot), output_field=BooleanField())


def narrower(level: str, other: str) -> Visibility:
    """The level of two that fewer people read."""
    return min(Visibility(level), Visibility(other), key=list(Visibility).index)


class EvaluationQuerySet(models.QuerySet):
    """Evaluations have their pilot's readers; those of a programme are open, or to be signed in."""

    def visible_to(self, user: Any) -> Self:
        """Evaluations that this reader may see."""
        rows = self.filter(Q(pilot=None) | Q(pilot__in=Pilot.objects.visible_to(user)))
        return rows if user.is_authenticated else rows.filter(visibility=Visibility.PUBLIC)

    def with_key(self) -> Self:
        """With ``key``: its number as a text, as it stands in addresses and may be typed."""
        return self.annotate(key=Cast("pk", models.TextField()))

    def found_by(self, typed: str) -> Self:
        """Evaluations whose title or evaluator holds what was typed."""
        by = Q(evaluator__name__icontains=typed) | Q(evaluator_said__icontains=typed)
        return self.filter(Q(title__icontains=typed) | by)

    def with_example(self) -> Self:
        """With ``is_example``: whether it is of a made-up pilot or programme."""
        return self.annotate(is_example=example_of("pilot", "programme"))

    def for_page(self) -> Self:
        """With all that a page of one says."""
        rows = self.with_example().prefetch_related("pilot__place_links__place")
        return rows.select_related("pilot__programme", "programme", "evaluator", "source")


@tracked()
class Evaluation(Tracked):
    """Somebody looks, with questions and methods of their own, at whether a pilot or a whole
    programme changed what it set out to change.

    A pilot may have several: one that its place asked for and one of all places. ``independence``
    says who pays the evaluator, who chose them and what they may publish; empty is not known.
    """

    class Reach(models.TextChoices):
        LOCAL = "local", "local"
        NATIONAL = "national", "national"

    class State(models.TextChoices):
        PLANNED = "planned", "planned"
        UNDER_WAY = "under_way", "under way"
        REPORTED = "reported", "reported"
        STOPPED = "stopped", "stopped"
        UNKNOWN = "unknown", "not known"

    AHEAD = (State.PLANNED, State.UNDER_WAY)
    MAY_BE_AHEAD = (*AHEAD, State.UNKNOWN)
    ENDED = (State.REPORTED, State.STOPPED)
    OPEN_TO_SIGNED_IN = True

    pilot = models.ForeignKey(
        Pilot, models.CASCADE, null=True, blank=True, related_name="evaluations"
    )
    programme = models.ForeignKey(
        Programme, models.CASCADE, null=True, blank=True, related_name="evaluations"
    )
    title = models.CharField(max_length=200)
    reach = models.CharField(max_length=8, choices=Reach, default=Reach.LOCAL)
    evaluator = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="evaluations"
    )
    evaluator_said = models.CharField(max_length=200, blank=True)
    independence = models.TextField(blank=True)
    questions = models.TextField(blank=True)
    methods = models.TextField(blank=True)
    start = models.DateField(null=True, blank=True)
    start_precision = precision_field()
    interim = models.DateField(null=True, blank=True)
    interim_precision = precision_field()
    final = models.DateField(null=True, blank=True)
    final_precision = precision_field()
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    stopped_because = models.TextField(blank=True)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = EvaluationQuerySet.as_manager()

    READ_BY: ClassVar = by_record(
        "evaluator_said", "independence", "questions", "methods", "stopped_because"
    )

    class Meta(Tracked.Meta):
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pilot__isnull=False, programme=None)
                | Q(pilot=None, programme__isnull=False),
                name="evaluation_of_pilot_or_programme",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="evaluation_has_title"),
            models.CheckConstraint(
                condition=Q(evaluator=None) | Q(evaluator_said=""),
                name="evaluation_evaluator_named_once",
                violation_error_message="Choose the evaluator by name or describe it, not both.",
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=("network", "public")), name="evaluation_level_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="stopped") | ~Q(stopped_because=""),
                name="evaluation_stopped_with_reason",
                violation_error_message="Say why it was stopped.",
            ),
            in_order(
                "evaluation_dates_in_order",
                "start",
                "final",
                says="The final report can’t come before the start.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("evaluation", self.pk)

    @property
    def by(self) -> str:
        """Who evaluates; empty where that is not known."""
        return self.evaluator.name if self.evaluator else self.evaluator_said

    @property
    def seen_by(self) -> Visibility:
        """Who can see it: nobody who may not see its pilot."""
        return narrower(self.visibility, (self.pilot or self).visibility)

    @property
    def subject(self) -> Pilot | Programme | None:
        """What it is of."""
        return self.pilot or self.programme

    @property
    def about(self) -> str:
        """What it is of, by name."""
        return self.pilot.title if self.pilot else str(self.programme)

    @property
    def plan(self) -> list[tuple[str, str]]:
        """The dates that are known of its plan, each with what it is."""
        stages = (("start", "Starts"), ("interim", "Interim report"), ("final", "Final report"))
        dated = ((label, DateWithPrecision.of(self, name)) for name, label in stages)
        return [(label, str(day)) for label, day in dated if day]


@tracked()
class EvaluationReport(Tracked):
    """A report of an evaluation: where to read it, or why it is not published."""

    VISIBLE_WITH = "evaluation"

    class Kind(models.TextChoices):
        BASELINE = "baseline", "baseline"
        INTERIM = "interim", "interim report"
        FINAL = "final", "final report"
        ANNEX = "annex", "annex or data"

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="reports")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=Kind)
    published = models.DateField(null=True, blank=True)
    published_precision = precision_field()
    url = models.URLField(max_length=500, blank=True)
    not_published_because = models.CharField(max_length=300, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReadWithQuerySet.as_manager()

    READ_BY: ClassVar = by_record("url", "not_published_because")

    class Meta(Tracked.Meta):
        ordering = ["evaluation", F("published").asc(nulls_last=True), "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="evaluation_report_has_title"),
            models.CheckConstraint(
                condition=Q(url="") | Q(url__startswith="https://"),
                name="evaluation_report_link_is_https",
                violation_error_message="The link must begin with https://",
            ),
            models.CheckConstraint(
                condition=Q(not_published_because="") | Q(url="", published=None),
                name="evaluation_report_published_or_not",
                violation_error_message="Say when and where it was published, or why it was not.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{address('evaluation', self.evaluation_id)}#report-{self.pk}"

    @property
    def day(self) -> str:
        """When it was published, as exactly as known; empty where it is not known."""
        return str(DateWithPrecision.of(self, "published") or "")

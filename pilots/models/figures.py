from __future__ import annotations

from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse

from partnerships.models.places import dates_in_order
from partnerships.visibility import level_rule
from records.dates import DateWithPrecision, precision_field
from records.figures import Quantity, figure_field, figure_in_order, qualifier_field
from records.history import tracked
from records.models import Source, Tracked

from .pilots import Pilot


class OfPilotQuerySet(models.QuerySet):
    """Rows that have their pilot's level."""

    def visible_to(self, user: Any) -> Self:
        """Rows of pilots that this reader may see."""
        return self.filter(pilot__in=Pilot.objects.visible_to(user))


@tracked()
class Indicator(Tracked):
    """Something that a pilot counts or judges, so that plan and actual can be set side by side.

    ``unit`` is a plain plural noun ("homes", "days a week"). ``number`` is its place in the pilot,
    which its address carries. Its plan has a definition of its own (IndicatorPlan), because plan
    and actual often count different things.
    """

    class Chain(models.TextChoices):
        INPUT = "input", "input"
        ACTIVITY = "activity", "activity"
        OUTPUT = "output", "output"
        OUTCOME = "outcome", "outcome"
        IMPACT = "impact", "impact"

    class Concerns(models.TextChoices):
        PERSON = "person", "people"
        ORGANISATION = "organisation", "organisations"
        SOCIETY = "society", "society"

    class Method(models.TextChoices):
        COUNT = "count", "count"
        SURVEY = "survey", "survey"
        JUDGEMENT = "judgement", "judgement"
        STUDY = "study", "study"

    class Direction(models.TextChoices):
        UP = "up", "more is better"
        DOWN = "down", "less is better"
        NEITHER = "neither", "neither is better by itself"

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="indicators")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=60)
    definition = models.TextField(blank=True, help_text="What is counted, and how")
    condition = models.CharField(
        max_length=300, blank=True, help_text="A condition that travels with the figure"
    )
    direction = models.CharField(max_length=8, choices=Direction, default=Direction.NEITHER)
    chain = models.CharField(max_length=8, choices=Chain, blank=True)
    concerns = models.CharField(max_length=12, choices=Concerns, blank=True)
    method = models.CharField(max_length=10, choices=Method, blank=True)
    is_independent = models.BooleanField(null=True, blank=True)
    # The whole of which this figure is a part: 67 homes improved, of the homes assessed.
    part_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="parts"
    )
    is_context = models.BooleanField(
        default=False, help_text="About the area before the pilot, not about what it did"
    )
    ended_on = models.DateField(null=True, blank=True)

    objects = OfPilotQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["pilot", "number"]
        constraints = [
            models.UniqueConstraint(fields=["pilot", "number"], name="indicator_number_once"),
            models.CheckConstraint(
                condition=~Q(part_of=F("id")), name="indicator_not_part_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("indicator", args=[self.pilot.slug, self.number])


class OfIndicatorQuerySet(models.QuerySet):
    """Plans, which have the level of their indicator's pilot."""

    def visible_to(self, user: Any) -> Self:
        """Plans of pilots that this reader may see."""
        return self.filter(indicator__pilot__in=Pilot.objects.visible_to(user))


@tracked()
class IndicatorPlan(Tracked):
    """What was planned for an indicator, from a date on: what it counts, how much, by when.

    ``valid_to`` is empty for the plan in force. ``due`` is when the target is to be reached.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="plans")
    definition = models.TextField(blank=True, help_text="What the plan counts")
    unit = models.CharField(max_length=60, blank=True, help_text="If not the indicator's own")
    target_low = figure_field()
    target_high = figure_field()
    target_qualifier = qualifier_field()
    baseline_low = figure_field()
    baseline_high = figure_field()
    baseline_qualifier = qualifier_field()
    baseline_at = models.DateField(null=True, blank=True)
    baseline_at_precision = precision_field()
    due = models.DateField(null=True, blank=True)
    due_precision = precision_field()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfIndicatorQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["indicator", F("valid_from").asc(nulls_first=True), "id"]
        constraints = [
            figure_in_order("target", "plan_target_in_order"),
            figure_in_order("baseline", "plan_baseline_in_order"),
            dates_in_order("plan_dates_in_order"),
            models.UniqueConstraint(
                fields=["indicator"], condition=Q(valid_to=None), name="plan_one_in_force"
            ),
        ]

    @property
    def target(self) -> Quantity:
        """What was planned."""
        return Quantity.of(self, "target", self.unit or self.indicator.unit)

    @property
    def baseline(self) -> Quantity:
        """Where it stood before."""
        return Quantity.of(self, "baseline", self.unit or self.indicator.unit)


def _reached_by(user: Any) -> Q:
    """Figures that reach this reader, as far as their update goes."""
    early = level_rule(user, through="indicator__pilot__", capped=True)
    return Q(update=None) | Q(update__state="accepted") | early


class ActualQuerySet(models.QuerySet):
    """Actual figures: those of an update that is not accepted yet reach no further than its
    place and funder."""

    def visible_to(self, user: Any) -> Self:
        """Figures that this reader may see: the pilot's readers, once any update is accepted."""
        seen = self.filter(indicator__pilot__in=Pilot.objects.visible_to(user))
        return seen.filter(_reached_by(user))

    def live(self) -> Self:
        """Figures that no correction has replaced, for those who see every figure."""
        return self.filter(superseded=False)

    def standing_for(self, user: Any) -> Self:
        """Figures that count for this reader: seen, and not replaced by one that they may see.

        A correction whose update is not accepted yet replaces nothing for the public.
        """
        later = Actual.objects.filter(
            Q(replaces=OuterRef("pk")) | Q(as_of=OuterRef("as_of")),
            _reached_by(user),
            indicator=OuterRef("indicator"),
            pk__gt=OuterRef("pk"),
        )
        return self.visible_to(user).filter(Q(superseded=False) | ~Exists(later))

    def latest_first(self) -> Self:
        """By the date that the figure is of, the newest first; undated ones last."""
        return self.order_by(F("as_of").desc(nulls_last=True), "-id")


class Actual(models.Model):
    """What was in fact counted, at a date; or that it is not known, and why.

    Insert-only: a correction is a new row, and the database marks the one it replaces as
    superseded. One live row per indicator and date. ``counts`` says whether it counts the same
    thing as the plan; where it does not, ``difference`` says how, and no page shows a percentage.
    """

    class Missing(models.TextChoices):
        NOT_COUNTED = "not_counted", "not counted yet"
        NOT_COLLECTED = "not_collected", "not collected"
        NOT_PUBLISHED = "not_published", "not published"
        CANNOT_SHARE = "cannot_share", "cannot be shared"

    class Counts(models.TextChoices):
        SAME = "same", "the same thing as the plan"
        DIFFERENT = "different", "something different from the plan"
        NOT_SURE = "not_sure", "not sure whether it is the same as the plan"
        NO_PLAN = "no_plan", "no plan known"

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="actuals")
    update = models.ForeignKey(
        "pilots.Update", models.PROTECT, null=True, blank=True, related_name="actuals"
    )
    value_low = figure_field()
    value_high = figure_field()
    value_qualifier = qualifier_field()
    missing = models.CharField(max_length=14, choices=Missing, blank=True)
    definition = models.TextField(blank=True, help_text="What this figure counts")
    counts = models.CharField(max_length=9, choices=Counts, default=Counts.NOT_SURE)
    difference = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=300, blank=True)
    as_of = models.DateField(null=True, blank=True)
    as_of_precision = precision_field()
    is_worked_out = models.BooleanField(
        default=False, help_text="Worked out from the source, not stated in it"
    )
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    source_said = models.CharField(max_length=200, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    superseded = models.BooleanField(default=False, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ActualQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", F("as_of").desc(nulls_last=True), "-id"]
        indexes = [
            models.Index(
                F("indicator"),
                F("as_of").desc(nulls_last=True),
                F("id").desc(),
                condition=Q(superseded=False),
                name="actual_latest",
            )
        ]
        constraints = [
            figure_in_order("value", "actual_value_in_order"),
            models.CheckConstraint(
                condition=Q(value_low__isnull=False, missing="")
                | (Q(value_low__isnull=True) & ~Q(missing="")),
                name="actual_valued_or_reason",
                violation_error_message="Give a figure, or say why it is not known.",
            ),
            models.CheckConstraint(
                condition=~Q(counts="different") | ~Q(difference=""),
                name="actual_difference_said",
                violation_error_message="Say what is different from the plan.",
            ),
            models.UniqueConstraint(
                fields=["indicator", "as_of"],
                condition=Q(superseded=False),
                nulls_distinct=False,
                name="actual_one_live_per_date",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="supersede",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__replaces__isnull=False),
                func="""
                    UPDATE pilots_actual SET superseded = true WHERE id = NEW.replaces_id;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="insert_only",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["superseded"]),
                func="""
                    RAISE EXCEPTION 'A figure is corrected by a new one, never changed.'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'actual_insert_only';
                """,
            ),
        ]

    def __str__(self) -> str:
        return str(self.value)

    @property
    def day(self) -> DateWithPrecision | None:
        """The date that the figure is of, as precisely as known."""
        return DateWithPrecision.of(self, "as_of")

    @property
    def same_words(self) -> str:
        """Whether it counts the same thing as the plan, in a word or two."""
        said = {"same": "Yes", "different": "No, different", "not_sure": "Not sure"}
        return said.get(self.counts, "No plan known")

    @property
    def words(self) -> str:
        """The figure, or that it is not known and why."""
        return str(self.value) if self.value.known else f"Not known: {self.get_missing_display()}"

    @property
    def value(self) -> Quantity:
        """The figure with its qualifier and the indicator's unit."""
        return Quantity.of(self, "value", self.indicator.unit)

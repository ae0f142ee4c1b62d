from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Abs, Now
from django.db.models.lookups import LessThanOrEqual

from access.visibility import visibility_filter
from pilots.indicator.few import FewHiddenQuerySet
from pilots.indicator.groups import by_group_field
from pilots.indicator.models.indicator import Indicator, groups_within, share_within
from pilots.indicator.models.plan import definition_then
from pilots.pilot.models import Pilot
from records.columns import by_record
from records.dates import LONGEST, DateWithPrecision, last_day, precision_field
from records.figures import Quantity, figure_field, figure_in_order, qualifier_field
from records.history import tracked
from records.models import Source, Tracked
from records.reading import ReadWithQuerySet


def _reached_by(user: Any) -> Q:
    """Figures that reach this reader, as far as their update goes, or their own acceptance; none
    that was taken back."""
    early = visibility_filter(user, through="indicator__pilot__", capped=True)
    reached = Q(update=None, waits=False) | Q(update__state="accepted") | early
    return Q(withdrawn=False) & reached


class ActualQuerySet(FewHiddenQuerySet):
    """Actual figures: those that are not accepted yet, by themselves or with their update, reach
    no further than its place and funder."""

    figure = "value"

    def visible_to(self, user: Any) -> Self:
        return self.filter(indicator__pilot__in=Pilot.objects.visible_to(user)).reaching(user)

    def reaching(self, user: Any) -> Self:
        """Those that reach this user; for rows of pilots that they are known to see."""
        return self.filter(_reached_by(user)).shown_to(user)

    def live(self) -> Self:
        """Figures that no correction has replaced, for those who see every figure."""
        return self.filter(superseded=False)

    def standing_for(self, user: Any) -> Self:
        """Figures that count for this reader: seen, and not replaced by one that they may see.

        A correction whose update is not accepted yet replaces nothing for the public.
        """
        return self.visible_to(user).not_replaced_for(user)

    def not_replaced_for(self, user: Any) -> Self:
        """The same of figures that are known to be seen."""
        later = Actual.objects.filter(
            Q(replaces=OuterRef("pk")) | Q(as_of=OuterRef("as_of")),
            _reached_by(user),
            indicator=OuterRef("indicator"),
            pk__gt=OuterRef("pk"),
        )
        return self.filter(Q(superseded=False) | ~Exists(later))

    def waiting(self) -> Self:
        """Figures sent without an update that nobody has accepted yet, and that still stand."""
        return self.filter(waits=True, superseded=False)

    def with_definition(self) -> Self:
        """Each with ``until`` and ``definition_then``: what was counted on its day."""
        return self.annotate(**definition_then("as_of"))

    def latest_first(self) -> Self:
        """By the date that the figure is of, the newest first; undated ones last."""
        return self.order_by(F("as_of").desc(nulls_last=True), "-id")


# A percentage is that of its two numbers, to the nearest whole one at least.
_OFF = Abs(F("value_low") * F("denominator") - F("numerator") * 100)
_IS_SHARE = Q(
    LessThanOrEqual(_OFF * 2, F("denominator")),
    numerator__isnull=False,
    denominator__isnull=False,
    numerator__gte=0,
    numerator__lte=F("denominator"),
    denominator__gt=0,
    value_high=None,
    missing="",
)


class Actual(models.Model):
    """What was in fact counted, at a date; or that it is not known, and why.

    Insert-only: a correction is a new row, which says ``why``, and the database marks the one it
    replaces as superseded. One live row per indicator and date. It came with an update, or by
    itself: then it ``waits`` until whoever accepts the pilot's updates accepts it. One that is
    ``withdrawn`` was taken back with its update, or while that was edited: nobody reads it, and
    what it replaced stands again. ``counts`` says whether it counts the same thing as the plan;
    where it does not, ``difference`` says how, and no page shows a percentage. A percentage is
    worked out from its ``numerator`` and ``denominator`` where those are known.
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

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="actuals", db_index=False)
    update = models.ForeignKey(
        "pilots.Update", models.PROTECT, null=True, blank=True, related_name="actuals"
    )
    value_low = figure_field()
    value_high = figure_field()
    value_qualifier = qualifier_field()
    numerator = figure_field()
    denominator = figure_field()
    by_group = by_group_field()
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
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", db_index=False
    )
    why = models.CharField(
        "why it was corrected", max_length=300, blank=True, default="", db_default=""
    )
    superseded = models.BooleanField(default=False, editable=False)
    waits = models.BooleanField(default=False, db_default=False, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        related_name="+",
    )
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn = models.BooleanField(default=False, db_default=False, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ActualQuerySet.as_manager()
    # The day on which the definition changed that it counts by, and that definition; None for the
    # one in force (``with_definition``).
    until: dt.date | None = None
    definition_then: str | None = None

    class Meta:
        ordering = ["indicator", F("as_of").desc(nulls_last=True), "-id"]
        indexes = [
            models.Index(
                F("indicator"),
                F("as_of").desc(nulls_last=True),
                F("id").desc(),
                name="actual_by_day",
            ),
            models.Index(
                fields=["indicator"],
                condition=Q(waits=True, superseded=False),
                name="actual_waiting",
            ),
            models.Index(
                fields=["replaces"],
                condition=Q(replaces__isnull=False),
                name="actual_by_replaced",
            ),
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
                condition=Q(numerator=None, denominator=None) | _IS_SHARE,
                name="actual_share_of_its_parts",
                violation_error_message="The percentage is not that of its two numbers.",
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
            models.CheckConstraint(
                condition=Q(why="") | Q(replaces__isnull=False),
                name="actual_why_of_a_correction",
            ),
            models.CheckConstraint(
                condition=Q(waits=False) | Q(update=None), name="actual_waits_by_itself"
            ),
            models.UniqueConstraint(
                fields=["replaces"], condition=Q(withdrawn=False), name="actual_replaced_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn=False) | Q(superseded=True),
                name="actual_withdrawn_stands_not",
            ),
        ]
        triggers = [
            share_within("actual_share_within_100", "value"),
            groups_within("actual_groups_within", "value"),
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
                condition=pgtrigger.AnyChange(
                    exclude=["superseded", "withdrawn", "waits", "accepted_by", "accepted_at"]
                ),
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
        labels = {"same": "Yes", "different": "No, different", "not_sure": "Not sure"}
        return labels.get(self.counts, "No plan known")

    @property
    def words(self) -> str:
        """The figure, or that it is not known and why."""
        return str(self.value) if self.value.known else f"Not known: {self.get_missing_display()}"

    @property
    def value(self) -> Quantity:
        """The figure with its qualifier, the indicator's unit and the numbers behind it."""
        quantity = Quantity.of(self, "value", self.indicator.unit)
        return replace(quantity, numerator=self.numerator, denominator=self.denominator)


class RemeasureQuerySet(ReadWithQuerySet):
    """Times at which a figure is to be counted again."""

    def with_done(self, user: Any) -> Self:
        """Each with ``is_done``: whether a figure of that day or later is known to this reader."""
        return self.annotate(is_done=self._done(user))

    @staticmethod
    def _done(user: Any) -> Exists:
        """One of the month (or year) of that day will do, if it was recorded once the day had
        come."""
        due = OuterRef("due")
        of_then = Q(last__gte=due, created_at__date__gte=due)
        counted = Actual.objects.visible_to(user).annotate(last=last_day("as_of"))
        # No date reaches further on than a year: of a figure counted for ten, few are looked at
        counted = counted.filter(as_of__gte=due - LONGEST)
        counted = counted.filter(
            Q(as_of__gte=due) | of_then, indicator=OuterRef("indicator"), missing=""
        )
        return Exists(counted)

    def waiting(self, user: Any) -> Self:
        """Those that are neither done nor given up, the next first."""
        rows = self.filter(state__in=Remeasure.STANDS).filter(~self._done(user))
        return rows.order_by("due", "id")


@tracked()
class Remeasure(Tracked):
    """A figure is to be counted again on a day: often a year after the pilot closed.

    ``who`` is a job role. Evaluators propose one; whoever logs the pilot's progress takes it on or
    says why not. It is done once a figure of that day or later is recorded.
    """

    VISIBLE_WITH = "indicator__pilot"

    class State(models.TextChoices):
        PROPOSED = "proposed", "proposed"
        AGREED = "agreed", "agreed"
        DROPPED = "dropped", "given up"

    STANDS = (State.PROPOSED, State.AGREED)
    ENDED = (State.DROPPED,)

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="remeasures")
    due = models.DateField()
    who = models.CharField(max_length=150, blank=True)
    note = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.AGREED)
    dropped_because = models.CharField(max_length=300, blank=True)

    objects = RemeasureQuerySet.as_manager()
    is_done: bool | None = None

    READ_BY: ClassVar = by_record("who", "note", "dropped_because")

    class Meta(Tracked.Meta):
        ordering = ["due", "id"]
        indexes = [models.Index(F("due"), F("id"), name="remeasure_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("proposed", "agreed"), dropped_because="")
                | (Q(state="dropped") & ~Q(dropped_because="")),
                name="remeasure_given_up_with_reason",
                violation_error_message="Say why it was dropped.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} again"

    def words(self, today: dt.date) -> str:
        """How it stands, in a word or two."""
        if self.state == self.State.DROPPED:
            return "Dropped"
        if self.is_done:
            return "Done"
        if self.due <= today:
            return "Due"
        return "Proposed" if self.state == self.State.PROPOSED else "Planned"

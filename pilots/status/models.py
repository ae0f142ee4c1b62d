from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from partnerships.models import Organisation
from pilots.indicator.models.plan import IndicatorPlan
from pilots.pilot.models import Pilot
from records.columns import by_record
from records.dates import DateWithPrecision, in_order, precision_field
from records.history import tracked
from records.models import Source, Tracked
from records.reading import ReadWithQuerySet


def _not_both(body: str, field_said: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{body}__isnull": True}) | Q(**{field_said: ""}),
        name=name,
        violation_error_message="Choose it by name or describe it, not both.",
    )


@tracked()
class StatusChange(Tracked):
    """A step in a pilot's life: from which status to which, on which day, and why.

    ``before`` is empty where it is not known. ``no_lessons_because`` is said by who closed the
    pilot without a lesson.
    """

    VISIBLE_WITH = "pilot"

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="status_changes")
    before = models.CharField(max_length=10, choices=Pilot.Status, blank=True)
    after = models.CharField(max_length=10, choices=Pilot.Status)
    on = models.DateField()
    on_precision = precision_field()
    why = models.TextField(blank=True)
    no_lessons_because = models.CharField(max_length=300, blank=True)

    objects = ReadWithQuerySet.as_manager()

    READ_BY: ClassVar = by_record("why", "no_lessons_because")

    class Meta(Tracked.Meta):
        ordering = ["pilot", "on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(after__in=("closed", "stopped")) | ~Q(why=""),
                name="status_change_end_has_reason",
                violation_error_message="Say why.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_after_display())

    @property
    def day(self) -> DateWithPrecision:
        return DateWithPrecision(self.on, self.on_precision)


@tracked()
class Phase(Tracked):
    """A stretch of a pilot's life: set-up, delivery, an extension, or following it up.

    The planned dates stay as they were agreed beside the real ones. Who pays is a body or words
    (``paid_by``, ``paid_by_said``); ``amount_said`` is how much, as it was said.
    """

    VISIBLE_WITH = "pilot"

    class Kind(models.TextChoices):
        SET_UP = "set_up", "set-up"
        DELIVERY = "delivery", "delivery"
        EXTENSION = "extension", "extension"
        FOLLOW_UP = "follow_up", "follow-up"

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="phases")
    kind = models.CharField(max_length=10, choices=Kind)
    planned_start = models.DateField(null=True, blank=True)
    planned_start_precision = precision_field()
    planned_end = models.DateField(null=True, blank=True)
    planned_end_precision = precision_field()
    start = models.DateField(null=True, blank=True)
    start_precision = precision_field()
    end = models.DateField(null=True, blank=True)
    end_precision = precision_field()
    paid_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="phases_paid"
    )
    paid_by_said = models.CharField(max_length=200, blank=True)
    amount_said = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReadWithQuerySet.as_manager()

    READ_BY: ClassVar = by_record("paid_by_said", "amount_said", "note")

    class Meta(Tracked.Meta):
        ordering = ["pilot", F("start").asc(nulls_last=True), F("planned_start").asc(), "id"]
        constraints = [
            in_order("phase_plan_in_order", "planned_start", "planned_end"),
            in_order("phase_dates_in_order"),
            _not_both("paid_by", "paid_by_said", "phase_payer_once"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def planned(self) -> str:
        """The planned dates in words; empty where none is known."""
        return _from_to(self, "planned_start", "planned_end")

    @property
    def real(self) -> str:
        """The real dates in words; empty where it has not begun, or nobody knows."""
        return _from_to(self, "start", "end")

    @property
    def payer(self) -> str:
        """Who pays; empty where it is not known."""
        return self.paid_by.name if self.paid_by else self.paid_by_said


def _from_to(record: Any, start: str, end: str) -> str:
    first, last = DateWithPrecision.of(record, start), DateWithPrecision.of(record, end)
    if first and last:
        return f"{first} to {last}"
    return f"from {first}" if first else f"to {last}" if last else ""


@tracked()
class StartStep(Tracked):
    """Where a pilot stands with one step of the start-up checklist (``pilots.life.start``).

    No row is a step that nobody has looked at. ``by_role`` is the job role that saw to it, no
    person's name.
    """

    VISIBLE_WITH = "pilot"
    SIGNED_IN_ONLY = True

    TITLES: ClassVar = {
        "step": {
            "challenge": "Agree the challenge, with residents’ own words in it",
            "partners": "Name the lead and the partners",
            "key-role": "Name the key job role, and who steps in",
            "reporting": "Agree how often it reports",
            "figures": "Choose figures, with where they stand now",
            "data": "Say which data is needed and ask on what lawful basis",
            "evaluator": "Tell the evaluator",
            "training": "Hold a set-up session with all partners",
            "end": "Agree what happens at the end",
        }
    }

    class State(models.TextChoices):
        NOT_YET = "not_yet", "not yet"
        DONE = "done", "done"
        NOT_NEEDED = "not_needed", "not needed"

    OPEN = (State.NOT_YET,)
    ENDED = (State.DONE, State.NOT_NEEDED)

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="start_steps")
    step = models.SlugField(max_length=20)
    state = models.CharField(max_length=10, choices=State, default=State.NOT_YET)
    by_role = models.CharField(max_length=200, blank=True)
    on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    objects = ReadWithQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["pilot", "id"]
        constraints = [
            models.UniqueConstraint(fields=["pilot", "step"], name="start_step_once"),
            models.CheckConstraint(
                condition=~Q(state="not_needed") | ~Q(note=""),
                name="start_step_not_needed_because",
                violation_error_message="Say why it is not needed.",
            ),
        ]

    def __str__(self) -> str:
        return self.step


@tracked()
class TargetOutcome(Tracked):
    """What became of a target by the time that its pilot ended, as its editor said."""

    VISIBLE_WITH = "plan__indicator__pilot"

    class Outcome(models.TextChoices):
        REACHED = "reached", "reached"
        PARTLY = "partly", "partly reached"
        NOT_REACHED = "not_reached", "not reached"
        NOT_KNOWN = "not_known", "not known"
        DROPPED = "dropped", "no longer planned"

    JUDGED = (Outcome.REACHED, Outcome.PARTLY, Outcome.NOT_REACHED)
    NOT_JUDGED = (Outcome.NOT_KNOWN, Outcome.DROPPED)

    plan = models.OneToOneField(IndicatorPlan, models.CASCADE, related_name="outcome")
    outcome = models.CharField(max_length=11, choices=Outcome)
    note = models.CharField(max_length=300, blank=True)

    objects = ReadWithQuerySet.as_manager()

    READ_BY: ClassVar = by_record("note")

    class Meta(Tracked.Meta):
        ordering = ["plan"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    outcome__in=("reached", "partly", "not_reached", "not_known", "dropped")
                ),
                name="target_outcome_known_word",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_outcome_display())


class LegacyQuerySet(ReadWithQuerySet):
    """What goes on after a pilot."""

    def for_rows(self, user: Any) -> Self:
        """With funder, source and the pilot that it became; ``shows_child`` where it is seen."""
        seen = Pilot.objects.visible_to(user).filter(pk=OuterRef("child"))
        rows = self.select_related("funder", "source", "child")
        return rows.annotate(shows_child=Exists(seen)).order_by("id")


@tracked()
class Legacy(Tracked):
    """Something that goes on after a pilot, or went on for a time: what, who funds it, until when.

    ``child`` is the pilot that it became, if it did. Nothing is assumed to go on: ``state`` says
    "not known" until somebody knows.
    """

    VISIBLE_WITH = "pilot"

    class State(models.TextChoices):
        GOES_ON = "goes_on", "goes on"
        ENDED = "ended", "ended"
        NOT_KNOWN = "not_known", "not known"

    MAY_GO_ON = (State.GOES_ON, State.NOT_KNOWN)
    ENDED = (State.ENDED,)

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="legacy")
    what = models.CharField(max_length=300)
    funder = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="legacy_funded"
    )
    funder_said = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.NOT_KNOWN)
    until = models.DateField(null=True, blank=True)
    until_precision = precision_field()
    child = models.ForeignKey(
        Pilot, models.SET_NULL, null=True, blank=True, related_name="legacy_of"
    )
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = LegacyQuerySet.as_manager()

    READ_BY: ClassVar = by_record("what", "funder_said")

    class Meta(Tracked.Meta):
        ordering = ["pilot", "id"]
        verbose_name_plural = "legacies"
        constraints = [
            _not_both("funder", "funder_said", "legacy_funder_once"),
            models.CheckConstraint(condition=~Q(what=""), name="legacy_has_text"),
            models.CheckConstraint(
                condition=Q(child=None) | ~Q(child=F("pilot")), name="legacy_is_another_pilot"
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def paid_by(self) -> str:
        """Who funds it; empty where that is not known."""
        return self.funder.name if self.funder else self.funder_said

    @property
    def until_words(self) -> str:
        """Until when: a date, that it ended, or that it is not known."""
        day = DateWithPrecision.of(self, "until")
        if self.state in self.ENDED:
            return f"Ended {day}" if day else "Ended"
        if self.state == self.State.GOES_ON:
            return f"Until {day}" if day else "Goes on; until when is not known"
        return f"Planned until {day}; not known whether it continues" if day else ""

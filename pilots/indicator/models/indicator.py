"""What the database refuses of figures, beyond what a row can say by itself."""

from __future__ import annotations

from typing import Any, ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from pilots.indicator.few import counts_people
from pilots.indicator.groups import check_lists
from pilots.pilot.models import Pilot
from records.addresses import address
from records.columns import by_record
from records.cycles import no_cycle, refuse_cycle
from records.history import tracked
from records.models import Tracked
from records.reading import ReadWithQuerySet

PERCENT_OVER = "A share cannot be more than 100%."
UNIT_DIFFERS = "Its unit differs from the shared definition."


def share_within(name: str, *figures: str) -> pgtrigger.Trigger:
    """Refuses a share of more than 100%, unless the indicator says that it may be more.

    ``figures`` are the columns, without ``_low`` and ``_high``. Most rows are not looked at.
    """
    ends = [f"{figure}_{end}" for figure in figures for end in ("low", "high")]
    over = pgtrigger.Q()
    for end in ends:
        over |= pgtrigger.Q(**{f"new__{end}__gt": 100})
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(*ends),
        condition=over,
        func=f"""
            IF EXISTS (
              SELECT FROM pilots_indicator
              WHERE id = NEW.indicator_id AND position(chr(37) IN unit) > 0 AND NOT may_exceed_100
            ) THEN
              RAISE EXCEPTION '{PERCENT_OVER[:-2]} percent.'
                USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
            END IF;
            RETURN NEW;
        """,
    )


def same_unit_as_shared() -> pgtrigger.Trigger:
    """Refuses an indicator that follows a shared definition exactly, and in another unit."""
    return pgtrigger.Trigger(
        name="indicator_unit_as_shared",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("unit", "shared_id", "shared_difference"),
        condition=pgtrigger.Q(new__shared__isnull=False, new__shared_difference=""),
        func=f"""
            IF EXISTS (
              SELECT FROM pilots_shareddefinition
              WHERE id = NEW.shared_id AND edition = NEW.shared_edition AND unit <> NEW.unit
            ) THEN
              RAISE EXCEPTION '{UNIT_DIFFERS}'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'indicator_unit_as_shared';
            END IF;
            RETURN NEW;
        """,
    )


# ``value``, ``the_name``: the columns of the whole and the constraint
_GROUPS_WITHIN = """
    IF NEW.value_low IS NULL OR EXISTS (
      SELECT FROM jsonb_array_elements(NEW.by_group) AS list, LATERAL (
        SELECT sum((one->>1)::numeric) AS total, min((one->>1)::numeric) AS least
        FROM jsonb_array_elements(list->1) AS one
      ) AS summed
      WHERE least < 0 OR (
        NEW.value_qualifier IN ('exactly', 'at_most')
        AND total > coalesce(NEW.value_high, NEW.value_low)
      )
    ) THEN
      RAISE EXCEPTION 'Groups are no more than their whole.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'the_name';
    END IF;
    RETURN NEW;
"""


def groups_within(name: str, figure: str) -> pgtrigger.Trigger:
    """Refuses groups of a list that are more than their whole, or of a whole that is not known."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Condition("NEW.by_group <> '[]'::jsonb"),
        func=_GROUPS_WITHIN.replace("value_", f"{figure}_").replace("the_name", name),
    )


PART_OF_ITSELF = "This figure is itself part of the one that you edit."


@tracked()
class Indicator(Tracked):
    """Something that a pilot counts or judges, so that plan and actual can be set side by side.

    ``unit`` is a plain plural noun ("homes", "days a week"). ``number`` is its place in the pilot,
    which its address carries. Its plan has a definition of its own (IndicatorPlan), because plan
    and actual often count different things. Where it follows a shared definition exactly,
    ``shared_difference`` is empty; ``groups`` are lists of which it is counted by group as well
    (``groups.read_lists``); ``counted_by`` says whose figures they are, where several places
    or partners of a pilot count for themselves.
    """

    VISIBLE_WITH = "pilot"

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

    class Often(models.TextChoices):
        MONTH = "month", "every month"
        QUARTER = "quarter", "every three months"
        HALF_YEAR = "half_year", "every six months"
        YEAR = "year", "every year"
        ONCE = "once", "once, at the end"
        AS_NEEDED = "as_needed", "when there is something to count"

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="indicators")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=60)
    definition = models.TextField(blank=True, help_text="What is counted, and how")
    condition = models.CharField(max_length=300, blank=True, help_text="Travels with the figure")
    direction = models.CharField(max_length=8, choices=Direction, default=Direction.NEITHER)
    chain = models.CharField(
        "place in the results chain",
        max_length=8,
        choices=Chain,
        blank=True,
        help_text="Input, activity, output, outcome or impact; empty where not known",
    )
    concerns = models.CharField(
        "whom it concerns",
        max_length=12,
        choices=Concerns,
        blank=True,
        help_text="People, organisations or society",
    )
    method = models.CharField(
        "kind of evidence",
        max_length=10,
        choices=Method,
        blank=True,
        help_text="Count, survey, judgement or study",
    )
    is_independent = models.BooleanField(
        "independent",
        null=True,
        blank=True,
        help_text="Whether somebody else than the pilot counted; empty where not known",
    )
    how_often = models.CharField(
        max_length=10,
        choices=Often,
        blank=True,
        default="",
        db_default="",
        help_text="It is counted; empty where not known",
    )
    # The whole of which this figure is a part: 67 homes improved, of the homes assessed. Where the
    # two have different units, the step before it.
    part_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="parts",
        help_text="The whole that it is a part of",
    )
    is_refusal = models.BooleanField(
        "said no", default=False, db_default=False, help_text="Counts who said no or could not"
    )
    may_exceed_100 = models.BooleanField(
        default=False, db_default=False, help_text="A share of change, which may be over 100%"
    )
    shared = models.ForeignKey(
        "pilots.SharedDefinition",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        db_index=False,
        verbose_name="shared definition",
        help_text="That it uses",
    )
    shared_edition = models.PositiveSmallIntegerField(null=True, blank=True)
    shared_difference = models.CharField(max_length=300, blank=True, default="", db_default="")
    counted_by = models.CharField(
        "whose figures",
        max_length=120,
        blank=True,
        default="",
        db_default="",
        help_text="A place or partner of the pilot",
    )
    groups = models.TextField(
        "by group",
        blank=True,
        default="",
        db_default="",
        validators=[check_lists],
        help_text="The lists by which it is counted too, one a line: “Sex: women, men”",
    )
    is_context = models.BooleanField(
        "about the area",
        default=False,
        help_text="It is about the area, not about what the pilot did",
    )
    ended_on = models.DateField("no longer counted since", null=True, blank=True)

    objects = ReadWithQuerySet.as_manager()
    # The next day on which it is to be counted again (``measures.with_next_time``).
    again_on: Any = None

    READ_BY: ClassVar = by_record(
        "unit", "definition", "condition", "shared_difference", "counted_by", "groups"
    )

    class Meta(Tracked.Meta):
        ordering = ["pilot", "number"]
        indexes = [
            models.Index(fields=["name", "id"], name="indicator_by_name"),
            models.Index(
                fields=["shared", "pilot"],
                condition=Q(shared__isnull=False),
                name="indicator_follows",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["pilot", "number"], name="indicator_number_once"),
            models.CheckConstraint(
                condition=~Q(part_of=F("id")), name="indicator_not_part_of_itself"
            ),
        ]
        triggers = [
            *Tracked.Meta.triggers,
            no_cycle(
                "pilots_indicator",
                "part_of",
                name="indicator_no_cycle",
                message=PART_OF_ITSELF,
            ),
            same_unit_as_shared(),
        ]

    def clean(self) -> None:
        """A whole is never part of one of its parts."""
        refuse_cycle(self, "part_of", PART_OF_ITSELF)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("indicator", self.pilot.slug, self.number)

    @property
    def counts_people(self) -> bool:
        """Whether it counts people, or things that stand for one person or home each."""
        return counts_people(self.concerns, self.unit)

from __future__ import annotations

from typing import Any, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from pilots.indicator.models.indicator import Indicator
from pilots.pilot.models import Pilot
from records.addresses import address
from records.columns import by_record
from records.history import tracked
from records.models import Tracked
from records.reading import ReadWithQuerySet

# No arrow leads back, and none leaves its version.
NO_WAY_BACK = """
    PERFORM pg_advisory_xact_lock(hashtext('pilots_theorylink.end_id'));
    IF EXISTS (
      WITH RECURSIVE down (id) AS (
        SELECT NEW.end_id
        UNION
        SELECT below.end_id FROM pilots_theorylink below JOIN down ON below.start_id = down.id
      )
      SELECT 1 FROM down WHERE id = NEW.start_id
    ) THEN
      RAISE EXCEPTION 'This arrow would lead back to where it starts.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'theory_link_no_cycle';
    END IF;
    IF EXISTS (
      SELECT 1 FROM pilots_theorybox box
      WHERE box.id IN (NEW.start_id, NEW.end_id) AND box.theory_id <> NEW.theory_id
    ) THEN
      RAISE EXCEPTION 'Both ends of an arrow are in its version.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'theory_link_in_version';
    END IF;
    RETURN NULL;
"""


class TheoryQuerySet(models.QuerySet):
    """Versions, with the readers of their pilot; a draft is for those who are signed in."""

    def visible_to(self, user: Any) -> Self:
        """Versions that this reader may see."""
        rows = self.filter(pilot__in=Pilot.objects.visible_to(user))
        return rows if user.is_authenticated else rows.filter(agreed_at__isnull=False)


@tracked()
class Theory(Tracked):
    """How people think that a pilot brings about change, as it stood from a day on.

    The first version is drawn up, agreed and then left as it is; a new one begins as a copy and
    says why. ``agreed_at`` is empty while it is worked on.
    """

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="theories")
    number = models.PositiveSmallIntegerField()
    why = models.TextField(blank=True, help_text="Why there is a new version")
    agreed_at = models.DateTimeField(null=True, blank=True)

    objects = TheoryQuerySet.as_manager()

    READ_BY: ClassVar = by_record("why")

    class Meta(Tracked.Meta):
        ordering = ["pilot", "-number"]
        verbose_name_plural = "theories"
        constraints = [
            models.UniqueConstraint(fields=["pilot", "number"], name="theory_number_once"),
            models.UniqueConstraint(
                fields=["pilot"], condition=Q(agreed_at=None), name="theory_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(why=""),
                name="theory_new_version_says_why",
                violation_error_message="Say why there is a new version.",
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"

    def get_absolute_url(self) -> str:
        return address("theory_version", self.pilot.slug, self.number)


@tracked()
class TheoryBox(Tracked):
    """One step on the way from the problem to what changes in the end."""

    VISIBLE_WITH = "theory"

    class Kind(models.TextChoices):
        PROBLEM = "problem", "the problem"
        INPUT = "input", "what is put in"
        ACTIVITY = "activity", "what is done"
        OUTPUT = "output", "what comes out at once"
        OUTCOME = "outcome", "what changes"
        IMPACT = "impact", "what changes in the end"

    theory = models.ForeignKey(Theory, models.CASCADE, related_name="boxes")
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.CharField(max_length=160)
    assumption = models.CharField(max_length=300, blank=True)
    indicator = models.ForeignKey(
        Indicator, models.SET_NULL, null=True, blank=True, related_name="theory_boxes"
    )

    objects = ReadWithQuerySet.as_manager()

    READ_BY: ClassVar = by_record("text", "assumption")

    class Meta(Tracked.Meta):
        ordering = ["theory", "id"]
        verbose_name_plural = "theory boxes"
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="theory_box_has_text")]

    def __str__(self) -> str:
        return self.text


@tracked()
class TheoryLink(Tracked):
    """One box leads to another, if what is assumed holds. Arrows never lead back."""

    VISIBLE_WITH = "theory"

    theory = models.ForeignKey(Theory, models.CASCADE, related_name="links")
    start = models.ForeignKey(TheoryBox, models.CASCADE, related_name="links_out")
    end = models.ForeignKey(TheoryBox, models.CASCADE, related_name="links_in")
    assumption = models.CharField(max_length=300, blank=True)

    objects = ReadWithQuerySet.as_manager()

    READ_BY: ClassVar = by_record("assumption")

    class Meta(Tracked.Meta):
        ordering = ["theory", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["start", "end"],
                name="theory_link_once",
                violation_error_message="These two are joined already.",
            ),
            models.CheckConstraint(condition=~Q(start=F("end")), name="theory_link_not_to_itself"),
        ]
        triggers = [
            *Tracked.Meta.triggers,
            pgtrigger.Trigger(
                name="theory_link_no_cycle",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("start_id", "end_id"),
                func=NO_WAY_BACK,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start} → {self.end}"

"""Reorganisations: places that merged, split or changed their name or code; bodies held twice."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from access.visibility import reader_of
from partnerships.organisation.models import Organisation
from partnerships.place.models.place import Place
from records.addresses import address
from records.columns import by_nobody, by_record, by_signed_in
from records.history import tracked
from records.models import Source, Tracked


class ReorganisationQuerySet(models.QuerySet["Reorganisation"]):
    """What was reorganised is a public fact; what is only planned is the administrators' own."""

    def visible_to(self, user: Any) -> Self:
        """Those that were carried out; administrators also read the planned and withdrawn."""
        reader = reader_of(user)
        if reader and reader.is_administrator:
            return self
        return self.filter(state__in=Reorganisation.CARRIED_OUT)

    def done(self) -> Self:
        """Carried out and not undone."""
        return self.filter(state=Reorganisation.State.DONE)

    def touching(self, place: Place) -> Self:
        """Those in which this place ended, changed or began, the newest first."""
        return self.filter(parts__place=place).order_by("-on", "-id").distinct()


@tracked()
class Reorganisation(Tracked):
    """One act by which places or bodies gave way to others, and what moved with it.

    ``on`` is the first day of the new order: the old ended on it. ``plan`` holds what was chosen,
    as the action reads it; ``title`` says it in a sentence. One whose day is still to come is
    planned, and ``run_due`` carries it out; ``problem`` says why it could not.
    """

    class Kind(models.TextChoices):
        MERGE = "merge", "merge"
        SPLIT = "split", "split"
        RENAME = "rename", "new name"
        RECODE = "recode", "new code"
        DUPLICATE = "duplicate", "the same body held twice"
        GIVES_WAY = "gives_way", "bodies that were replaced by others"

    class State(models.TextChoices):
        PLANNED = "planned", "planned"
        DONE = "done", "done"
        UNDONE = "undone", "undone"
        WITHDRAWN = "withdrawn", "withdrawn"

    NOT_CARRIED_OUT = (State.PLANNED, State.WITHDRAWN)
    CARRIED_OUT = (State.DONE, State.UNDONE)

    kind = models.CharField(max_length=9, choices=Kind)
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    title = models.CharField(max_length=500)
    on = models.DateField()
    reason = models.TextField()
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    source_said = models.CharField(max_length=300, blank=True)
    plan = models.JSONField(default=dict)
    problem = models.CharField(max_length=500, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ReorganisationQuerySet.as_manager()

    READ_BY: ClassVar = (
        by_record("reason", "source_said") | by_signed_in("problem") | by_nobody("plan")
    )

    class Meta(Tracked.Meta):
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="reorganisation_has_its_reason"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done_at__isnull=False),
                name="reorganisation_done_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="undone") | Q(undone_at__isnull=False),
                name="reorganisation_undone_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("reorganisation", self.pk)


@tracked()
class ReorganisationPart(models.Model):
    """A place or body that gave way (before) or came of it (after), by its name at the time."""

    class Side(models.TextChoices):
        BEFORE = "before", "before"
        AFTER = "after", "after"

    reorganisation = models.ForeignKey(Reorganisation, models.CASCADE, related_name="parts")
    side = models.CharField(max_length=6, choices=Side)
    name = models.CharField(max_length=200)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="reorganisation_parts"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="reorganisation_parts"
    )

    class Meta:
        ordering = ["reorganisation", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(place__isnull=False, organisation=None)
                | Q(place=None, organisation__isnull=False),
                name="reorganisation_part_of_one_record",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ReorganisationChange(models.Model):
    """One row that a reorganisation wrote, as it was before and after: undoing reads it backwards.

    ``rule`` names what moved ("pilots.PilotPlace.place"), ``table`` its model. ``before`` and
    ``after`` hold the columns that changed, or the whole row where it came or went. ``record_id``
    is the record that it belongs to; ``from_id`` and ``to_id`` are the place or body on each side.
    A row that names what gives way in two columns is written once for each.
    """

    class Act(models.TextChoices):
        INSERT = "insert", "came"
        UPDATE = "update", "changed"
        DELETE = "delete", "went"

    reorganisation = models.ForeignKey(Reorganisation, models.CASCADE, related_name="moved")
    rule = models.CharField(max_length=80)
    table = models.CharField(max_length=60)
    act = models.CharField(max_length=6, choices=Act)
    row_id = models.BigIntegerField()
    record_id = models.BigIntegerField(null=True)
    from_id = models.BigIntegerField(null=True)
    to_id = models.BigIntegerField(null=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        ordering = ["reorganisation", "id"]
        verbose_name = verbose_name_plural = "moved"
        indexes = [models.Index(fields=["from_id", "rule"], name="moved_from")]
        constraints = [
            models.UniqueConstraint(
                *("reorganisation", "table", "rule", "row_id"),
                name="moved_row_once_a_rule",
            ),
            models.CheckConstraint(
                condition=Q(act="insert", before=None, after__isnull=False)
                | Q(act="update", before__isnull=False, after__isnull=False)
                | Q(act="delete", before__isnull=False, after=None),
                name="moved_says_before_and_after",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.row_id}: {self.get_act_display()}"

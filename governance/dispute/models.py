from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from access.visibility import reader_of
from governance.board.models import Board
from governance.board.sight import LEVELS, seen_at_board
from partnerships.models import Organisation
from records.addresses import address
from records.columns import by_record
from records.dates import in_order, precision_field
from records.history import tracked
from records.models import Tracked, Visibility
from records.reading import ReadWithQuerySet


class DisputeQuerySet(models.QuerySet):
    """Disputes at boards."""

    def visible_to(self, user: Any, *, at_once: bool = False) -> Self:
        """By their level; who sits on the board and who keeps it read all of them, and officers of
        a body those that it is party to. ``at_once`` for search, as of decisions."""
        rule, reader = seen_at_board(user, at_once=at_once), reader_of(user)
        if reader and reader.organisations:
            own = DisputeParty.objects.filter(
                dispute=OuterRef("pk"), organisation__in=sorted(reader.organisations)
            )
            rule |= Q(Exists(own))
        return self.filter(rule)

    def as_rows(self) -> Self:
        """With all that a row says of them, in two queries."""
        return self.select_related("board__organisation").prefetch_related(
            "party_links__organisation"
        )

    def found_by(self, text: str) -> Self:
        """Those whose title holds these words."""
        return self.filter(title__icontains=text)

    def in_place(self, place: models.Model) -> Self:
        """Those at boards for this place, or for one within it."""
        boards = Board.objects.filter(reach_ids__contains=[place.pk]).order_by()
        return self.filter(board__in=boards.values("pk"))


@tracked()
class Dispute(Tracked):
    """A disagreement between partners of a board, and the way it takes until it is settled.

    It is kept close while it goes on: who sits on the board, who keeps it, who works at its places
    and the officers of its parties read it, or at most everybody who is signed in. Once it is over,
    who keeps the board may let everybody read it.
    """

    SCOPE = "board"

    class State(models.TextChoices):
        OPEN = "open", "going on"
        SETTLED = "settled", "settled"
        UNSETTLED = "unsettled", "ended without agreement"
        WITHDRAWN = "withdrawn", "withdrawn"

    OPEN = (State.OPEN,)
    ENDED = (State.SETTLED, State.UNSETTLED, State.WITHDRAWN)

    board = models.ForeignKey(Board, models.PROTECT, related_name="disputes")
    title = models.CharField(max_length=200, help_text="What it is about")
    about = models.TextField(blank=True, help_text="Who says what")
    parties = models.ManyToManyField(Organisation, through="DisputeParty", related_name="+")
    opened_on = models.DateField(null=True, blank=True, help_text="Since when")
    opened_on_precision = precision_field()
    state = models.CharField(
        max_length=9, choices=State, default=State.OPEN, help_text="Whether it goes on"
    )
    ended_on = models.DateField(null=True, blank=True, help_text="When it ended")
    ended_on_precision = precision_field()
    outcome = models.TextField(blank=True, help_text="How it ended")
    visibility = models.CharField(
        max_length=10, choices=Visibility, default=Visibility.PLACE, help_text="Who reads it"
    )

    objects = DisputeQuerySet.as_manager()

    READ_BY: ClassVar = by_record("about", "outcome")

    class Meta(Tracked.Meta):
        ordering = ["-updated_at", "-id"]
        indexes = [models.Index(fields=["-updated_at", "-id"], name="dispute_newest")]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="dispute_has_a_title"),
            models.CheckConstraint(condition=Q(visibility__in=LEVELS), name="dispute_level_known"),
            models.CheckConstraint(
                condition=Q(state="open", ended_on=None) | (~Q(state="open") & ~Q(outcome="")),
                name="dispute_over_says_how",
                violation_error_message="Say how it ended, once it is over.",
            ),
            in_order("dispute_dates_in_order", "opened_on", "ended_on"),
            models.CheckConstraint(
                condition=~Q(visibility="public") | ~Q(state="open"),
                name="dispute_public_once_over",
                violation_error_message="Not everyone can read it while it goes on.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("dispute", self.pk)

    @property
    def is_example(self) -> bool:
        """Whether its board is made up."""
        return self.board.is_example

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.state in self.OPEN

    @property
    def bodies(self) -> list[Organisation]:
        """Between whom it is, by name."""
        rows = self.party_links.all()
        return sorted((row.organisation for row in rows), key=lambda body: body.name)


@tracked()
class DisputeParty(Tracked):
    """A body that is party to a dispute; its officers read it."""

    VISIBLE_WITH = "dispute"

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="party_links")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    objects = ReadWithQuerySet.as_manager()

    class Meta(Tracked.Meta):
        verbose_name_plural = "dispute parties"
        ordering = ["dispute", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "organisation"], name="dispute_party_named_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class DisputeStepQuerySet(ReadWithQuerySet):
    """Steps of disputes."""

    def waiting(self) -> Self:
        """Those of disputes that go on, to which an answer is still to come."""
        return self.filter(outcome="", answer_by__isnull=False, dispute__state__in=Dispute.OPEN)

    def late_on(self, day: dt.date) -> Self:
        """Those whose answer should have come before a day."""
        return self.waiting().filter(answer_by__lt=day)


@tracked()
class DisputeStep(Tracked):
    """One step towards an end: who took it on, by when they answer, and what came of it."""

    VISIBLE_WITH = "dispute"

    class Kind(models.TextChoices):
        TALK = "talk", "talk between those concerned"
        CHAIR = "chair", "the chair"
        EXECUTIVES = "executives", "chief executives"
        MEDIATION = "mediation", "mediation"
        ABOVE = "above", "a body above"
        OTHER = "other", "another step"

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind, help_text="Who takes it on")
    begun_on = models.DateField(help_text="When it began")
    answer_by = models.DateField(null=True, blank=True, help_text="By when an answer is due")
    words = models.CharField(max_length=300, blank=True, help_text="What was asked of whom")
    outcome = models.TextField(blank=True, help_text="What came of it")

    objects = DisputeStepQuerySet.as_manager()

    READ_BY: ClassVar = by_record("words", "outcome")

    class Meta(Tracked.Meta):
        ordering = ["dispute", "begun_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer_by=None) | Q(answer_by__gte=F("begun_on")),
                name="dispute_step_dates_in_order",
                violation_error_message="The answer can’t be due before the step began.",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return f"{self.dispute.get_absolute_url()}#steps"

    @property
    def is_late(self) -> bool:
        """Whether its answer should have come before today."""
        is_due = self.answer_by is not None and self.answer_by < timezone.localdate()
        return is_due and not self.outcome

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from access.visibility import reader_of
from collaboration.attachment.models import store, stored_as
from governance.board.models import Board, OfBoard
from governance.board.sight import boards_of, kept_by
from governance.meeting.models import BoardMeeting
from interface.words import count_words, date_words
from partnerships.models import Organisation
from records.columns import by_record
from records.history import tracked
from records.models import Tracked
from records.reading import ReadWithQuerySet, looked_up

# A report is drafted so long before its day
BEFORE = dt.timedelta(days=14)


class ReportPlanQuerySet(ReadWithQuerySet):
    """Reports on a schedule."""

    def going_on(self) -> Self:
        """Those of which one is still due."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=F("next_on")))

    def near(self, today: dt.date) -> Self:
        """Those of which the next one is drafted already, or late."""
        return self.going_on().filter(next_on__lte=today + BEFORE)


@tracked()
class ReportPlan(OfBoard):
    """A board reports to a body, every so many months from its first day on.

    ``next_on`` is the day of the next report, which moves on once that is sent. ``tells`` are
    the keys of what it tells (``registry.packed``); empty tells of all.
    """

    class Months(models.IntegerChoices):
        MONTHLY = 1, "every month"
        TWO_MONTHLY = 2, "every two months"
        QUARTERLY = 3, "every three months"
        HALF_YEARLY = 6, "every six months"
        YEARLY = 12, "every year"

    board = models.ForeignKey(Board, models.CASCADE, related_name="report_plans")
    to = models.ForeignKey(
        Organisation, models.PROTECT, related_name="reports_awaited", help_text="Who gets it"
    )
    months = models.PositiveSmallIntegerField("how often", choices=Months)
    first_on = models.DateField("first report", help_text="The day of the first report")
    next_on = models.DateField("next report", editable=False)
    tells = ArrayField(
        models.CharField(max_length=20), verbose_name="what it covers", default=list,
        db_default=[], blank=True, help_text="If nothing is ticked, it covers everything",
    )  # fmt: skip

    objects: ClassVar[Any] = ReportPlanQuerySet.as_manager()

    READ_BY: ClassVar = by_record("tells")

    class Meta(OfBoard.Meta):
        ordering = ["next_on", "id"]
        indexes = [models.Index(fields=["next_on", "id"], name="report_plan_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(months__in=(1, 2, 3, 6, 12)), name="report_plan_months_known"
            ),
            models.CheckConstraint(
                condition=Q(next_on__gte=F("first_on")), name="report_plan_next_after_first"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("first_on")),
                name="report_plan_dates_in_order",
                violation_error_message="The end must be after the first report.",
            ),
        ]

    def __str__(self) -> str:
        return f"Report to {self.to}"

    def get_absolute_url(self) -> str:
        return f"{self.board.get_absolute_url()}packs/"

    @property
    def is_over(self) -> bool:
        """Whether no report is due any more."""
        return self.valid_to is not None and self.valid_to <= self.next_on

    @property
    def is_late(self) -> bool:
        """Whether its day is past."""
        return not self.is_over and self.next_on < timezone.localdate()

    @property
    def nobody_to_read(self) -> str:
        """That the body ended and nobody took over from it; empty while somebody gets it."""
        ended = self.to.ended_on
        if ended is None or ended > timezone.localdate() or self.to.heirs:
            return ""
        return (
            f"{self.to} ended on {date_words(ended)}, and nobody took over. Nothing will be sent."
        )


class PackQuerySet(models.QuerySet):
    """Packs and reports."""

    def visible_to(self, user: Any) -> Self:
        """Who keeps the board reads all; others what was issued for them: who sits the members’,
        officers of a body its own, and everybody’s as widely as its meeting is read now. What was
        replaced is still read, what was withdrawn no more."""
        meetings = BoardMeeting.objects.visible_to(user)
        here = looked_up(meetings, "meeting")
        rule, reader = Q(here, audience=Pack.Audience.PUBLIC), reader_of(user)
        out = Q(issued_on__isnull=False) & ~Q(state=Pack.State.WITHDRAWN)
        if reader is None:
            return self.filter(out & rule)
        rule |= Q(here, audience=Pack.Audience.NETWORK)
        if boards := boards_of(user):
            rule |= Q(board__in=sorted(boards), audience__in=Pack.OF_MEMBERS)
        if reader.organisations:
            rule |= Q(body__in=sorted(reader.organisations))
        return self.filter(kept_by(user) | (out & rule))

    def current(self) -> Self:
        """Those that stand: drafts, and what was issued and not replaced."""
        return self.filter(state__in=Pack.STANDS)

    def as_rows(self) -> Self:
        """With what each names."""
        return self.select_related("board__organisation", "meeting", "body").defer("content")


@tracked(exclude=("content", "left_out", "basis"))
class Pack(Tracked):
    """What a board sends round: papers of a meeting, or a report to a body, frozen as it was.

    ``content`` is a list of blocks (``registry.packed``) of what whoever made it and its audience
    both saw at one moment (``as_at``), and never changes; ``digest`` tells whether two are alike.
    ``basis`` stands for the meeting and its items as they were then. ``title`` and ``for_whom`` are
    in the words of that day. ``left_out`` is how many records its audience does not see, for who
    keeps the board. ``file`` is its PDF as it was issued.
    """

    class Kind(models.TextChoices):
        PACK = "pack", "pack"
        REPORT = "report", "report"

    class Audience(models.TextChoices):
        MEMBERS = "members", "members"
        BODY = "body", "an organisation"
        NETWORK = "network", "everyone signed in"
        PUBLIC = "public", "everyone"

    class State(models.TextChoices):
        DRAFT = "draft", "draft"
        ISSUED = "issued", "issued"
        REPLACED = "replaced", "replaced"
        WITHDRAWN = "withdrawn", "withdrawn"

    STANDS = (State.DRAFT, State.ISSUED)
    ENDED = (State.REPLACED, State.WITHDRAWN)
    OF_MEMBERS: ClassVar = (Audience.MEMBERS, Audience.NETWORK, Audience.PUBLIC)

    board = models.ForeignKey(Board, models.CASCADE, related_name="packs")
    meeting = models.ForeignKey(
        BoardMeeting, models.PROTECT, null=True, blank=True, related_name="packs"
    )
    plan = models.ForeignKey(
        ReportPlan, models.PROTECT, null=True, blank=True, related_name="packs"
    )
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.PACK)
    number = models.PositiveIntegerField(editable=False)
    title = models.CharField(max_length=300)
    audience = models.CharField("for", max_length=7, choices=Audience)
    body = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="made for",
        null=True,
        blank=True,
        related_name="packs",
    )
    for_whom = models.CharField(max_length=200)
    due_on = models.DateField("due", null=True, blank=True)
    as_at = models.DateTimeField()
    content = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    basis = models.CharField(max_length=64, blank=True)
    left_out = models.PositiveIntegerField(default=0)
    covering = models.TextField("covering words", blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT, editable=False)
    issued_on = models.DateField("issued", null=True, blank=True, editable=False)
    file = models.FileField(storage=store, upload_to=stored_as, blank=True, editable=False)

    objects: ClassVar[Any] = PackQuerySet.as_manager()

    READ_BY: ClassVar = by_record("for_whom", "digest", "covering")

    class Meta(Tracked.Meta):
        ordering = ["-number"]
        triggers = [
            *Tracked.Meta.triggers,
            pgtrigger.ReadOnly(name="pack_frozen", fields=["content", "digest", "as_at"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["board", "number"], name="pack_number_once"),
            models.CheckConstraint(
                condition=Q(audience="body") ^ Q(body=None), name="pack_for_a_body_names_it"
            ),
            models.CheckConstraint(
                condition=Q(kind="pack", meeting__isnull=False, plan=None, due_on=None)
                | Q(kind="report", meeting=None, plan__isnull=False, due_on__isnull=False),
                name="pack_of_a_meeting_or_by_a_plan",
            ),
            models.CheckConstraint(
                condition=~Q(state="draft", issued_on__isnull=False)
                & ~Q(state="issued", issued_on=None),
                name="pack_issued_on_a_day",
            ),
            models.UniqueConstraint(
                fields=["meeting", "plan", "due_on", "audience", "body", "state"],
                # Bodies that become one may each have theirs
                condition=Q(state__in=["draft", "issued"], body=None),
                nulls_distinct=False,
                name="pack_stands_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, for {self.for_whom}"

    @property
    def may_be_withdrawn(self) -> bool:
        """Whether somebody may still read it: also one that was sent and replaced."""
        stands = self.state in self.STANDS
        return stands or (self.state == self.State.REPLACED and self.issued_on is not None)

    def get_absolute_url(self) -> str:
        return f"{self.board.get_absolute_url()}packs/{self.number}/"

    @property
    def is_draft(self) -> bool:
        """Whether it is still to be sent."""
        return self.state == self.State.DRAFT

    @property
    def short_digest(self) -> str:
        """As much of its digest as tells two packs apart on paper."""
        return self.digest[:12]

    @property
    def left_out_words(self) -> str:
        """How much of what its maker saw is not in it; for who keeps the board."""
        them = "it" if self.left_out == 1 else "them"
        left_out = count_words(self.left_out, "record")
        return f"{left_out} left out, because its readers can’t see {them}"

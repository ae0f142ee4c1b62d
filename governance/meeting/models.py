from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from access.visibility import reader_of
from governance.board.models import Board
from governance.board.sight import LEVELS, seen_at_board, sits_or_keeps
from interface.words import date_words
from people.models import JobRole
from records.columns import by_nobody, by_record, by_signed_in
from records.history import tracked
from records.models import Tracked, Visibility
from records.reading import looked_up


class BoardMeetingQuerySet(models.QuerySet):
    """Meetings of boards."""

    def visible_to(self, user: Any) -> Self:
        """By their level; who sits on the board and who keeps it read all of them. Of a board that
        is not public the public reads none."""
        return self.filter(seen_at_board(user))

    def sent(self) -> Self:
        """Those whose minutes were sent: whoever reads them reads what was said there."""
        return self.filter(state__in=BoardMeeting.SENT)

    def minutes_readable_by(self, user: Any) -> Self:
        """Of these, those of which this user reads what was said: all of boards on which they sit
        or which they keep, of others once the minutes were sent."""
        return self.filter(Q(state__in=BoardMeeting.SENT) | sits_or_keeps(user))

    def promises_readable_by(self, user: Any) -> Self:
        """Of these, those of which this user reads what was promised there at no item that is
        known. Where an item of theirs is private it may be of that, and only who reads that does.
        """
        private = AgendaItem.objects.private().filter(meeting=OuterRef("pk"))
        told = Q(state__in=BoardMeeting.SENT) & ~Exists(private)
        return self.filter(told | sits_or_keeps(user))

    def as_rows(self) -> Self:
        """With the board of each."""
        return self.select_related("board__organisation")


@tracked()
class BoardMeeting(Tracked):
    """A meeting of a board, from the day that is planned to minutes that were agreed.

    ``number`` counts within the board. Its agenda is read by others once it is *called*; what was
    said, once its minutes are sent (*minuted*). From the moment it is *held*, ``held`` keeps the
    seats, the rule of the quorum and the limits of powers as they stood (``as_held``), whatever
    becomes of them. What is changed in minutes that were sent is kept in ``corrections``, with what
    it said before. Minutes are *approved* at another meeting, and from then on nothing of it
    changes: ``agreed`` keeps whether enough were there in words.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "planned"
        CALLED = "called", "called"
        HELD = "held", "held"
        MINUTED = "minuted", "minutes sent"
        APPROVED = "approved", "minutes agreed"
        CALLED_OFF = "called_off", "called off"

    TO_COME = (State.PLANNED, State.CALLED)
    NOT_CALLED = (State.PLANNED, State.CALLED_OFF)

    # Others read what was said from then on
    SENT = (State.MINUTED, State.APPROVED)
    HELD = (State.HELD, *SENT)
    OVER = (State.APPROVED, State.CALLED_OFF)

    board = models.ForeignKey(Board, models.CASCADE, related_name="meetings")
    number = models.PositiveIntegerField(editable=False)
    on = models.DateField("day", help_text="The day on which it meets")
    starts_at = models.TimeField("from", null=True, blank=True, help_text="In London’s time")
    ends_at = models.TimeField("until", null=True, blank=True, help_text="In London’s time")
    where = models.CharField(max_length=200, blank=True, help_text="Where it meets")
    joining = models.CharField(
        "how to join", max_length=500, blank=True, help_text="Read only by people who sign in"
    )
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED, editable=False)
    called_on = models.DateField(null=True, blank=True, editable=False)
    called_off_because = models.CharField("why it was called off", max_length=300, blank=True)
    approved_at = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="agreed at",
        null=True,
        blank=True,
        editable=False,
        related_name="approves",
    )
    held = models.JSONField("as it was held", null=True, blank=True, editable=False)
    corrections = models.JSONField("corrected", null=True, blank=True, editable=False)
    agreed = models.JSONField("as it was agreed", null=True, blank=True, editable=False)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.NETWORK)

    objects: ClassVar[Any] = BoardMeetingQuerySet.as_manager()

    READ_BY: ClassVar = (
        by_record("where", "called_off_because")
        | by_signed_in("joining")
        | by_nobody("agreed", "held", "corrections")  # private items, and words taken out
    )

    class Meta(Tracked.Meta):
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["board", "on"], name="board_meeting_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["board", "number"], name="board_meeting_number_once"),
            models.CheckConstraint(
                condition=Q(visibility__in=LEVELS), name="board_meeting_level_known"
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="board_meeting_hours_in_order",
                violation_error_message="It must end after it starts.",
            ),
            models.CheckConstraint(
                condition=Q(state="called_off") ^ Q(called_off_because=""),
                name="board_meeting_called_off_says_why",
                violation_error_message="Say why it was called off.",
            ),
            models.CheckConstraint(
                condition=Q(state="approved") ^ Q(approved_at=None),
                name="board_meeting_agreed_at_another",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None) | ~Q(approved_at=F("id")),
                name="board_meeting_not_agreed_at_itself",
                violation_error_message="Minutes are agreed at another meeting.",
            ),
            models.CheckConstraint(
                condition=Q(called_on__isnull=False) | Q(state__in=["planned", "called_off"]),
                name="board_meeting_called_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return date_words(self.on)

    def get_absolute_url(self) -> str:
        return reverse("board_meeting", args=[self.board.slug, self.number])

    @property
    def is_over(self) -> bool:
        """Whether it took place."""
        return self.state in self.HELD

    @property
    def is_fixed(self) -> bool:
        """Whether nothing of it changes any more."""
        return self.state in self.OVER

    @property
    def hours(self) -> str:
        """ "10am to 12.30pm"; empty where the hour is not known."""
        return " to ".join(clock(one) for one in (self.starts_at, self.ends_at) if one)


def clock(at: dt.time) -> str:
    """An hour as people write it: 10am, 2.30pm, noon."""
    if (at.hour, at.minute) == (12, 0):
        return "noon"
    minutes = f".{at.minute:02}" if at.minute else ""
    return f"{(at.hour - 1) % 12 + 1}{minutes}{'am' if at.hour < 12 else 'pm'}"


class AgendaItemQuerySet(models.QuerySet):
    """Items of agendas."""

    def visible_to(self, user: Any) -> Self:
        """Who sits on the board and who keeps it read every item; others those of meetings that
        they read, once those are called, but for the private ones."""
        own = sits_or_keeps(user)
        meetings = BoardMeeting.objects.visible_to(user).filter(called_on__isnull=False)
        called = Q(is_private=False) & looked_up(meetings, "meeting")
        return self.filter(own | called if reader_of(user) else called)

    def minutes_readable_by(self, user: Any) -> Self:
        """Of these, those of which this user reads what was said: all of boards on which they sit
        or which they keep, of others once the minutes were sent."""
        return self.filter(Q(meeting__state__in=BoardMeeting.SENT) | sits_or_keeps(user))

    def private(self) -> Self:
        """Those that only who sits on the board and who keeps it read, with all that is theirs: who
        reads one is asked by ``visible_to`` alone."""
        return self.filter(is_private=True)

    def unsaid(self) -> Self:
        """Those to decide or discuss of which nobody has said what came of them."""
        kinds = (AgendaItem.Kind.DECIDE, AgendaItem.Kind.DISCUSS)
        return self.filter(state=AgendaItem.State.OPEN, kind__in=kinds)


@tracked()
class AgendaItem(Tracked):
    """What waits for a board: it is the board's until it is closed, not a meeting's.

    Without a ``meeting`` it waits for one to come. An item that is *carried* stays as it stands in
    the minutes of its meeting, and another begins that names it (``carried_from``): so no matter is
    lost with a date, and these minutes stay whole. ``subject`` is the record that it is about,
    ``drafted_from`` what suggested it, so that nothing is suggested twice. Of a private item others
    read only that it is there and why; its papers, actions, interests and decisions are as private.
    """

    class Kind(models.TextChoices):
        DECIDE = "decide", "to decide"
        DISCUSS = "discuss", "to discuss"
        NOTE = "note", "to note"
        STANDING = "standing", "every time"

    class State(models.TextChoices):
        OPEN = "open", "open"
        DONE = "done", "done"
        CARRIED = "carried", "carried over"
        DROPPED = "dropped", "dropped"

    OPEN = (State.OPEN,)
    # A constraint below is of these
    AT_NO_MEETING = (State.OPEN, State.DROPPED)
    ENDED = (State.DONE, State.CARRIED, State.DROPPED)

    board = models.ForeignKey(Board, models.CASCADE, related_name="agenda_items")
    meeting = models.ForeignKey(
        BoardMeeting, models.CASCADE, null=True, blank=True, related_name="items"
    )
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.DISCUSS)
    title = models.CharField(max_length=200, help_text="What it is about")
    asks = models.CharField(
        "what is asked", max_length=500, blank=True, help_text="What the board is asked to do"
    )
    lead_post = models.ForeignKey(
        JobRole,
        models.PROTECT,
        verbose_name="led by",
        null=True,
        blank=True,
        related_name="agenda_items",
    )
    lead_words = models.CharField("led by, in words", max_length=200, blank=True)
    subject_type = models.ForeignKey(
        ContentType, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    subject_id = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    subject = GenericForeignKey("subject_type", "subject_id")
    drafted_from = models.CharField(max_length=100, blank=True, default="", editable=False)
    decision = models.ForeignKey(
        "governance.Decision", models.PROTECT, null=True, blank=True, related_name="items"
    )
    is_private = models.BooleanField("private", default=False)
    private_because = models.CharField("why it is private", max_length=200, blank=True)
    is_added_late = models.BooleanField(
        "added since it was called", default=False, db_default=False, editable=False
    )
    state = models.CharField(max_length=7, choices=State, default=State.OPEN)
    minutes = models.TextField("what was said", blank=True)
    carried_from = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="carried_to"
    )

    objects = AgendaItemQuerySet.as_manager()

    READ_BY: ClassVar = by_record("asks", "lead_words", "private_because", "minutes") | by_nobody(
        "drafted_from"
    )

    class Meta(Tracked.Meta):
        ordering = ["meeting", "position", "id"]
        indexes = [
            models.Index(fields=["board"], condition=Q(meeting=None), name="agenda_item_waits"),
            models.Index(fields=["subject_type", "subject_id"], name="agenda_item_subject"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="agenda_item_has_a_title"),
            models.CheckConstraint(
                condition=Q(is_private=True) ^ Q(private_because=""),
                name="agenda_item_private_says_why",
                violation_error_message="Say why it is private.",
            ),
            models.CheckConstraint(
                condition=~Q(meeting=None) | Q(state__in=["open", "dropped"]),
                name="agenda_item_closed_at_a_meeting",
            ),
            models.CheckConstraint(
                condition=Q(subject_type=None, subject_id=None)
                | Q(subject_type__isnull=False, subject_id__isnull=False),
                name="agenda_item_about_one_record",
            ),
            # What is drafted again by itself stands on an agenda once
            models.UniqueConstraint(
                fields=["board", "drafted_from"],
                condition=~Q(drafted_from="") & Q(state="open"),
                name="agenda_item_drafted_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_unsaid(self) -> bool:
        """Whether it is to decide or discuss, and nobody has said what came of it."""
        is_open = self.state == self.State.OPEN
        return is_open and self.kind in (self.Kind.DECIDE, self.Kind.DISCUSS)

    def get_absolute_url(self) -> str:
        if self.meeting is None:
            return self.board.get_absolute_url()
        return f"{self.meeting.get_absolute_url()}#item-{self.pk}"

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from governance.board.models import Board
from governance.board.seat_models import Seat
from governance.board.sight import sits_or_keeps
from governance.meeting.models import AgendaItem, BoardMeeting
from records.columns import by_record
from records.history import tracked
from records.models import Tracked
from records.reading import looked_up


class OfMeetingQuerySet(models.QuerySet):
    """Rows of a meeting that are read by who sits on its board and who keeps it, before it takes
    place and after; by others as far as its minutes tell."""

    def visible_to(self, user: Any) -> Self:
        """Of meetings whose minutes were sent to whoever reads those; all of one's own boards."""
        meetings = BoardMeeting.objects.visible_to(user).sent()
        told = Q(looked_up(meetings, "meeting"))
        return self.filter(told | sits_or_keeps(user, "meeting__board"))


@tracked()
class Attendance(Tracked):
    """Whether a seat was taken at a meeting, or will be, and by whom in its place.

    ``for_them`` is the job role of a substitute in words. Who came late or left early says from and
    until which item (both within): so the quorum is known at each.
    """

    class State(models.TextChoices):
        COMING = "coming", "coming"
        APOLOGIES = "apologies", "sends apologies"
        HERE = "here", "here"
        ABSENT = "absent", "absent"

    # Said of who was there, and no longer of who is to come
    AHEAD = (State.COMING, State.APOLOGIES)
    NOTED = (State.HERE, State.ABSENT)

    meeting = models.ForeignKey(BoardMeeting, models.CASCADE, related_name="attendance")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="attendance")
    state = models.CharField(max_length=9, choices=State)
    for_them = models.CharField("who came instead", max_length=200, blank=True)
    from_item = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        verbose_name="came at",
        null=True,
        blank=True,
        related_name="+",
    )
    until_item = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        verbose_name="left after",
        null=True,
        blank=True,
        related_name="+",
    )

    objects = OfMeetingQuerySet.as_manager()

    READ_BY: ClassVar = by_record("for_them")

    class Meta(Tracked.Meta):
        ordering = ["meeting", "seat"]
        constraints = [models.UniqueConstraint(fields=["meeting", "seat"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.seat}: {self.get_state_display()}"

    @property
    def words(self) -> str:
        """ "here, Deputy director instead, until “Health visitors”"."""
        came = f"from “{self.from_item}” on" if self.from_item else ""
        left = f"until “{self.until_item}”" if self.until_item else ""
        instead = f"{self.for_them} instead" if self.for_them else ""
        return ", ".join(filter(None, [self.get_state_display(), instead, came, left]))

    def get_absolute_url(self) -> str:
        return f"{self.meeting.get_absolute_url()}#there"


class InterestQuerySet(models.QuerySet):
    """Interests that were declared."""

    def visible_to(self, user: Any) -> Self:
        """Who sits and who keeps the board; others those at items of minutes that they read."""
        items = AgendaItem.objects.visible_to(user).filter(meeting__state__in=BoardMeeting.SENT)
        told = Q(looked_up(items, "item"))
        return self.filter(told | sits_or_keeps(user))


@tracked()
class Interest(Tracked):
    """That who sits has a stake in what a board decides; ``handled`` says what came of it.

    Without an item it stands in the register of the board until ``ended_on``.
    """

    class Handled(models.TextChoices):
        NOTED = "noted", "noted"
        NO_VOTE = "no_vote", "stays without a vote"
        LEAVES = "leaves", "leaves for this item"
        CHAIR_PASSES = "chair_passes", "hands over the chair"

    AWAY = (Handled.NO_VOTE, Handled.LEAVES)

    board = models.ForeignKey(Board, models.CASCADE, related_name="interests")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="interests")
    item = models.ForeignKey(
        AgendaItem, models.CASCADE, null=True, blank=True, related_name="interests"
    )
    about = models.CharField("what the interest is", max_length=300)
    handled = models.CharField(
        "what was done about it", max_length=12, choices=Handled, default=Handled.NOTED
    )
    ended_on = models.DateField("no longer since", null=True, blank=True)

    objects = InterestQuerySet.as_manager()

    READ_BY: ClassVar = by_record("about")

    class Meta(Tracked.Meta):
        ordering = ["board", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "item"], name="interest_once_an_item", nulls_distinct=True
            ),
            models.CheckConstraint(condition=~Q(about=""), name="interest_in_something"),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.about}"

    def get_absolute_url(self) -> str:
        return self.item.get_absolute_url() if self.item else self.board.get_absolute_url()

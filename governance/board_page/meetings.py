"""When a board meets next, and which of its meetings wait for their minutes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet

from access.subqueries import UpTo
from collaboration.models import Attachment
from governance.board_page.reader import BoardReader
from governance.board_page.seats import held_on
from governance.meeting.agenda_lines import carried_into
from governance.meeting.quorum import Quorum, quorum_of
from governance.models import AgendaItem, Attendance, BoardMeeting, Pack, Seat
from interface.words import count_words, day_and_month

MOST, MOST_ITEMS = 12, 60
CALLED = BoardMeeting.State.CALLED


@dataclass(frozen=True)
class Coming:
    """The next meeting, with what its agenda holds; to who is of the board also who comes.

    ``items`` are read by who is of the board, ``answers`` once it is called.
    """

    meeting: BoardMeeting
    today: dt.date
    item_count: int
    to_decide: int
    items: list[Any] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    answers: list[Attendance] | None = None

    @property
    def is_called(self) -> bool:
        """Whether its agenda is out."""
        return self.meeting.state == CALLED

    @property
    def day(self) -> str:
        """Tuesday 15 December."""
        return f"{self.meeting.on:%A} {day_and_month(self.meeting.on, self.today)}"

    @property
    def sentence(self) -> str:
        """When and where, and what it is about."""
        days = (self.meeting.on - self.today).days
        soon = {0: "today", 1: "tomorrow"}.get(days, f"in {count_words(days, 'day')}")
        told = [self.day, self.meeting.hours, self.meeting.where, soon]
        return f"Next: {', '.join(filter(None, told))}.{self._agenda}"

    @property
    def _agenda(self) -> str:
        if not self.item_count:
            return ""
        decide = f", {self.to_decide} to decide" if self.to_decide else ""
        return f" {count_words(self.item_count, 'item')}{decide}."

    @property
    def quorum(self) -> Quorum | None:
        """Whether enough said that they come, as who is of the board reads it."""
        if self.answers is None:
            return None
        coming = [row for row in self.answers if row.state == Attendance.State.COMING]
        return quorum_of(self.meeting.board, self.seats, coming)

    @property
    def enough(self) -> str:
        """ "Coming: 5 of 8 seats. Enough, if they come: it needs 4 seats."; empty for others."""
        said = self.quorum
        if said is None:
            return ""
        coming = f"Coming: {said.there} of {count_words(said.seats, 'seat')}."
        if said.needed is None:
            return f"{coming} We don’t know how many it needs to decide."
        met = "Enough, if they come" if said.met else "Not enough yet"
        return f"{coming} {met}: it needs {self.meeting.board.quorum}."

    @property
    def not_answered(self) -> list[Seat]:
        """Seats of which nobody said whether they come; one that nobody holds cannot say it."""
        if self.answers is None:
            return []
        said = {row.seat_id for row in self.answers}
        return [one for one in self.seats if one.pk not in said and one.instead != "vacant"]

    def waits_for(self, posts: Collection[int]) -> bool:
        """Whether somebody with these job roles has a seat on the day and did not say whether they
        come."""
        if self.answers is None:
            return False
        said = {row.seat_id for row in self.answers}
        return any(one.post_id in posts and one.pk not in said for one in self.seats)

    @property
    def without_paper(self) -> list[Any]:
        """Items to decide beside which no paper stands."""
        return [
            one for one in self.items if one.kind == AgendaItem.Kind.DECIDE and not one.has_paper
        ]


@dataclass(frozen=True)
class Meetings:
    """The next meeting, those whose minutes were not sent yet, the first one first, and those that
    are planned for a day after its end: they are to be called off."""

    coming: Coming | None
    unsent: list[BoardMeeting]
    too_late: list[BoardMeeting] = field(default_factory=list)


def meetings_of(reader: BoardReader, seats: list[Seat]) -> Meetings:
    """Those of a board that this reader sees. One query; two more for who is of the board."""
    board, today = reader.board, reader.today
    rows = BoardMeeting.objects.visible_to(reader.user).filter(
        Q(state__in=BoardMeeting.TO_COME, on__gte=today)
        | Q(state=CALLED, on__lt=today)
        | Q(state=BoardMeeting.State.HELD),
        board=board,
    )
    found = list(_counted(rows, own=reader.is_of_it).order_by("on", "id")[:MOST])
    for meeting in found:
        meeting.board = board  # as the page has it, with its quorum
    too_late = [
        one for one in found if one.state in BoardMeeting.TO_COME and board.why_not_on(one.on)
    ]
    found = [one for one in found if one not in too_late]
    nearest = next(
        (one for one in found if one.state in BoardMeeting.TO_COME and one.on >= today), None
    )
    return Meetings(
        coming=_coming(reader, nearest, seats) if nearest else None,
        unsent=[one for one in found if one.state == BoardMeeting.State.HELD or one.on < today],
        too_late=too_late,
    )


def _counted(rows: QuerySet[BoardMeeting], *, own: bool) -> QuerySet[BoardMeeting]:
    """With how much their agenda holds. Of private items others know that they are there."""
    items = AgendaItem.objects.filter(meeting=OuterRef("pk")).exclude(
        state=AgendaItem.State.DROPPED
    )
    decide = items.filter(kind=AgendaItem.Kind.DECIDE)
    return rows.annotate(
        item_count=UpTo(items, MOST_ITEMS),
        unsaid_count=UpTo(items.unsaid(), 1),
        has_pack=Exists(Pack.objects.filter(meeting=OuterRef("pk")).current()),
        to_decide=UpTo(decide if own else decide.filter(is_private=False), MOST_ITEMS),
    )


def _coming(reader: BoardReader, meeting: Any, seats: list[Seat]) -> Coming:
    tells = reader.is_of_it or meeting.state == CALLED
    made = Coming(
        meeting=meeting,
        today=reader.today,
        item_count=meeting.item_count if tells else 0,
        to_decide=meeting.to_decide if tells else 0,
    )
    if not reader.is_of_it:
        return made
    return replace(
        made,
        items=_items(reader, meeting),
        seats=held_on(seats, meeting.on),
        answers=_answers(reader, meeting) if made.is_called else None,
    )


def _answers(reader: BoardReader, meeting: BoardMeeting) -> list[Attendance]:
    rows = Attendance.objects.visible_to(reader.user).filter(meeting=meeting)
    return list(rows.order_by("seat"))


def _items(reader: BoardReader, meeting: BoardMeeting) -> list[Any]:
    """With ``has_paper``: also beside the item from which one was carried."""
    kind = ContentType.objects.get_for_model(AgendaItem)
    papers = Attachment.objects.standing().filter(subject_type=kind)
    rows = AgendaItem.objects.visible_to(reader.user).filter(
        meeting=meeting, state=AgendaItem.State.OPEN
    )
    rows = rows.annotate(has_paper=Exists(papers.filter(subject_id=OuterRef("pk"))))
    items: list[Any] = list(rows.order_by("position", "id")[:MOST_ITEMS])
    if earlier := carried_into(item for item in items if not item.has_paper):
        of = papers.filter(subject_id__in=earlier).values_list("subject_id", flat=True)
        with_paper = {earlier[pk] for pk in of}
        for item in items:
            item.has_paper |= item.pk in with_paper
    return items

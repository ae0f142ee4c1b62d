"""One board as one reader sees it: its next meeting, its decisions, who sits and what it may do.

A fixed number of queries, of which who is not of the board needs fewer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from access.subqueries import UpTo
from governance.board_page import acts, decisions, needs, seats
from governance.board_page.meetings import Coming, Meetings, meetings_of
from governance.board_page.reader import BoardReader
from governance.decision.limits import Used, used_of
from governance.models import (
    Agreement,
    Board,
    BoardMeeting,
    BoardTie,
    Decision,
    Pack,
    Power,
    ReportPlan,
    Seat,
)
from interface.articles import with_article
from interface.pages import PageAction
from interface.paging import BoundedCount, bounded_count, up_to
from interface.sections import Task
from interface.words import capitalised
from partnerships.models import Organisation, Place
from partnerships.place.models.place import holding
from registry.record_pages import links_of

MOST = 99


@dataclass(frozen=True)
class BoardPage:
    """What the first page of a board shows."""

    reader: BoardReader
    board: Board
    all_seats: list[Seat]
    lines: list[Any]
    all_powers: list[Power]
    used: dict[int, Used]
    meetings: Meetings
    to_come: list[decisions.DecisionLine]
    lately: list[decisions.DecisionLine]
    actions: list[Any]
    waiting: list[Decision]
    reports: list[ReportPlan]
    counts: dict[str, str]
    ties: list[BoardTie]

    @property
    def coming(self) -> Coming | None:
        """The next meeting, where one is known."""
        return self.meetings.coming

    @cached_property
    def seats(self) -> list[Seat]:
        """Those of today."""
        held: list[Seat] = seats.held_on(self.all_seats, self.reader.today)
        return held

    @property
    def is_busy(self) -> bool:
        """Whether who is of the board prepares a meeting: the rest is said in short."""
        return self.coming is not None and self.reader.is_of_it

    @property
    def one_vote_each(self) -> bool:
        """Whether the votes need no column."""
        return all(seat.votes == 1 for seat in self.seats)

    @property
    def sits_for(self) -> str:
        """For whom this reader sits here; empty for others."""
        return ", ".join(str(one) for one in self.seats if one.post_id in self.reader.posts)

    @cached_property
    def needs(self) -> list[Task]:
        """What waits for this reader: what is late first, then their own part."""
        of = (self.reader, self.meetings.coming)
        own = needs.own_part(*of, self.actions, self.waiting)
        rest = (
            needs.before_the_meeting(
                self.reader,
                self.meetings,
                self.actions,
                self.waiting,
                self.all_powers,
                reports=self.reports,
            )
            if self.reader.keeps_meetings
            else ()
        )
        return sorted([*own, *rest], key=lambda task: not task.is_late)[: needs.SHOWN]

    @property
    def needs_title(self) -> str:
        """What stands over that."""
        return "Before the meeting" if self.reader.keeps_meetings else "Your part"

    @property
    def may_decide(self) -> list[dict[str, Any]]:
        """What it may decide, and what that used this year, as facts; what it only hopes for or
        was not confirmed stands last."""
        held = [one for one in self.all_powers if not one.standing]
        facts = []
        for part in Power.Part:
            rows = [one for one in held if one.part == part]
            if rows:
                facts.append({"label": capitalised(part.label), "value": _powers(rows)})
                facts += self._used(rows)
        later = [one for one in self.all_powers if one.standing and not one.is_over]
        return [
            *facts,
            *({"label": one.standing, "value": _powers([one])} for one in later[:2]),
        ]

    def _used(self, powers: Sequence[Power]) -> list[dict[str, Any]]:
        rows = [(one, self.used[one.pk].words) for one in powers if one.pk in self.used]
        alone = len(rows) == 1
        said = [words if alone else f"{one.about}: {words}" for one, words in rows]
        return [{"label": "Used this year", "value": capitalised("; ".join(said))}] if said else []

    @property
    def answers_to(self) -> list[dict[str, str]]:
        """To whom it answers today."""
        return seats.line_facts(seats.held_on(self.lines, self.reader.today))

    @property
    def complaint(self) -> Organisation | None:
        """To whom somebody complains who has no part in it: who answers for what it decides."""
        is_told = self.board.is_legal_body is False and not self.reader.is_of_it
        return self.board.accountable_body if is_told else None

    @cached_property
    def button(self) -> PageAction | None:
        """The one thing to do here, which depends on the reader."""
        return acts.button_of(self.reader, self.meetings)

    @property
    def more(self) -> list[PageAction]:
        """What else this reader may do, without what the button does."""
        return [one for one in acts.more_of(self.reader, self.coming) if one != self.button]

    @property
    def also(self) -> list[dict[str, str]]:
        """Where the rest is: what was promised at its meetings, the money of its programme."""
        board, programme = self.board, self.board.programme
        made = []
        if self.actions or self.reader.is_of_it:
            url = f"{reverse('promises')}?board={board.organisation.slug}"
            made.append({"label": "Actions", "url": url, "count": self._actions_words})
        if not (self.is_busy and self.reader.keeps):  # who finds it beside the seats
            made += agreements_line(board, self.counts)
        if self.is_busy:  # others read it among the facts
            made += [
                {"label": str(link.place), "url": link.place.get_absolute_url()}
                for link in list(board.place_links.all())[:1]
            ]
        if programme:
            url = f"{reverse('flows')}?programme={programme.slug}"
            made.append({"label": f"Money of {with_article(programme.name)}", "url": url})
        whole = self.reader.keeps_meetings
        return made + links_of(self.reader.user, board, "board", self.counts, whole=whole)

    @property
    def _actions_words(self) -> str:
        late = sum(one.due < self.reader.today for one in self.actions)
        to_do = f"{len(self.actions)} to do" if self.actions else ""
        return f"{to_do}, {late} late" if late else to_do


def page_of(user: Any, board: Board) -> BoardPage:
    """The first page of a board that this reader sees."""
    reader = BoardReader(user, board)
    rows, today = decisions_of(user, board), reader.today
    public = not reader.is_signed_in
    all_seats = seats.seats_of(user, board)
    all_powers = powers_of(board)
    held = [one for one in all_powers if not one.standing]
    return BoardPage(
        reader=reader,
        board=board,
        all_seats=all_seats,
        lines=seats.lines_of(user, board),
        all_powers=all_powers,
        used=used_of(rows, held, today),
        meetings=meetings_of(reader, all_seats),
        to_come=decisions.to_be_decided(rows, public=public, today=today),
        lately=decisions.decided_lately(rows, public=public, today=today),
        actions=needs.actions_at(reader),
        waiting=needs.to_confirm(reader, rows),
        reports=needs.reports_due(reader),
        counts=counted(user, board),
        ties=list(ties_of(user, board).not_over()),
    )


def decisions_of(user: Any, board: Board) -> QuerySet[Decision]:
    """Those of a board that a reader sees."""
    return Decision.objects.visible_to(user).filter(board=board)


def ties_of(user: Any, board: Board) -> Any:
    """The further funds and programmes that it has or had to do with, those of today first. One
    query."""
    rows = BoardTie.objects.visible_to(user).filter(board=board)
    return rows.select_related("fund", "programme").order_by(seats.NOW_FIRST, "id")


def powers_of(board: Board) -> list[Power]:
    """All that it has or had, those that hold first. One query."""
    rows = board.powers.select_related("from_body", "accountable_body", "claim_link")
    return list(rows.order_by(seats.NOW_FIRST, "function", "id"))


def counted(user: Any, board: Board) -> dict[str, str]:
    """How many meetings, decisions, agreements, packs and seats of a board a reader sees, in words;
    empty for none. One query."""
    of, today = {"board": OuterRef("pk")}, holding(timezone.localdate())
    rows = {
        "meetings": BoardMeeting.objects.visible_to(user),
        "decisions": Decision.objects.visible_to(user),
        "seats": Seat.objects.filter(today),
        "agreements": Agreement.objects.visible_to(user),
        "packs": Pack.objects.visible_to(user).current(),
    }
    counts = {f"{name}_seen": UpTo(each.filter(**of), MOST) for name, each in rows.items()}
    found: Any = Board.objects.filter(pk=board.pk).order_by().values(**counts).get()
    return {name: up_to(n, MOST).label if (n := found[f"{name}_seen"]) else "" for name in rows}


def agreements_at(user: Any, place: Place) -> BoundedCount:
    """How many agreements of boards and partnerships of a place a reader sees. One query."""
    return bounded_count(Agreement.objects.visible_to(user).in_place(place), MOST)


def agreements_line(board: Board, counts: dict[str, str]) -> list[dict[str, Any]]:
    """The line that leads to its agreements, where the reader sees one."""
    url = f"{reverse('agreements')}?board={board.slug}"
    count = counts["agreements"]
    return [{"label": "Agreements", "url": url, "count": count}] if count else []


def _powers(rows: Sequence[Power]) -> str:
    said = []
    for one in rows:
        words = ", ".join(filter(None, [one.about, one.limit_words]))
        said.append(f"{words} ({one.claim_mark})" if one.claim_mark else words)
    return capitalised("; ".join(said))

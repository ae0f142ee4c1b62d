"""What the page of a meeting shows: its agenda before, its minutes after, to each as far as theirs.

Others than who sits on the board or keeps it read the agenda once the meeting is called, what was
said once its minutes are sent, and of a private item never more than that it is there and why.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from access.visibility import reader_of
from collaboration.models import ActionItem
from governance.meeting.actions import can_agree_at
from governance.meeting.agenda_lines import Line, agenda_lines, hint_interests
from governance.meeting.as_held import mark_of, tell_apart_then
from governance.meeting.corrections import Correction, corrections_for
from governance.meeting.permissions import can_keep_meeting, own_seats, reads_whole
from governance.meeting.promised import promised_at
from governance.meeting.quorum import Quorum, quorum_held, quorum_of, seats_on
from governance.models import AgendaItem, Attendance, BoardMeeting, Interest
from interface.words import count_words, date_words, day_and_month, in_sentence, list_words

State, Item = BoardMeeting.State, AgendaItem.State


@dataclass(frozen=True)
class There:
    """A seat at a meeting: what is known of who took it."""

    seat: Any
    row: Attendance | None

    @property
    def words(self) -> str:
        """As it was noted: "here, Deputy director instead, until “Health visitors”"."""
        if self.row is None:
            return "vacant" if getattr(self.seat, "is_vacant", False) else "not noted"
        return self.row.words

    @property
    def mark(self) -> str:
        """Whether the body of the seat had confirmed it, where anything is noted of who took it."""
        return mark_of(self.seat) if self.row else ""


@dataclass(frozen=True)
class MeetingPage:
    """All that the page says of a meeting to one reader."""

    user: Any
    meeting: BoardMeeting

    @cached_property
    def keeps(self) -> bool:
        """Whether they keep the board's meetings."""
        return can_keep_meeting(self.user, self.meeting)

    @cached_property
    def whole(self) -> bool:
        """Whether they read what is private and not sent yet."""
        return reads_whole(self.user, self.meeting)

    @property
    def signed_in(self) -> bool:
        """Whether somebody reads it who is signed in."""
        return reader_of(self.user) is not None

    @property
    def has_agenda(self) -> bool:
        """Whether the agenda is theirs to read."""
        return self.whole or self.meeting.called_on is not None

    @property
    def has_minutes(self) -> bool:
        """Whether what was said is theirs to read."""
        return self.meeting.state in BoardMeeting.SENT or (self.whole and self.meeting.is_over)

    @property
    def is_held(self) -> bool:
        """Whether the page tells what was, and not what is to come."""
        return self.meeting.is_over and self.has_minutes

    @cached_property
    def day(self) -> str:
        """Tuesday 15 December 2026."""
        return f"{self.meeting.on:%A} {date_words(self.meeting.on)}"

    @property
    def title(self) -> str:
        """The day; of minutes, and of a meeting that was called off, it says so."""
        if self.meeting.state == State.CALLED_OFF:
            return f"Called off: {self.day}"
        return f"Minutes: {self.day}" if self.is_held else self.day

    @cached_property
    def lead(self) -> str:
        """ "10am to noon, County Hall. 9 items, 3 to decide."; of minutes what was decided; of one
        that was called off, why."""
        meeting = self.meeting
        if meeting.state == State.CALLED_OFF:
            return f"{meeting.called_off_because.rstrip('.')}."
        if self.decided:
            titles = [str(self.decided[0]), *(in_sentence(str(one)) for one in self.decided[1:])]
            return f"Decided: {'; '.join(titles)}."
        count = len(self.lines)
        decide = sum(1 for one in self.lines if one.item and one.item.kind == "decide")
        items = f"{count_words(count, 'item')}" if count else ""
        ahead = bool(items and decide and not self.is_held)
        how_many = f"{items}, {decide} to decide" if ahead else items
        return " ".join(f"{part}." for part in (self._when, how_many) if part)

    @property
    def _when(self) -> str:
        return ", ".join(filter(None, [self.meeting.hours, self.meeting.where]))

    @property
    def was_at(self) -> str:
        """When and where, once the lead says what was decided."""
        return f"{self._when}." if self.decided and self._when else ""

    @property
    def standing(self) -> str:
        """How far it is, in a sentence."""
        meeting, today = self.meeting, self.today
        match meeting.state:
            case State.PLANNED:
                return "Planned. The meeting hasn’t been called yet."
            case State.CALLED:
                day = day_and_month(meeting.called_on, today) if meeting.called_on else ""
                return f"Called on {day}."
            case State.HELD:
                return "Held. Its minutes haven’t been sent yet."
            case State.MINUTED:
                sent = f"Minutes sent{self._corrected_on}."
                return f"{sent} They still have to be agreed at a later meeting."
            case State.APPROVED:
                return f"Minutes agreed{self._agreed_on}{self._corrected_on}."
        return "What was on its agenda waits for another meeting."

    @cached_property
    def corrections(self) -> list[Correction]:
        """What was changed since the minutes were sent, as far as this reader reads those."""
        if not self.has_minutes:
            return []
        return corrections_for(self.user, self.meeting, whole=self.whole)

    @property
    def _corrected_on(self) -> str:
        """The day of the last correction that they read."""
        return f", corrected on {self.corrections[-1].day}" if self.corrections else ""

    @property
    def _agreed_on(self) -> str:
        """On which day, where they see the meeting at which it was."""
        at = self.meeting.approved_at
        seen = BoardMeeting.objects.visible_to(self.user)
        agreed = seen.filter(pk=at.pk).first() if at else None
        return f" on {date_words(agreed.on)}" if agreed else ""

    @cached_property
    def lines(self) -> list[Line]:
        """The agenda, as this reader sees it."""
        if not self.has_agenda:
            return []
        told = agenda_lines(self.user, self.meeting, with_minutes=self.is_held)
        if self.whole and not self.is_held:
            hint_interests(told, self.interests, self.seats)
        return told

    @cached_property
    def decided(self) -> list[Any]:
        """What was decided there, as far as they see it, also where it was dropped or withdrawn
        since."""
        if not self.is_held:
            return []
        seen: Any = self.meeting.decisions
        rows = seen.visible_to(self.user).decided_there()
        rows = rows.select_related("accountable_body__merged_into").prefetch_related(
            "accountable_body__names", "accountable_body__successors"
        )
        found = list(rows.order_by("number"))
        for one in found:  # by the name of that day
            body = one.accountable_body
            one.answers = body.called_then(one.decided_on) if body else ""
        return found

    @cached_property
    def today(self) -> dt.date:
        """Today, by which what is still to do is late."""
        return timezone.localdate()

    @cached_property
    def actions(self) -> list[ActionItem]:
        """What was promised there, to who is signed in; of a private item to who reads that."""
        if not (self.signed_in and self.has_minutes):
            return []
        here = BoardMeeting.objects.filter(pk=self.meeting.pk)
        return list(promised_at(self.user, here).order_by("due", "id"))

    @cached_property
    def seats(self) -> list[Any]:
        """The seats of its day."""
        seats = seats_on(self.meeting)
        tell_apart_then(self.user, seats)
        return seats

    @cached_property
    def _rows(self) -> list[Attendance]:
        told = self.whole or self.meeting.state in BoardMeeting.SENT
        rows = self.meeting.attendance.select_related("from_item", "until_item")
        return list(rows) if told else []

    @cached_property
    def there(self) -> list[There]:
        """Every seat, with who took it. A private item isn’t named to others."""
        rows = {row.seat_id: row for row in self._rows}
        read = {line.item.pk for line in self.lines if line.item}
        for row in rows.values():
            row.from_item = _as_read(row.from_item, read)
            row.until_item = _as_read(row.until_item, read)
        return [There(seat, rows.get(seat.pk)) for seat in self.seats]

    @cached_property
    def quorum(self) -> Quorum:
        """Whether enough come, or came at the beginning."""
        if self.meeting.is_over:
            return quorum_held(self.meeting, self.seats, self._rows)
        coming = [row for row in self._rows if row.state == Attendance.State.COMING]
        return quorum_of(self.meeting.board, self.seats, coming)

    @property
    def enough(self) -> str:
        """One sentence on the quorum."""
        quorum, ahead = self.quorum, not self.meeting.is_over
        if quorum.met is None:
            return "We don’t know yet." if ahead else f"{quorum.words}, so we can’t tell."
        if quorum.met:
            return "Yes, if everyone who said they would comes." if ahead else "Yes."
        return "Not yet." if ahead else "No."

    @property
    def enough_more(self) -> str:
        """How many come or came, and how many it takes."""
        quorum = self.quorum
        if not quorum.is_recorded:
            return ""
        comes = "coming" if not self.meeting.is_over else "there"
        said = f"{quorum.there} of {count_words(quorum.seats, 'seat')} {comes}"
        more = f"It takes {quorum.rule}." if quorum.rule else "We don’t know how many it takes."
        return f"{said}. {more}"

    @property
    def unanswered(self) -> str:
        """Who has not said whether they come, and which seats nobody holds."""
        if self.meeting.is_over:
            return ""
        silent = [
            one.seat.called for one in self.there if one.row is None and not one.seat.is_vacant
        ]
        vacant = [seat.called for seat in self.seats if seat.is_vacant]
        said = (
            f"No answer yet from: {list_words(silent)}." if silent else "",
            f"Vacant: {list_words(vacant)}." if vacant else "",
        )
        return " ".join(filter(None, said))

    @cached_property
    def interests(self) -> list[Interest]:
        """Interests at its items; to who sits and keeps also those that stand anyway."""
        if not self.has_agenda:
            return []
        rows = Interest.objects.visible_to(self.user).filter(ended_on=None)
        of_items = rows.filter(item__meeting=self.meeting)
        standing = rows.filter(item=None, board=self.meeting.board_id)
        both = (of_items | standing) if self.whole else of_items
        found = list(both.select_related("seat__organisation", "item").order_by("id"))
        if self.meeting.is_over:
            named = {seat.pk: seat for seat in self.seats}
            for one in found:
                one.seat = named.get(one.seat_id, one.seat)
        return found

    @property
    def strip(self) -> list[dict[str, Any]]:
        """Four figures of minutes."""
        done = sum(one.state in AgendaItem.ENDED for one in self.actions)
        carried = sum(bool(one.item and one.item.state == Item.CARRIED) for one in self.lines)
        quorum = self.quorum
        needed = f"it needed {quorum.needed}" if quorum.needed else ""
        seats = f"{quorum.there} of {quorum.seats}" if quorum.is_recorded else None
        figures: list[dict[str, Any]] = [
            {"label": "Decided", "value": len(self.decided)},
            {"label": "Seats there", "value": seats, "note": needed},
            {"label": "Carried over", "value": carried},
        ]
        if self.signed_in:
            note = f"{done} done" if done else ""
            figures.insert(1, {"label": "Actions", "value": len(self.actions), "note": note})
        return figures

    @cached_property
    def packs(self) -> list[Any]:
        """Its packs that stand, as far as they are theirs to read."""
        seen: Any = self.meeting.packs
        rows = seen.visible_to(self.user).current().as_rows()
        return list(rows.order_by("number"))

    @property
    def has_pack(self) -> bool:
        """Whether one was made, for who keeps the board."""
        return bool(self.packs)

    @cached_property
    def agree_at(self) -> list[BoardMeeting]:
        """Where its minutes can have been agreed, for who keeps it."""
        is_sent = self.keeps and self.meeting.state == State.MINUTED
        return list(can_agree_at(self.meeting)) if is_sent else []

    @cached_property
    def sits(self) -> bool:
        """Whether they say for a seat whether it is taken."""
        ahead = self.meeting.state in BoardMeeting.TO_COME
        return ahead and self.meeting.on >= self.today and bool(self._own_seats)

    @property
    def own_answer(self) -> str:
        """What the button for that says: they may have answered already."""
        said = {row.seat_id for row in self._rows}
        is_said = all(seat.pk in said for seat in self._own_seats)
        return "Change your answer" if is_said else "Say whether you’re coming"

    @cached_property
    def _own_seats(self) -> list[Any]:
        return own_seats(self.user, self.meeting) if self.signed_in else []

    @property
    def tells_quorum(self) -> bool:
        """Whether the page says if enough come or came."""
        return self.is_held or (self.whole and self.meeting.state != State.CALLED_OFF)


def _as_read(item: AgendaItem | None, read: Container[int]) -> AgendaItem | None:
    """An item whose title others read; of a private one they read no more than that."""
    return item if item is None or item.pk in read else AgendaItem(title="a private item")

"""What the page of a pack says around its blocks, to each of its readers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse

from governance.models import BoardMeeting, Pack
from governance.pack.actions import CALLED_OFF, why_not_issued
from governance.pack.making import For, basis_of
from governance.pack.permissions import can_keep_pack
from interface.cells import linked
from interface.columns import Column
from interface.pages import PageAction
from interface.words import date_words, day_words
from records.files.typeset import INSTEAD

State = Pack.State


@dataclass(frozen=True)
class PackPage:
    """One pack for one reader."""

    user: Any
    pack: Pack

    @cached_property
    def keeps(self) -> bool:
        """Whether they keep the meetings of its board."""
        return can_keep_pack(self.user, self.pack)

    @property
    def lead(self) -> str:
        """For whom it is, and as the record was when."""
        pack = self.pack
        return f"For {pack.for_whom}, as it was on {date_words(pack.as_at)}."

    @property
    def readers(self) -> str:
        """Who may read it, for the head of a printed page."""
        keepers = "those who look after the board"
        if self.pack.audience in (Pack.Audience.PUBLIC, Pack.Audience.NETWORK):
            return self.pack.for_whom if self.pack.issued_on else keepers
        return f"{self.pack.for_whom} and {keepers}" if self.pack.issued_on else keepers

    @property
    def standing(self) -> str:
        """How far it is, with what tells it from others on paper."""
        pack = self.pack
        issued = f"Issued on {day_words(pack.issued_on)}. " if pack.issued_on else ""
        state = {
            State.DRAFT: "A draft: nobody else can read it yet. ",
            State.WITHDRAWN: "Withdrawn: nobody else can read it any more. ",
        }.get(State(pack.state), "")
        return f"{issued}{state}Number {pack.number}, {pack.short_digest}."

    @cached_property
    def warnings(self) -> list[str]:
        """What became of it or its meeting since."""
        return list(self._warned())

    def _warned(self) -> Iterator[str]:
        pack, meeting = self.pack, self.pack.meeting
        if pack.state == State.REPLACED:
            yield "A later one has replaced it."
        if meeting and meeting.state == BoardMeeting.State.CALLED_OFF:
            yield f"The meeting was called off: {meeting.called_off_because.rstrip('.')}."
        elif meeting and not meeting.is_over and self.is_current and self._has_changed:
            yield "The meeting has changed since this was made."
        problem = why_not_issued(pack) if pack.is_draft and self.keeps else ""
        if problem and problem != CALLED_OFF:
            yield f"{problem}."
        if pack.issued_on and not pack.file and self.is_current:
            yield f"{INSTEAD}."

    @property
    def is_current(self) -> bool:
        """Whether it stands."""
        return self.pack.state in Pack.STANDS

    @property
    def _has_changed(self) -> bool:
        """Whether its meeting is another now, as those read it for whom it is."""
        pack = self.pack
        reader = For(pack.audience, pack.body).reader(pack.board)
        return bool(pack.basis) and basis_of(reader, pack.meeting) != pack.basis

    @property
    def left_out(self) -> str:
        """What its readers do not see of what its maker saw, for who keeps the board."""
        return self.pack.left_out_words if self.keeps and self.pack.left_out else ""

    @property
    def may_issue(self) -> bool:
        """Whether it can be sent, by this reader."""
        return self.keeps and not why_not_issued(self.pack)

    @property
    def may_make_again(self) -> bool:
        """Whether another can be made in its place, by this reader."""
        meeting = self.pack.meeting
        is_off = meeting is not None and (
            meeting.is_over or meeting.state == BoardMeeting.State.CALLED_OFF
        )
        return self.keeps and self.is_current and not is_off

    @property
    def pdf(self) -> str:
        """Where its PDF is; a draft’s is drawn for who keeps the board."""
        there = self.pack.file or (self.keeps and self.pack.is_draft)
        return reverse("pack_pdf", args=self.at) if there else ""

    @property
    def at(self) -> list[Any]:
        """What its addresses say."""
        return [self.pack.board.slug, self.pack.number]

    @property
    def more(self) -> list[PageAction]:
        """What else this reader may do with it."""
        found = []
        if self.keeps and self.pack.is_draft:
            found.append(PageAction("Write covering words", reverse("pack_edit", args=self.at)))
        if self.keeps:
            found.append(PageAction("History", reverse("pack_history", args=self.at)))
        return found

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """Its blocks as the template draws them."""
        return [_as_drawn(block) for block in self.pack.content]


def _as_drawn(block: dict[str, Any]) -> dict[str, Any]:
    """With the columns of a table."""
    if block["kind"] != "table":
        return block
    columns = [
        Column(
            name=str(number),
            label=head["text"],
            cell=_cell_of(number),
            head=number == 0,
            number=head["is_figure"],
        )
        for number, head in enumerate(block["head"])
    ]
    return {**block, "columns": columns}


def _cell_of(number: int) -> Callable[[Any], Any]:
    def draw(row: Any) -> Any:
        one = row[number]
        return linked(one["text"], one["url"]) if one["url"] else one["text"]

    return draw

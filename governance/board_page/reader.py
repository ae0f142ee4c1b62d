"""Who reads the page of a board: whoever keeps it, whoever sits there, or somebody else."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from access.visibility import reader_of
from governance.board.permissions import can_keep_board, keeps_meetings
from governance.board.sight import boards_of
from governance.models import Board
from people.job_role.models import held_by


@dataclass(frozen=True)
class BoardReader:
    """One reader of one board, today."""

    user: Any
    board: Board

    @cached_property
    def today(self) -> dt.date:
        """The day in London."""
        return timezone.localdate()

    @cached_property
    def is_signed_in(self) -> bool:
        """Whether they have an account."""
        return reader_of(self.user) is not None

    @cached_property
    def keeps(self) -> bool:
        """Whether they keep the board right."""
        return can_keep_board(self.user, self.board)

    @cached_property
    def posts(self) -> frozenset[int]:
        """The job roles that they hold, of somebody who sits here; one query at most."""
        reader = reader_of(self.user)
        if reader is None or self.board.pk not in boards_of(self.user):
            return frozenset()
        held = held_by(reader)
        return held if isinstance(held, frozenset) else frozenset(row["post"] for row in held)

    @cached_property
    def keeps_meetings(self) -> bool:
        """Whether they keep its meetings; an administrator without a role there does not."""
        return keeps_meetings(self.user, self.board)

    @property
    def is_of_it(self) -> bool:
        """Whether they read all of the board (``sits_or_keeps``)."""
        return self.keeps_meetings or bool(self.posts)

    @cached_property
    def bodies(self) -> frozenset[int]:
        """The bodies of which they are an officer."""
        reader = reader_of(self.user)
        return reader.organisations if reader else frozenset()

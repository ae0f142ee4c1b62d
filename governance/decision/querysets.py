from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from access.visibility import reader_of
from governance.board.models import Board
from governance.board.sight import seen_at_board, sits_or_keeps
from governance.meeting.models import AgendaItem
from records.models import Visibility
from records.typed_words import typed_words

# So many that hold the same words are few: each is looked at
FEW = 5_000
# A decision without a day by which it is due stands behind all others that are to come
UNDATED = dt.date(9999, 12, 31)
DUE_OR_LAST = Coalesce("due", Value(UNDATED, output_field=models.DateField()))


def at_place(place: models.Model) -> Q:
    """Decisions of boards for this place, or for one within it."""
    boards = Board.objects.filter(reach_ids__contains=[place.pk]).order_by()
    return Q(board__in=boards.values("pk"))


def of_private_item() -> Exists:
    """Whether an item of a decision is private: then no level of its own opens it to others."""
    return Exists(AgendaItem.objects.private().filter(decision=OuterRef("pk")))


class DecisionQuerySet(models.QuerySet):
    """Decisions of boards, made and to come."""

    def visible_to(self, user: Any, *, at_once: bool = False) -> Self:
        """By their level, but for those of a private item; who sits on the board and who keeps it
        read all of them, and officers of the body that answers for one or must confirm it read that
        one. The public reads none of a board that it does not read. ``at_once`` for search, which
        asks of few rows of each kind."""
        rule: Any = seen_at_board(user, at_once=at_once) & ~of_private_item()
        reader = reader_of(user)
        if reader is None:
            return self.filter(rule)
        rule |= sits_or_keeps(user, at_once=at_once)
        if reader.organisations:
            bodies = sorted(reader.organisations)
            rule |= Q(accountable_body__in=bodies) | Q(confirm_by__in=bodies)
        return self.filter(rule)

    def as_rows(self) -> Self:
        """With all that a row says of them, and ``is_private``: whether an item of theirs is."""
        rows = self.select_related("board__organisation", "accountable_body")
        return rows.annotate(is_private=of_private_item()).defer("search")

    def decided_there(self) -> Self:
        """Those of a meeting that were decided at it, whatever became of them since."""
        return self.filter(decided_on__isnull=False).exclude(outcome="")

    def to_come(self) -> Self:
        """Those that are still to be made or confirmed: the forward plan."""
        decisions: Any = self.model
        return self.filter(state__in=decisions.TO_COME)

    def decided_for_all(self, *, signed_in: bool) -> Self:
        """What was decided, as far as everybody reads it, or everybody who is ``signed_in``: a part
        of what a reader sees, for counts that are asked alike for all."""
        levels = [Visibility.PUBLIC, *([Visibility.NETWORK] if signed_in else [])]
        open_boards = {} if signed_in else {"board__visibility": Visibility.PUBLIC}
        told = Q(decided_on__isnull=False, visibility__in=levels, **open_boards)
        return self.filter(told & ~of_private_item())

    def by_due(self) -> Self:
        """With ``due_or_last``, which is never null: by when each is to be decided."""
        return self.annotate(due_or_last=DUE_OR_LAST)

    def above_their_limit(self) -> Self:
        """Those that were above a limit of their power when they were made."""
        return self.filter(within_limit=False)

    def found_by(self, words: str) -> Self:
        """Those whose text holds these words. Where few do, these are asked for by themselves: else
        the database goes through all decisions, the newest first, until it has met enough."""
        query = typed_words(words)
        every: Any = self.model
        holding = every.objects.order_by().filter(search=query).values_list("pk", flat=True)
        few = list(holding[: FEW + 1])
        return self.filter(pk__in=few) if len(few) <= FEW else self.filter(search=query)

    def in_place(self, place: models.Model) -> Self:
        """Those of boards for this place, or for one within it."""
        return self.filter(at_place(place))

    def at_boards_of(self, place: models.Model) -> Self:
        """The same with the boards asked for first: the database then knows how few they are, and
        reads theirs alone."""
        boards = Board.objects.filter(reach_ids__contains=[place.pk]).order_by()
        return self.filter(board__in=list(boards.values_list("pk", flat=True)))

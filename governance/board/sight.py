"""Who reads what hangs on a board: its meetings, agenda and decisions.

By the level of each, with the places and the programme of its board. Besides, who sits on the board
today and who keeps it (its clerk, editors of its places, leads of its programme) read all of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from access.stand_ins import looked_up
from access.visibility import Reader, reader_of, visibility_filter
from governance.board.seat_models import Seat
from partnerships.place.models.place import holding
from people.job_role.models import held_by
from records.models import OPEN_LEVELS, Visibility

# Those of a board's meetings and decisions; the narrowest is read by who works at its places
LEVELS = (*OPEN_LEVELS[::-1], Visibility.PLACE)


@looked_up("boards_sat")
def boards_of(user: Any) -> Iterable[int]:
    """The boards on which somebody sits today, by a job role that they hold: their ids. One query,
    kept on the user for the request."""
    reader = reader_of(user)
    return () if reader is None else _sat(reader).values_list("board", flat=True)


def _sat(reader: Reader) -> QuerySet[Seat]:
    seats: QuerySet[Seat] = Seat.objects.filter(
        holding(timezone.localdate()), post__in=held_by(reader)
    )
    return seats.order_by()


def sits_or_keeps(user: Any, board: str = "board", *, at_once: bool = False) -> Q:
    """Rows of boards on which this user sits, or which they keep; ``board`` is the way there.
    ``at_once``: where they sit is asked with the rows, and not before."""
    rule, reader = kept_by(user, board), reader_of(user)
    if at_once and reader:
        rule |= Q(**{f"{board}__in": _sat(reader).values("board")})
    elif not at_once and (boards := boards_of(user)):
        rule |= Q(**{f"{board}__in": sorted(boards)})
    return rule


def kept_by(user: Any, board: str = "board") -> Q:
    """Rows of boards that this user keeps by a role: as clerk, for a place or for a programme."""
    reader = reader_of(user)
    rule = Q(pk__in=[])
    if reader is None:
        return rule
    if reader.organisations:
        rule |= Q(**{f"{board}__organisation__in": sorted(reader.organisations)})
    if reader.kept_places:
        rule |= Q(**{f"{board}__reach_ids__overlap": sorted(reader.kept_places)})
    if reader.led_programmes:
        rule |= Q(**{f"{board}__programme__in": sorted(reader.led_programmes)})
    return rule


def open_with_board(user: Any) -> Q:
    """Rows with a level of their own that everyone signed in reads, of a board or of none. Of a
    board that is not public the public reads none."""
    if reader_of(user) is not None:
        return Q()
    of = Q(board=None) | Q(board__visibility=Visibility.PUBLIC)
    return of & Q(visibility=Visibility.PUBLIC)


def seen_at_board(user: Any, *, at_once: bool = False) -> Q:
    """Rows with a level of their own, of a board whose places and programme are theirs. Of a board
    that is not public the public reads none."""
    if reader_of(user) is None:
        return Q(visibility=Visibility.PUBLIC, board__visibility=Visibility.PUBLIC)
    own = sits_or_keeps(user, at_once=at_once)
    return visibility_filter(user, through="board__", level="") | own

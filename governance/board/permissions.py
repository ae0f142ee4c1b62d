"""Who records boards, and keeps them, their seats and powers right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from access.permissions import leads, leads_its_programme
from access.visibility import reader_of
from governance.models import Board
from partnerships.models import Place, PlaceReach


def can_add_board(user: Any) -> bool:
    """Editors and connectors of places, officers for their own bodies, leads of programmes,
    administrators."""
    reader = reader_of(user)
    return bool(
        reader
        and (
            reader.is_administrator
            or reader.kept_places
            or reader.organisations
            or reader.led_programmes
        )
    )


def can_keep_board(user: Any, board: Board) -> bool:
    """Its clerk (an officer of the board as a body), editors of its places, leads of its programme;
    administrators."""
    reader = reader_of(user)
    return bool(
        reader
        and (
            reader.is_administrator
            or reader.kept_places & set(board.reach_ids)
            or board.organisation_id in reader.organisations
            or leads_its_programme(user, board)
        )
    )


def keeps_meetings(user: Any, board: Board) -> bool:
    """Its clerk, editors of its places, leads of its programme. An administrator by such a role
    alone: who writes the minutes reads what is private in them."""
    reader = reader_of(user)
    if reader is None or not can_keep_board(user, board):
        return False
    return bool(
        reader.kept_places & set(board.reach_ids)
        or board.organisation_id in reader.organisations
        or board.programme_id in reader.led_programmes
    )


def can_keep_part(user: Any, part: Any) -> bool:
    """Who keeps the board that it is of."""
    return can_keep_board(user, part.board)


def can_write_board(
    user: Any, *, body_id: int | None, programme_id: int | None, places: Iterable[Place]
) -> bool:
    """Whether the user may say that a board of this body and programme is for these places."""
    reader = reader_of(user)
    if reader is None:
        return False
    above = set(PlaceReach.of([place.pk for place in places]))
    return bool(
        reader.is_administrator
        or reader.kept_places & above
        or body_id in reader.organisations
        or leads(user, programme_id)
    )

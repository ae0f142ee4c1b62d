"""Recording a board: as a body, with its places. Who may was asked before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from governance.models import Board
from partnerships.models import Organisation, Place
from partnerships.organisation.actions import add_organisation
from partnerships.place.at_places_actions import write_at_places
from records.addresses import free_slug

IS_ANOTHER = "That body is recorded as a board already. Change it there"
# Of a board that is no body of the directory yet: the rest of what a form of one says
UNSAID = {"place": None, "short_name": "", "named_from": None, "number": ""}


@transaction.atomic
def add_board(
    *, by: Any, board: Board, name: str, places: Iterable[Place], check: Callable[[], None]
) -> Board:
    """Record a board of a body that is there, or of a new one of this name.

    ``check`` is asked of a new one, once nobody else can add one any more; what it raises, this
    raises.
    """
    places = list(places)
    if name:
        body = Organisation(name=name, sector=Organisation.Sector.OTHER)
        board.organisation = add_organisation(by=by, organisation=body, said=UNSAID, check=check)
        if places and all(place.is_example for place in places):
            body.is_example = True
            body.save()
    board.slug = free_slug(Board.objects.all(), str(board.organisation), "board")  # others wait
    if Board.objects.filter(organisation=board.organisation_id).exists():
        raise ValidationError({"organisation": IS_ANOTHER})
    written: Board = write_at_places(by=by, record=board, places=places)
    return written

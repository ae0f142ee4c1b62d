"""Rows of a board: where they stand."""

from __future__ import annotations

from governance.board.permissions import can_keep_board, can_keep_part
from registry.kind_of_part import KindOfPart

BOARDS = ("Boards", "/boards/")


class PartOfABoard(KindOfPart):
    """A row of a board, named below it; changed at an address of its own."""

    link, whole_path, trail = "board", "boards", (BOARDS,)
    may_add, may_edit, form_takes_user = can_keep_board, can_keep_part, True
    routes = {
        "Add": ("boards/<slug:slug>/{kind.path}/add/", "{kind.key}_add"),
        "Edit": ("boards/{kind.path}/<int:pk>/edit/", "{kind.key}_edit"),
    }

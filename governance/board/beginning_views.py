"""The seats of a board begin as the members of a partnership, with one press."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from governance.board.beginning import begin_seats, beginnings
from governance.board.part_views import BOARDS
from governance.board.permissions import can_keep_board
from governance.models import Board
from interface.pages import RecordPage
from interface.words import count_words

NONE_MADE = "No seat was added: the board has seats already, or the partnership has changed."


class BeginSeats(RecordPage):
    """Partnerships of its places with their members; a button for each makes the seats."""

    model, key, permission = Board, "slug", can_keep_board
    template_name = "governance/board/seats_begin.html"
    page_title = "Start with the members of a partnership"

    def get_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset().select_related("organisation", "programme")
        return rows

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [BOARDS]

    def get_context_data(self) -> dict[str, Any]:
        return {
            **super().get_context_data(),
            "page": self,
            "example": self.record.is_example,
            "beginnings": beginnings(self.request.user, self.record),
            "has_seats": self.record.seats.exists(),
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Make them, once."""
        slug = request.POST.get("partnership", "").replace("\x00", "")
        if made := begin_seats(by=request.user, board=self.record, partnership=slug):
            messages.success(request, f"{count_words(made, 'seat')} added. Say who sits there.")
        else:
            messages.warning(request, NONE_MADE)
        return redirect(f"{self.record.get_absolute_url()}#seats")

    @property
    def add_url(self) -> str:
        """Where one seat is added by hand."""
        return reverse("board_seat_add", args=[self.record.slug])

"""The pages of boards that the speed table measures."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F
from django.db.models.functions import Abs

from governance.models import Board
from national.bench.budgets import LIST, PAGE, BenchPage, at
from partnerships.models import Place

# A place that so many boards decide for
MANY = 40


def of_boards() -> Iterator[BenchPage]:
    """The list, a board with a meeting of it, who decides at a place with many, and the register
    of what they decided."""
    board = Board.objects.filter(visibility="public").order_by("id")[0]
    counted = Place.objects.annotate(n=Count("board_links"))
    place = counted.order_by(Abs(F("n") - MANY), "id")[0]
    yield BenchPage("boards", at("boards"), LIST)
    yield BenchPage("boards of a place", at("boards", place=place.slug), LIST)
    yield BenchPage("board", board.get_absolute_url(), PAGE)
    yield BenchPage("who decides at a place", at("place_governance", place.slug), PAGE)
    meeting = board.meetings.filter(visibility="public", state="approved").order_by("id")[0]
    yield BenchPage("meeting of a board", meeting.get_absolute_url(), PAGE)
    for name, asked in {
        "decisions": {},
        "decisions of a place": {"place": place.slug},
        "decisions to come": {"state": "to_come"},
    }.items():
        yield BenchPage(name, at("decisions", **asked), LIST)

"""Which programmes work in a place on which topics, and which of them meet in time and topic."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import combinations
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from interface.words import date_words
from partnerships.models import Place
from pilots.models import Pilot, PilotTopic
from pilots.place.programmes import programmes_at, when

MOST = 40
PAIRS = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """How many pilots a programme has here on a topic, and the list of them."""

    topic: str
    count: int
    url: str


@dataclass(frozen=True)
class Line:
    """A programme with its dates here and its topics; no topic recorded is not known."""

    name: str
    url: str
    when: str
    start: dt.date | None
    end: dt.date | None
    cells: list[Cell]

    @property
    def topics(self) -> set[str]:
        """The names of its topics."""
        return {cell.topic for cell in self.cells}


@dataclass(frozen=True)
class Meeting:
    """Two programmes that run, or ran, at the same time. ``topics`` are those that both have;
    ``unknown`` are the names of those whose topics are not recorded."""

    one: Line
    other: Line
    when: str
    topics: list[str]
    unknown: list[str]


@dataclass(frozen=True)
class Overlap:
    """The programmes of a place, and those that meet there. ``undated`` have no date known."""

    lines: list[Line]
    meetings: list[Meeting]
    undated: list[Line]
    more: bool

    @property
    def sharing(self) -> list[Meeting]:
        """Those that meet in time and in topic."""
        return [pair for pair in self.meetings if pair.topics]

    @property
    def only_in_time(self) -> list[Meeting]:
        """Those that meet in time, and share no topic that is recorded."""
        return [pair for pair in self.meetings if not pair.topics]


def build(user: Any, place: Place) -> Overlap:
    """The overlap page of a place or region, of the pilots that the reader sees. Two queries."""
    programmes = list(programmes_at(place).order_by("-start", "sort_key")[: MOST + 1])
    cells = _cells(user, place, [programme.pk for programme in programmes])
    lines = [
        Line(row.name, row.get_absolute_url(), when(row), row.start, row.end, cells[row.pk])
        for row in programmes[:MOST]
    ]
    dated = [line for line in lines if line.start or line.end]
    meetings = [made for pair in combinations(dated, 2) if (made := _meeting(*pair))]
    meetings.sort(key=lambda pair: -len(pair.topics))
    undated = [line for line in lines if line not in dated]
    return Overlap(lines, meetings[:PAIRS], undated, len(programmes) > MOST)


def _cells(user: Any, place: Place, programmes: list[int]) -> dict[int, list[Cell]]:
    here = Pilot.objects.visible_to(user).in_place(place).filter(programme__in=programmes)
    rows = (
        PilotTopic.objects.filter(pilot__in=here.order_by().values("pk"))
        .order_by("topic__name")
        .values_list("pilot__programme", "pilot__programme__slug", "topic__slug", "topic__name")
        .annotate(many=Count("pilot"))
    )
    cells: dict[int, list[Cell]] = {pk: [] for pk in programmes}
    for programme, slug, topic, name, many in rows:
        query = urlencode({"place": place.slug, "programme": slug, "topic": topic})
        cells[programme].append(Cell(name, many, f"{reverse('pilots')}?{query}"))
    return cells


def _meeting(first: Line, other: Line) -> Meeting | None:
    """How two programmes meet; None where they are known not to, or where a start is not known."""
    if first.start is None or other.start is None:
        return None
    start = max(first.start, other.start)
    ends = [line.end for line in (first, other) if line.end]
    if ends and min(ends) < start:
        return None
    until = f"to {_month(min(ends))}" if ends else "with no end known"
    unknown = [line.name for line in (first, other) if not line.cells]
    words = f"from {_month(start)} {until}"
    return Meeting(first, other, words, sorted(first.topics & other.topics), unknown)


def _month(day: dt.date) -> str:
    return date_words(day).split(" ", 1)[1]

"""To whom a record was open at each moment of its past: the rule of design §5 over history rows.

``admits`` is ``visibility.level_rule`` for a state that lies in the past, where there is no row to
ask: the two are tested against each other.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from partnerships.models import Levelled, OpenQuerySet, PlaceReach
from partnerships.visibility import Reader, reader_of
from records.models import Visibility


@dataclass(frozen=True, slots=True)
class State:
    """What decides who read a record at a moment. ``reach`` is its places and all above them."""

    visibility: str
    team_id: int | None
    programme_id: int | None
    author_id: int | None
    reach: frozenset[int] = frozenset()
    needs_owner: bool = False


def admits(reader: Reader | None, state: State) -> bool:
    """Whether this reader, with the roles of today, may read a record in this state."""
    if reader is None:
        return state.visibility == Visibility.PUBLIC
    by_place = state.visibility in (Visibility.PLACE, Visibility.PROGRAMME)
    programme = state.visibility == Visibility.PROGRAMME
    return (
        state.visibility in (Visibility.NETWORK, Visibility.PUBLIC)
        or state.author_id == reader.user_id
        or state.team_id in reader.teams
        or (by_place and bool(state.reach & reader.places))
        or (programme and state.programme_id in reader.programmes)
        or (state.visibility == Visibility.TEAM and bool(state.reach & reader.edited_places))
        or (state.needs_owner and _waits_for(reader, state))
    )


def _waits_for(reader: Reader, state: State) -> bool:
    return bool(state.reach & reader.connected_places) or (
        state.programme_id in reader.led_programmes
    )


@dataclass(frozen=True, slots=True)
class Past:
    """The moments at which a record was open to one reader.

    ``turns`` are the moments at which its state changed, oldest first, each with whether the reader
    was admitted from then on; None for a record of the open directory.
    """

    turns: tuple[tuple[dt.datetime, bool], ...] | None = None

    @property
    def spans(self) -> list[tuple[dt.datetime, dt.datetime | None]] | None:
        """Half-open periods in which the reader was admitted; None for always."""
        if not self.turns:
            return None if self.turns is None else []
        ends = [*(at for at, _ in self.turns[1:]), None]
        return [(at, end) for (at, open_), end in zip(self.turns, ends, strict=True) if open_]

    def was_open_before(self, moment: dt.datetime) -> bool:
        """Whether the reader was admitted just before this moment."""
        if self.turns is None:
            return True
        earlier = [open_ for at, open_ in self.turns if at < moment]
        return bool(earlier) and earlier[-1]


def past_of(record: models.Model, user: Any) -> Past:
    """To whom a record was open, and when. Three queries at most.

    Raises TypeError for a record that has its parent's level: ask for the parent's history.
    """
    model: Any = type(record)
    if isinstance(model.objects.all(), OpenQuerySet):
        return Past()
    if not isinstance(record, Levelled):
        raise TypeError(f"{model.__name__} has no level of its own")
    reader = reader_of(user)
    rows = list(_rows(record))
    moves = list(_moves(record))
    above = _above({place for _, _, _, place in moves})
    turns = []
    for at, level, team, programme, author, status in _at_each_turn(rows, moves):
        reach = _reach(moves, at, above)
        state = State(level, team, programme, author, reach, status == "needs_owner")
        turns.append((at, admits(reader, state)))
    return Past(tuple(turns))


def _rows(record: Any) -> Iterable[tuple[Any, ...]]:
    """The record's own history rows, oldest first: at, level, team, programme, author, status."""
    event = record.pgh_event_model
    has_status = any(field.name == "status" for field in event._meta.concrete_fields)
    columns = ["pgh_created_at", "visibility", "team_id", "programme_id", "created_by_id"]
    rows = event.objects.filter(pgh_obj_id=record.pk).order_by("pgh_id")
    for row in rows.values_list(*columns, *(["status"] if has_status else [])):
        yield row if has_status else (*row, "")


def _moves(record: Any) -> Iterable[tuple[Any, ...]]:
    """What happened to its place links, oldest first: at, kind, link, place."""
    if not hasattr(type(record), "places"):
        return []
    through = type(record).places.through
    owner = type(record).places.field.m2m_column_name()
    events = through.pgh_event_model.objects.filter(**{owner: record.pk}).order_by("pgh_id")
    return events.values_list("pgh_created_at", "pgh_label", "pgh_obj_id", "place_id")


def _at_each_turn(rows: list[Any], moves: list[Any]) -> Iterable[tuple[Any, ...]]:
    """The record's row as it stood after each moment at which it or its places changed."""
    for moment in sorted({row[0] for row in rows} | {move[0] for move in moves}):
        until = [row for row in rows if row[0] <= moment]
        if until:
            yield (moment, *until[-1][1:])


def _reach(
    moves: list[Any], moment: dt.datetime, above: dict[int, frozenset[int]]
) -> frozenset[int]:
    places: dict[int, int] = {}
    for at, kind, link, place in moves:
        if at <= moment:
            places.pop(link, None) if kind == "delete" else places.update({link: place})
    return frozenset().union(*(above[place] for place in places.values()))


def _above(places: set[int]) -> dict[int, frozenset[int]]:
    """Each place with all places above it, as they stand today."""
    found: dict[int, set[int]] = defaultdict(set)
    for place in places:
        found[place].add(place)
    for place, ancestor in PlaceReach.objects.filter(place_id__in=places).values_list(
        "place_id", "ancestor_id"
    ):
        found[place].add(ancestor)
    return {place: frozenset(ancestors) for place, ancestors in found.items()}

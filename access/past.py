"""To whom a record was open at each moment of its past: the rule of design §5 over history rows.

``admits`` is ``visibility.visibility_filter`` for a state that lies in the past, where there is no
row to ask: the two are tested against each other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from typing import Any

from django.apps import apps
from django.db import models

from access.levelled import HasVisibility, PublicQuerySet
from access.visibility import PLACE_LEVELS, Reader, reader_of
from records.models import OPEN_LEVELS, HistoryEntry, Visibility


@dataclass(frozen=True, slots=True)
class State:
    """What decides who read a record at a moment. ``reach`` is its places and all above them.

    A barrier that names a body (``names_a_body``) is not the public's to read, whatever its level,
    unless its publication was agreed.
    ``body_id`` is the body whose officers read it at every level: of a job role or a priority.
    """

    visibility: str
    team_id: int | None
    programme_id: int | None
    author_id: int | None
    reach: frozenset[int] = frozenset()
    needs_owner: bool = False
    names_a_body: bool = False
    body_id: int | None = None


def admits(reader: Reader | None, state: State, bodies: Set[int] = frozenset()) -> bool:
    """Whether this reader, with the roles of today, may read a record in this state.

    ``bodies`` are those whose records of this kind they read as officers.
    """
    if reader is None:
        return state.visibility == Visibility.PUBLIC and not state.names_a_body
    by_place = state.visibility in PLACE_LEVELS
    programme = state.visibility == Visibility.PROGRAMME
    return (
        state.visibility in OPEN_LEVELS
        or state.author_id == reader.user_id
        or state.team_id in reader.teams
        or (by_place and bool(state.reach & reader.places))
        or (programme and state.programme_id in reader.programmes)
        or (state.visibility == Visibility.TEAM and bool(state.reach & reader.edited_places))
        or (state.needs_owner and _waits_for(reader, state))
        or state.body_id in bodies
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


def both(first: Past, second: Past) -> Past:
    """The moments at which both were open."""
    if first.turns is None or second.turns is None:
        return first if second.turns is None else second

    def was_open(turns: tuple[tuple[dt.datetime, bool], ...], moment: dt.datetime) -> bool:
        return next((open_ for at, open_ in reversed(turns) if at <= moment), False)

    moments = sorted({at for at, _ in (*first.turns, *second.turns)})
    return Past(
        tuple((at, was_open(first.turns, at) and was_open(second.turns, at)) for at in moments)
    )


def past_of(record: models.Model, user: Any) -> Past:
    """To whom a record was open, and when. Four queries at most.

    A record with ``read_with`` was open when that one was. Raises TypeError for another that has
    its parent's level: ask for the parent's history.
    """
    if (other := getattr(record, "read_with", None)) is not None:
        return past_of(other, user)
    model: Any = type(record)
    if isinstance(model.objects.all(), PublicQuerySet) or (reader_of(user) and _is_open(model)):
        return Past()
    if isinstance(record, HasVisibility):
        reader = reader_of(user)
        bodies = model.objects.bodies_read_by(reader) if hasattr(model, "OFFICERS_OF") else set()
        rows = list(_rows(record))
        states = _states(rows, [] if _is_wherever(rows, reader) else list(_moves(record)))
        return Past(tuple((at, admits(reader, state, bodies)) for at, state in states))
    if scope := getattr(model, "SCOPE", ""):
        whole = getattr(record, scope)
        if whole is None:
            return _past_at_place(record, reader_of(user))
        return _past_within(record, whole, reader_of(user))
    raise TypeError(f"{model.__name__} has no level of its own")


def _is_wherever(rows: list[Any], reader: Reader | None) -> bool:
    """Whether it never mattered to this reader where a record stood: the public reads by level
    alone, and so does everybody signed in what was never narrower."""
    return reader is None or all(row[1] in OPEN_LEVELS for row in rows)


def _states(rows: list[Any], moves: list[Any]) -> Iterable[tuple[dt.datetime, State]]:
    """What decided who read a record, from each moment at which that changed."""
    above = _above({place for _, _, _, place in moves})
    for turn in _at_each_turn(rows, moves):
        at, level, team, programme, author, status, named, cleared, body = turn
        reach = _reach(moves, at, above)
        needs_owner = status == "needs_owner"
        names_a_body = named is not None and not cleared
        yield at, State(level, team, programme, author, reach, needs_owner, names_a_body, body)


def _past_within(record: Any, scope: Any, reader: Reader | None) -> Past:
    """The past of a record with a level of its own and the team, programme and places of another.

    It was open where both were. ``EARLY`` names the column that is empty until it reaches further
    than its place and its funder.
    """
    states = list(_states(list(_rows(scope)), list(_moves(scope))))
    early = getattr(type(record), "EARLY", "")
    columns = ("visibility", "created_by_id", *((early,) if early else ()))
    own: list[Any] = [
        (change.at, *map(change.row.get, columns)) for change in HistoryEntry.objects.of(record)
    ]
    turns = []
    for moment in sorted({at for at, _ in states} | {row[0] for row in own}):
        of_scope = [state for at, state in states if at <= moment]
        rows = [row for row in own if row[0] <= moment]
        if rows and of_scope:
            level, author, *reached = rows[-1][1:]
            within = of_scope[-1]
            # A row from before this kind had a level of its own was read with the other record
            state = replace(within, visibility=level or within.visibility, author_id=author)
            if reached == [None]:
                state = capped(state)
            turns.append((moment, admits(reader, within) and admits(reader, state)))
    return Past(tuple(turns))


def _past_at_place(record: Any, reader: Reader | None) -> Past:
    """The past of a record with a level of its own that stands at one place alone."""
    rows = [(change.at, change.row) for change in HistoryEntry.objects.of(record)]
    above = _above({row["place_id"] for _, row in rows})
    turns = []
    for at, row in rows:
        reach = above[row["place_id"]]
        state = State(row["visibility"], None, None, row["created_by_id"], reach)
        turns.append((at, admits(reader, state)))
    return Past(tuple(turns))


def capped(state: State) -> State:
    """A state whose level goes no further than the place and its funder."""
    wide = state.visibility in OPEN_LEVELS
    return replace(state, visibility=Visibility.PROGRAMME.value) if wide else state


def _is_open(model: Any) -> bool:
    """Whether everyone signed in may read a kind of record in each of its states."""
    return getattr(model, "OPEN_TO_SIGNED_IN", False)


# What only a barrier has, with what stands for it in other records.
_OF_BARRIERS: dict[str, Any] = {"status": "", "unlocker_id": None, "is_cleared": False}


def _rows(record: Any) -> Iterable[tuple[Any, ...]]:
    """The record's own history rows, oldest first: at, level, team, programme, author, status, the
    body that it names, whether that was agreed, and the body whose it is."""
    body = f"{record.OFFICERS_OF}_id" if hasattr(record, "OFFICERS_OF") else ""
    columns = ("visibility", "team_id", "programme_id", "created_by_id", *_OF_BARRIERS)
    for change in HistoryEntry.objects.of(record):
        row = {**_OF_BARRIERS, **change.row}
        yield (change.at, *(row[column] for column in columns), row.get(body))


def _moves(record: Any) -> Iterable[tuple[Any, ...]]:
    """What happened to its place links, oldest first: at, kind, link, place."""
    if not hasattr(type(record), "places"):
        return []
    links = HistoryEntry.objects.of_parts(record, type(record).places.through).order_by("id")
    return [(link.at, link.kind, link.object_id, link.row["place_id"]) for link in links]


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
    above = {place: {place} for place in places}
    reach: Any = apps.get_model("partnerships", "PlaceReach")  # places have a history as well
    rows = reach.objects.filter(place_id__in=places)
    for place, ancestor in rows.values_list("place_id", "ancestor_id"):
        above[place].add(ancestor)
    return {place: frozenset(ancestors) for place, ancestors in above.items()}

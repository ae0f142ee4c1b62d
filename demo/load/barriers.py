"""Kinds of barrier, and barriers with what was tried and checked."""

from __future__ import annotations

from barriers.models import (
    ActionTried,
    Barrier,
    BarrierLink,
    BarrierPlace,
    BarrierSubType,
    Category,
    Check,
    SubType,
)
from demo.load.asks import add_ask
from demo.load.entries import DataFile, Entry
from demo.load.places import slug_of
from demo.load.practice import add_believed
from demo.load.publications import add_publication
from demo.load.record import Record
from demo.load.sources import add_note
from pilots.models import Pilot


def load_categories(file: DataFile, record: Record) -> None:
    """The kinds with their finer kinds and what the sources say about each."""
    for entry in file.take("categories", "category"):
        finer = entry.children("sub_types", "sub-type")
        notes = entry.children("notes", "note")
        source = record.source(entry)
        number = entry.number("number")
        category = record.written(
            entry,
            Category(
                key=slug_of(entry),
                number=int(number) if number is not None else 0,
                **{one: entry.needed(one) for one in ("name", "short_name", "hint", "definition")},
                concerns_rules=entry.flag("concerns_rules"),
                source_id=source,
            ),
        )
        for one in finer:
            row = SubType(
                category_id=category,
                name=one.needed("name"),
                source_id=record.source(one) or source,
            )
            record.add(one, row)
        for one in notes:
            add_note(one, record, entry.key)
    record.flush()


def add_barrier(
    entry: Entry, record: Record, *, places: list[str], pilot: Pilot | None = None
) -> None:
    """A barrier at these places, the first of which leads; ``places`` of its own win."""
    places = entry.names("places") or places
    category, finer = entry.text("category"), entry.names("sub_types")
    tried = entry.children("tried", "tried")
    checks = entry.children("checks", "check")
    asks, joined = entry.children("asks", "ask"), entry.text("joined")
    publications = entry.children("publications", "publication")
    unlocker = record.maybe_id(entry, "organisation", entry.text("unlock"))
    is_as_published = entry.flag("as_published") and record.writes(entry)
    barrier = record.written(entry, _row(entry, record, pilot, category, unlocker))
    for number, place in enumerate(places):
        row = BarrierPlace(
            barrier_id=barrier, place_id=record.id(entry, "place", place), is_lead=number == 0
        )
        record.add(entry.derived("place", place), row)
    for one in finer:
        sub_type = record.id(entry, f"category/{category}/sub-type", one)
        given = BarrierSubType(barrier_id=barrier, sub_type_id=sub_type)
        record.add(entry.derived("sub-type", one), given)
    for action in tried:
        _tried(action, record, barrier)
    for check in checks:
        _check(check, record, barrier)
    for ask in asks:
        add_ask(ask, record, barrier)
    for publication in publications:
        add_publication(publication, record, barrier, unlocker)
    if joined:
        row_of_link = BarrierLink(
            barrier_id=barrier,
            other_id=record.id(entry, "barrier", joined),
            kind=BarrierLink.Kind.JOINED,
            created_by_id=record.user(entry, "by"),
        )
        record.add(entry.derived("joined", joined), row_of_link)
    if is_as_published:
        Barrier.objects.filter(pk=barrier).update(is_as_published=True, is_cleared=True)


_WORDS = (
    *("people", "nature_note", "stage", "severity", "lever", "ask", "resolution"),
    *("cost_basis", "time_basis"),
)


def _row(
    entry: Entry, record: Record, pilot: Pilot | None, category: str, unlocker: int | None
) -> Barrier:
    programme = record.maybe_id(entry, "programme", entry.text("programme"))
    return Barrier(
        title=entry.needed("title"),
        because=entry.text("description"),
        **{one: entry.text(one) for one in _WORDS},
        pilot=pilot,
        programme_id=pilot.programme_id if pilot else programme,
        team_id=pilot.team_id if pilot else None,
        category_id=record.maybe_id(entry, "category", category),
        nature=entry.text("nature", "not_stated"),
        status=entry.text("status", "not_known"),
        unlocker_id=unlocker,
        **entry.figure("cost", "cost", "cost_high", "cost_qualifier"),
        **entry.figure("time", "time", "time_high", "time_qualifier"),
        **entry.dated("logged_on"),
        ended_on=entry.day("ended_on"),
        visibility=entry.needed("visibility"),
        source_id=record.source(entry),
        created_by_id=record.user(entry, "by"),
    )


def _tried(entry: Entry, record: Record, barrier: int) -> None:
    record.add(
        entry,
        ActionTried(
            barrier_id=barrier,
            what=entry.needed("what"),
            by=entry.text("by"),
            **entry.dated("on"),
            outcome=entry.text("outcome", "not_known"),
            result=entry.text("result"),
            source_id=record.source(entry),
        ),
    )


def _check(entry: Entry, record: Record, barrier: int) -> None:
    believed = entry.children("believed", "believed")
    made = record.written(
        entry,
        Check(
            barrier_id=barrier,
            is_claim=entry.flag("claim"),
            what=entry.text("what"),
            verdict=entry.needed("verdict"),
            checked_by=entry.text("checked_by"),
            **entry.dated("on"),
            source_id=record.source(entry),
        ),
    )
    for one in believed:
        add_believed(one, record, barrier, made)

"""Indicators with what was planned and what was counted, defined apart."""

from __future__ import annotations

from demo.load.entries import Entry
from demo.load.record import Record
from pilots.models import Actual, Indicator, IndicatorDefinition, IndicatorPlan, Remeasure


def add_indicators(entries: list[Entry], record: Record, pilot: int) -> None:
    """Queue a pilot's indicators, numbered as they stand in the file, with plans and actuals."""
    for number, entry in enumerate(entries, start=1):
        plans, actuals = entry.children("plans", "plan"), entry.children("actuals", "actual")
        earlier, again = (
            entry.children("definitions", "definition"),
            entry.children("again", "again"),
        )
        whole = entry.text("part_of")
        indicator = record.written(entry, _indicator(entry, record, pilot, number, whole))
        for plan in plans:
            record.add(plan, _plan(plan, record, indicator))
        for actual in actuals:
            record.written(actual, _actual(actual, record, indicator))
        for one in earlier:
            record.add(one, _earlier(one, indicator))
        for one in again:
            record.add(one, _again(one, record, indicator))


def _indicator(entry: Entry, record: Record, pilot: int, number: int, whole: str) -> Indicator:
    siblings = entry.key.rpartition("/")[0]
    shared = record.maybe_id(entry, "shared-definition", entry.text("shared"))
    whole_id = record.id(entry, siblings, whole) if whole else None
    return Indicator(
        pilot_id=pilot,
        number=number,
        name=entry.needed("name"),
        unit=entry.needed("unit"),
        definition=entry.text("definition"),
        condition=entry.text("condition"),
        direction=entry.text("direction", "neither"),
        chain=entry.text("chain"),
        concerns=entry.text("concerns"),
        method=entry.text("method"),
        part_of_id=whole_id,
        is_context=entry.flag("is_context"),
        is_refusal=entry.flag("is_refusal"),
        how_often=entry.text("how_often"),
        counted_by=entry.text("counted_by"),
        shared_id=shared,
        shared_edition=1 if shared else None,
        shared_difference=entry.text("shared_difference"),
    )


def _earlier(entry: Entry, indicator: int) -> IndicatorDefinition:
    return IndicatorDefinition(
        indicator_id=indicator,
        definition=entry.needed("definition"),
        until=entry.needed_day("until"),
        why=entry.needed("why"),
    )


def _again(entry: Entry, record: Record, indicator: int) -> Remeasure:
    return Remeasure(
        indicator_id=indicator,
        due=entry.needed_day("due"),
        who=entry.text("who"),
        note=entry.text("note"),
        state=entry.text("state", "agreed"),
        created_by_id=record.user(entry, "by"),
    )


def _plan(entry: Entry, record: Record, indicator: int) -> IndicatorPlan:
    return IndicatorPlan(
        indicator_id=indicator,
        definition=entry.needed("definition"),
        unit=entry.text("unit"),
        **entry.figure("target", "low", "high", "qualifier"),
        **entry.figure("baseline", "baseline"),
        **entry.dated("baseline_at"),
        **entry.dated("due", last=True),
        valid_from=entry.day("from"),
        valid_to=entry.day("to"),
        why=entry.text("why"),
        source_id=record.source(entry),
    )


def _actual(entry: Entry, record: Record, indicator: int) -> Actual:
    siblings = entry.key.rpartition("/")[0]
    pilot = entry.key.partition("/indicator/")[0]
    return Actual(
        indicator_id=indicator,
        **entry.figure("value", "value", "high", "qualifier"),
        missing=entry.text("not_known"),
        definition=entry.text("definition"),
        counts=entry.needed("counts"),
        difference=entry.text("difference"),
        note=entry.text("note"),
        **entry.dated("as_of"),
        is_worked_out=entry.flag("worked_out"),
        source_id=record.source(entry),
        source_said=entry.text("source_said"),
        update_id=record.maybe_id(entry, f"{pilot}/update", entry.text("update")),
        replaces_id=record.maybe_id(entry, siblings, entry.text("replaces")),
        created_by_id=record.user(entry, "by"),
    )

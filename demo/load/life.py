"""The life of a pilot: steps, phases, the start-up checklist, what became of targets, legacy."""

from __future__ import annotations

from demo.load.entries import DataFile, Entry
from demo.load.record import Record
from pilots.models import Legacy, Phase, StartStep, StatusChange, TargetOutcome
from pilots.status.checklist import BY_KEY


def add_life(file: DataFile, record: Record, key: str, pilot: int) -> None:
    """Everything that a pilot's file says of its course. Its figures are loaded before."""
    for entry in file.take("steps", f"{key}/step"):
        _step(entry, record, pilot)
    for entry in file.take("phases", f"{key}/phase"):
        _phase(entry, record, pilot)
    for entry in file.take("start_steps", f"{key}/start-step"):
        _start_step(entry, record, pilot)
    for entry in file.take("outcomes", f"{key}/outcome"):
        _outcome(entry, record, key)
    for entry in file.take("legacy", f"{key}/legacy"):
        _legacy(entry, record, pilot)


def _step(entry: Entry, record: Record, pilot: int) -> None:
    record.add(
        entry,
        StatusChange(
            pilot_id=pilot,
            before=entry.text("before"),
            after=entry.needed("after"),
            **entry.dated("on"),
            why=entry.text("why"),
            created_by_id=record.user(entry, "by"),
        ),
    )


def _phase(entry: Entry, record: Record, pilot: int) -> None:
    record.add(
        entry,
        Phase(
            pilot_id=pilot,
            kind=entry.needed("kind"),
            **entry.dated("planned_start"),
            **entry.dated("planned_end", last=True),
            **entry.dated("start"),
            **entry.dated("end", last=True),
            paid_by_id=record.maybe_id(entry, "organisation", entry.text("paid_by")),
            paid_by_said=entry.text("paid_by_said"),
            amount_said=entry.text("amount_said"),
            note=entry.text("note"),
            source_id=record.source(entry),
        ),
    )


def _start_step(entry: Entry, record: Record, pilot: int) -> None:
    if (step := entry.key.rpartition("/")[2]) not in BY_KEY:
        raise entry.error("is no step of the checklist")
    record.add(
        entry,
        StartStep(
            pilot_id=pilot,
            step=step,
            state=entry.text("state", "done"),
            by_role=entry.text("role"),
            on=entry.day("on"),
            note=entry.text("note"),
            created_by_id=record.user(entry, "by"),
        ),
    )


def _outcome(entry: Entry, record: Record, key: str) -> None:
    plan = entry.needed("plan")
    record.add(
        entry,
        TargetOutcome(
            plan_id=record.id(entry, f"{key}/indicator", plan),
            outcome=entry.needed("outcome"),
            note=entry.text("note"),
        ),
    )


def _legacy(entry: Entry, record: Record, pilot: int) -> None:
    record.add(
        entry,
        Legacy(
            pilot_id=pilot,
            what=entry.needed("what"),
            funder_id=record.maybe_id(entry, "organisation", entry.text("funder")),
            funder_said=entry.text("funder_said"),
            state=entry.text("state", "not_known"),
            **entry.dated("until", last=True),
            source_id=record.source(entry),
        ),
    )

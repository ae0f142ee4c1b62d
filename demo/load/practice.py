"""The practice library: steps, guidance, examples, and what checks showed to be only believed."""

from __future__ import annotations

from barriers.models import (
    Barrier,
    Believed,
    Guidance,
    GuidanceFor,
    Practice,
    PracticeExample,
)
from barriers.practice.actions import claim_of
from demo.load.entries import DataFile, Entry
from demo.load.record import Record


def load_practice(file: DataFile, record: Record) -> None:
    """Everything that a file says for the library."""
    for entry in file.take("practices", "practice"):
        _practice(entry, record)
    record.flush()
    for entry in file.take("guidance", "guidance"):
        _guidance(entry, record)
    for entry in file.take("examples", "practice-example"):
        _example(entry, record)
    record.flush()


def _practice(entry: Entry, record: Record) -> None:
    row = Practice(
        code=entry.key.rsplit("/", 1)[-1],
        category_id=record.id(entry, "category", entry.needed("category")),
        step=entry.needed("step").removesuffix("."),
        because=entry.text("because"),
        owner=entry.needed("owner"),
        here=entry.text("here"),
        here_url=entry.text("here_url"),
        source_id=record.source(entry),
    )
    record.add(entry, row)


def _guidance(entry: Entry, record: Record) -> None:
    kinds, steps = entry.names("kinds"), entry.names("steps")
    finer = entry.names("sub_types")
    made = record.written(
        entry,
        Guidance(
            title=entry.needed("title"),
            about=entry.needed("about"),
            url=entry.text("url"),
            publisher=entry.text("publisher"),
            audience=entry.text("audience", Guidance.Audience.NOT_KNOWN),
            checked_on=entry.day("checked_on"),
            is_example=entry.flag("example"),
            source_id=record.source(entry),
        ),
    )
    for name in kinds:
        row = GuidanceFor(guidance_id=made, category_id=record.id(entry, "category", name))
        record.add(entry.derived("kind", name), row)
    for name in steps:
        step = Practice.objects.get(pk=record.id(entry, "practice", name))
        link = GuidanceFor(guidance_id=made, category_id=step.category_id, practice=step)
        record.add(entry.derived("step", name), link)
    for name in finer:
        kind, _, sub_type = name.partition("/")
        of_kind = GuidanceFor(
            guidance_id=made,
            category_id=record.id(entry, "category", kind),
            sub_type_id=record.id(entry, f"category/{kind}/sub-type", sub_type),
        )
        record.add(entry.derived("sub-type", name), of_kind)


def _example(entry: Entry, record: Record) -> None:
    row = PracticeExample(
        category_id=record.id(entry, "category", entry.needed("category")),
        practice_id=record.maybe_id(entry, "practice", entry.text("practice")),
        what=entry.needed("what"),
        tried=entry.text("tried"),
        result=entry.text("result"),
        where_said=entry.text("where"),
        place_id=record.maybe_id(entry, "place", entry.text("place")),
        barrier_id=record.maybe_id(entry, "pilot", entry.text("barrier")),
        pilot_id=record.maybe_id(entry, "pilot", entry.text("pilot")),
        is_example=entry.flag("example"),
        source_id=record.source(entry),
    )
    record.add(entry, row)


def add_believed(entry: Entry, record: Record, barrier: int, check: int) -> None:
    """What a check that found no rule showed to be only believed, in words of its own or not."""
    row = Barrier.objects.select_related("category").get(pk=barrier)
    record.add(
        entry,
        Believed(
            barrier=row,
            found_by_id=check,
            category=row.category,
            claim=entry.text("claim") or claim_of(row),
            because=entry.needed("because"),
            open_to=entry.text("open_to"),
            is_example=row.places.filter(is_example=True).exists(),
            source_id=record.source(entry),
        ),
    )

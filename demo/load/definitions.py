"""Definitions that several pilots count by."""

from __future__ import annotations

from demo.load.entries import DataFile, Entry
from demo.load.places import slug_of
from demo.load.record import Record
from pilots.models import SharedDefinition, SharedDefinitionTopic


def load_definitions(file: DataFile, record: Record) -> None:
    """Every shared definition; pilots name them by key."""
    for entry in file.take("definitions", "shared-definition"):
        _definition(entry, record)
    record.flush()


def _definition(entry: Entry, record: Record) -> None:
    topics = entry.names("topics")
    shared = record.written(
        entry,
        SharedDefinition(
            slug=slug_of(entry),
            name=entry.needed("name"),
            unit=entry.needed("unit"),
            definition=entry.needed("definition"),
            how=entry.text("how"),
            programme_id=record.maybe_id(entry, "programme", entry.text("programme")),
            organisation_id=record.maybe_id(entry, "organisation", entry.text("organisation")),
            source_id=record.source(entry),
            created_by_id=record.user(entry, "by"),
        ),
    )
    for topic in topics:
        row = SharedDefinitionTopic(shared_id=shared, topic_id=record.id(entry, "topic", topic))
        record.add(entry.derived("topic", topic), row)

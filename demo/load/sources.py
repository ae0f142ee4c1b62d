"""Sources, topics, notes and findings: what other records lean on or carry."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import models

from barriers.models import Barrier, Category, Guidance, SubType, SystemicBarrier
from demo.load.entries import DataFile, Entry
from demo.load.record import Record
from partnerships.models import Organisation, Place, Programme, Topic
from pilots.models import Pilot
from records.models import Finding, FindingSubject, Note, Source

KINDS: dict[str, type[models.Model]] = {
    "place": Place,
    "organisation": Organisation,
    "programme": Programme,
    "pilot": Pilot,
    "barrier": Barrier,
    "category": Category,
    "guidance": Guidance,
    "systemic": SystemicBarrier,
    "topic": Topic,
    "source": Source,
}


def load_sources(file: DataFile, record: Record) -> None:
    """Every document, by its key, which is its slug."""
    for entry in file.take("sources", "source"):
        record.add(
            entry,
            Source(
                slug=entry.key.removeprefix("source/"),
                title=entry.needed("title"),
                publisher=entry.text("publisher"),
                url=entry.text("url"),
                how_read=entry.text("read"),
                is_open=True,
                **entry.dated("published"),
            ),
        )
    record.flush()


def load_topics(file: DataFile, record: Record) -> None:
    """Topics; those with a parent after those without."""
    entries = file.take("topics", "topic")
    for level in (False, True):
        for entry in entries:
            if ("parent" in entry.fields) is level:
                parent = record.maybe_id(entry, "topic", entry.text("parent"))
                slug = entry.key.removeprefix("topic/")
                record.add(entry, Topic(slug=slug, name=entry.needed("name"), parent_id=parent))
        record.flush()


def add_note(entry: Entry, record: Record, subject: str) -> None:
    """A note on the record ``subject``, such as ``place/liverpool``.

    A second source, where the facts name two for one claim, is said at the end of the text.
    """
    text = entry.needed("text")
    if also := entry.text("also"):
        second = Source.objects.get(pk=record.id(entry, "source", also))
        text = f"{text} Also in: “{second.title}” ({second.publisher})."
    kind, subject_id = about(entry, record, subject)
    record.add(
        entry,
        Note(
            subject_type=kind,
            subject_id=subject_id,
            kind=entry.text("kind", "fact"),
            text=text,
            stands_on=entry.names("stands"),
            source_id=record.source(entry),
            key=entry.key,
        ),
    )


def load_notes(file: DataFile, record: Record) -> None:
    """Notes that say themselves what they are about."""
    for entry in file.take("notes", "note"):
        add_note(entry, record, entry.needed("about"))
    record.flush()


def add_findings(entries: list[Entry], record: Record, *subjects: str) -> None:
    """Published claims with their figures, about the given records and those each one names."""
    found = []
    for entry in entries:
        found.append((entry, [*subjects, *entry.names("about")]))
        record.add(
            entry,
            Finding(
                key=entry.key.replace("/", "-"),
                claim=entry.needed("claim"),
                explanation=entry.text("explanation"),
                **entry.figure("value", "value", "high", "qualifier"),
                unit=entry.text("unit"),
                meaning=entry.text("meaning"),
                **entry.dated("as_of"),
                source_id=record.id(entry, "source", entry.needed("source")),
            ),
        )
    record.flush()
    for entry, about_what in found:
        finding = record.known[entry.key].object_id
        for subject in dict.fromkeys(about_what):
            kind, subject_id = about(entry, record, subject)
            record.add(
                entry.derived("about", subject),
                FindingSubject(finding_id=finding, subject_type=kind, subject_id=subject_id),
            )


def about(entry: Entry, record: Record, subject: str) -> tuple[ContentType, int]:
    """The kind and id of a record that is named as ``kind/key``, or of a sub-type of barrier."""
    kind, _, name = subject.partition("/")
    if kind not in KINDS:
        raise entry.error(f"nothing can be said about {subject!r}")
    model = SubType if "/sub-type/" in name else KINDS[kind]
    return ContentType.objects.get_for_model(model), record.id(entry, kind, name)

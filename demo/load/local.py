"""What places have: services and where they clash, assets, figures, whom to ring."""

from __future__ import annotations

from typing import Any

from demo.load.entries import DataFile, Entry
from demo.load.record import Record
from demo.load.sources import load_notes
from partnerships.models import PlaceFigure
from services.models import Asset, EmergencyContact, LocalService, ServiceClash, ServiceTopic


def load_local(file: DataFile, record: Record) -> None:
    """Everything that a file says of what places have."""
    for entry in file.take("services", "service"):
        _service(entry, record)
    record.flush()
    for entry in file.take("clashes", "clash"):
        _clash(entry, record)
    for entry in file.take("assets", "asset"):
        _asset(entry, record)
    for entry in file.take("place_figures", "place-figure"):
        _figure(entry, record)
    for entry in file.take("emergency", "emergency"):
        _contact(entry, record)
    record.flush()
    load_notes(file, record)


def _service(entry: Entry, record: Record) -> None:
    topics = entry.names("topics")
    service = record.written(
        entry,
        LocalService(
            place_id=_place(entry, record),
            name=entry.needed("name"),
            what=entry.text("what"),
            provider_id=record.maybe_id(entry, "organisation", entry.text("run_by")),
            provider_said=entry.text("run_by_said"),
            audience=entry.text("audience"),
            state=entry.text("state", "not_known"),
            source_id=record.source(entry),
        ),
    )
    for topic in topics:
        row = ServiceTopic(service_id=service, topic_id=record.id(entry, "topic", topic))
        record.add(entry.derived("topic", topic), row)


def _clash(entry: Entry, record: Record) -> None:
    record.add(
        entry,
        ServiceClash(
            service_id=record.id(entry, "service", entry.needed("service")),
            other_id=record.id(entry, "service", entry.needed("other")),
            note=entry.needed("note"),
            settled=entry.text("settled"),
            settled_on=entry.day("settled_on"),
            source_id=record.source(entry),
        ),
    )


def _asset(entry: Entry, record: Record) -> None:
    record.add(
        entry,
        Asset(
            place_id=_place(entry, record),
            kind=entry.needed("kind"),
            name=entry.needed("name"),
            about=entry.text("about"),
            keeper_id=record.maybe_id(entry, "organisation", entry.text("kept_by")),
            keeper_said=entry.text("kept_by_said"),
            source_id=record.source(entry),
        ),
    )


def _figure(entry: Entry, record: Record) -> None:
    record.add(
        entry,
        PlaceFigure(
            place_id=_place(entry, record),
            measure=entry.needed("measure"),
            name=entry.text("name"),
            value=entry.number("value"),
            unit=entry.needed("unit"),
            release=entry.text("release"),
            **entry.dated("as_of"),
            source_id=record.source(entry),
        ),
    )


def _contact(entry: Entry, record: Record) -> None:
    said: dict[str, Any] = {name: entry.text(name) for name in ("phone", "out_of_hours")}
    record.add(
        entry,
        EmergencyContact(
            place_id=_place(entry, record),
            order=int(entry.number("order") or 0),
            role=entry.needed("role"),
            organisation_id=record.maybe_id(entry, "organisation", entry.text("organisation")),
            ring_for=entry.needed("ring_for"),
            visibility=entry.text("visibility", "place"),
            confirmed_on=entry.day("confirmed_on"),
            **said,
        ),
    )


def _place(entry: Entry, record: Record) -> int:
    return record.id(entry, "place", entry.needed("place"))

"""Places beside those of the national table, with their names and links."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from demo.load.entries import DataFile, Entry
from demo.load.record import Record
from demo.load.sources import load_notes
from geography.england.load import SOURCES
from geography.locality.tables import SOURCES as OF_LISTS
from partnerships.models import Place, PlaceCode, PlaceLink, PlaceName
from records.models import Source


def load_places(file: DataFile, record: Record) -> None:
    """What lies within the places of the national table, and what the facts say of them."""
    official = Place.objects.filter(
        Q(kind=Place.Kind.REGION) | Exists(PlaceCode.objects.filter(place=OuterRef("pk")))
    ).exclude(kind=Place.Kind.WARD)
    record.knows("place", dict(official.values_list("slug", "pk")))
    listed = Source.objects.filter(slug__in={*SOURCES, *OF_LISTS})
    record.knows("source", dict(listed.values_list("slug", "pk")))
    smaller = file.take("neighbourhoods", "place")
    links, codes = [], []
    for entry in smaller:
        codes += [(entry, code)] if (code := entry.text("code")) else []
        links.append((entry, entry.needed("within"), {"source": entry.text("source")}))
        add_place(entry, record, entry.needed("kind"))
    record.flush()
    for entry in smaller:
        add_name(entry, record, "plain", entry.fields["name"])
    for entry, code in codes:
        _add_code(entry, record, code)
    for entry in file.take("other_names", "place-name"):
        place = record.id(entry, "place", entry.needed("place"))
        name, source = entry.needed("name"), record.source(entry)
        record.add(entry, PlaceName(place_id=place, name=name, kind="other", source_id=source))
    for entry, other, said in links:
        add_within(entry, record, other, **said)
    for entry in file.take("successions", "place-link"):
        _succession(entry, record)
    record.flush()
    load_notes(file, record)


def slug_of(entry: Entry) -> str:
    """The last part of an entry's key, which is the slug of its row."""
    return entry.key.rpartition("/")[2]


def add_place(entry: Entry, record: Record, kind: str, *, is_example: bool = False) -> None:
    """Queue a place."""
    record.add(
        entry,
        Place(
            name=entry.needed("name"),
            slug=slug_of(entry),
            kind=kind,
            description=entry.text("description"),
            is_example=is_example,
        ),
    )


def add_name(entry: Entry, record: Record, kind: str, name: str, source: int | None = None) -> None:
    """Queue a name of the place of an entry."""
    place = record.known[entry.key].object_id
    row = PlaceName(place_id=place, name=name, kind=kind, source_id=source)
    record.add(entry.derived("name", kind), row)


def _add_code(entry: Entry, record: Record, code: str) -> None:
    """Queue the code that the list of wards has for the place of an entry."""
    derived = entry.derived("code", code, source="ons-wards-2025")
    place = record.known[entry.key].object_id
    record.add(derived, PlaceCode(place_id=place, code=code, source_id=record.source(derived)))


def add_within(entry: Entry, record: Record, other: str, **said: str) -> None:
    """Queue the link of an entry's place to the place above it."""
    link = entry.derived("within", other, **said)
    record.add(
        link,
        PlaceLink(
            place_id=record.known[entry.key].object_id,
            other_id=record.id(entry, "place", other),
            kind=PlaceLink.Kind.WITHIN,
            valid_from=link.day("from"),
            valid_to=link.day("to"),
            source_id=record.source(link),
        ),
    )


def _succession(entry: Entry, record: Record) -> None:
    record.add(
        entry,
        PlaceLink(
            place_id=record.id(entry, "place", entry.needed("from")),
            other_id=record.id(entry, "place", entry.needed("to")),
            kind=PlaceLink.Kind.SUCCEEDED_BY,
            valid_from=entry.day("on"),
        ),
    )

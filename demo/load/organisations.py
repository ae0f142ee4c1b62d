"""Organisations, the teams within them, their names as at a date, and where they work."""

from __future__ import annotations

from demo.load.entries import DataFile, Entry
from demo.load.places import slug_of
from demo.load.record import Record
from demo.load.sources import add_note
from partnerships.models import Organisation, OrganisationName, OrganisationPlace


def load_organisations(file: DataFile, record: Record, *, is_example: bool = False) -> None:
    """Bodies before the teams within them, then names, places and notes."""
    everyone = file.take("organisations", "organisation")
    waiting = everyone
    while waiting:
        ready = [one for one in waiting if _parent(one) is None or _parent(one) in record.known]
        if not ready:
            raise waiting[0].error(f"there is no {_parent(waiting[0])}")
        waiting = [one for one in waiting if one not in ready]
        for entry in ready:
            _organisation(entry, record, is_example=is_example)
    record.flush()


def _parent(entry: Entry) -> str | None:
    within = entry.fields.get("within")
    return f"organisation/{within}" if within else None


def _organisation(entry: Entry, record: Record, *, is_example: bool) -> None:
    name, short, anchor = entry.needed("name"), entry.text("short"), entry.text("anchor")
    places = [("governs", place) for place in filter(None, [entry.text("place")])]
    places += [("serves", place) for place in entry.names("serves")]
    names, notes = entry.children("names", "name"), entry.children("notes", "note")
    regional = entry.flag("regional_teams") if "regional_teams" in entry.fields else None
    caveat, source = entry.text("caveat"), entry.text("source")
    body = record.written(
        entry,
        Organisation(
            name=name,
            slug=slug_of(entry),
            sector=entry.needed("sector"),
            description=entry.text("note"),
            parent_id=record.maybe_id(entry, "organisation", entry.text("within")),
            is_anchor=bool(anchor),
            anchor_reason=anchor,
            has_regional_teams=regional,
            is_example=is_example,
        ),
    )
    if not names:
        names = [entry.derived("name", "today", name=name, short=short, source=source)]
    for one in names:
        _name(one, body, record)
    for role, place in places:
        link = entry.derived(role, place)
        record.add(
            link,
            OrganisationPlace(
                organisation_id=body,
                place_id=record.id(entry, "place", place),
                role=role,
            ),
        )
    if caveat:
        notes.append(entry.derived("note", "kind-assumed", text=caveat, kind="caveat"))
    for note in notes:
        add_note(note, record, entry.key)


def _name(entry: Entry, body: int, record: Record) -> None:
    record.add(
        entry,
        OrganisationName(
            organisation_id=body,
            name=entry.needed("name"),
            short_name=entry.text("short"),
            **entry.dated("from", "valid_from"),
            **entry.dated("to", "valid_to"),
            source_id=record.source(entry),
        ),
    )

"""Programmes with their places, milestones, figures, estimates and notes, and partnerships."""

from __future__ import annotations

from demo.load.about_money import add_estimate
from demo.load.course import add_milestone
from demo.load.engagement import add_total
from demo.load.entries import DataFile, Entry
from demo.load.places import slug_of
from demo.load.record import Record
from demo.load.sources import add_findings, add_note
from partnerships.models import (
    EarlierProgramme,
    Member,
    Partnership,
    PartnershipPlace,
    PlaceCode,
    Programme,
    ProgrammePlace,
)


def load_programmes(file: DataFile, record: Record, *, is_example: bool = False) -> None:
    """Every programme with what hangs on it; one that builds on another stands after it."""
    record.knows("code", dict(PlaceCode.objects.filter(scheme="gss").values_list("code", "place")))
    for entry in file.take("programmes", "programme"):
        _programme(entry, record, is_example=is_example)
    record.flush()


def _programme(entry: Entry, record: Record, *, is_example: bool) -> None:
    places, earlier = entry.names("places"), entry.names("builds_on")
    each, taking_part = entry.template("each_place"), entry.children("taking_part", "place")
    milestones = entry.children("milestones", "milestone")
    met = entry.children("met_in_all", "met")
    figures, notes = entry.children("figures", "finding"), entry.children("notes", "note")
    estimates = entry.children("estimates", "estimate")
    source = record.source(entry)
    programme = record.written(
        entry,
        Programme(
            slug=slug_of(entry),
            name=entry.needed("name"),
            lead_id=record.maybe_id(entry, "organisation", entry.text("lead")),
            **{name: entry.text(name) for name in _WORDS},
            **entry.dated("start"),
            **entry.dated("end", last=True),
            source_id=source,
            is_example=is_example,
        ),
    )
    for place in places:
        row = ProgrammePlace(
            programme_id=programme, place_id=record.id(entry, "place", place), source_id=source
        )
        record.add(entry.derived("place", place), row)
    for part in taking_part:
        part.fill_in({"source": entry.fields.get("source", ""), **each})
        _taking_part(part, record, programme)
    for one in earlier:
        link = EarlierProgramme(
            programme_id=programme, earlier_id=record.id(entry, "programme", one)
        )
        record.add(entry.derived("builds-on", one), link)
    for one_total in met:
        add_total(one_total, record, programme_id=programme)
    for milestone in milestones:
        add_milestone(milestone, record, programme_id=programme)
    for note in notes:
        add_note(note, record, entry.key)
    add_findings(figures, record, entry.key)
    for estimate in estimates:
        add_estimate(estimate, record, programme_id=programme)


_WORDS = (
    *("short_name", "former_name", "sponsor", "purpose", "method", "may_vary"),
    *("dates_note", "places_published", "places_note"),
)


def _taking_part(entry: Entry, record: Record, programme: int) -> None:
    """A place by its own code, or what the source names by that of the council it lies within."""
    code, within, name = entry.text("code"), entry.text("within"), entry.text("name")
    if bool(code) == bool(within) or bool(within) != bool(name):
        raise entry.error("has either a code, or within and a name")
    record.add(
        entry,
        ProgrammePlace(
            programme_id=programme,
            place_id=record.id(entry, "code", code or within),
            named=name,
            role=entry.text("role"),
            note=entry.text("note"),
            **entry.dated("from", "valid_from"),
            **entry.dated("to", "valid_to", last=True),
            source_id=record.source(entry),
        ),
    )


def load_partnerships(file: DataFile, record: Record, *, is_example: bool = False) -> None:
    """Partnerships with their places and members."""
    for entry in file.take("partnerships", "partnership"):
        places, members = entry.names("places"), entry.children("members", "member")
        partnership = record.written(
            entry,
            Partnership(
                slug=slug_of(entry),
                name=entry.needed("name"),
                kind=entry.text("kind"),
                legal_status=entry.text("legal_status"),
                vision=entry.text("vision"),
                host_id=record.maybe_id(entry, "organisation", entry.text("host")),
                source_id=record.source(entry),
                is_example=is_example,
            ),
        )
        for place in places:
            row = PartnershipPlace(
                partnership_id=partnership, place_id=record.id(entry, "place", place)
            )
            record.add(entry.derived("place", place), row)
        for member in members:
            _member(member, record, partnership)
    record.flush()


def _member(entry: Entry, record: Record, partnership: int) -> None:
    commitment = entry.number("commitment")
    record.add(
        entry,
        Member(
            partnership_id=partnership,
            organisation_id=record.id(entry, "organisation", entry.needed("organisation")),
            role=entry.text("role", "member"),
            is_voting=entry.flag("voting") if "voting" in entry.fields else None,
            commitment=None if commitment is None else int(commitment),
            valid_from=entry.day("from"),
            valid_to=entry.day("to"),
            source_id=record.source(entry),
        ),
    )

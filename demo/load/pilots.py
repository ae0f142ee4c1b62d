"""Pilots: who, where, what was planned and counted, and how it went."""

from __future__ import annotations

from demo.load.barriers import add_barrier
from demo.load.course import add_change, add_milestone, add_risk
from demo.load.engagement import add_engagements
from demo.load.entries import DataFile, Entry
from demo.load.figures import add_indicators
from demo.load.learning import add_lesson
from demo.load.life import add_life
from demo.load.places import slug_of
from demo.load.record import Record
from demo.load.sources import add_findings, add_note
from demo.load.updates import add_updates
from people.models import Team
from pilots.models import Pilot, PilotPartner, PilotPlace, PilotTopic


def load_pilot(file: DataFile, record: Record, *, programme: str) -> None:
    """One file: a pilot, of this programme unless it names another, and what belongs to it."""
    entry = file.take_one("pilot")
    pilot = _pilot(entry, record, programme)
    for one in file.take("partners", f"{entry.key}/partner"):
        _partner(one, record, pilot.pk)
    for one in file.take("milestones", f"{entry.key}/milestone"):
        add_milestone(one, record, pilot_id=pilot.pk)
    for one in file.take("changes", f"{entry.key}/change"):
        add_change(one, record, pilot.pk)
    for one in file.take("risks", f"{entry.key}/risk"):
        add_risk(one, record, pilot.pk)
    for one in file.take("lessons", f"{entry.key}/lesson"):
        add_lesson(one, record, pilot.pk)
    for one in file.take("notes", f"{entry.key}/note"):
        add_note(one, record, entry.key)
    add_updates(file.take("updates", f"{entry.key}/update"), record, pilot.pk)
    add_indicators(file.take("indicators", f"{entry.key}/indicator"), record, pilot.pk)
    add_life(file, record, entry.key, pilot.pk)
    for one in file.take("barriers", f"{entry.key}/barrier"):
        add_barrier(one, record, pilot=pilot, places=entry.fields["places"])
    add_engagements(file, record, entry.key, pilot.pk)
    add_findings(file.take("findings", f"{entry.key}/finding"), record)
    record.flush()


def _pilot(entry: Entry, record: Record, programme: str) -> Pilot:
    places = [
        *[("lead", place) for place in entry.names("places")],
        *[("district_partner", place) for place in entry.names("district_partners")],
        *[("target", place) for place in entry.names("areas")],
    ]
    topics, team = entry.names("topics"), entry.derived("team", "own")
    leads = [record.id(entry, "place", place) for role, place in places if role == "lead"]
    name, target_source = entry.text("name"), entry.text("target_group_source")
    who = f"{name or record_name(entry)} team"[:150]
    rhythm = entry.number("rhythm")
    challenge_source = entry.text("challenge_source")
    pilot_id = record.written(
        entry,
        Pilot(
            slug=slug_of(entry),
            name=name,
            **{one: entry.text(one) for one in _WORDS},
            status=entry.text("status", "closed"),
            **entry.dated("start"),
            **entry.dated("end", last=True),
            rhythm=None if rhythm is None else int(rhythm),
            update_due=entry.day("update_due"),
            visibility=entry.text("visibility", "public"),
            programme_id=record.id(entry, "programme", entry.text("programme", programme)),
            team_id=record.written(team, Team(name=who, place_id=next(iter(leads), None))),
            source_id=record.maybe_id(entry, "source", challenge_source),
        ),
    )
    for role, place in places:
        row = PilotPlace(pilot_id=pilot_id, place_id=record.id(entry, "place", place), role=role)
        record.add(entry.derived("place", place), row)
    for topic in topics:
        about = PilotTopic(pilot_id=pilot_id, topic_id=record.id(entry, "topic", topic))
        record.add(entry.derived("topic", topic), about)
    if target_source not in ("", challenge_source):
        said = f"Whom it is for: {entry.fields['target_group']}"
        note = entry.derived("note", "target-group", text=said, source=target_source)
        add_note(note, record, entry.key)
    return Pilot.objects.get(pk=pilot_id)


_WORDS = ("summary", "challenge", "target_group", "dates_note")


def record_name(entry: Entry) -> str:
    """What to call a pilot whose name is not known."""
    return f"{slug_of(entry).replace('-', ' ').title()} pilot"


def _partner(entry: Entry, record: Record, pilot: int) -> None:
    record.add(
        entry,
        PilotPartner(
            pilot_id=pilot,
            organisation_id=record.maybe_id(entry, "organisation", entry.text("organisation")),
            description=entry.text("description"),
            kind=entry.text("kind", "partner"),
            role=entry.text("role"),
            start=entry.day("start"),
            end=entry.day("end"),
            source_id=record.source(entry),
        ),
    )

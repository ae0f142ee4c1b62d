"""Meetings, visits, workshops and outreach of pilots, what was promised there, and referrals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from collaboration.models import ActionItem
from demo.load.entries import DataFile, Entry
from demo.load.record import Record
from pilots.models import Engagement, EngagementBody, EngagementTotal, Referral


def load_meetings(file: DataFile, record: Record) -> None:
    """A file of its own: each meeting and referral names its pilot; its job roles are there."""
    numbers: dict[str, int] = {}
    for entry in file.take("meetings", "meeting"):
        pilot = entry.needed("pilot")
        numbers[pilot] = numbers.get(pilot, 0) + 1
        _engagement(entry, record, record.id(entry, "pilot", pilot), numbers[pilot])
    for entry in file.take("referrals", "referral"):
        _referral(entry, record, record.id(entry, "pilot", entry.needed("pilot")))
    record.flush()


def add_engagements(file: DataFile, record: Record, key: str, pilot: int) -> None:
    """What the file of a pilot says of whom it met and who came to it."""
    for number, entry in _numbered(file.take("meetings", f"{key}/meeting"), record, pilot):
        _engagement(entry, record, pilot, number)
    for entry in file.take("met_in_all", f"{key}/met"):
        add_total(entry, record, pilot_id=pilot)
    for entry in file.take("referrals", f"{key}/referral"):
        _referral(entry, record, pilot)


def _numbered(entries: list[Entry], record: Record, pilot: int) -> Iterator[tuple[int, Entry]]:
    """Each with its number: one that is there keeps its own, since its address has it."""
    there = dict(Engagement.with_withdrawn.filter(pilot=pilot).values_list("pk", "number"))
    last = max(there.values(), default=0)
    for entry in entries:
        loaded = record.known.get(entry.key)
        number = there.get(loaded.object_id) if loaded else None
        if number is None:
            number = last = last + 1
        yield number, entry


def add_total(entry: Entry, record: Record, **owner: Any) -> None:
    """Queue what a source says was met in all, by a pilot or a programme."""
    record.add(
        entry,
        EngagementTotal(
            **owner,
            **entry.figure("people", "people", qualifier="qualifier"),
            teams=_whole(entry, "teams"),
            departments=_whole(entry, "departments"),
            **entry.dated("as_of"),
            source_id=record.id(entry, "source", entry.needed("source")),
        ),
    )


def _engagement(entry: Entry, record: Record, pilot: int, number: int) -> None:
    met, promises = entry.children("met", "met"), entry.children("promises", "promise")
    row = Engagement(
        pilot_id=pilot,
        number=number,
        kind=entry.needed("kind"),
        method=entry.text("method"),
        state=entry.text("state", "held"),
        **entry.dated("on"),
        place_id=record.maybe_id(entry, "place", entry.text("place")),
        purpose=entry.needed("purpose"),
        **entry.figure("reached", "reached", qualifier="qualifier"),
        findings=entry.text("findings"),
        decisions=entry.text("decisions"),
        host_id=record.maybe_id(entry, "post", entry.text("host")),
        created_by_id=record.user(entry, "by"),
        source_id=record.source(entry),
    )
    made = record.written(entry, row)
    for one in met:
        _body(one, record, made)
    for one in promises:
        _promise(one, record, made)


def _body(entry: Entry, record: Record, engagement: int) -> None:
    body = EngagementBody(
        engagement_id=engagement,
        organisation_id=record.maybe_id(entry, "organisation", entry.text("organisation")),
        description=entry.text("description"),
        people=_whole(entry, "people"),
        first_time=_whole(entry, "first_time"),
    )
    record.add(entry, body)


def _promise(entry: Entry, record: Record, engagement: int) -> None:
    made = ActionItem(
        subject=Engagement(pk=engagement),
        text=entry.needed("text"),
        owner_id=record.maybe_id(entry, "post", entry.text("owner")),
        owner_said=entry.needed("owner_said"),
        due=entry.needed_day("due"),
        state=entry.text("state", "open"),
        ended_on=entry.day("closed"),
        outcome=entry.text("outcome"),
        created_by_id=record.user(entry, "by"),
    )
    record.add(entry, made)


def _referral(entry: Entry, record: Record, pilot: int) -> None:
    made = Referral(
        pilot_id=pilot,
        direction=entry.needed("direction"),
        organisation_id=record.maybe_id(entry, "organisation", entry.text("organisation")),
        route=entry.text("route"),
        **entry.dated("from", "period_start"),
        **entry.dated("to", "period_end", last=True),
        **entry.figure("people", "people", qualifier="qualifier"),
        missing=entry.text("not_known"),
        note=entry.text("note"),
        source_id=record.source(entry),
    )
    record.add(entry, made)


def _whole(entry: Entry, name: str) -> int | None:
    found = entry.number(name)
    return None if found is None else int(found)

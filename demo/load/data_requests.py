"""Requests for data with their steps, advice that was had, and agreements to start from."""

from __future__ import annotations

from typing import Any

from barriers.models import (
    AdviceBody,
    AdviceSession,
    DataRequest,
    DataRequestBarrier,
    DataRequestParty,
    DataRequestPlace,
    DataRequestStep,
    ExampleAgreement,
    ExampleAgreementPlace,
)
from demo.load.entries import DataFile, Entry
from demo.load.record import Record
from pilots.models import Pilot

_WORDS = (
    *("purpose", "people", "lawful_basis", "legal_gateway", "governance_lead"),
    *("caldicott_guardian", "reply", "reason", "fallback_note"),
)
_UNKNOWN = "not_known"


def load_data_requests(file: DataFile, record: Record) -> None:
    """Everything that a file says of data that places want."""
    for entry in file.take("data_requests", "data-request"):
        _request(entry, record)
    for entry in file.take("advice", "data-advice"):
        barrier = record.id(entry, "pilot", entry.needed("barrier"))
        _advice(entry, record, barrier_id=barrier)
    for entry in file.take("agreements", "example-agreement"):
        _agreement(entry, record)
    record.flush()


def _request(entry: Entry, record: Record) -> None:
    places, removes = entry.names("places"), entry.names("removes")
    parties = entry.children("parties", "party")
    steps, advice = entry.children("steps", "step"), entry.children("advice", "advice")
    holder = record.maybe_id(entry, "organisation", entry.text("holder"))
    made = record.written(
        entry,
        DataRequest(
            dataset=entry.needed("dataset"),
            **{one: entry.text(one) for one in _WORDS},
            **_choices(entry),
            **_scope(entry, record),
            holder_id=holder,
            asked_of_id=holder if entry.flag("asked") else None,
            contact_id=record.maybe_id(entry, "post", entry.text("contact")),
            first_done=entry.names("first_done"),
            status=entry.needed("status"),
            **entry.dated("asked_on"),
            **entry.dated("answered_on"),
            visibility=entry.needed("visibility"),
            source_id=record.source(entry),
            created_by_id=record.user(entry, "by"),
        ),
    )
    for number, place in enumerate(places):
        at = record.id(entry, "place", place)
        row = DataRequestPlace(request_id=made, place_id=at, is_lead=number == 0)
        record.add(entry.derived("place", place), row)
    for name in removes:
        barrier = record.id(entry, "pilot", name)
        link = DataRequestBarrier(request_id=made, removes_id=barrier)
        record.add(entry.derived("barrier", name), link)
    for one in parties:
        body = record.maybe_id(one, "organisation", one.text("organisation"))
        said = one.text("description")
        party = DataRequestParty(request_id=made, organisation_id=body, description=said)
        record.add(one, party)
    for one in steps:
        _step(one, record, made)
    for one in advice:
        _advice(one, record, request_id=made)


def _choices(entry: Entry) -> dict[str, str]:
    """Answers that are not known unless the entry says."""
    names = ("health_data", "agreement", "impact_assessment", "first_time", "fallback")
    said = {name: entry.text(name, _UNKNOWN) for name in names}
    return {**said, "aggregate_would_do": entry.text("aggregate", _UNKNOWN)}


def _scope(entry: Entry, record: Record) -> dict[str, Any]:
    """The pilot with its programme and team, else the programme that is named."""
    named = record.maybe_id(entry, "pilot", entry.text("pilot"))
    programme = record.maybe_id(entry, "programme", entry.text("programme"))
    if named is None:
        return {"programme_id": programme}
    pilot = Pilot.objects.get(pk=named)
    return {"pilot": pilot, "programme_id": pilot.programme_id, "team_id": pilot.team_id}


def _step(entry: Entry, record: Record, request: int) -> None:
    row = DataRequestStep(
        request_id=request,
        before=entry.text("from"),
        after=entry.needed("to"),
        **entry.dated("on"),
        said=entry.text("said"),
        source_id=record.source(entry),
    )
    record.add(entry, row)


def _advice(entry: Entry, record: Record, **about: int) -> None:
    bodies = entry.names("bodies")
    session = record.written(
        entry,
        AdviceSession(
            **about,
            who=entry.text("who"),
            **entry.dated("on"),
            said=entry.text("said"),
            source_id=record.source(entry),
        ),
    )
    for name in bodies:
        body = record.id(entry, "organisation", name)
        row = AdviceBody(session_id=session, organisation_id=body)
        record.add(entry.derived("body", name), row)


def _agreement(entry: Entry, record: Record) -> None:
    places = entry.names("places")
    made = record.written(
        entry,
        ExampleAgreement(
            title=entry.needed("title"),
            covers=entry.needed("covers"),
            is_example=entry.flag("example"),
            source_id=record.source(entry),
        ),
    )
    for place in places:
        at = record.id(entry, "place", place)
        row = ExampleAgreementPlace(agreement_id=made, place_id=at)
        record.add(entry.derived("place", place), row)

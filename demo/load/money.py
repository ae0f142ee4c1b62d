"""Funds and flows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from demo.load.about_money import load_about_money
from demo.load.entries import DataFile, Entry
from demo.load.places import slug_of
from demo.load.record import Record
from funding.models import (
    DutyFigure,
    Flow,
    FlowPlace,
    FlowYear,
    Fund,
    FundGuidance,
    FundOwner,
    FundPot,
    FundRound,
    ReportingDuty,
)

# What a fund says of its terms: in words, and as one of a few answers
TEXTS = ("permitted_use", "restriction_text", "moving_text")
TERMS = ("award", "restriction", "move_years", "move_uses", "move_places", "shape")


def load_money(file: DataFile, record: Record, *, programme: str, is_example: bool = False) -> None:
    """Funds with their owners, then flows, a passed-on one after its parent; the rest."""
    programme_id = record.known[f"programme/{programme}"].object_id
    for entry in file.take("funds", "fund"):
        _fund(entry, record, programme_id, is_example=is_example)
    templates = file.content.pop("templates", {})
    for entry in file.take("flows", "flow"):
        _fill_in(entry, templates)
        _flow(entry, record, programme_id)
    load_about_money(file, record, programme=programme_id)
    record.flush()


def _fill_in(entry: Entry, templates: Any) -> None:
    """What an entry leaves out is as its template says."""
    if (name := entry.text("template")) and name not in templates:
        raise entry.error(f"there is no template {name!r}")
    if name:
        entry.fill_in(templates[name])


def _fund(entry: Entry, record: Record, programme: int, *, is_example: bool) -> None:
    owners: dict[str, Decimal | None] = dict.fromkeys(entry.names("owners"))
    parts = entry.children("parts", "part")
    pots = entry.children("pots", "pot")
    below = {name: entry.children(name, name) for name in ("rounds", "duties", "guidance")}
    fund = record.written(
        entry,
        Fund(
            slug=slug_of(entry),
            name=entry.needed("name"),
            description=entry.text("description"),
            **{name: entry.text(name) for name in TEXTS},
            **{name: entry.text(name, "not_known") for name in TERMS},
            **entry.dated("start"),
            **entry.dated("end", last=True),
            visibility=entry.text("visibility", "public"),
            programme_id=programme,
            source_id=record.source(entry),
            is_example=is_example,
        ),
    )
    for part in parts:
        owners[part.needed("body")] = part.needed_number("percent") / 100
    for owner, share in owners.items():
        body = record.id(entry, "organisation", owner)
        row = FundOwner(fund_id=fund, organisation_id=body, share=share)
        record.add(entry.derived("owner", owner), row)
    for pot in pots:
        amount = pot.figure("amount", "amount", "amount_high", "qualifier")
        texts = {name: pot.needed(name) for name in ("name", "outcome")}
        record.add(pot, FundPot(fund_id=fund, **texts, **amount))
    _rules(below, fund, record)


def _rules(below: dict[str, list[Entry]], fund: int, record: Record) -> None:
    """When a fund takes applications, what it asks to be reported, and what guidance there is."""
    for entry in below["rounds"]:
        days = {**entry.dated("opens"), **entry.dated("closes", last=True)}
        row = FundRound(
            fund_id=fund,
            name=entry.needed("name"),
            **days,
            **entry.dated("decision", last=True),
            **{name: entry.text(name) for name in ("who_may", "where_to", "link", "note")},
            source_id=record.source(entry),
        )
        record.add(entry, row)
    for entry in below["duties"]:
        figures = entry.children("figures", "figure")
        duty = ReportingDuty(
            fund_id=fund,
            what=entry.needed("what"),
            **{name: entry.text(name) for name in ("about", "of_said", "where_to", "link")},
            **{name: entry.text(name, "not_known") for name in ("of", "often")},
            **entry.dated("first_due"),
            **entry.dated("last_due", last=True),
            **entry.figure("hours", "hours", "hours_high", "qualifier"),
            source_id=record.source(entry),
        )
        written = record.written(entry, duty)
        for figure in figures:
            shared = record.maybe_id(figure, "shared-definition", figure.text("shared"))
            texts = {name: figure.needed(name) for name in ("name", "unit")}
            record.add(figure, DutyFigure(duty_id=written, shared_id=shared, **texts))
    for entry in below["guidance"]:
        guidance = FundGuidance(
            fund_id=fund,
            title=entry.needed("title"),
            **{name: entry.text(name) for name in ("about", "publisher", "edition", "url")},
            checked_on=entry.day("checked_on"),
            source_id=record.source(entry),
        )
        record.add(entry, guidance)


def _flow(entry: Entry, record: Record, programme: int) -> None:
    places, topics = entry.names("places"), entry.names("topics")
    years = entry.children("years", "year")
    flow = record.written(
        entry,
        Flow(
            description=entry.text("description"),
            giver_id=record.maybe_id(entry, "organisation", entry.text("giver")),
            receiver_id=record.maybe_id(entry, "organisation", entry.text("receiver")),
            receiver_said=entry.text("receiver_said"),
            fund_id=record.maybe_id(entry, "fund", entry.text("fund")),
            parent_id=record.maybe_id(entry, "flow", entry.text("parent")),
            **entry.figure("amount", "amount", "amount_high", "qualifier"),
            meaning=entry.needed("meaning"),
            kind=entry.text("kind", "money"),
            restriction=entry.text("restriction", "not_known"),
            restriction_text=entry.text("restriction_text"),
            **entry.dated("start"),
            **entry.dated("end", last=True),
            **entry.dated("as_of"),
            awarded_on=entry.day("awarded"),
            note=entry.text("note"),
            visibility=entry.text("visibility", "public"),
            programme_id=programme,
            source_id=record.source(entry),
            source_said=entry.text("source_said"),
        ),
    )
    for place in places:
        row = FlowPlace(flow_id=flow, place_id=record.id(entry, "place", place))
        record.add(entry.derived("place", place), row)
    for topic in topics:
        through = Flow.topics.through
        link = through(flow_id=flow, topic_id=record.id(entry, "topic", topic))
        record.add(entry.derived("topic", topic), link)
    for one in years:
        start = one.needed_day("year")
        year = start.year if start.month >= 4 else start.year - 1
        record.add(one, FlowYear(flow_id=flow, year=year, amount=one.number("amount")))

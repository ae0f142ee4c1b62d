"""What is said of money: bids, estimates, pools and returns."""

from __future__ import annotations

from demo.load.entries import DataFile, Entry
from demo.load.record import Record
from funding.models import (
    AtRisk,
    Bid,
    BidLine,
    BidPlace,
    Ending,
    Estimate,
    EstimatePlace,
    MonitoringReturn,
    Pool,
    PoolContribution,
    PoolPlace,
    PoolYear,
)


def load_about_money(file: DataFile, record: Record, *, programme: int) -> None:
    """Everything that a file of money says beside funds and flows."""
    for entry in file.take("bids", "bid"):
        _bid(entry, record, programme)
    for entry in file.take("endings", "ending"):
        _ending(entry, record)
    for entry in file.take("pools", "pool"):
        _pool(entry, record, programme)
    for entry in file.take("estimates", "estimate"):
        add_estimate(entry, record, programme_id=programme)
    record.flush()
    for entry in file.take("returns", "return"):
        _return(entry, record)


def add_estimate(entry: Entry, record: Record, *, programme_id: int) -> None:
    """What somebody worked out for a programme, at places by their keys or codes."""
    codes, places = entry.names("codes"), entry.names("places")
    years, price_year = entry.number("years"), entry.number("price_year")
    estimate = record.written(
        entry,
        Estimate(
            title=entry.needed("title"),
            effect=entry.needed("effect"),
            **entry.figure("amount", "amount", "amount_high", "qualifier"),
            net=entry.text("net", "not_known"),
            per=entry.text("per", "not_known"),
            years=None if years is None else int(years),
            price_year=None if price_year is None else int(price_year),
            basis=entry.text("basis", "not_known"),
            author_id=record.maybe_id(entry, "organisation", entry.text("author")),
            author_said=entry.text("author_said"),
            **entry.dated("made"),
            method=entry.text("method"),
            note=entry.text("note"),
            visibility=entry.text("visibility", "public"),
            programme_id=programme_id,
            source_id=record.source(entry),
        ),
    )
    for code in codes:
        row = EstimatePlace(estimate_id=estimate, place_id=record.id(entry, "code", code))
        record.add(entry.derived("place", code), row)
    for place in places:
        row = EstimatePlace(estimate_id=estimate, place_id=record.id(entry, "place", place))
        record.add(entry.derived("place", place), row)


def _bid(entry: Entry, record: Record, programme: int) -> None:
    places, lines = entry.names("places"), entry.children("lines", "line")
    bid = record.written(
        entry,
        Bid(
            title=entry.needed("title"),
            kind=entry.needed("kind"),
            asked=entry.text("asked"),
            applicant_id=record.maybe_id(entry, "organisation", entry.text("applicant")),
            decider_id=record.maybe_id(entry, "organisation", entry.text("decider")),
            decider_role=entry.text("decider_role"),
            fund_id=record.maybe_id(entry, "fund", entry.text("fund")),
            flow_id=record.maybe_id(entry, "flow", entry.text("flow")),
            **entry.figure("amount", "amount", "amount_high", "qualifier"),
            **entry.dated("until", last=True),
            state=entry.needed("state"),
            **entry.dated("sent"),
            decision_due=entry.day("decision_due"),
            **entry.dated("decided"),
            **entry.figure("granted", "granted", "granted_high", "granted_qualifier"),
            **entry.dated("granted_until", last=True),
            reason=entry.text("reason"),
            visibility=entry.text("visibility", "public"),
            programme_id=programme,
            source_id=record.source(entry),
        ),
    )
    for place in places:
        row = BidPlace(bid_id=bid, place_id=record.id(entry, "place", place))
        record.add(entry.derived("place", place), row)
    for line in lines:
        year = line.number("year")
        row_of_case = BidLine(
            bid_id=bid,
            kind=line.needed("kind"),
            item=line.needed("item"),
            **line.figure("amount", "amount", "amount_high", "qualifier"),
            year=None if year is None else int(year),
        )
        record.add(line, row_of_case)


def _ending(entry: Entry, record: Record) -> None:
    """What is to follow on a flow, and what hangs on it."""
    at_risk = entry.children("at_risk", "at-risk")
    flow = record.id(entry, "flow", entry.needed("flow"))
    record.written(
        entry,
        Ending(
            flow_id=flow,
            decider_id=record.maybe_id(entry, "organisation", entry.text("decider")),
            decider_role=entry.text("decider_role"),
            decision_due=entry.day("decision_due"),
            tell_by=entry.day("tell_by"),
            outcome=entry.text("outcome", "not_known"),
            said=entry.text("said"),
            **entry.dated("decided"),
        ),
    )
    for one in at_risk:
        people = one.number("people")
        row = AtRisk(
            flow_id=flow,
            kind=one.needed("kind"),
            what=one.needed("what"),
            posts=one.number("posts"),
            people=None if people is None else int(people),
            note=one.text("note"),
            visibility=one.text("visibility", "place"),
        )
        record.add(one, row)


def _pool(entry: Entry, record: Record, programme: int) -> None:
    places = entry.names("places")
    paid_in, years = entry.children("paid_in", "paid-in"), entry.children("years", "year")
    pool = record.written(
        entry,
        Pool(
            name=entry.needed("name"),
            basis=entry.text("basis", "not_known"),
            host_id=record.maybe_id(entry, "organisation", entry.text("host")),
            manager=entry.text("manager"),
            functions=entry.text("functions"),
            sharing=entry.text("sharing"),
            monitoring=entry.text("monitoring"),
            **entry.dated("start"),
            **entry.dated("end", last=True),
            visibility=entry.text("visibility", "public"),
            programme_id=programme,
            source_id=record.source(entry),
        ),
    )
    for place in places:
        row = PoolPlace(pool_id=pool, place_id=record.id(entry, "place", place))
        record.add(entry.derived("place", place), row)
    for one in paid_in:
        contribution = PoolContribution(
            pool_id=pool,
            organisation_id=record.id(one, "organisation", one.needed("body")),
            year=_financial_year(one),
            **one.figure("agreed", "agreed"),
            **one.figure("paid", "paid"),
        )
        record.add(one, contribution)
    for one in years:
        year = PoolYear(
            pool_id=pool,
            year=_financial_year(one),
            budget=one.number("budget"),
            spent=one.number("spent"),
            is_forecast=one.flag("is_forecast"),
            note=one.text("note"),
        )
        record.add(one, year)


def _financial_year(entry: Entry) -> int:
    start = entry.needed_day("year")
    return start.year if start.month >= 4 else start.year - 1


def _return(entry: Entry, record: Record) -> None:
    """What a body or a place owes to a fund; ``duty`` is "<fund>/duties/<duty>"."""
    row = MonitoringReturn(
        duty_id=record.id(entry, "fund", entry.needed("duty")),
        body_id=record.maybe_id(entry, "organisation", entry.text("body")),
        place_id=record.maybe_id(entry, "place", entry.text("place")),
        flow_id=record.maybe_id(entry, "flow", entry.text("flow")),
        period_start=entry.day("period_start"),
        period_end=entry.day("period_end"),
        due=entry.day("due"),
        **entry.figure("hours", "hours", "hours_high", "qualifier"),
        state=entry.text("state", "due"),
        sent_on=entry.day("sent_on"),
        **entry.figure("took", "took", "took_high", "took_qualifier"),
        **{name: entry.text(name) for name in ("after_end", "because", "note")},
    )
    record.add(entry, row)

"""What anybody's list of money can say: the columns, and the headings by which they are known.

Our own download of money is among the lists: its headings are known as it writes them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from funding.exchange.amounts import LONGEST_TITLE, Amount
from funding.exchange.grant_readers import InPounds
from funding.exchange.money_readers import (
    FinancialYear,
    FlowAddress,
    SharedPlaces,
)
from funding.exchange.readers import BODY, FUND, LastDay
from funding.exchange.years import YEARS, YearAmount, is_year
from funding.flow.ends import FROM_MONTHS, WITH_PROGRAMME
from funding.flow.facts import MEANINGS
from funding.models import Flow
from interface.words import capitalised
from partnerships.models import Place, Programme
from partnerships.place.elsewhere import places_said
from partnerships.place.spellings import places_alike
from partnerships.place.within import within
from records.dates import Precision
from registry.import_dates import Day
from registry.import_readers import Choice, Named, Number, Text, YesNo
from registry.imported import ADDRESS, REFERENCE, ImportColumn


def _places(scope: Any) -> Any:
    return Place.objects.filter(pk__in=within(scope.roots))


def _programmes(scope: Any) -> Any:
    return Programme.objects.visible_to(scope.user)


PLACES = SharedPlaces(
    *(_places, "place"),
    names=("name", "names__name", "codes__code"),
    suggest="place_suggest",
    alike=places_alike,
    said_otherwise=places_said,
)
WHICH_BODY = replace(BODY, asks_which=True)
HINTS = {str(meaning): capitalised(means) for meaning, means in MEANINGS.items()}
KNOWN_TO = Choice(tuple((value, str(label)) for value, label in Precision.choices))

# What lists call these; what may be meant by other words is asked
MEANT_BY = {
    "committed": "confirmed,awarded,agreed,approved,secured,contracted,signed,granted,in contract",
    "paid": "spent,received,drawn down,claimed,actual,actuals,paid out,invoiced",
    "forecast": "bid in,bid,bidding,expected,planned,pending,pipeline,applied,applied for,"
    "submitted,projected,eoi,expression of interest,shortlisted",
    "handed_back": "clawback,clawed back,returned,repaid,refund,refunded",
    "in_kind": "in kind contribution,staff time",
    "estimate": "estimated,est",
}
PERHAPS = {**dict.fromkeys(("allocated", "offered", "live"), "committed"), "budget": "forecast"}

COLUMNS = (
    ImportColumn(
        key="description",
        label="What it is for",
        reads=Text(LONGEST_TITLE),
        fills="description",
        means="In a few words",
        called=(
            *("what for", "purpose", "project", "project name", "scheme", "activity", "title"),
            *("what it is", "used for", "description"),
        ),
        just_called=("what", "name"),
    ),
    ImportColumn(
        key="giver",
        label="Who gives it",
        reads=WHICH_BODY,
        fills="giver_id",
        means="One that the directory does not have is asked about",
        called=(
            *("funder", "funding body", "funding organisation", "source of funding", "funded by"),
            *("funding source", "giver", "donor", "awarding body", "paid by", "awarded by"),
        ),
        just_called=("from",),
    ),
    ImportColumn(
        key="receiver",
        label="Who receives it",
        reads=WHICH_BODY,
        fills="receiver_id",
        means="One that the directory does not have stays in words",
        called=(
            *(
                "recipient",
                "receiver",
                "to whom",
                "paid to",
                "awarded to",
                "beneficiary",
                "grantee",
            ),
            *("delivery body", "delivery partner", "lead body", "provider"),
        ),
        just_called=("to",),
    ),
    ImportColumn(
        key="places",
        label="Place",
        reads=PLACES,
        fills="place.place_id",
        means="By name or code, several with semicolons between them, each with its share where "
        "you have it: Northtown (60%); Southtown (40%). Leave empty for the place that you "
        "import the file for",
        called=(
            *("places", "area", "district", "ward", "locality", "town", "local authority"),
            *("place name", "place code", "ons code", "gss code", "area code", "area name"),
        ),
        just_called=("where",),
        is_many=True,
        only_new=True,
    ),
    ImportColumn(
        key="amount",
        label="Amount",
        reads=Amount(),
        fills="amount_low",
        means="In pounds: exact, c. £250k, 150,000 to 350,000, or £1.2m. A negative amount "
        "means that it was handed back. Empty if not known",
        called=(
            *("value", "award amount", "grant amount", "total", "sum", "allocation", "gbp"),
            *("amount low", "minimum"),
        ),
        just_called=("award", "funding", "grant", "lower", "low", "min", "£"),
    ),
    ImportColumn(
        key=YEARS,
        label="Amount in a financial year",
        reads=YearAmount(),
        becomes="year.year",
        means="A column for each year, headed 2026-27. Without a column for the amount it is their "
        "sum; ? is not known",
        is_head=is_year,
        is_many=True,
    ),
    ImportColumn(
        key="meaning",
        label="What the amount means",
        reads=replace(Choice.of(Flow, "meaning", **MEANT_BY), hints=HINTS, perhaps=PERHAPS),
        fills="meaning",
        is_needed=True,
        if_empty="What do the amounts mean where the file does not say so?",
        means="Committed, paid, forecast, in kind, influenceable, estimate or handed back. You are "
        "asked about other words, and about rows that do not say it",
        called=("meaning", "status", "funding status", "type of amount", "amount type"),
    ),
    ImportColumn(
        key="start",
        label="Begins",
        reads=Day(is_partial=True),
        fills="start",
        means="The day, month or year",
        called=("start", "start date", "from date", "date from", "starts", "begin"),
        just_called=("from",),
    ),
    ImportColumn(
        key="end",
        label="Ends",
        reads=LastDay(),
        fills="end",
        means="The day, month or year. Empty where no end is known",
        called=("end", "end date", "to date", "date to", "until", "finish date", "expiry date"),
        just_called=("to",),
    ),
    ImportColumn(
        key="year",
        label="Financial year",
        reads=FinancialYear(),
        means="As 2026-27, for money without dates of its own",
        called=("fy", "fin year"),
        just_called=("year",),
    ),
    ImportColumn(
        key="fund",
        label="Fund",
        reads=FUND,
        fills="fund_id",
        means="One that is already recorded. We list the others before you import",
        called=("funding stream", "funding pot", "grant name", "fund programme", "grant programme"),
        only_new=True,
    ),
    ImportColumn(
        key="programme",
        label="Programme",
        reads=Named(_programmes, "programme"),
        fills="programme_id",
        means="One that is recorded already",
        called=("program", "programme name"),
        only_new=True,
    ),
    ImportColumn(
        key="kind",
        label="What is given",
        reads=Choice.of(Flow, "kind"),
        fills="kind",
        means="Money, staff, buildings and land, or data. Empty for money",
        called=("kind",),
    ),
    ImportColumn(
        key="awarded_on",
        label="Awarded on",
        reads=Day(is_whole=True),
        fills="awarded_on",
        means="The day",
        called=(
            *("award date", "date awarded", "date of award", "decision date"),
            "the day on which it was awarded",
        ),
    ),
    ImportColumn(
        key="restriction",
        label="What it may be used for",
        reads=Choice.of(Flow, "restriction"),
        fills="restriction",
        means="No restriction, for a stated use, or ring-fenced",
        called=("restriction", "ring fence", "ringfence", "ring fenced", "ringfenced"),
    ),
    ImportColumn(
        key="note",
        label="Note",
        reads=Text(20_000, lines=True),
        fills="note",
        means="What else a reader of the amount should know",
        called=("notes", "comment", "comments", "remarks"),
    ),
    ImportColumn(
        key="source",
        label="Source",
        reads=Text(200),
        becomes="source_said",
        means="Where the amount is from",
        called=("source document", "evidence"),
        only_new=True,
    ),
    ImportColumn(
        key=REFERENCE,
        label="Your own reference",
        reads=Text(100),
        means="By which the next file finds the same money. Without one, a row with another place, "
        "date or meaning is taken for other money",
        called=(
            *("reference", "ref no", "unique id", "grant ref", "grant reference", "award ref"),
            *("award reference", "row id"),
        ),
        just_called=("ref", "our ref", "our reference", "id", "no", "number"),
    ),
    ImportColumn(
        key="part_of",
        label="Part of",
        reads=Text(100),
        becomes="part_of",
        means="The reference of the row whose money this one passes on",
        called=(
            *("passed on from", "parent reference", "parent ref", "next leg of"),
            "leg of",
        ),
        just_called=("parent", "passed_on_from"),
        only_new=True,
    ),
    ImportColumn(key="currency", label="Currency", reads=InPounds(), means="Only pounds come in"),
    ImportColumn(
        key="payment",
        label="Payment to a supplier",
        reads=YesNo(),
        fills="is_payment",
        means="Yes for a line of what a body publishes of its spending, which is kept separate",
        only_new=True,
    ),
    ImportColumn(
        key="receiver_said",
        label="Recipient in words",
        reads=Text(200),
        fills="receiver_said",
        means="Where it is no single body",
    ),
    ImportColumn(
        key="amount_high",
        label="Amount, upper end",
        reads=Amount(),
        means="Where the two ends of a range have a column each",
        called=("maximum",),
        just_called=("upper", "high", "max"),
    ),
    ImportColumn(
        key="qualifier",
        label="How exact",
        reads=Choice.of(Flow, "amount_qualifier"),
        means="Exactly, about, at least, more than or at most",
    ),
    ImportColumn(
        key="price_year",
        label="In prices of",
        reads=Number(1990, 2100),
        fills="price_year",
        means="The year whose prices were used",
        called=("price base", "price base year", "prices of"),
    ),
    ImportColumn(
        key="as_of",
        label="As at",
        reads=Day(is_partial=True),
        fills="as_of",
        means="The day that the amount is of",
        called=("as of",),
    ),
    ImportColumn(
        key="start_precision",
        label="Start known to",
        reads=KNOWN_TO,
        means="The day, month or year",
    ),
    ImportColumn(
        key="end_precision",
        label="End known to",
        reads=KNOWN_TO,
        means="The day, month or year",
    ),
    ImportColumn(
        key="end_said_by",
        label="End follows from",
        reads=Choice(((WITH_PROGRAMME, WITH_PROGRAMME), (FROM_MONTHS, FROM_MONTHS))),
        means="Nobody said when it ends. With its programme: leave it to the programme here. "
        "Calculated from its months: as the file has it",
    ),
    ImportColumn(
        key="as_of_precision",
        label="As at known to",
        reads=KNOWN_TO,
        means="The day, month or year",
    ),
    ImportColumn(
        key=ADDRESS,
        label="Address in Placebook",
        reads=FlowAddress(),
        means="As our download of money has it. A row with one is about that money",
        just_called=("address",),
    ),
)

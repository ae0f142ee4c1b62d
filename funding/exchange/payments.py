"""What bodies publish of what they paid: councils' spending over £500, departments' over £25,000.

Such a list says that money was paid, never that it was promised. One body paid all of a file, which
the person names. A line is known by the number that the list gives it and by which of all the lines
of that number it is; without one by all that it says. What came back is money the other way, of a
meaning of its own, so that it is never added to what was paid.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.db.models import Q, QuerySet

from access.permissions import contributes
from access.visibility import reader_of
from funding.exchange import narrowing
from funding.exchange.amounts import LONGEST_TITLE, Pounds, turn_back, was_given
from funding.exchange.grant_readers import InPounds, is_in_pounds
from funding.exchange.imported import levels, put_at_places, rests_on, shown, there
from funding.exchange.narrowing import Narrowing, links_near, why_not
from funding.exchange.payment_readers import PAYER, LineNumber, PaidOn, is_department_itself
from funding.exchange.readers import BODY, take_body
from funding.exchange.unusual import unusual
from funding.models import Flow, FlowPlace
from partnerships.models import Organisation, OrganisationPlace, Place
from records.models import Visibility
from registry.import_readers import Text
from registry.imported import ImportColumn, ImportFormat, ImportPart, Row, Scope

COLUMNS = (
    ImportColumn(
        key="receiver",
        label="Supplier",
        reads=BODY,
        fills="receiver_id",
        is_needed=True,
        left_if_empty="has no supplier",
        means="Who was paid. One that the directory does not have stays in words",
        called=(
            *("supplier name", "beneficiary", "merchant name", "vendor", "vendor name", "payee"),
            *("paid to", "recipient", "creditor name", "supplier name t"),
        ),
        just_called=("name",),
    ),
    ImportColumn(
        key="receiver_said",
        label="Supplier in words",
        reads=Text(200),
        fills="receiver_said",
        means="Where it is no single body",
    ),
    ImportColumn(
        key="amount",
        label="Amount",
        reads=Pounds(),
        fills="amount_low",
        is_needed=True,
        means="In pounds. A negative amount is money that came back, and is kept as money going "
        "the other way",
        called=(
            *("net amount", "amount net", "net", "amount paid", "amount gbp", "value", "total"),
            *("transaction amount", "line amount", "gross amount", "amount inc vat", "sum"),
            *("spend", "line value", "invoice value", "invoice amount"),
        ),
    ),
    ImportColumn(
        key="paid_on",
        label="Date",
        reads=PaidOn(is_partial=True),
        fills="start",
        is_needed=True,
        means="The day on which it was paid, or the month or months if no more is known",
        called=(
            *("payment date", "date paid", "paid date", "date of payment", "transaction date"),
            *("posting date", "clearing date", "pay date"),
        ),
    ),
    ImportColumn(
        key="purpose",
        label="Expense type",
        reads=Text(LONGEST_TITLE),
        fills="description",
        means="What was paid for",
        called=(
            *("expenses type", "expenditure type", "purpose", "purpose of spend", "description"),
            *("narrative", "purpose of expenditure", "summary of purpose", "category"),
        ),
    ),
    ImportColumn(
        key="area",
        label="Service area",
        reads=Text(1_000),
        fills="note",
        means="Which part of the body paid",
        called=(
            *("expense area", "directorate", "service", "department", "cost centre", "division"),
            *("service division label", "organisational unit"),
        ),
    ),
    ImportColumn(
        key="number",
        label="Transaction number",
        reads=LineNumber(60),
        means="By which the next file finds the same payment",
        called=(
            *("transaction no", "transaction id", "transaction reference", "document number"),
            *("invoice number", "payment number", "payment reference", "reference", "trans no"),
            *("internal reference", "ap reference", "voucher number", "document no", "transno"),
            *("internal ref", "ref no"),
        ),
    ),
    ImportColumn(
        key="currency",
        label="Currency",
        reads=InPounds(),
        means="Only pounds come in",
        called=("currency code", "invoice currency", "invoice currency unit"),
    ),
    ImportColumn(
        key="giver",
        label="Who paid",
        reads=PAYER,
        fills="giver_id",
        means="If the file covers several organisations. Leave empty for the one that you named",
        called=("entity", "body name", "authority name", "organisation label"),
    ),
)


def _may(user: Any, place: Place) -> bool:
    """Contributors at the place; officers of a body for what that body paid."""
    reader = reader_of(user)
    return contributes(user, place) or bool(reader and reader.organisations)


def _payers(user: Any, place: Place) -> QuerySet[Organisation]:
    """The person's own bodies; for contributors, those that govern or serve the place, what it is
    part of or what lies in it, and every department: what they paid there is published."""
    reader = reader_of(user)
    rule = Q(pk__in=sorted(reader.organisations) if reader else ())
    if contributes(user, place):
        rule |= Q(pk__in=links_near(place).values("organisation"))
        rule |= Q(sector=Organisation.Sector.CENTRAL_GOVERNMENT)
    return Organisation.objects.visible_to(user).filter(rule).order_by("sort_key", "id")


def _payer(user: Any, place: Place) -> Organisation | None:
    """Who probably paid: the body that governs the place, else the person's only one."""
    own = Organisation.objects.visible_to(user)
    if contributes(user, place):
        links = OrganisationPlace.objects.filter(place=place, valid_to=None).order_by()
        governs = links.filter(role=OrganisationPlace.Role.GOVERNS)
        found = own.filter(pk__in=governs.values("organisation"))[:2]
    else:
        reader = reader_of(user)
        found = own.filter(pk__in=sorted(reader.organisations) if reader else ())[:2]
    bodies = list(found)
    return bodies[0] if len(bodies) == 1 else None


NOT_YOURS = (
    "is not your own organisation. You have no role at this place, so you can only bring what your "
    "own organisations paid"
)


NO_DEPARTMENT = (
    "“{}” is what a department calls itself, and {} is not a department. If a department paid, "
    "discard this file and send it again, naming the department. If not, leave this column out"
)
Sector = Organisation.Sector
MAY_BE_DEPARTMENT = (
    Sector.CENTRAL_GOVERNMENT,
    Sector.ARMS_LENGTH_BODY,
    Sector.NOT_KNOWN,
    Sector.OTHER,
)


def _may_say_of(payer: int, scope: Scope) -> bool:
    """Contributors at the place say what any body paid there, officers what their own paid."""
    if "any" not in scope.kept:
        reader = reader_of(scope.user)
        scope.kept["any"] = contributes(scope.user, scope.place)
        scope.kept["own"] = reader.organisations if reader else ()
    return bool(scope.kept["any"] or payer in scope.kept["own"])


def _rests_on(scope: Scope) -> list[Any]:
    reader = reader_of(scope.user)
    own = sorted(reader.organisations) if reader else []
    may = contributes(scope.user, scope.place)
    return [*rests_on(scope), may, own, scope.within.pk, *narrowing.rests_on(scope)]


def _finish(row: Row, scope: Scope) -> None:
    if not is_in_pounds(row):
        return
    put_at_places(row, scope)
    said = take_body(row, "receiver_id")[:200]
    row.values["receiver_said"] = said
    if unknown := take_body(row, "giver_id"):
        row.unknown.append(("giver", unknown))
    row.values["giver_id"] = payer = row.values["giver_id"] or scope.within.pk
    row.fresh["identifier"] = _key(row, scope)
    called = row.texts.get("giver", "")
    is_none = payer == scope.within.pk and scope.within.sector not in MAY_BE_DEPARTMENT
    if is_none and is_department_itself(called):
        row.problems.append(("giver", NO_DEPARTMENT.format(called, scope.within)))
        return  # other reasons would rest on who paid
    if not _may_say_of(payer, scope):
        row.problems.append(("giver", NOT_YOURS))
    if row.values["receiver_id"] == payer:  # moved within the body itself
        row.leave_out("is what the body paid to itself")
        return
    if why := why_not(row, row.values["receiver_id"], scope):
        row.leave_out(why)
        return
    row.fresh["is_payment"] = True
    meaning = Flow.Meaning.HANDED_BACK if turn_back(row) else Flow.Meaning.PAID
    row.fresh["meaning"] = meaning.value


def _key(row: Row, scope: Scope) -> str:
    """What the line is called: the same for the same line of the next file."""
    if number := row.first("number"):
        return f"paid-{scope.within.pk}-{number}-{row.turn}"
    texts = (row.texts.get(key, "") for key in ("receiver", "amount", "paid_on", "purpose", "area"))
    name = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:20]
    times: dict[str, int] = scope.kept.setdefault("times", {})
    times[name] = times.get(name, 0) + 1
    return f"paid-{scope.within.pk}-{name}-{times[name]}"


PAYMENTS = ImportFormat(
    key="payments",
    noun="payment",
    makes=Flow,
    columns=COLUMNS,
    permission=_may,
    there=there,
    finish=_finish,
    key_of=lambda row: str(row.fresh.get("identifier", "")),
    levels=levels,
    level=Visibility.NETWORK,
    parts={"place": ImportPart(model=FlowPlace, owner="flow_id", only_new=True, noun="place")},
    within=_payers,
    probably_within=_payer,
    which="Who paid?",
    none_within=(
        "No body of this place is recorded yet. Add it first, then import what it paid.",
        "organisation_add",
        "Add an organisation",
    ),
    named_by="receiver",
    called_by="transaction number",
    shown=shown,
    rests_on=_rests_on,
    counted_by="number",
    narrows=Narrowing(),
    also_wrong=was_given,
    unusual=unusual,
    holds="What was paid, as a council publishes it over £500 and a department over £25,000",
    note="All of it is money that was paid, and counts for this place. Lists and totals keep it "
    "separate from grants. What came back is kept as money the other way. Names that were "
    "removed are kept as text; what a body paid to itself, and lines without a supplier, are left "
    "out.",
    order=50,
)

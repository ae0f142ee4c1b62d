"""Payments as councils, forces and departments publish them: whose, when, by which number."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from accounts.models import User
from funding.models import Flow
from imports.models import RecordImport
from imports.record_import import actions
from imports.record_import.guessing import guessed
from partnerships.models import Organisation, Place
from tests import builders as make
from tests.geography.data_load.sent import text
from tests.imports.record_import.brought import bring, confirm, kind, lines, looked, problems, send

pytestmark = pytest.mark.django_db
DEPARTMENT = "Department family,Entity,Date,Expense type,Expense area,Supplier,"
DEPARTMENT += "Transaction number,Amount"


@pytest.fixture
def bradford() -> Place:
    return make.place("Bradford")


@pytest.fixture
def editor(bradford: Place) -> User:
    return make.user("Edith Editor", ("place_editor", bradford))


@pytest.fixture
def council(bradford: Place) -> Organisation:
    body = make.organisation("Bradford Council")
    body.place_links.create(place=bradford, role="governs")
    return body


def test_each_entity_of_a_departments_family_paid_its_own_lines(
    bradford: Place, editor: User, council: Organisation
) -> None:
    department = make.organisation("Energy department", "central_government")
    agency = make.organisation("Heat agency", "public_body")
    line = "Energy,{},2026-02-01,Grant,Warm homes,Bradford Council,{},30000"
    entities = ("Energy department", "Core Department", "HEAT AGENCY", "", "Energy Labs")
    csv = lines(DEPARTMENT, *(line.format(name, at) for at, name in enumerate(entities)))
    row = looked(editor, bradford, "payments", csv, within=department)
    [asked] = row.preview["questions"]
    assert (asked["column"], asked["text"]) == ("giver", "Energy Labs")
    actions.answer(by=editor, row=row, said={"giver": {"energy labs": None}})
    confirm(editor, RecordImport.objects.get(pk=row.pk))
    paid_by = list(Flow.objects.order_by("pk").values_list("giver", flat=True))
    own = department.pk
    assert paid_by == [own, own, agency.pk, own, own]
    # That says nothing of who is paid
    csv = lines("Date,Supplier,Amount", "2026-02-01,Energy Labs,500")
    assert bring(editor, bradford, "payments", csv, within=department).new == 1


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("July 2010-September 2010", (dt.date(2010, 7, 1), dt.date(2010, 9, 30))),
        ("Jul to Sep 2010", (dt.date(2010, 7, 1), dt.date(2010, 9, 30))),
        ("Feb-24", (dt.date(2024, 2, 1), dt.date(2024, 2, 29))),
    ],
)
def test_what_was_paid_within_months_keeps_them(
    bradford: Place, editor: User, council: Organisation, said: str, days: tuple[dt.date, dt.date]
) -> None:
    csv = lines("Date,Supplier,Amount", f"{said},Warm Hearts,500")
    bring(editor, bradford, "payments", csv, within=council)
    flow = Flow.objects.get()
    assert (flow.start, flow.end) == days
    assert {flow.start_precision, flow.end_precision} == {"month"}
    assert looked(editor, bradford, "payments", csv, within=council).state == "same"


def test_what_a_program_writes_for_no_number_is_no_number(
    bradford: Place, editor: User, council: Organisation
) -> None:
    head = "Date,Supplier,Amount,Transaction number"
    csv = lines(head, "2026-02-01,Warm Hearts,500,None")
    bring(editor, bradford, "payments", csv, within=council)
    csv = lines(head, "2026-03-01,Cool Hands,7,None")  # the next month's
    row = bring(editor, bradford, "payments", csv, within=council)
    assert (row.new, row.changed) == (1, 0)


def test_headings_of_councils_are_known(
    bradford: Place, editor: User, council: Organisation, client: Client
) -> None:
    head = "Department Area,Description,Line,NBC Ref No.,Name:  ,Payment Date,Amount Paid"
    row = bring(
        *(editor, bradford, "payments"),
        lines(head, "Parks,Bench,1,CR1,Garden Tools Ltd,16/01/26,250.50"),
        within=council,
    )
    flow = Flow.objects.get()
    assert (flow.receiver_said, flow.identifier) == ("Garden Tools Ltd", f"paid-{council.pk}-CR1-1")
    client.force_login(editor)
    assert "Bench: £250.50 to Garden Tools Ltd</a>" in str(
        client.get(row.get_absolute_url()).content.decode()
    )


def test_no_code_is_a_service_and_what_is_spent_an_amount() -> None:
    head = ["Service Code", "Service Label", "Supplier", "Date", "Spend"]
    known = {"1": "area", "2": "receiver", "3": "paid_on", "4": "amount"}
    assert guessed(kind("payments"), head) == known


def test_headings_written_as_one_word_are_known_and_amounts_in_euros_stay_out(
    bradford: Place, editor: User, council: Organisation
) -> None:
    head = "Entity,Date,ExpenseType,ExpenseArea,Supplier,TransactionNumber,Amount,"
    rows = (
        "Heat,2026-02-01,Travel,Labs,Rail Ltd,71,500,GBP",
        "Heat,2026-02-01,Fees,,Bahn,72,9,EUR",
    )
    csv = lines(f"{head}InvoiceCurrencyUnit", *rows)
    row = looked(editor, bradford, "payments", csv, within=council)
    assert list(row.columns.values())[2:] == [
        *("purpose", "area", "receiver", "number", "amount", "currency"),
    ]
    asked = [(one["column"], one["text"]) for one in row.preview["questions"]]
    assert ("currency", "EUR") in asked


def test_the_day_when_it_was_paid_comes_before_the_day_of_the_list() -> None:
    head = ["Effective Date", "Amount", "Supplier", "Payment Date"]
    assert guessed(kind("payments"), head)["3"] == "paid_on"
    assert guessed(kind("payments"), head[:3])["0"] == "paid_on"


def test_the_number_of_a_company_is_no_number_of_a_payment() -> None:
    found = guessed(kind("payments"), ["Date", "Amount", "Supplier", "Company Number"])
    assert "3" not in found


def test_a_part_of_the_payer_that_is_no_body_is_probably_the_payer(
    bradford: Place, editor: User, council: Organisation, client: Client
) -> None:
    for name in ("Health East", "Health West"):
        make.organisation(name)
    head, said = "Date,Supplier,Amount,Body name", "2026-02-01,Warm Hearts,500"
    csv = lines(head, f"{said},Health", f"{said},{council} as Accountable Body")
    row = looked(editor, bradford, "payments", csv, within=council)
    client.force_login(editor)
    page = client.get(row.get_absolute_url())
    assert [ask.proposed for ask in page.context["form"].likely] == [
        "Paid by the body that you named"
    ] * 2
    assert page.context["form"].to_answer == []
    html = page.content.decode()
    assert "Probably so" in html
    answers = {f"meant_{at}": "-leave" for at in range(2)}
    client.post(row.get_absolute_url(), {"step": "answers", **answers})
    confirm(editor, RecordImport.objects.get(pk=row.pk))
    assert {flow.giver for flow in Flow.objects.all()} == {council}


def test_who_probably_paid_is_proposed(
    bradford: Place, editor: User, council: Organisation, client: Client
) -> None:
    force = make.organisation("West police", "police")
    force.place_links.create(place=bradford, role="serves")
    make.organisation("Energy department", "central_government")
    far = make.organisation("Luton Council")
    far.place_links.create(place=make.place("Luton"), role="governs")
    client.force_login(editor)
    page = client.get("/places/bradford/import/payments/")
    field = page.context["form"].fields["within"]
    assert field.initial == council
    offered = set(field.queryset)
    assert {council, force} <= offered
    assert far not in offered


def test_what_a_department_paid_is_not_taken_for_what_the_council_paid(
    bradford: Place, editor: User, client: Client
) -> None:
    council = make.organisation("Bradford Council", "council")
    council.place_links.create(place=bradford, role="governs")
    suppliers = ("Warm Hearts", "Bradford Council")  # not that the council paid itself
    line = "Energy,Core,2026-02-01,Grant,Warm,{},1,30000"
    csv = lines(DEPARTMENT, *(line.format(name) for name in suppliers))
    row = looked(editor, bradford, "payments", csv, within=council)
    assert (row.state, row.new, row.preview["out"]) == ("refused", 0, 2)
    for problem in problems(row):
        assert (
            "“Core” is what a department calls itself, and Bradford Council is not a department"
            in problem
        )
    client.force_login(editor)
    page = text(client.get(row.get_absolute_url()))
    assert page.count("is what a department calls itself") == 1, "once, for all its rows"


def test_of_a_department_what_it_paid_elsewhere_is_not_proposed(
    bradford: Place, editor: User, council: Organisation, client: Client
) -> None:
    department = make.organisation("Energy department", "central_government")
    csv = lines(DEPARTMENT, "Energy,Core,2026-02-01,Grant,Warm,Bradford Council,1,30000")
    client.force_login(editor)
    for payer, proposed in ((department, "here"), (council, "all")):
        row = send(editor, bradford, "payments", csv, within=payer)
        form = client.get(row.get_absolute_url()).context["form"]
        assert form["which"].value() == proposed
        sent = {**form.initial, "which": "all", "step": "columns"}
        client.post(row.get_absolute_url(), sent)  # and what was chosen is not proposed anew
        form = client.get(f"{row.get_absolute_url()}?columns").context["form"]
        assert form["which"].value() == "all"


def test_columns_are_remembered_as_somebody_matched_them_and_not_as_they_were_guessed(
    bradford: Place, editor: User, council: Organisation
) -> None:
    csv = lines("Date,Whom,Amount", "2026-02-01,Warm Hearts,500")
    guessed = {"0": "paid_on", "2": "amount"}
    first = send(editor, bradford, "payments", csv, within=council)
    assert first.columns == guessed
    RecordImport.objects.filter(pk=first.pk).update(columns={"0": "paid_on"})  # by an older rule
    assert send(editor, bradford, "payments", csv, within=council).columns == guessed
    matched = guessed | {"1": "receiver"}
    actions.match_columns(by=editor, row=first, columns=matched)
    actions.look(by=editor, row=first)
    assert send(editor, bradford, "payments", csv, within=council).columns == matched

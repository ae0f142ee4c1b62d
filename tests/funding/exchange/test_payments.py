"""What councils and departments publish of what they paid, brought to a place."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.test import Client
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from accounts.models import User
from funding.models import Flow
from imports.models import RecordImport
from imports.record_import import actions
from partnerships.models import Organisation, Place
from tests import builders as make
from tests.imports.record_import.brought import bring, confirm, lines, looked, problems

pytestmark = pytest.mark.django_db

COUNCIL = "Body Name,Service Area,Expenses Type,Payment Date,Transaction Number,Net Amount,"
COUNCIL += "Supplier Name"
DEPARTMENT = "Department family,Entity,Date,Expense type,Expense area,Supplier,"
DEPARTMENT += "Transaction number,Amount"
WHO_PAID = {"0": "paid_on", "1": "receiver", "2": "amount", "3": "giver"}


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


def paid(number: int, amount: str = "750.10", **said: str) -> str:
    """A line of a council's list."""
    date, supplier = said.get("date", "31/03/2026"), said.get("supplier", "Warm Hearts")
    return f"Bradford Council,Housing,Repairs,{date},{number},{amount},{supplier}"


def test_a_councils_list_of_what_it_paid_comes_in_as_paid(
    bradford: Place, editor: User, council: Organisation
) -> None:
    hearts = make.organisation("Warm Hearts", "voluntary")
    csv = lines(COUNCIL, paid(1), paid(2, '"£1,200.00"', supplier="Nobody Knows Ltd"))
    row = bring(editor, bradford, "payments", csv, within=council, level="network")
    first, second = Flow.objects.order_by("pk")
    assert (row.new, first.meaning, first.giver, first.receiver) == (2, "paid", council, hearts)
    assert (str(first.amount_low), first.description, first.note) == (
        "750.10",
        "Repairs",
        "Housing",
    )
    assert (first.start, first.end) == (dt.date(2026, 3, 31), dt.date(2026, 3, 31))
    assert list(Flow.objects.falling_in(2025)) == [second, first]
    assert (second.receiver, second.receiver_said) == (None, "Nobody Knows Ltd")
    assert list(first.places.all()) == [bradford]


def test_what_came_in_is_told_by_how_much_and_to_whom(
    bradford: Place, editor: User, council: Organisation
) -> None:
    make.organisation("Warm Hearts", "voluntary")
    csv = lines(COUNCIL, paid(1), paid(2, supplier="Nobody Knows Ltd"))
    row = bring(editor, bradford, "payments", csv, within=council, level="network")
    client = Client()
    client.force_login(editor)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Repairs: £750.10 to Warm Hearts</a>" in page
    assert "Repairs: £750.10 to Nobody Knows Ltd</a>" in page


def test_a_departments_list_is_known_by_its_headings_too(
    bradford: Place, editor: User, council: Organisation
) -> None:
    line = "Energy,Core,2026-02-01,Grant,Warm homes,Bradford Council,9000123,30000"
    department = make.organisation("Energy department", "central_government")
    official = make.user("Otto Official", ("officer", department))
    csv = lines(DEPARTMENT, line)
    row = bring(official, bradford, "payments", csv, within=department, level="network")
    flow = Flow.objects.get()
    assert (row.new, flow.giver, flow.receiver, flow.note) == (1, department, council, "Warm homes")


def test_an_officer_without_a_role_at_the_place_brings_what_their_own_body_paid(
    bradford: Place, editor: User, council: Organisation
) -> None:
    agency = make.organisation("Warmth agency", "voluntary")
    official = make.user("Otto Official", ("officer", agency))
    head = "Date,Supplier,Amount,Who paid"
    own = lines(head, "2026-02-01,Warm Hearts,500,Warmth agency", "2026-02-01,Warm Hearts,5,")
    others = lines(head, "2026-02-01,Warm Hearts,500,Bradford Council")
    row = looked(official, bradford, "payments", others, within=agency)
    actions.match_columns(by=official, row=row, columns=WHO_PAID)
    actions.look(by=official, row=row)
    [told] = problems(RecordImport.objects.get(pk=row.pk))
    assert told.startswith("line 2, Who paid: is not your own organisation")
    row = looked(official, bradford, "payments", own, within=agency)
    actions.match_columns(by=official, row=row, columns=WHO_PAID)
    assert actions.look(by=official, row=row) == "ready"
    # Who contributes at the place says so of any body
    row = looked(editor, bradford, "payments", own, within=council)
    actions.match_columns(by=editor, row=row, columns=WHO_PAID)
    assert actions.look(by=editor, row=row) == "ready"


def test_an_import_of_a_body_that_is_not_ones_own_can_be_read_by_who_keeps_the_place(
    bradford: Place, editor: User, client: Client
) -> None:
    agency = make.organisation("Warmth agency", "voluntary")
    official = make.user("Otto Official", ("officer", agency))
    csv = lines("Date,Supplier,Amount", "2026-02-01,Warm Hearts,500")
    row = bring(official, bradford, "payments", csv, within=agency)
    client.force_login(editor)
    page = client.get(row.get_absolute_url())
    assert page.status_code == 200
    assert Flow.objects.get().get_absolute_url() in page.content.decode()


def test_the_same_list_twice_changes_nothing_and_one_put_right_what_is_other_in_it(
    bradford: Place, editor: User, council: Organisation
) -> None:
    csv = lines(COUNCIL, paid(1), paid(1, "5.00"), paid(2), paid(2))
    assert bring(editor, bradford, "payments", csv, within=council).new == 4
    assert looked(editor, bradford, "payments", csv, within=council).state == "same"
    csv = lines(COUNCIL, paid(1), paid(1, "6.00"), paid(2), paid(2), paid(2))
    row = bring(editor, bradford, "payments", csv, within=council)
    assert (row.new, row.changed) == (1, 1)
    # Without numbers, lines that say the same are told apart by how many there are
    bare = "Date,Supplier,Amount"
    line = "2026-02-01,Warm Hearts,500"
    row = bring(editor, bradford, "payments", lines(bare, line, line), within=council)
    assert row.new == 2
    row = looked(editor, bradford, "payments", lines(bare, line, line, line), within=council)
    assert (row.preview["new"], row.preview["same"]) == (1, 2)


def test_lines_of_one_number_come_in_together_and_overwrite_no_other(
    bradford: Place, editor: User, council: Organisation
) -> None:
    bad, other = paid(1, "five"), "Bradford Council,,,31/03/2026,n/a,five,Warm Hearts"
    csv = lines(COUNCIL, paid(1, "8.00"), bad, paid(2), other, other.replace("five", "7"))
    row = looked(editor, bradford, "payments", csv, within=council)
    assert problems(row)[-1] == (
        "line 2, Transaction Number: has the same number as row 3, which has a problem. "
        "They can only be imported together"
    )
    row = confirm(editor, row)
    assert sorted(map(str, Flow.objects.values_list("amount_low", flat=True))) == ["7.00", "750.10"]
    csv = lines(COUNCIL, paid(1, "8.00"), paid(1, "5.00"))  # what came back, put right
    row = bring(editor, bradford, "payments", csv, within=council)
    assert (row.new, row.changed) == (2, 0)
    whole = lines(COUNCIL, paid(1, "8.00"), paid(1, "5.00"), paid(2))
    assert looked(editor, bradford, "payments", whole, within=council).state == "same"


def test_a_line_that_is_left_out_is_counted_among_those_of_its_number(
    bradford: Place, editor: User, council: Organisation
) -> None:
    no_supplier = paid(1, "9.00", supplier=" ")
    csv = lines(COUNCIL, no_supplier, paid(1, "8.00"))
    bring(editor, bradford, "payments", csv, within=council)
    csv = lines(COUNCIL, paid(1, "9.00"), paid(1, "8.00"))
    row = bring(editor, bradford, "payments", csv, within=council)
    assert (row.new, row.changed) == (1, 0)


def test_what_came_back_is_money_the_other_way(
    bradford: Place, editor: User, council: Organisation
) -> None:
    hearts = make.organisation("Warm Hearts", "voluntary")
    csv = lines(
        COUNCIL, paid(1, "-750.10"), paid(2, "(20.00)", supplier="Nobody Knows Ltd"),
        paid(3, supplier="Bradford Council"),
    )  # fmt: skip
    row = bring(editor, bradford, "payments", csv, within=council)
    assert (row.new, row.preview["left_out"]) == (2, 1)  # what it paid itself is none
    first, second = Flow.objects.order_by("pk")
    assert (first.giver, first.receiver, str(first.amount_low)) == (hearts, council, "750.10")
    assert first.description == "Money back from Warm Hearts: Repairs"
    assert (second.giver, second.receiver) == (None, council)
    assert {first.meaning, second.meaning} == {"handed_back"}  # never added to what was paid
    assert second.description == "Money back from Nobody Knows Ltd: Repairs"
    assert looked(editor, bradford, "payments", csv, within=council).state == "same"


def test_a_list_as_windows_writes_it_keeps_its_letters_and_says_so(
    bradford: Place, editor: User, council: Organisation
) -> None:
    content = lines(COUNCIL, paid(1, "£5.00", supplier="Café Zoë")).decode().encode("cp1252")
    row = bring(editor, bradford, "payments", content, within=council)
    assert Flow.objects.get().receiver_said == "Café Zoë"
    assert "read as Windows writes it" in row.notes[0]


def sheet(rows: list[list[Any]], epoch: Any = None) -> bytes:
    """A spreadsheet, which may count its days from 1904."""
    book, file = Workbook(), io.BytesIO()
    if epoch:
        book.epoch = epoch
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def test_a_spreadsheet_that_counts_from_1904_has_its_days(
    bradford: Place, editor: User, council: Organisation
) -> None:
    rows = [["Date", "Supplier", "Amount"], [dt.date(2026, 3, 31), "Warm Hearts", 500]]
    for epoch in (None, CALENDAR_MAC_1904):
        Flow.objects.all().delete()
        content = sheet(rows, epoch)
        bring(editor, bradford, "payments", content, within=council)
        assert Flow.objects.get().start == dt.date(2026, 3, 31)


@pytest.mark.parametrize(
    ("bad", "problem"),
    [
        (paid(9, "12,5,x"), "line 11, Net Amount"),
        (paid(9, "five"), "line 11, Net Amount: “five” is not an amount"),
        (paid(9, date="32/03/2026"), "line 11, Payment Date: “32/03/2026”"),
    ],
)
def test_one_bad_line_of_many_is_told_by_line_and_column_and_nothing_comes_in(
    bradford: Place, editor: User, council: Organisation, bad: str, problem: str
) -> None:
    bad = bad.replace("12,5,x", '"12,5,x"')
    csv = lines(COUNCIL, *(paid(number) for number in range(9)), bad, paid(10))
    told = problems(looked(editor, bradford, "payments", csv, within=council))
    assert told[0].startswith(problem)
    assert not Flow.objects.exists()


def test_formulas_and_other_currencies_are_refused_where_they_stand(
    bradford: Place, editor: User, council: Organisation
) -> None:
    rows = [["Date", "Supplier", "Amount"], [dt.date(2026, 3, 31), "Warm Hearts", "=1+1"]]
    told = problems(looked(editor, bradford, "payments", sheet(rows), within=council))
    assert told[0].startswith("Sheet, cell C2: ")
    csv = lines("Date,Supplier,Amount,Currency", "2026-02-01,A,5,GBP", "2026-02-01,B,5,USD")
    row = looked(editor, bradford, "payments", csv, within=council)
    [asked] = row.preview["questions"]
    assert "not in pounds (USD)" in asked["ask"]


def test_an_amount_of_another_magnitude_is_shown_before_it_comes_in(
    bradford: Place, editor: User, council: Organisation, client: Client
) -> None:
    csv = lines(COUNCIL, *(paid(number) for number in range(9)), paid(9, "750000"))
    row = looked(editor, bradford, "payments", csv, within=council)
    assert row.state == "same" or row.preview["unusual"] == []
    csv = lines(COUNCIL, *(paid(number) for number in range(9)), paid(9, "750100"))
    row = looked(editor, bradford, "payments", csv, within=council)
    [[where, text]] = row.preview["unusual"]
    assert where == "line 11, Net Amount"
    assert text.startswith("£750,100 is 1,000 times the middle amount of this file, or more")
    client.force_login(editor)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Look at these first" in page
    assert actions.write(by=editor, row=row, seen=row.preview_key, level="place").new == 10


def test_who_paid_is_chosen_among_the_bodies_that_govern_the_place_and_ones_own(
    bradford: Place, editor: User, client: Client
) -> None:
    client.force_login(editor)
    page = client.get("/places/bradford/import/payments/").content.decode()
    assert "No body of this place is recorded yet" in page
    body = make.organisation("Bradford Council")
    body.place_links.create(place=bradford, role="governs")
    other = make.organisation("Luton Council")
    page = client.get("/places/bradford/import/payments/").content.decode()
    assert "Who paid?" in page
    assert body.name in page
    assert other.name not in page
    assert not RecordImport.objects.exists()

"""Which lines of a list of payments come in, and what is no body in it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from funding.exchange.narrowing import HERE, KINDS, KNOWN, LISTED
from funding.models import Flow
from imports.models import RecordImport
from imports.record_import import actions
from partnerships.models import Organisation, Partnership, Place
from registry.unsaid import names_withheld
from tests import builders as make
from tests.imports.record_import.brought import confirm, lines, looked, send
from tests.pilots.forms import signed_in

pytestmark = pytest.mark.django_db

HEAD = "Date,Supplier,Amount,Transaction number"
FILE = lines(
    HEAD,
    "2026-02-01,Warm Hearts,500,1",
    "2026-02-01,Nobody Knows Ltd,600,2",
    "2026-02-02,Shire Homes,700,3",
    "2026-02-02,,800,4",
    "2026-02-02,REDACTED PERSONAL DATA,900,5",
    "2026-02-03,Luton Council,1000,6",
)


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


@pytest.fixture
def suppliers(bradford: Place) -> None:
    """Three bodies that are recorded: a partner here, one that works here, one of elsewhere."""
    hearts = make.organisation("Warm Hearts", "voluntary")
    board = Partnership.objects.create(name="Town board", slug="town-board")
    board.place_links.create(place=bradford)
    board.members.create(organisation=hearts)
    homes = make.organisation("Shire Homes", "housing")
    homes.place_links.create(place=bradford, role="works_in")
    make.organisation("Luton Council")


def narrowed(editor: User, place: Place, council: Organisation, **said: Any) -> RecordImport:
    """The file, looked at as it was narrowed."""
    row = send(editor, place, "payments", FILE, within=council)
    actions.match_columns(by=editor, row=row, columns=row.columns, narrowed=said)
    actions.look(by=editor, row=row)
    return RecordImport.objects.get(pk=row.pk)


def paid_to() -> set[str]:
    return {flow.receiver_name for flow in Flow.objects.all()}


@pytest.mark.usefixtures("suppliers")
@pytest.mark.parametrize(
    ("said", "names"),
    [
        ({"which": KNOWN}, {"Warm Hearts", "Shire Homes", "Luton Council"}),
        ({"which": HERE}, {"Warm Hearts", "Shire Homes"}),
        ({"which": KINDS, "kinds": ["voluntary", "council"]}, {"Warm Hearts", "Luton Council"}),
        ({"which": LISTED, "listed": ["nobody knows ltd."]}, {"Nobody Knows Ltd"}),
    ],
)
def test_only_lines_to_the_chosen_suppliers_come_in(
    bradford: Place, editor: User, council: Organisation, said: Any, names: set[str]
) -> None:
    row = narrowed(editor, bradford, council, **said)
    assert row.preview["new"] == len(names)
    left = {each["title"]: each["count"] for each in row.preview["faults"]}
    assert left.pop("Has no supplier") == 1
    [(why, count)] = left.items()
    assert why.startswith("Is to a supplier that is not")
    assert count == 5 - len(names)
    done = confirm(editor, row)
    assert paid_to() == names
    # The next file of these headings is narrowed as this one was
    again = looked(editor, bradford, "payments", FILE, within=council)
    assert (again.state, again.answers["which rows"]) == ("same", said)
    # Not so what another body paid, which is asked anew
    department = make.organisation("Energy department", "central_government")
    other = send(editor, bradford, "payments", FILE, within=department)
    assert "which rows" not in other.answers
    # Taken in whole, the lines that are here already stay the same
    actions.match_columns(by=editor, row=again, columns=again.columns, narrowed={})
    actions.look(by=editor, row=again)
    whole = RecordImport.objects.get(pk=again.pk)
    assert (whole.preview["new"], whole.preview["same"]) == (5 - done.new, done.new)


@pytest.mark.usefixtures("suppliers")
def test_a_line_without_a_supplier_is_left_out_and_counted(
    bradford: Place, editor: User, council: Organisation
) -> None:
    row = looked(editor, bradford, "payments", FILE, within=council)
    assert (row.state, row.preview["new"], row.preview["left_out"]) == ("ready", 5, 1)
    [left] = row.preview["faults"]
    assert (left["title"], left["count"], left["is_fault"]) == ("Has no supplier", 1, False)
    confirm(editor, row)
    assert all(flow.is_payment for flow in Flow.objects.all())


def test_a_name_that_was_taken_out_is_never_a_body(
    bradford: Place, editor: User, council: Organisation
) -> None:
    make.organisation("Redacted personal data", "business")
    row = looked(editor, bradford, "payments", FILE, within=council)
    confirm(editor, row)
    flow = Flow.objects.get(identifier__contains="-5-")
    assert (flow.receiver, flow.receiver_said) == (None, "REDACTED PERSONAL DATA")


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        *(("REDACTED PERSONAL DATA", True), ("Redacted - Personal Data", True)),
        *(("[redacted]", True), ("Personal data redacted", True), ("Name withheld", True)),
        *(("REDACTED COMMERCIAL CONFIDENTIALITY", True), ("Private Individual", True)),
        *(("Personal Data Ltd", False), ("Confidential Waste Services", False)),
        *(("Individual Care Homes", False), ("", False)),
    ],
)
def test_what_says_that_a_name_was_taken_out(text: str, is_so: bool) -> None:
    assert names_withheld(text) == is_so


@pytest.mark.usefixtures("suppliers")
def test_it_is_asked_beside_the_columns_and_said_where_it_is_wrong(
    bradford: Place, editor: User, council: Organisation
) -> None:
    client: Client = signed_in(editor)
    row = send(editor, bradford, "payments", FILE, within=council)
    address = row.get_absolute_url()
    page = client.get(address).content.decode()
    assert "Which payments come in?" in page
    columns = {f"column_{at}": key for at, key in row.columns.items()}
    sent = {"step": "columns", "which": KINDS, **columns}
    answer = client.post(address, sent)
    assert "Choose at least one kind" in answer.content.decode()
    answer = client.post(address, {**sent, "kinds": ["housing"]}, follow=True)
    assert "Is to a supplier that is not of the kinds you chose" in answer.content.decode()
    assert RecordImport.objects.get(pk=row.pk).preview["new"] == 1


def test_of_many_departments_the_one_that_paid_is_typed(
    bradford: Place, editor: User, council: Organisation
) -> None:
    client: Client = signed_in(editor)
    for number in range(15):
        make.organisation(f"Department {number}", "central_government")
    page = client.get("/places/bradford/import/payments/").content.decode()
    assert "Start to type its name" in page
    assert "Department 14" not in page

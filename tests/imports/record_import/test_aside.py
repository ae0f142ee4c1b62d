"""Headings of areas, subtotals and totals are left out, named, and come in where somebody says."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from funding.models import Flow
from imports.models import RecordImport
from imports.record_import import actions
from imports.record_import.aside import Finder, asides_of
from partnerships.models import Place
from pilots.models import Pilot
from tests import builders as make
from tests.geography.data_load.sent import text
from tests.imports.record_import.brought import bring, confirm, kind, lines, looked, problems
from tests.records.files.test_headings import book

pytestmark = pytest.mark.django_db
MONEY = "What for,Funder,Recipient,Amount,Meaning,Start"


@pytest.fixture
def bradford() -> Place:
    make.organisation("Example ministry")
    return make.place("Bradford")


@pytest.fixture
def editor(bradford: Place) -> User:
    return make.user("Edith Editor", ("place_editor", bradford))


@pytest.mark.parametrize(
    ("cells", "is_found"),
    [
        (["Total", "", "300000"], True),
        (["TOTAL:", "6 projects", "£1.6m"], True),
        (["Sub-total 2025-26", "Example ministry", "100000"], True),
        (["Grand total", "Example ministry", "", "300000"], True),
        (["Housing total", "", "£1,200"], True),
        (["Total for 2025/26", "x", "1"], True),
        (["Total Place pilot", "A new way of working", "live"], False),
        (["Totally new", "", "5"], False),
        (["East area"], True),
        (["A", "B", "C"], True),  # the headings once more
        (["", "", "300000"], True),
        (["2024-03-01", "", "5"], False),
        (["12"], False),
        (["A name", "and more"], False),
        (["3", "A name"], False),
    ],
)
def test_which_rows_seem_to_be_no_records(cells: list[str], is_found: bool) -> None:
    finder = Finder(["A", "B", "C"])
    finder.look(2, cells)
    assert bool(finder.found) is is_found


def test_totals_are_left_out_of_a_list_of_money_and_named(
    bradford: Place, editor: User, client: Client
) -> None:
    csv = lines(
        MONEY,
        "Bus,Example ministry,,100000,Committed,2025-05-01",
        "Sub-total 2025-26,Example ministry,,100000,Committed,",
        "Hall,Example ministry,,200000,Committed,2026-05-01",
        "Grand total,Example ministry,,300000,Committed,",
        ",,,300000,,",
    )
    row = looked(editor, bradford, "money", csv)
    assert [(one.number, one.text) for one in asides_of(row, kind("money"))] == [
        (3, "Sub-total 2025-26"),
        (5, "Grand total"),
        (6, "300000"),
    ]
    assert row.preview["left_out"] == 3
    client.force_login(editor)
    page = text(client.get(f"{row.get_absolute_url()}?row=3"))
    assert "This row stays out: seems to be a total. To bring it in all the same, go back" in page
    assert "Leave the whole row out" not in page
    confirm(editor, row)
    assert sorted(Flow.objects.values_list("amount_low", flat=True)) == [100_000, 200_000]
    assert looked(editor, bradford, "money", csv).state == "same"


def test_a_row_that_sums_those_above_and_lacks_what_they_all_have_is_a_total() -> None:
    finder = Finder(["What", "Funder", "Amount", "Note"])
    rows = [
        ["Bus", "A ministry", "£100,000"],
        ["Hall", "A ministry", "200000.00", "new"],
        ["Both", "A ministry", "300,000"],  # has all that the others have
        ["Of housing", "", "600,000"],
        ["Tea", "A ministry", "100"],
        ["Cake", "A ministry", "200"],
        ["Of food", "", "300"],
        ["All projects", "", "600300"],
        ["A gift", "", "7"],
    ]
    for number, cells in enumerate(rows, 2):
        finder.look(number, cells)
    assert [text for _, text, *_ in finder.found] == ["Of housing", "Of food", "All projects"]


def test_rows_that_are_numbered_are_no_sums() -> None:
    finder = Finder(["Area", "Number", "Name", "Note"])
    for number, cells in enumerate((["E", "1", "A"], ["E", "2", "B"], ["W", "3"]), 2):
        finder.look(number, cells)
    assert not finder.found


def test_what_is_wrong_in_a_total_is_no_problem_of_the_file(bradford: Place, editor: User) -> None:
    total = ["TOTAL", "", "", "=SUM(D2:D2)"]
    rows = [MONEY.split(","), ["Bus", "Example ministry", "", 5, "paid"], total]
    assert looked(editor, bradford, "money", book({"Money": rows})).state == "ready"


def test_a_row_that_is_kept_comes_in(bradford: Place, editor: User, client: Client) -> None:
    csv = lines("Ref,Name,Status,Lead", "East area,,,", "P1,A,live,", "Total,Total Place,,")
    row = looked(editor, bradford, "pilots", csv)
    assert row.new == 1
    client.force_login(editor)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "2 rows seem to be headings or totals" in page
    assert "Row 2, “East area”: a heading" in page
    client.post(row.get_absolute_url(), {"step": "rows", "row": ["4", "99", "x"]})
    row.refresh_from_db()
    assert (row.new, row.preview["left_out"]) == (2, 1)
    confirm(editor, row)
    assert set(Pilot.objects.values_list("name", flat=True)) == {"A", "Total Place"}


def test_a_record_of_which_only_its_name_is_known_is_one(bradford: Place, editor: User) -> None:
    head = ["Name", "Start", "Lead"]
    rows = [head, ["New idea"], ["West area:"], ["East area"], ["A", 2024]]
    row = looked(editor, bradford, "pilots", book({"Pilots": rows}, "A4:C4"))
    assert [one.text for one in asides_of(row, kind("pilots"))] == ["West area:", "East area"]
    confirm(editor, row)
    assert set(Pilot.objects.values_list("name", flat=True)) == {"New idea", "A"}


def test_cells_merged_over_rows_are_told_where_their_column_is_used(
    bradford: Place, editor: User
) -> None:
    rows = [["Name", "Status", "Colour"], ["A", "live", "red"], ["B", "", ""]]
    row = looked(editor, bradford, "pilots", book({"P": rows}, "B2:B3", "C2:C3"))
    told = "cells B2:B3 are merged. Unmerge them: each record has its own row"
    assert problems(row) == [f"P, cell B2: {told}", f"P, cell B3: {told}"]


def test_what_was_kept_is_asked_of_each_file_anew(bradford: Place, editor: User) -> None:
    csv = lines("Ref,Name,Status", "P1,A,live", "Total,Total Place,")
    row = looked(editor, bradford, "pilots", csv)
    actions.keep_rows(by=editor, row=row, numbers=[3])
    confirm(editor, row)
    again = bring(editor, bradford, "pilots", lines("Ref,Name,Status", "P2,B,", "Total,C,"))
    assert RecordImport.objects.get(pk=again.pk).new == 1


def test_of_very_many_the_first_are_shown_and_all_can_come_in(
    bradford: Place, editor: User, client: Client
) -> None:
    rows = [f"Sub-total,Name {number},live" for number in range(60)]
    row = looked(editor, bradford, "pilots", lines("Colour,Name,Status,Lead", "Red,A,live", *rows))
    client.force_login(editor)
    page = client.get(row.get_absolute_url()).content.decode()
    assert page.count('name="row" value') == 26
    client.post(row.get_absolute_url(), {"step": "rows", "row": "all"})
    row.refresh_from_db()
    assert (row.state, row.new, row.preview["left_out"]) == ("ready", 61, 0)

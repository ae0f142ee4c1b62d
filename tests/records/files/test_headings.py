"""Where headings end and rows begin; which sheets there are; files that are no table."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import Workbook

from records.files.list_child import lines
from records.files.lists import LIST_LIMITS
from records.files.tables import Unreadable
from tests.records.files.test_lists import cell, opendocument, read


def book(sheets: Any, *merged: str, hidden: str = "") -> bytes:
    """A workbook of these sheets; cells of the first are merged."""
    made, file = Workbook(), io.BytesIO()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name == hidden:
            sheet.sheet_state = "hidden"
    for area in merged:
        made.worksheets[0].merge_cells(area)
    made.save(file)
    return file.getvalue()


def test_a_second_line_under_merged_headings_is_part_of_them() -> None:
    rows = [
        ["Tracker of pilots"],
        ["Ref", "Name", "Dates", None, "Lead"],
        [None, None, "Start", "End", None],
        ["P1", "A", "2024", "2025", "x"],
    ]
    merged = ("A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3")
    first, found, last = read(book({"Pilots": rows}, *merged))
    assert first["head"] == ["Ref", "Name", "Dates: Start", "Dates: End", "Lead"]
    assert (first["head_row"], found, last["problems"]) == (
        3,
        [[4, ["P1", "A", "2024", "2025", "x"]]],
        [],
    )


def test_a_line_of_groups_above_whole_headings_names_them() -> None:
    groups = ["Project", None, "Money", None]
    rows = [groups, ["Ref", "Name", "Asked", "Given"], ["P1", "A", 1, 2]]
    first, found, _ = read(book({"Pilots": rows}, "A1:B1", "C1:D1"))
    assert first["head"] == ["Project: Ref", "Project: Name", "Money: Asked", "Money: Given"]
    assert len(found) == 1


@pytest.mark.parametrize(
    ("csv", "head", "rows"),
    [
        (b"Ref,Name,Dates,,Lead\n,,Start,End,\nP1,A,1,2,x\n", "Dates: Start", 1),
        (b"Ref,Name,Dates,,Lead\nP1,A,2024,2025,x\nP2,B,1,2,x\n", "Dates", 2),
        (b"Name,,Status\nA,x,\nB,y,live\n", "Status", 2),  # a column without a heading
        (b"Ref,Name,Dates,,Lead\n\n,,Start,End,\nP1,A,1,2,x\n", "Dates", 2),
    ],
)
def test_a_csv_has_two_lines_of_headings_where_the_second_only_fills_the_gaps(
    csv: bytes, head: str, rows: int
) -> None:
    first, found, _ = read(csv)
    assert (first["head"][2], len(found)) == (head, rows)


@pytest.mark.parametrize(
    ("csv", "head_row", "rows"),
    [
        (b"Body,A Council\nMonth,May 2026\n\nSupplier,Date,Amount,What\nX,1,2,3\n", 4, 1),
        (b"Name,What\nA,x\nB,y\nC,z\n", 1, 3),
        (b"Updated,2026-05-21\nBody,Votes at 1/12/2025\nA,1\nB,2\n", 2, 2),
        (b"Body,2026-05-21\nA,1\nB,2\n", 1, 2),  # a column of that day
        (b"Name,What\nA,x,2024-01-01,5\n", 1, 1),  # a note beside a row
    ],
)
def test_pairs_above_the_headings_are_no_headings(csv: bytes, head_row: int, rows: int) -> None:
    first, found, _ = read(csv)
    assert (first["head_row"], len(found)) == (head_row, rows)


def test_every_sheet_with_rows_is_read_and_hidden_ones_are_called_so() -> None:
    sheets = {
        "Notes": [["Read me"]],
        "Live": [["Pilot", "Start"], ["A", 2024]],
        "Lists": [["RAG"], ["R"], ["A"]],
    }
    found = list(lines(io.BytesIO(book(sheets, hidden="Lists")), LIST_LIMITS))
    heads = [line for line in found if isinstance(line, dict) and "sheet" in line]
    assert [(head["sheet"], head["is_hidden"]) for head in heads] == [
        ("Live", False),
        ("Lists", True),
    ]
    assert [line for line in found if isinstance(line, list)] == [
        [2, ["A", "2024"]],
        [2, ["R"]],
        [3, ["A"]],
    ]


def test_a_hidden_sheet_of_libreoffice_is_called_so() -> None:
    row = f"<table:table-row>{cell('Name')}{cell('Start')}</table:table-row>" * 2
    assert read(opendocument(row))[0]["is_hidden"] is False
    hidden = '<style:table-properties table:display="false"/>'
    style = f'<style:style style:name="ta2">{hidden}</style:style>'
    sheet = f'</table:table>{style}<table:table table:name="Old" table:style-name="ta2">{row}'
    found = list(lines(io.BytesIO(opendocument(row + sheet)), LIST_LIMITS))
    heads = [line for line in found if isinstance(line, dict) and "sheet" in line]
    assert [(head["sheet"], head["is_hidden"]) for head in heads] == [
        ("Pilots", False),
        ("Old", True),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<html><body><table><tr><td>Name</td></tr></table></body></html>", "web page"),
        (b"\n<!DOCTYPE html>\n<html>", "web page"),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook/>', "older"),
        (b'<?xml version="1.0"?><grants><grant/></grants>', "This is XML"),
        ("<grants><grant/></grants>".encode("utf-16"), "This is XML"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "calendar"),
        (b"BEGIN:VCARD\nN:Ward\nEND:VCARD\n", "contact cards"),
        (b"PK\x03\x04 word/document.xml", "text document"),
    ],
)
def test_what_is_no_table_is_told_as_what_it_is(content: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read(content)


def test_a_table_that_begins_with_a_sign_is_one() -> None:
    assert read(b"<5 years,Name\nyes,A\n")[0]["head"] == ["<5 years", "Name"]

"""A long list is read whatever program wrote it, or refused with what to do."""

from __future__ import annotations

import datetime as dt
import io
import json
import tracemalloc
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from records.files import objects
from records.files.list_child import lines
from records.files.lists import LIST_LIMITS, SHEET_LIMITS, read_list
from records.files.tables import Limits, Unreadable
from tests.imports.record_import.brought import Sent, workbook

ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def read(content: bytes) -> tuple[dict[str, Any], list[Any], dict[str, Any]]:
    """The head, the rows, and what cannot be used, of the only sheet with rows."""
    first, *rows, last = lines(io.BytesIO(content), LIST_LIMITS)
    return first, rows, last


def opendocument(rows: str, manifest: str = "<manifest/>") -> bytes:
    """A spreadsheet of LibreOffice with these rows."""
    file = io.BytesIO()
    content = (
        '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" '
        'xmlns:style="s">'
        f'<table:table table:name="Pilots">{rows}</table:table></office:document-content>'
    )
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("mimetype", ODS)
        parts.writestr("META-INF/manifest.xml", manifest)
        parts.writestr("content.xml", content)
    return file.getvalue()


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


@pytest.mark.parametrize(
    ("content", "encoding", "text"),
    [
        ("Name,What\nCafé,x\n".encode(), "", "Café"),
        ("Name;What\nCafé – two;x\n".encode("cp1252"), "cp1252", "Café – two"),
        ("Name\tWhat\nCafé\tx\n".encode("utf-16"), "utf-16", "Café"),
    ],
)
def test_a_csv_of_any_program_is_read(content: bytes, encoding: str, text: str) -> None:
    first, rows, _ = read(content)
    assert (first["head"], first["encoding"], rows) == (
        ["Name", "What"],
        encoding,
        [[2, [text, "x"]]],
    )


@pytest.mark.parametrize("count", [3, 9, 10, 30])
def test_a_list_of_one_column_begins_with_its_heading(count: int) -> None:
    names = [f"Project {at}" for at in range(count)]
    first, rows, _ = read("\n".join(["Name", *names, ""]).encode())
    assert (first["head"], first["head_row"]) == (["Name"], 1)
    assert rows == [[at, [name]] for at, name in enumerate(names, 2)]


def test_json_gives_a_column_for_each_path_and_nothing_that_cannot_be_kept() -> None:
    sent = b'{"grants": [{"id": "A", "by": [{"na\\u0000me": "\\ud800x\\u0000y"}]}, {"id": 2}]}'
    first, rows, _ = read(sent)
    assert first["head"] == ["id", "by/0/na me"]
    assert rows == [[1, ["A", "?x y"]], [2, ["2"]]]
    with pytest.raises(Unreadable, match="holds no list"):
        read(b'[{"id": ' + b"9" * 5_000 + b"}]")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b'[{"id": 1},]', "a value is missing, in line 1"),
        (b'{"a" 1}', "a colon after a name is missing"),
        (b'{"a": [1]\n,\n}', "a name in quotation marks is missing, in line 3"),
        (b'[{"id": 1}] x', "something stands after its end"),
        (b'{"a":\n\n[{}, {} {}]}', "a comma or a closing bracket is missing, in line 3"),
        (b'[{"id": "x}]', "a text has no closing quotation mark, in line 1"),
        (b'[{"id": "x\ny"}]', "a text has a line break in it, in line 1"),
        (
            b'[{"id": "x\\y"}]',
            "a backslash is followed by a character that is not allowed there, in line 1",
        ),
        (b'[{"a": "x', "a text has no closing quotation mark"),
        (b'["a", "b"]', "holds no list"),
        (b"[" * 5_000, "holds no list"),
    ],
)
def test_json_that_is_broken_is_told_by_line(sent: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read(sent)


def test_json_is_read_alike_however_it_is_cut_into_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    grants = [
        {"id": f"é{number}", "sum": 12.50, "by": [{"name": "x" * number}]} for number in range(40)
    ]
    sent = json.dumps({"of": {"a": [1]}, "more": [{"b": 2}], "grants": grants}, indent=1).encode()
    whole = read(sent)
    assert whole[0]["head"] == ["id", "sum", "by/0/name"]
    assert whole[1][7] == [8, ["é7", "12.5", "x" * 7]]
    for piece in (1, 3, 17):
        monkeypatch.setattr(objects, "PIECE", piece)
        assert read(sent) == whole


def test_json_of_one_long_value_or_of_very_many_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    most = LIST_LIMITS.columns
    assert most >= 133  # a grant with twenty places has as many
    many = [{f"kind {at}": at for at in range(most)}]
    assert len(read(json.dumps(many).encode())[0]["head"]) == most
    many[0]["one more"] = 1
    with pytest.raises(Unreadable, match=f"have {most + 1} different values"):
        read(json.dumps(many).encode())
    monkeypatch.setattr(objects, "PIECE", 50)
    monkeypatch.setattr(objects, "LONGEST", 200)
    grants = [{"id": number} for number in range(400)]
    with pytest.raises(Unreadable, match="a single value of more than"):
        read(json.dumps({"data": {"grants": grants}}).encode())
    with pytest.raises(Unreadable, match="a colon after a name is missing, in line 1"):
        read(b'[{"id" 1},' + json.dumps(grants).encode()[1:])
    assert len(read(json.dumps({"grants": grants}).encode())[1]) == 400


def test_the_longest_list_of_objects_is_read_where_none_is_called_grants() -> None:
    first, rows, _ = read(b'{"a": [{"x": 1}], "b": [{"y": 1}, {"y": 2}], "c": [1, 2, 3]}')
    assert (first["head"], first["is_objects"], len(rows)) == (["y"], True, 2)


def test_a_long_csv_takes_no_more_memory_than_a_short_one() -> None:
    def most(rows: int) -> int:
        text = "Name,What\n" + "".join(f"Project {at},What it is\n" for at in range(rows))
        file = io.BytesIO(text.encode())
        del text
        tracemalloc.start()
        for _ in lines(file, LIST_LIMITS):
            pass
        _, held = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return held

    assert most(200_000) < most(40_000) + 2**20


def test_a_sheet_is_read_from_its_headings_down() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(["How to fill this in"])
    sheet = book.create_sheet("Pilots")
    sheet["A2"] = "Pilots of Bradford"
    filled: list[list[Any]] = [["Name", "Start"], ["A", dt.date(2024, 3, 1)], [], ["B"]]
    for at, row in enumerate(filled, 4):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column, value)
    sheet.merge_cells("D5:D6")
    file = io.BytesIO()
    book.save(file)
    first, rows, last = read(file.getvalue())
    assert (first["sheet"], first["head_row"]) == ("Pilots", 4)
    assert rows == [[5, ["A", "2024-03-01"]], [7, ["B"]]]
    assert (first["merged"], last["problems"]) == (["D5:D6"], [])


def test_a_spreadsheet_of_libreoffice_is_read() -> None:
    day = 'office:value-type="date" office:date-value="2024-03-01"'
    number = 'office:value-type="percentage" office:value="0.05"'
    formula = 'table:formula="of:=1"'
    empty = '<table:table-cell table:number-columns-repeated="900"/>'
    rows = (
        f"<table:table-row>{cell('Name')}{cell('Start')}{cell('Cost')}{empty}</table:table-row>"
        f"<table:table-row>{cell('A')}{cell('1 Mar', day)}{cell('5.0%', number)}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1000000">{empty}</table:table-row>'
        f"<table:table-row>{cell('B')}{cell('x', formula)}</table:table-row>"
    )
    first, read_rows, last = read(opendocument(rows))
    assert first["head"] == ["Name", "Start", "Cost"]
    assert read_rows == [[2, ["A", "2024-03-01", "5%"]], [1_000_003, ["B", "x"]]]
    assert [problem[:2] for problem in last["problems"]] == [[1_000_003, 1]]


def test_a_number_is_read_as_the_spreadsheet_shows_it() -> None:
    _, rows, _ = read(workbook(["What", "Cost"], ["A", 41133.770000000004], ["B", 0.1 + 0.2]))
    assert rows == [[2, ["A", "41133.77"]], [3, ["B", "0.3"]]]
    number = 'office:value-type="float" office:value="41133.770000000004"'
    head = f"<table:table-row>{cell('What')}{cell('Cost')}</table:table-row>"
    body = f"<table:table-row>{cell('A')}{cell('41,133.77', number)}</table:table-row>"
    assert read(opendocument(head + body))[1] == [[2, ["A", "41133.77"]]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7 anything", "neither a spreadsheet nor a CSV"),
        (b"\xd0\xcf\x11\xe0 locked", "without a password"),
        (b"\x00\x01\x02binary", "neither a spreadsheet nor a CSV"),
        (b"Name,What\n", "no rows below its headings"),
        (workbook(), "no rows below its headings"),
        (b'Name,What\n"A,x\n', "Line 2 cannot be read"),
        (opendocument("", "<manifest><encryption-data/></manifest>"), "has a password"),
        (opendocument("").replace(b"<table:table ", b"<!DOCTYPE a>"), "damaged"),
    ],
)
def test_other_files_are_refused(content: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read(content)


def test_a_percentage_reads_as_the_sheet_shows_it() -> None:
    book, file = Workbook(), io.BytesIO()
    book.active.append(["Done", "Share", "Of"])
    for value, shown in (
        (0.6, "0%"),
        (1, "0%"),
        (0.125, "0.0%"),
        (0.07, "0%;[Red]-0%"),
        (0.6, "0.0"),
    ):
        book.active.append([value, "0.6", "x"])
        book.active.cell(book.active.max_row, 1).number_format = shown
    book.save(file)
    said = [cells for _, cells in read(file.getvalue())[1]]
    assert said == [[text, "0.6", "x"] for text in ("60%", "100%", "12.5%", "7%", "0.6")]


def test_repeated_cells_are_counted() -> None:
    many = cell("x", 'table:number-columns-repeated="50"')
    rows = f'<table:table-row table:number-rows-repeated="60000">{many}</table:table-row>'
    with pytest.raises(Unreadable, match="more than 1,000 cells"):
        list(lines(io.BytesIO(opendocument(rows)), Limits(cells=1_000)))


def test_a_spreadsheet_that_is_too_large_may_come_as_csv() -> None:
    class Large(Sent):
        size = SHEET_LIMITS.sent + 1

    with (
        pytest.raises(Unreadable, match=r"than 25 MB\. Save it as CSV, which may have 500 MB"),
        read_list(Large(b"PK")),
    ):
        pass
    with read_list(Large(b"Name\nA\n")) as file:
        assert [list(sheet.rows()) for sheet in file] == [[(2, ["A"])]]


def test_a_process_of_its_own_reads_it_and_hands_on_row_by_row() -> None:
    with read_list(Sent(b"Name,What\nA,x\nB,y\n")) as file:
        sheet = next(file)
        assert sheet.head == ["Name", "What"]
        assert list(sheet.rows()) == [(2, ["A", "x"]), (3, ["B", "y"])]
    with (
        pytest.raises(Unreadable, match="neither a spreadsheet"),
        read_list(Sent(b"%PDF")) as refused,
    ):
        next(refused)

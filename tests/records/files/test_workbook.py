"""Spreadsheets: what is read of them, and which are refused before they can do harm."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace

import pytest
from openpyxl import Workbook

from records.files.process import read
from records.files.tables import CANNOT, LIMITS, TOO_MUCH, Table, Unreadable
from tests.records.files.made import (
    SHEET,
    book,
    entities,
    inline,
    of_two_kinds,
    sheet,
    that_says,
    with_header,
)

DAY = "2026-07-01T09:30:00"
FEW = replace(LIMITS, cells=100, inflated=100_000, parts=10, rows=20, columns=5, problems=3)


def table_of(content: bytes) -> Table:
    [table] = read(content, "a.xlsx")
    return table


def refusal(content: bytes, limits: object = LIMITS) -> str:
    with pytest.raises(Unreadable) as refused:
        read(content, "a.xlsx", limits)
    return str(refused.value)


def problems(rows: str, after: str = "") -> list[str]:
    return list(map(str, table_of(book(sheet(rows, after))).problems))


def test_values_are_read_as_a_person_would_type_them() -> None:
    made = Workbook()
    made.active.append(["Text", None, "Last"])
    made.active.append([41, 2.5, True, dt.date(2026, 6, 30), dt.datetime.fromisoformat(DAY)])
    made.active.append([])
    made.active.append([" 7,000 to 15,000 ", 1e21, False, -0.125, "two\nlines"])
    content = io.BytesIO()
    made.save(content)
    table = table_of(content.getvalue())
    assert (table.name, table.head, table.head_row) == ("Sheet", ["Text", "", "Last"], 1)
    assert table.rows == [
        (2, ["41", "2.5", "yes", "2026-06-30", "2026-07-01"]),
        (4, ["7,000 to 15,000", "1000000000000000000000", "no", "-0.125", "two\nlines"]),
    ]
    assert table.problems == []


def test_cells_that_say_no_address_stand_one_after_the_other() -> None:
    rows = '<row r="2"><c/><c><v>1</v></c></row><row><c r="C3"><v>2</v></c><c><v>3</v></c></row>'
    table = table_of(book(sheet(rows)))
    assert (table.head_row, table.head) == (2, ["", "1"])
    assert table.rows == [(3, ["", "", "2", "3"])]


def test_formulas_errors_and_merged_cells_are_problems_at_their_address() -> None:
    rows = (
        '<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1"><f>1+1</f><v>2</v></c>'
        '<c r="AB1"><f>1+1</f></c></row>'
        '<row r="2"><c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="B2" t="inlineStr"><is><t>=1+1</t></is></c></row>'
    )
    merged = '<mergeCells><mergeCell ref="A5:B6"/><mergeCell ref="C5:D6"/></mergeCells>'
    formula = "holds a formula. Copy it and paste the value in its place"
    assert problems(rows, merged) == [
        "Figures, cell A1: holds an error (#REF!). Correct the figure or leave the cell empty",
        f"Figures, cell B1: {formula}",
        f"Figures, cell AB1: {formula}",
        f"Figures, cell A2: {formula}",
        f"Figures, cell B2: {formula}",
        "Figures, cells A5:B6: are merged. Unmerge them: each figure has its own row",
    ]


def test_a_formula_of_a_rule_is_no_formula_of_a_cell() -> None:
    rule = '<extLst><ext><x:f xmlns:x="urn:x">Lists!A1:A3</x:f></ext></extLst>'
    assert problems(inline("41"), rule) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_entities_are_refused_whatever_the_encoding(encoding: str) -> None:
    declared = "The spreadsheet holds declarations that are not accepted"
    assert refusal(entities(encoding)) == (declared if encoding == "utf-8" else CANNOT)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_a_sheet_in_another_encoding_is_refused_and_never_read_as_empty(encoding: str) -> None:
    assert refusal(book(sheet(inline("41")).encode(encoding))) == CANNOT


def test_empty_cells_count() -> None:
    content = book(sheet("<row>" + "<c/>" * 14_000_000 + "</row>"))
    assert len(content) < 60_000
    assert "more than 1,000,000 cells, empty ones among them" in refusal(content)


def test_a_sheet_that_reaches_too_far_is_refused_by_its_name() -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row><c r="XFD1048576"{}</row>'
    assert refusal(book(sheet(far.format("><v>2</v></c>")))) == (
        "“Figures” reaches beyond cell CV25001. At most 25,000 rows and 100 columns are read: "
        "delete what stands outside, empty rows too, or send it in parts"
    )
    assert table_of(book(sheet(far.format("/>")))).head == ["1"]


def test_a_sheet_that_reaches_too_far_is_read_no_further() -> None:
    rows = "<row><c><v>1</v></c></row>" * 25_002
    broken = "<row" + " " * 200_000 + "<"  # were it read, that would be what is wrong
    assert "reaches beyond cell CV25001" in refusal(book(sheet(rows + broken)))


def test_empty_rows_count_as_well_but_many_are_taken() -> None:
    first = '<row r="1"><c r="A1"><v>1</v></c></row>'
    assert table_of(book(sheet(first + "<row/>" * 90_000))).head == ["1"]
    assert "delete what stands outside, empty rows too" in refusal(
        book(sheet(first + "<row/>" * 100_001))
    )


def test_an_address_that_is_none_is_refused() -> None:
    for address in ("A0", "1", "A99999999999", "a1", "ABCD1"):
        assert refusal(book(sheet(f'<row><c r="{address}"><v>1</v></c></row>'))) == CANNOT


def test_a_file_that_unpacks_to_too_much_is_refused() -> None:
    assert "too large once unpacked" in refusal(book(sheet("<row/>" * 20_000)), FEW)
    many = {f"a{number}": "" for number in range(10)}
    assert "too large once unpacked" in refusal(book(sheet(""), **many), FEW)


def test_what_the_directory_says_of_sizes_is_not_believed() -> None:
    content = that_says(book(sheet("<row/>" * 2_000_000)), SHEET, 500)
    assert refusal(content, FEW) == "The file is damaged, or it is not a spreadsheet"


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_files_that_two_programs_could_read_differently_are_refused() -> None:
    whole = book(sheet(inline("41")))
    twice = io.BytesIO(whole)
    with zipfile.ZipFile(twice, "a") as parts:
        parts.writestr(SHEET, sheet(inline("42")))
    locked = with_header(whole, SHEET, 8, "<H", 1)
    packed_otherwise = book(sheet(inline("41")), zipfile.ZIP_BZIP2)
    for content in (twice.getvalue(), locked, packed_otherwise, whole[:-400]):
        assert refusal(content) == "The file is damaged, or it is not a spreadsheet"


def test_what_was_not_looked_through_is_not_read_either() -> None:
    assert refusal(of_two_kinds()) == CANNOT


def test_one_long_text_in_many_cells_is_refused() -> None:
    cell = '<c t="s"><v>0</v></c>'
    strings = f"<sst><si><t>{'x' * 32_000}</t></si></sst>"

    def written(rows: int) -> bytes:
        return book(sheet(f"<row>{cell * 50}</row>" * rows), xl__sharedStrings=strings)

    assert refusal(written(10)).startswith("The cells hold more than 10,000,000 characters")
    assert refusal(written(1_000)) == TOO_MUCH


def test_a_sheet_full_of_formulas_is_refused_as_a_whole() -> None:
    formulas = "<row>" + "<c><f>1</f></c>" * 4 + "</row>"
    assert "More than 3 cells hold formulas or errors" in refusal(book(sheet(formulas)), FEW)


def test_a_sheet_of_a_chart_is_passed_over() -> None:
    made = Workbook()
    made.active.append(["Number"])
    made.create_chartsheet("Drawn")
    content = io.BytesIO()
    made.save(content)
    assert [table.name for table in read(content.getvalue(), "a.xlsx")] == ["Sheet"]

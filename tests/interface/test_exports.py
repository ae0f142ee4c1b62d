"""Lists as files: the same rows, harmless in a spreadsheet, with what the columns mean."""

import csv
import datetime as dt
import gc
import io
import json
import weakref
from contextlib import closing
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from interface import exports, sheets
from interface.columns import Column
from interface.context import absolute
from interface.paging import Sort
from partnerships.models import Place
from tests import builders
from tests.interface.test_filters import PlaceFilter

SORTS = (Sort("name", "sort_key"),)
PLACES = (
    Column("name", "Place", "Its name today", lambda place: place.name),
    Column("kind", "Kind", "What sort of area it is", lambda place: place.get_kind_display()),
)
ANYTHING = (Column("value", "Value", "Whatever was typed", lambda row: row),)


def body(response: Any) -> bytes:
    with closing(response):
        return b"".join(response) if response.streaming else response.content


def as_csv(rows: list[Any], columns=ANYTHING) -> list[list[str]]:
    text = body(exports.export(rows, columns, "csv", "list")).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def as_book(rows: list[Any], columns=ANYTHING) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(body(exports.export(rows, columns, "xlsx", "list"))))


FORMULAS = ["=1+1", "+44 20", "-2 degrees", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")']


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_looks_like_a_formula_is_made_harmless(text: str) -> None:
    assert as_csv([text])[1][0] == "'" + text
    cell = as_book([text])["Rows"]["A2"]
    assert cell.data_type == "s"
    assert cell.value.startswith("'")
    head = as_book([], [Column("value", text, "Named by somebody", lambda row: row)])["Rows"]["A1"]
    assert (head.data_type, head.value[0]) == ("s", "'")


@pytest.mark.parametrize("number", [-5, Decimal("-5.50"), 0, 1.5])
def test_numbers_stay_numbers(number) -> None:
    assert as_csv([number])[1] == [str(number)]
    assert as_book([number])["Rows"]["A2"].value == float(number)
    rows = json.loads(body(exports.export([number], ANYTHING, "json", "list")))["rows"]
    assert rows == [{"value": float(number)}]


@given(st.text())
def test_no_text_whatever_becomes_a_formula_or_breaks_the_file(text: str) -> None:
    (_, row) = as_csv([text]) if text else (None, [""])
    assert not row[0].startswith(("=", "+", "-", "@", "\t", "\r"))
    assert as_book([text])["Rows"]["A2"].data_type != "f"


@pytest.mark.parametrize("lines", [0, 1, exports.TOGETHER, 2 * exports.TOGETHER + 1])
def test_lines_that_are_sent_together_are_all_there_in_order(lines: int) -> None:
    sent = [f"{number}\n" for number in range(lines)]
    pieces = list(exports.in_pieces(iter(sent)))
    assert "".join(pieces) == "".join(sent)
    assert len(pieces) == -(-lines // exports.TOGETHER)


def test_what_is_not_known_is_an_empty_cell_and_never_zero() -> None:
    assert as_csv([None, 0])[1:] == [[""], ["0"]]
    sheet = as_book([None, 0])["Rows"]
    assert (sheet["A2"].value, sheet["A3"].value) == (None, 0)
    rows = json.loads(body(exports.export([None, 0], ANYTHING, "json", "list")))["rows"]
    assert [row["value"] for row in rows] == [None, 0]


def test_dates_and_moments_can_be_read_by_programs() -> None:
    moment = dt.datetime(2026, 7, 1, 13, 10, tzinfo=dt.UTC)
    assert as_csv([dt.date(2023, 3, 1), moment])[1:] == [["2023-03-01"], ["2026-07-01 14:10"]]
    assert as_book([dt.date(2023, 3, 1)])["Rows"]["A2"].value == dt.datetime(2023, 3, 1)  # noqa: DTZ001


def test_a_day_that_is_written_out_is_a_date_in_the_spreadsheet_and_a_month_is_not() -> None:
    sheet = as_book(["2023-03-01", "1 March 2023", "2023-03", "31 June 2023"])["Rows"]
    day = dt.datetime(2023, 3, 1)  # noqa: DTZ001
    assert [sheet[f"A{row}"].value for row in (2, 3)] == [day, day]
    assert sheet["A2"].number_format == "d mmm yyyy"
    assert [sheet[f"A{row}"].value for row in (4, 5)] == ["2023-03", "31 June 2023"]


MONEY = (Column("amount", "Amount", "In pounds", lambda row: row, pounds=True),)


@pytest.mark.parametrize(("amount", "shown"), [(1200, "£#,##0"), (Decimal("1.50"), "£#,##0.00")])
def test_pounds_are_money_in_the_spreadsheet_and_unknown_ones_empty(amount, shown: str) -> None:
    sheet = as_book([amount, None], MONEY)["Rows"]
    assert (sheet["A2"].value, sheet["A2"].number_format) == (float(amount), shown)
    assert sheet["A3"].value is None


def test_the_spreadsheet_is_as_wide_as_what_is_in_it_and_filters_in_its_head() -> None:
    rows = ["x" * 30, "y" * 500]
    sheet = as_book(rows[:1])["Rows"]
    assert sheet.column_dimensions["A"].width == 32
    assert as_book(rows)["Rows"].column_dimensions["A"].width == 60
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:A2")


def test_an_address_leads_to_its_page_and_one_that_somebody_typed_does_not() -> None:
    columns = (Column("address", "Address", "Its page", lambda row: row),)
    sheet = as_book(["/places/hull/", "=1+1"], columns)["Rows"]
    assert sheet["A2"].hyperlink.target == sheet["A2"].value == absolute("/places/hull/")
    assert (sheet["A3"].value, sheet["A3"].hyperlink, sheet["A3"].data_type) == ("'=1+1", None, "s")


def test_the_spreadsheet_is_headed_as_the_page_is() -> None:
    columns = (Column("name", "Name", "", str, table_label="Who it is"),)
    assert as_book([], columns)["Rows"]["A1"].value == "Who it is"


def test_rows_beyond_a_sheet_go_on_in_another(monkeypatch) -> None:
    monkeypatch.setattr(sheets, "ROWS", 3)
    book = as_book(["a", "b", "c"])
    assert [cell.value for cell in book["Rows"]["A"]] == ["Value", "a", "b"]
    assert [cell.value for cell in book["Rows 2"]["A"]] == ["Value", "c"]


def test_a_text_longer_than_a_cell_says_that_it_was_cut() -> None:
    value = as_book(["x" * 40_000])["Rows"]["A2"].value
    assert len(value) <= 32_767
    assert value.endswith("(cut: a cell holds no more)")


def test_the_spreadsheet_says_what_its_columns_mean() -> None:
    book = as_book([], PLACES)
    assert [cell.value for cell in book["Rows"][1]] == ["Place", "Kind"]
    said = {row[0].value: row[1].value for row in book["What the columns mean"].rows}
    assert said["Kind"] == "What sort of area it is"
    assert said["Not known"] == "An empty cell is not known. It is never zero."


@pytest.mark.django_db
class TestList:
    """A list of places, taken away from its own address."""

    @pytest.fixture(autouse=True)
    def places(self) -> None:
        for name, kind in (("Leeds", "county"), ("Bradford", "unitary"), ("Hull", "unitary")):
            builders.place(name, kind)

    def take(self, query: str) -> Any:
        request: Any = RequestFactory().get(f"/places/?{query}")
        request.user = SimpleNamespace(is_authenticated=False)
        chosen = PlaceFilter(request.GET, Place.objects.all(), request=request)
        return exports.respond(request, chosen, PLACES, SORTS, "places")

    def test_a_page_is_no_file(self) -> None:
        assert self.take("kind=unitary") is None

    def test_the_file_holds_the_filtered_rows_in_the_sorted_order(self) -> None:
        response = self.take("kind=unitary&sort=-name&format=csv")
        assert body(response).decode().splitlines() == [
            "\ufeffname,kind,made_up",
            "Hull,unitary council,no",
            "Bradford,unitary council,no",
        ]
        assert 'filename="placebook-places-' in response["Content-Disposition"]

    def test_the_place_in_the_list_does_not_cut_the_file(self) -> None:
        assert len(body(self.take("after=hull~1&format=csv")).decode().split("\r\n")) == 5

    def test_the_definitions_are_a_file_of_their_own_beside_the_csv(self) -> None:
        rows = list(
            csv.reader(io.StringIO(body(self.take("format=csv&definitions=1&q=h")).decode()))
        )
        assert ["kind", "Kind", "What sort of area it is"] in rows
        assert ["", "Filters", "Name or code: “h”"] in rows

    def test_json_holds_its_definitions(self) -> None:
        found = json.loads(body(self.take("format=json&kind=county")))
        assert found["rows"] == [{"name": "Leeds", "kind": "county", "made_up": False}]
        assert found["definitions"][0]["meaning"] == "Its name today"
        assert found["about"]["Filters"] == "Kind of place: county"

    @pytest.mark.parametrize("query", ["format=pdf", "format=", "format=csv%00", "format=CSV"])
    def test_an_unknown_format_is_said_on_a_page(self, query: str) -> None:
        response = self.take(query)
        assert response.status_code == 400
        assert "csv, xlsx or json" in body(response).decode()

    def test_an_invalid_filter_gives_a_page_and_not_an_empty_file(self) -> None:
        response = self.take("format=csv&kind=castle")
        assert response.status_code == 400
        assert "Choose from the answers listed" in body(response).decode()

    def test_an_unknown_sort_gives_a_page(self) -> None:
        assert self.take("format=csv&sort=shoe-size").status_code == 400

    def test_rows_are_read_a_few_at_a_time(self, django_assert_num_queries) -> None:
        with django_assert_num_queries(2):
            found = list(exports.chunked(Place.objects.all(), SORTS[0], size=2))
        assert [place.name for place in found] == ["Bradford", "Hull", "Leeds"]

    def test_rows_that_just_fill_the_last_chunk_come_once(self) -> None:
        found = list(exports.chunked(Place.objects.all(), SORTS[0], descending=True, size=3))
        assert [place.name for place in found] == ["Leeds", "Hull", "Bradford"]

    def test_rows_that_were_written_are_let_go_of_with_what_was_prefetched(self) -> None:
        rows = Place.objects.prefetch_related("names")
        gc.disable()  # so that nothing but the end of a chunk lets go of them
        try:
            held = [weakref.ref(place) for place in exports.chunked(rows, SORTS[0], size=1)]
            assert [ref() is None for ref in held] == [True, True, False]
        finally:
            gc.enable()

    def test_a_record_can_fill_several_rows(self) -> None:
        request = RequestFactory().get("/places/?format=csv")
        response = exports.respond(
            request,
            Place.objects.filter(name="Hull"),
            PLACES,
            SORTS,
            "places",
            expand=lambda places: (place for place in places for _ in range(2)),
        )
        assert body(response).decode().count("Hull,unitary council") == 2

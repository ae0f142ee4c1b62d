"""Of several sheets the likeliest is proposed, and the others can be chosen."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from imports.models import ImportRow, RecordImport
from imports.record_import import actions
from partnerships.models import Place
from pilots.models import Pilot
from tests.imports.record_import.brought import confirm, problems, send
from tests.records.files.test_headings import book

pytestmark = pytest.mark.django_db
LIVE = [["Pilot", "Start"], ["Alpha", 2026], ["Beta", 2026]]
CLOSED = [["Pilot", "Start", "End"], ["Gamma", 2024, 2025]]
NOTES = [["Version", "1.4"], *(["Note", number] for number in range(9))]


@pytest.mark.parametrize(
    ("sheets", "hidden", "proposed"),
    [
        ({"Notes": NOTES, "Live": LIVE}, "", "Live"),
        ({"Closed": CLOSED, "Live": LIVE}, "", "Live"),  # of two alike the longer
        ({"Old": [*LIVE, ["Delta", 2020]], "Live": LIVE}, "Old", "Live"),
        ({"Notes": NOTES, "Live": LIVE}, "Live", "Live"),  # hidden, and the only one that fits
        ({"What the columns mean": NOTES, "Other": [["A", "B"], [1, 2]]}, "", "Other"),
    ],
)
def test_the_sheet_whose_headings_are_known_is_proposed(
    bradford: Place, editor: User, sheets: Any, hidden: str, proposed: str
) -> None:
    assert send(editor, bradford, "pilots", book(sheets, hidden=hidden)).sheet == proposed


def test_the_other_sheets_are_listed_and_come_in_by_themselves(
    bradford: Place, editor: User, client: Client
) -> None:
    row = send(editor, bradford, "pilots", book({"Live": LIVE, "Closed": CLOSED}))
    other = RecordImport.objects.get(sheet="Closed")
    client.force_login(editor)
    listed = client.get(f"/places/{bradford.slug}/import/").content.decode()
    assert row.get_absolute_url() in listed
    assert other.get_absolute_url() not in listed
    page = client.get(row.get_absolute_url()).content.decode()
    assert f'href="{other.get_absolute_url()}">Closed</a>, 1 row' in page
    confirm(editor, row)
    confirm(editor, other)
    assert list(Pilot.objects.order_by("pk").values_list("name", flat=True)) == [
        "Alpha",
        "Beta",
        "Gamma",
    ]


def test_a_file_is_discarded_with_the_sheets_that_nobody_turned_to(
    bradford: Place, editor: User
) -> None:
    row = send(editor, bradford, "pilots", book({"Live": LIVE, "Closed": CLOSED, "Notes": NOTES}))
    closed = RecordImport.objects.get(sheet="Closed")
    actions.match_columns(by=editor, row=closed, columns=closed.columns)
    actions.discard(by=editor, row=row)
    assert list(RecordImport.objects.all()) == [closed]
    assert set(ImportRow.objects.values_list("record_import", flat=True)) == {closed.pk}


def test_a_sheet_that_nobody_turned_to_proposes_nothing_for_the_next_file(
    bradford: Place, editor: User
) -> None:
    send(editor, bradford, "pilots", book({"Live": LIVE, "Closed": CLOSED}))
    RecordImport.objects.filter(sheet="Closed").update(columns={"0": "summary"})
    again = send(editor, bradford, "pilots", book({"Closed": CLOSED}))
    assert again.columns == {"0": "name", "1": "start", "2": "end"}


def test_sheets_of_one_kind_come_in_together(bradford: Place, editor: User, client: Client) -> None:
    closed = [["End", "Project", "Colour"], ["31/12/2025", "Gamma", "red"], ["soon", "Delta", ""]]
    sheets = {"Live": [*LIVE, ["TOTAL", 2]], "Closed": closed, "Notes": NOTES}
    row = send(editor, bradford, "pilots", book(sheets))
    client.force_login(editor)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Which other sheets come in with it?" in page
    assert page.count('name="sheets"') == 1
    other = RecordImport.objects.get(sheet="Closed")
    sent: Any = {"step": "columns", "column_0": "name", "column_1": "start", "sheets": other.pk}
    client.post(row.get_absolute_url(), sent)
    row = RecordImport.objects.get(pk=row.pk)
    assert row.head == ["Pilot", "Start", "End", "Colour"]
    assert (row.rows, row.state, row.preview["out"]) == (5, "ready", 1)
    assert [one["row"] for one in row.preview["sample_new"]][-1] == "row 2 of Closed"
    told = client.get(row.get_absolute_url()).content.decode()
    assert "Closed, cell A3: “soon”" in told
    assert not RecordImport.objects.filter(sheet="Closed").exists()
    confirm(editor, row)
    assert dict(Pilot.objects.values_list("name", "end")) == {
        "Alpha": None,
        "Beta": None,
        "Gamma": dt.date(2025, 12, 31),
    }
    # The next file has its first sheet alone at first
    again = send(editor, bradford, "pilots", book({"Live": LIVE}))
    assert set(again.columns) == {"0", "1"}


def test_two_rows_of_one_record_on_two_sheets_are_told_by_their_sheets(
    bradford: Place, editor: User
) -> None:
    again = [["Pilot", "Start"], ["Alpha", 2020]]
    row = send(editor, bradford, "pilots", book({"Live": LIVE, "Old": again}))
    other = RecordImport.objects.get(sheet="Old")
    columns = {"0": "name", "1": "start"}
    actions.match_columns(by=editor, row=row, columns=columns, sheets=[other.pk, 10**9])
    actions.look(by=editor, row=row)
    row = RecordImport.objects.get(pk=row.pk)
    assert problems(row)[0].startswith(
        "Old, cell A2: is the same as in row 2 of Live. Give each row"
    )

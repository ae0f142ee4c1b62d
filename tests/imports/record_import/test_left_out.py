"""Rows and cells that stay out: told all at once, left out by choice, given back as a file."""

from __future__ import annotations

import csv
import datetime as dt
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from barriers.models import Barrier
from collaboration.models import Comment
from imports.models import ImportRow, LeftOut, RecordImport
from imports.record_import import actions
from imports.record_import.left import WHY, Choices
from partnerships.models import Place
from pilots.models import Pilot
from tests import builders as make
from tests.geography.data_load.sent import text
from tests.imports.record_import.brought import bring, confirm, lines, looked, problems

pytestmark = pytest.mark.django_db
HEAD = "Ref,Name,Status,Start"
ROWS = ("1,Good,live,2024", "2,Bad date,live,spring", ",,live,2025", "1,Twice,live,31/02/2025")


def again(row: RecordImport) -> RecordImport:
    return RecordImport.objects.get(pk=row.pk)


def back(client: Client, row: RecordImport) -> list[list[str]]:
    """The rows of the file that comes back."""
    answer: Any = client.get(f"{row.get_absolute_url()}left-out/")
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(content.splitlines()))


def test_good_rows_come_in_and_the_others_come_back_with_the_reason(
    bradford: Place, editor: User, client: Client
) -> None:
    row = looked(editor, bradford, "pilots", lines(HEAD, *ROWS))
    assert (row.state, row.new, row.preview["out"], row.preview["left_out"]) == ("ready", 1, 3, 3)
    row = confirm(editor, row)
    assert list(Pilot.objects.values_list("name", flat=True)) == ["Good"]
    client.force_login(editor)
    head, *rows = back(client, row)
    assert head == [*HEAD.split(","), WHY]
    assert [each[:4] for each in rows] == [line.split(",") for line in ROWS[1:]]
    assert rows[0][4] == "Start: “spring”: enter a date, such as 31 March 2023"
    assert rows[2][4].endswith("Ref: is in row 2 as well. Each row needs a reference of its own")
    assert "“Start” cannot be read: 2 rows" not in text(client.get(row.get_absolute_url()))
    assert "3 rows were not imported" in text(client.get(row.get_absolute_url()))


def test_what_comes_back_is_corrected_and_sent_as_it_is(bradford: Place, editor: User) -> None:
    bring(editor, bradford, "pilots", lines(HEAD, *ROWS[:2]))
    row = looked(editor, bradford, "pilots", lines(f"{HEAD},{WHY}", "2,Bad date,live,2024,was bad"))
    assert (row.state, row.new, row.left_out) == ("ready", 1, [WHY])


def test_all_faults_are_told_at_once_by_kind_with_how_many(bradford: Place, editor: User) -> None:
    make.pilot(bradford, "Two")
    make.pilot(bradford, "Two")
    rows = (*ROWS, "5,A,live,x", "6,B,Bananas,2024", "7,Two,,")
    row = looked(editor, bradford, "pilots", lines(HEAD, *rows))
    assert row.state == "asked"
    assert [one["text"] for one in row.preview["questions"]] == ["Bananas"]
    told = {group["title"]: group["count"] for group in row.preview["faults"]}
    assert told == {
        "“Start” cannot be read": 3,
        "“Name” is empty": 1,
        "We can’t tell which record it is": 2,
    }


def test_of_a_kind_of_faults_the_cells_alone_can_be_left_out(
    bradford: Place, editor: User, client: Client
) -> None:
    row = looked(editor, bradford, "pilots", lines(HEAD, *ROWS[:2], "3,C,live,nonsense"))
    client.force_login(editor)
    url = row.get_absolute_url()
    assert "2 rows stay out" in text(client.get(url))
    assert "Bring these rows in with that cell as a note" in text(client.get(url))
    client.post(url, {"step": "leave", "empty": ["start:unread", "name:empty", "x"]})
    row = again(row)
    assert (row.new, row.preview["out"]) == (3, 0)
    row = confirm(editor, row)
    assert Pilot.objects.filter(start=None).count() == 2
    notes = Comment.objects.order_by("id").values_list("text", flat=True)
    assert list(notes) == ["From the tracker: Start: spring", "From the tracker: Start: nonsense"]
    assert back(client, row)[1][4].startswith("Without the cell of Start: “spring”")
    # It is asked of each file anew
    assert looked(editor, bradford, "pilots", lines(HEAD, "9,D,live,spring")).preview["out"] == 1


def test_what_was_ticked_stays_so_where_an_answer_is_missing(
    bradford: Place, editor: User, client: Client
) -> None:
    row = looked(editor, bradford, "pilots", lines(HEAD, *ROWS[:2], "3,C,Bananas,2024"))
    client.force_login(editor)
    assert 'value="start:unread" checked' not in client.get(row.get_absolute_url()).content.decode()
    page = client.post(row.get_absolute_url(), {"step": "answers", "empty": ["start:unread"]})
    assert "Say what “Bananas” is" in text(page)
    assert 'value="start:unread" checked' in page.content.decode()


def test_what_was_ticked_is_still_shown_where_words_are_asked_and_no_row_stays_out(
    bradford: Place, editor: User, client: Client
) -> None:
    row = looked(editor, bradford, "pilots", lines(HEAD, *ROWS[:2], "3,C,Bananas,2024"))
    choices = Choices(kinds=frozenset({"start:unread"}))
    actions.leave_out(by=editor, row=row, choices=choices)
    actions.look(by=editor, row=again(row))
    assert (again(row).state, again(row).preview["out"]) == ("asked", 0)
    client.force_login(editor)
    page = client.get(row.get_absolute_url()).content.decode()
    assert 'value="start:unread" checked' in page
    assert "something is wrong" not in page


def test_a_row_and_a_single_cell_are_left_out_on_the_page_of_the_row(
    bradford: Place, editor: User, client: Client
) -> None:
    row = looked(
        editor, bradford, "pilots", lines(HEAD, "1,A,live,2024", "2,B,live,2025", "3,C,,x")
    )
    client.force_login(editor)
    url = row.get_absolute_url()
    page = text(client.get(f"{url}?row=4"))
    assert "“x”: enter a date" in page.replace("“X”", "“x”")
    assert 'name="cell" value="1"' not in client.get(f"{url}?row=4").content.decode()
    client.post(url, {"step": "row", "number": "2", "cell": ["3", "1", "77", "x"]})
    client.post(url, {"step": "row", "number": "3", "out": "on"})
    assert 'href="?row=3">Line 3, “B”' in client.get(url).content.decode(), "the way back"
    client.post(url, {"step": "row", "number": "99", "out": "on"})
    client.post(url, {"step": "row", "number": "4", "cell": "3"})
    row = confirm(editor, again(row))
    assert row.preview["out"] == 0
    assert dict(Pilot.objects.values_list("name", "start")) == {"A": None, "C": None}
    assert [each[4] for each in back(client, row)[1:]] == [
        "Without the cell of Start: “2024” left out by you",
        "left out by you",
        "Without the cell of Start: “x” left out by you",
    ]
    client.post(url, {"step": "row", "number": "2"})
    assert again(row).imported_at == row.imported_at


def test_nobody_else_takes_the_rows_and_they_are_kept_for_a_week(
    bradford: Place, editor: User, client: Client
) -> None:
    row = bring(editor, bradford, "pilots", lines(HEAD, *ROWS))
    other = make.user("Eddy Editor", ("place_editor", bradford))
    client.force_login(other)
    assert client.get(f"{row.get_absolute_url()}left-out/").status_code == 403
    assert "Download what was left out" not in text(client.get(row.get_absolute_url()))
    assert {one.number for one in ImportRow.objects.all()} == {3, 4, 5}
    actions.forget_unimported()
    assert LeftOut.objects.exists()
    assert row.imported_at
    RecordImport.objects.update(imported_at=row.imported_at - dt.timedelta(days=8))
    actions.forget_unimported()
    assert not LeftOut.objects.exists()
    assert not ImportRow.objects.exists()
    assert RecordImport.objects.count() == 1


def test_of_two_rows_of_one_reference_the_one_that_is_whole_comes_in(
    bradford: Place, editor: User
) -> None:
    row = looked(editor, bradford, "pilots", lines(HEAD, "1,A,live,x", "1,B,live,2024"))
    assert row.new == 1
    assert [one["title"] for one in row.preview["sample_new"]] == ["B"]
    assert problems(row)[1].startswith("line 2, Ref: is in row 3 as well")


def test_faults_between_rows_are_told_beside_those_within(bradford: Place, editor: User) -> None:
    csv = lines("Ref,Issue,Date raised,Status", "1,A,x,", "2,B,,resolved", "3,C,2024,")
    row = looked(editor, bradford, "barriers", csv)
    assert (row.state, row.new, row.preview["out"]) == ("ready", 1, 2)
    actions.leave_out(by=editor, row=row, choices=Choices(kinds=frozenset({"logged_on:unread"})))
    confirm(editor, row, "team")
    assert set(Barrier.objects.values_list("title", "logged_on")) == {
        ("A", None),
        ("C", dt.date(2024, 1, 1)),
    }

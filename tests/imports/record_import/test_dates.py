"""The dates of a file: its order is told by the file, else asked once; what is kept is told."""

from __future__ import annotations

import pytest

from accounts.models import User
from imports.record_import import actions
from partnerships.models import Place
from pilots.models import Pilot
from tests.imports.record_import.brought import bring, confirm, lines, looked

pytestmark = pytest.mark.django_db


def started() -> list[str]:
    return [str(pilot.started) for pilot in Pilot.objects.order_by("pk")]


@pytest.mark.parametrize(
    ("told_by", "day"),
    [
        ("B,31/03/2026,", "3 April 2025"),
        ("B,03/31/2026,", "4 March 2025"),
        ("B,,31/03/2026", "3 April 2025"),
        ("B,,12th Mar 26", "3 April 2025"),
        ('B,,"March 12, 2026"', "4 March 2025"),
    ],
)
def test_the_order_of_dates_is_told_by_the_others_of_the_file(
    bradford: Place, editor: User, told_by: str, day: str
) -> None:
    bring(editor, bradford, "pilots", lines("Name,Start,End", "A,03/04/2025,", told_by))
    assert started()[0] == day


def test_an_order_that_the_file_does_not_tell_is_asked_once_and_remembered(
    bradford: Place, editor: User
) -> None:
    head = "Name,Start,End"
    row = looked(editor, bradford, "pilots", lines(head, "A,03/04/2025,", "B,05/04/2025,"))
    [question] = row.preview["questions"]
    assert (question["ask"], question["count"]) == (
        "which comes first in dates such as 03/04/2025?",
        2,
    )
    actions.answer(by=editor, row=row, said={"start": {question["about"]: "month"}})
    confirm(editor, row)
    assert started() == ["4 March 2025", "4 May 2025"]
    bring(editor, bradford, "pilots", lines(head, "C,07/08/2025,"))
    assert started()[-1] == "8 July 2025"


def test_a_column_of_both_orders_is_asked_and_what_is_left_is_not_known(
    bradford: Place, editor: User
) -> None:
    csv = lines("Name,Start", "A,03/04/2025", "B,31/03/2025", "C,03/31/2025")
    row = looked(editor, bradford, "pilots", csv)
    [question] = row.preview["questions"]
    actions.answer(by=editor, row=row, said={"start": {question["about"]: None}})
    confirm(editor, row)
    assert started() == ["None", "31 March 2025", "31 March 2025"]


def test_days_as_numbers_are_asked_once(bradford: Place, editor: User) -> None:
    csv = lines("Name,Start", "A,45383", "B,45384", "C,TBC")
    row = looked(editor, bradford, "pilots", csv)
    [question] = row.preview["questions"]
    assert question["count"] == 2
    [(value, _)] = question["offered"]
    actions.answer(by=editor, row=row, said={"start": {question["about"]: value}})
    confirm(editor, row)
    assert started() == ["1 April 2024", "2 April 2024", "None"]


def test_words_of_which_only_the_year_is_kept_are_told_before_anything_is_written(
    bradford: Place, editor: User
) -> None:
    csv = lines("Name,Start", "A,Spring 2026", "B,Spring 2026", "C,2026")
    row = looked(editor, bradford, "pilots", csv)
    assert row.preview["remarks"] == ["Start: “Spring 2026” is kept as 2026, in 2 rows."]
    confirm(editor, row)
    assert started() == ["2026", "2026", "2026"]

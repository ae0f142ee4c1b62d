"""Lines of one transaction number, of which some were left out and are sent alone later."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import User
from funding.exchange.narrowing import LISTED
from funding.models import Flow
from imports.models import RecordImport
from imports.record_import import actions
from imports.record_import.left import Choices
from partnerships.models import Organisation, Place
from tests import builders as make
from tests.imports.record_import.brought import bring, confirm, lines, looked, problems, send

pytestmark = pytest.mark.django_db
HEAD = "Date,Supplier,Amount,Transaction number,Service area"
A, B, C = (
    "2026-01-31,Hub A,100,TX 1,Homes",
    "2026-01-31,Hub B,200,TX 1,Parks",
    "2026-01-31,Hub A,300,TX 1,Roads",
)
ALONE = "2026-01-31,Hub A,50,TX 2,Homes"
NOT_TOLD = (
    "shares its number with other lines (3 in all), and we cannot tell which one it is. Send all "
    "of them together"
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


def paid() -> dict[str, Any]:
    return {flow.identifier[-1]: flow.amount_low for flow in Flow.objects.exclude(amount_low=50)}


def match(by: User, row: RecordImport, **said: Any) -> RecordImport:
    """Say which rows come in."""
    actions.match_columns(by=by, row=row, columns=row.columns, narrowed=said)
    actions.look(by=by, row=row)
    return RecordImport.objects.get(pk=row.pk)


@pytest.fixture
def without_b(bradford: Place, editor: User, council: Organisation) -> RecordImport:
    """Lines to Hub A alone come in, by a rule that was chosen on the page."""
    file = lines(HEAD, A, B, C, ALONE)
    row = send(editor, bradford, "payments", file, within=council)
    row = match(editor, row, which=LISTED, listed=["hub a"])
    assert (row.new, row.preview["left_out"]) == (3, 1)
    done = confirm(editor, row)
    assert paid() == {"1": 100, "3": 300}
    return done


def alone(by: User, place: Place, council: Organisation, *rows: str) -> RecordImport:
    """These lines alone, all of which are to come in."""
    row = send(by, place, "payments", lines(HEAD, *rows), within=council)
    return match(by, row)


@pytest.mark.usefixtures("without_b")
def test_a_line_that_a_rule_left_out_comes_in_alone_beside_the_others(
    bradford: Place, editor: User, council: Organisation
) -> None:
    row = alone(editor, bradford, council, B)
    assert (row.new, row.changed) == (1, 0)
    confirm(editor, row)
    assert paid() == {"1": 100, "2": 200, "3": 300}
    # All of them together, the first one put right, are the same payments
    whole = alone(editor, bradford, council, A.replace("100", "111"), B, C, ALONE)
    assert (whole.new, whole.changed, whole.same) == (0, 1, 3)


@pytest.mark.usefixtures("without_b")
def test_lines_that_came_in_are_known_alone_and_in_another_order(
    bradford: Place, editor: User, council: Organisation
) -> None:
    assert alone(editor, bradford, council, C).state == "same"
    row = alone(editor, bradford, council, C, B)
    assert (row.new, row.changed, row.same) == (1, 0, 1)
    confirm(editor, row)
    assert paid() == {"1": 100, "2": 200, "3": 300}


@pytest.mark.usefixtures("without_b")
def test_a_line_of_which_it_cannot_be_told_stays_out_and_changes_no_other(
    bradford: Place, editor: User, council: Organisation
) -> None:
    row = alone(editor, bradford, council, B.replace("200", "222"))
    assert row.state == "refused"
    assert problems(row) == [f"line 2, Transaction number: {NOT_TOLD}"]
    # One number of a single line is put right by itself, as before
    row = alone(editor, bradford, council, ALONE.replace("50", "51"))
    assert (row.new, row.changed) == (0, 1)


def test_so_is_one_that_the_person_left_out(
    bradford: Place, editor: User, council: Organisation
) -> None:
    row = send(editor, bradford, "payments", lines(HEAD, A, B, C), within=council)
    actions.leave_out(by=editor, row=row, choices=Choices(rows=frozenset({2})))
    confirm(editor, RecordImport.objects.get(pk=row.pk))
    assert paid() == {"2": 200, "3": 300}
    bring(editor, bradford, "payments", lines(HEAD, A), within=council)
    assert paid() == {"1": 100, "2": 200, "3": 300}


def test_lines_of_an_import_that_was_taken_back_are_forgotten(
    bradford: Place, editor: User, council: Organisation, without_b: RecordImport
) -> None:
    actions.undo(by=editor, row=without_b)
    row = alone(editor, bradford, council, B.replace("200", "222"))
    assert (row.state, row.new) == ("ready", 1)


def test_what_was_looked_at_before_the_others_came_in_is_looked_at_anew(
    bradford: Place, editor: User, council: Organisation
) -> None:
    waiting = looked(editor, bradford, "payments", lines(HEAD, B), within=council)
    row = send(editor, bradford, "payments", lines(HEAD, A, B, C), within=council)
    row = match(editor, row, which=LISTED, listed=["hub a"])
    confirm(editor, row)
    with pytest.raises(actions.MovedOn):
        actions.write(by=editor, row=waiting, seen=waiting.preview_key, level="place")
    waiting = RecordImport.objects.get(pk=waiting.pk)
    assert (waiting.new, waiting.changed) == (1, 0)


def test_a_number_that_says_nothing_is_none(
    bradford: Place, editor: User, council: Organisation
) -> None:
    rows = [one.replace("TX 1", "n/a") for one in (A, B, C)]
    bring(editor, bradford, "payments", lines(HEAD, *rows), within=council)
    row = looked(
        editor, bradford, "payments", lines(HEAD, ALONE.replace("TX 2", "n/a")), within=council
    )
    assert (row.state, row.new) == ("ready", 1)


def test_a_number_that_says_none_is_no_number(
    bradford: Place, editor: User, council: Organisation
) -> None:
    rows = [one.replace("TX 1", "None") for one in (A, B, C)]
    bring(editor, bradford, "payments", lines(HEAD, *rows), within=council)
    one = lines(HEAD, ALONE.replace("TX 2", "None"))
    row = looked(editor, bradford, "payments", one, within=council)
    assert (row.state, row.new) == ("ready", 1)


def test_a_fault_in_a_line_without_a_number_keeps_no_other_out(
    bradford: Place,
    editor: User,
    council: Organisation,
) -> None:
    rows = [one.replace("TX 1", "None") for one in (A, B, C.replace("300", "abc"))]
    row = looked(editor, bradford, "payments", lines(HEAD, *rows), within=council)
    assert row.new == 2


@pytest.mark.usefixtures("without_b")
def test_the_longest_list_of_lines_of_one_number_tells_which_one_is(
    bradford: Place,
    editor: User,
    council: Organisation,
) -> None:
    confirm(editor, alone(editor, bradford, council, B, C))
    assert alone(editor, bradford, council, C).state == "same"


def test_months_that_end_before_they_begin_are_not_read(
    bradford: Place,
    editor: User,
    council: Organisation,
) -> None:
    file = lines(HEAD, "Apr 2011 - Feb 2011,Hub A,100,TX 10,Homes")
    row = looked(editor, bradford, "payments", file, within=council)
    assert row.new == 0

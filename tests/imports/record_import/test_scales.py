"""What lists say in numbers of a scale, or in words that may mean either, is asked."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from imports.record_import import actions
from partnerships.models import Partnership, Place
from pilots.models import Pilot, Risk
from tests import builders as make
from tests.geography.data_load.sent import text
from tests.imports.record_import.brought import confirm, lines, looked

pytestmark = pytest.mark.django_db


@pytest.fixture
def pilot(bradford: Place) -> Pilot:
    return make.pilot(bradford, "Warm homes", visibility="network")


RISKS_1_TO_5 = lines(
    "Pilot,Risk,Likelihood (1-5),Impact (1-5),Consequence,Risk owner,Review date",
    "Warm homes,Frost,2,3,Pipes burst,Housing board,1 May 2027",
    "Warm homes,Strike,4,3,Homes stay cold,Housing board,1 May 2027",
)


def test_a_scale_of_numbers_is_asked_and_never_taken_for_ours(
    bradford: Place, editor: User, pilot: Pilot
) -> None:
    row = looked(editor, bradford, "risks", RISKS_1_TO_5)
    asked = [(one["column"], one["text"], one["guess"]) for one in row.preview["questions"]]
    assert asked == [
        ("likelihood", "2", None),
        ("likelihood", "4", None),
        ("effect", "3", None),
    ]
    said = {"likelihood": {"2": 1, "4": 3}, "effect": {"3": 2}}
    actions.answer(by=editor, row=row, said=said)
    actions.look(by=editor, row=row)
    row.refresh_from_db()
    confirm(editor, row, "")
    assert [*Risk.objects.order_by("what").values_list("likelihood", "effect")] == [(1, 2), (3, 2)]


def test_a_scale_is_asked_in_its_order_and_the_page_says_for_which_files_it_is_remembered(
    bradford: Place, editor: User, pilot: Pilot, client: Client
) -> None:
    rows = [
        f"Warm homes,Flood {level},{level},high,Homes are wet,Housing board,1 May 2027"
        for level in ("5", "2", "10")
    ]
    row = looked(editor, bradford, "risks", lines(RISKS_1_TO_5.decode().splitlines()[0], *rows))
    assert [one["text"] for one in row.preview["questions"]] == ["2", "5", "10"]
    client.force_login(editor)
    page = text(client.get(row.get_absolute_url()))
    assert "what a number means, only for files with these headings" in page


def test_what_a_number_meant_in_one_register_is_asked_again_of_another(
    bradford: Place, editor: User, pilot: Pilot
) -> None:
    row = looked(editor, bradford, "risks", RISKS_1_TO_5)
    said = {"likelihood": {"2": 1, "4": 3}, "effect": {"3": 2}}
    actions.answer(by=editor, row=row, said=said)
    other = lines(
        "Pilot,Description,Chance,Impact,Consequence,Risk owner,Review by",
        "Warm homes,Flood,2,3,Homes are wet,Housing board,1 May 2027",
    )
    again = looked(editor, bradford, "risks", other)
    assert [one["text"] for one in again.preview["questions"]] == ["2", "3"]


@pytest.mark.parametrize(
    ("kind", "csv"),
    [
        ("barriers", "Issue,Status\nWe cannot pay,{}"),
        ("pilots", "Name,Status\nWarm halls,{}"),
    ],
)
@pytest.mark.parametrize("word", ["On hold", "Parked", "Paused"])
def test_words_that_may_mean_either_are_asked_with_nothing_proposed(
    bradford: Place, editor: User, kind: str, csv: str, word: str
) -> None:
    row = looked(editor, bradford, kind, csv.format(word).encode())
    assert [(one["text"], one["guess"]) for one in row.preview["questions"]] == [(word, None)]


def test_a_closed_barrier_may_be_resolved_or_not_which_is_asked(
    bradford: Place, editor: User
) -> None:
    row = looked(editor, bradford, "barriers", lines("Issue,Status", "We cannot pay,Closed"))
    assert [(one["text"], one["guess"]) for one in row.preview["questions"]] == [("Closed", None)]


def test_numbers_of_commitment_are_asked_for_other_lists_have_other_scales(
    bradford: Place, editor: User
) -> None:
    make.organisation("Bradford Council")
    board = Partnership.objects.create(name="Bradford board", slug="bradford-board")
    board.places.add(bradford)
    csv = lines("Partner,Commitment", "Bradford Council,3")
    row = looked(editor, bradford, "partners", csv, within=board)
    [question] = row.preview["questions"]
    assert (question["text"], question["guess"]) == ("3", None)
    assert [label for _, label in question["offered"]][:2] == ["Named only", "Kept informed"]

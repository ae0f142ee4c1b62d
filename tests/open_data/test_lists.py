"""Which lists everybody may take away whole."""

from __future__ import annotations

import datetime as dt

import pytest

from api import lists
from interface.parts import MenuItem, Theme
from open_data.lists import FIGURES, LEFT_OUT, TO_COME, OpenList, open_lists, table_of
from records.subjects import registered
from tests import builders
from tests.governance.board.sweep import board
from tests.governance.decision.sweep import decision

pytestmark = pytest.mark.django_db


def test_each_list_that_programs_read_without_a_key_is_one_of_them() -> None:
    without_key = {
        one.pattern.name for one in lists.open_lists() if one.is_public and not one.is_of_one_record
    }
    assert {one.page for one in open_lists()} == without_key - LEFT_OUT | {FIGURES.page}
    assert without_key > LEFT_OUT


def test_each_says_what_it_holds_and_has_a_file_of_its_own() -> None:
    said = {one.page: one.says for one in registered(MenuItem) if not one.query}
    found = open_lists()
    ours = {one.name: one.says for one in (FIGURES, TO_COME)}
    assert all(one.says == ours.get(one.name, said.get(one.page)) for one in found)
    assert len({one.name for one in found}) == len(found) > 30


def test_nothing_is_left_out_that_a_page_shows_only_when_it_is_asked_for() -> None:
    cast = builders.cast()
    ended = builders.place("Old town")
    ended.names.update(valid_to=dt.date(2023, 4, 1))
    of = board(cast.bradford, visibility="public")
    for state in ("made", "due"):
        decision(of, f"One that is {state}", state=state, visibility="public", public_words="Words")
    found = {one.name: list(table_of(one)[1]) for one in open_lists()}
    assert {"Bradford", "Luton", "Old town"} <= {str(one) for one in found["places"]}
    assert [one.title for one in found["decisions"]] == ["One that is made"]
    assert [one.title for one in found["decisions-to-come"]] == ["One that is due"]


def test_what_is_made_up_is_left_out_also_of_a_list_that_would_show_it() -> None:
    builders.pilot(builders.place("Exampleshire", is_example=True), "Made up")
    asked = OpenList("pilots", "Pilots", "", Theme.PILOTS, query="place=exampleshire")
    columns, rows = table_of(asked)
    assert list(rows) == []
    assert columns[-1].name == "made_up"

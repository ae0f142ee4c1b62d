"""Which lists everybody may take away whole."""

from __future__ import annotations

import pytest

from api.reading import lists
from interface.parts import MenuItem
from open_data.lists import FIGURES, LEFT_OUT, open_lists
from records.subjects import registered

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
    assert all(one.says == said.get(one.page, FIGURES.says) for one in found)
    assert len({one.name for one in found}) == len(found) > 30

"""Which lists everybody may take away whole."""

from __future__ import annotations

from django.urls import get_resolver

from interface.pages import ListPage
from interface.parts import MenuItem
from open_data.lists import PAGES
from open_data.sitemap.kinds import _patterns, public_pages
from records.subjects import registered

# Public lists that are not among them, with why
WITHOUT = {
    "further_sectors": "words of the house",
    "money_ending": "money, narrowed to what ends",
    "overlap_small": "money, narrowed to small grants",
    "overlaps": "money, added up",
    "priority_differences": "priorities, compared",
    "systemic_laws": "systemic barriers, in another order",
}


def test_every_public_list_is_one_of_them_or_says_why_not() -> None:
    lists = {
        one.name
        for one in _patterns(get_resolver())
        if issubclass(getattr(one.callback, "view_class", object), ListPage)
        and one.name in public_pages()
        and "<" not in str(one.pattern)
    }
    assert lists - {*PAGES} == {*WITHOUT}


def test_each_is_public_and_says_what_it_holds() -> None:
    named = {one.page for one in registered(MenuItem) if not one.query and not one.adds}
    assert {*PAGES} <= named & public_pages()
    assert len({*PAGES}) == len(PAGES)

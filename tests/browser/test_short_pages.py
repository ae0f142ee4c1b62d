"""The pages of places without pilots, most of England: about one screen of a desk each."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visit

ONE_SCREEN = 1_240
COUNCILS = ("norwich", "wigan", "kent", "camden", "essex", "nottingham", "north-yorkshire")


@pytest.mark.parametrize("slug", COUNCILS)
def test_a_place_without_pilots_takes_one_screen_and_nothing_stands_sideways(
    visit: Visit, slug: str
) -> None:
    page = visit("", js=False)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"/places/{slug}/")
    height, wide = page.evaluate(
        "[document.documentElement.scrollHeight, document.documentElement.scrollWidth]"
    )
    assert height <= ONE_SCREEN
    assert wide <= 1280

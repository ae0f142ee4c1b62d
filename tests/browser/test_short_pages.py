"""Pages of a place without pilots, most of England, take a screen; long days print clearly."""

from __future__ import annotations

from itertools import pairwise

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


PLACES = (
    *(("officer.exampleshire@demo.test", "exampleshire"), ("", "exampleshire")),
    *(("", slug) for slug in ("liverpool", "county-durham", "horden", "wakefield", "kent")),
    *(("", slug) for slug in ("camden", "croxteth", "north-east", "south-east")),
)
REGIONS = ("north-east", "south-east")


@pytest.mark.parametrize(("who", "slug"), PLACES)
def test_a_place_is_read_in_one_screen_and_stands_high_on_a_phone(
    visit: Visit, who: str, slug: str
) -> None:
    page = visit(who, js=False)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"/places/{slug}/")
    assert len(page.locator("main").inner_text().split()) <= 500
    links = page.locator("a[href]:not(.skip, .to-search)").count()
    assert links <= (51 if slug in REGIONS else 40)
    assert len(page.locator("p.lead").inner_text().split()) <= 25
    page.set_viewport_size({"width": 390, "height": 844})
    height, wide, top = page.evaluate(
        "[document.documentElement.scrollHeight, document.documentElement.scrollWidth,"
        " document.querySelector('h1').getBoundingClientRect().top]"
    )
    assert height <= 4_500
    assert wide <= 390
    assert top <= 220


def test_days_that_take_two_lines_on_paper_stand_clear_of_the_next(visit: Visit) -> None:
    page = visit("officer.exampleshire@demo.test", js=False)
    page.goto("/pilots/warm-homes/")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 702, "height": 1000})  # A4 within its margins
    lines = page.locator(".cols > :first-child .time > li .when")
    boxes = [box for line in lines.all() if (box := line.bounding_box())]
    assert max(box["height"] for box in boxes) > 20, "one of them takes two lines"
    for above, below in pairwise(boxes):
        assert above["y"] + above["height"] <= below["y"] + 1

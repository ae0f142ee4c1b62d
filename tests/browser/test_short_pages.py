"""How much stands on a page: words, links, its height on a phone; long days print clearly."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.utils import timezone

from accounts.models import UNREAD, User
from pilots.models import Engagement
from tests.browser.conftest import Visit, lay_out

OFFICER, LEAD = "officer.exampleshire@demo.test", "lead.exampleshire@demo.test"
EDITOR, OFFICIAL = "editor.exampleshire@demo.test", "official.exampleshire@demo.test"
EVALUATOR, REPORTS = "evaluator.exampleshire@demo.test", "lead.pfpp@demo.test"
# Who reads, what, and at most how many words and links; the largest of the demo of each kind
BARS = (
    (OFFICER, "/places/exampleshire/", 500, 40),
    ("", "/places/liverpool/", 500, 40),
    ("", "/places/county-durham/", 500, 40),
    ("", "/places/horden/", 500, 40),
    ("", "/places/norwich/", 500, 40),
    ("", "/places/north-east/", 500, 51),
    (OFFICER, "/pilots/warm-homes/", 450, 35),
    ("", "/pilots/durham/", 450, 35),
    (OFFICER, "/barriers/B-000002/", 450, 35),
    (OFFICER, "/barriers/B-000025/", 450, 35),
    (REPORTS, "/barriers/B-000002/", 450, 35),
    (OFFICER, "/places/exampleshire/partners/", 500, 40),
    ("", "/places/liverpool/partners/", 500, 40),
    (OFFICER, "/places/exampleshire/about/", 500, 52),
    (OFFICER, "/pilots/east-sussex/about/", 500, 43),  # it leads to every page of the pilot
    ("", "/pilots/liverpool/about/", 500, 40),
    ("", "/pilots/cornwall/about/", 500, 40),
    (EVALUATOR, "/pilots/warm-homes/evaluation/", 500, 40),
    ("", "/pilots/figures/", 500, 40),
    (OFFICER, "/pilots/figures/", 500, 51),
    (OFFICER, "/add/", 500, 40),
    (EDITOR, "/add/", 500, 40),
    (OFFICER, "/funding/overlaps/exampleshire/homes/", 500, 40),
    ("", "/barriers/report/?category=data-sharing", 500, 51),
    (REPORTS, "/barriers/report/?category=data-sharing", 500, 51),
    (OFFICER, "/barriers/report/?category=data-sharing", 500, 51),
    (OFFICER, "/places/exampleshire/asked/", 500, 80),
    ("", "/programmes/total-place/", 600, 45),
    ("", "/programmes/pfpp/", 600, 45),
    (LEAD, "/programmes/exampleshire-together/", 600, 45),
    ("", "/organisations/dhsc/", 500, 40),
    (OFFICER, "/places/exampleshire/funding/", 500, 40),
    ("", "/places/cornwall/funding/", 500, 40),
    (OFFICER, "/funding/", 500, 40),
    ("", "/funding/", 500, 40),
    (OFFICER, "/funding/?show=years", 500, 40),
    (OFFICER, "/funding/?show=pools", 500, 40),
    (OFFICER, "/funding/flows/", 500, 51),
    ("", "/funding/flows/", 500, 51),
    (OFFICER, "/funding/bids/", 500, 40),
    (OFFICER, "/funding/returns/", 500, 40),
    (OFFICER, "/places/exampleshire/funding/?show=years", 500, 40),
    (OFFICER, "/places/exampleshire/funding/?show=flows", 500, 40),
    (OFFICER, "/places/exampleshire/funding/?show=pools", 500, 40),
    (OFFICER, "/places/exampleshire/funding/?show=apart", 500, 40),
    (OFFICER, "/places/exampleshire/returns/", 500, 40),
    ("", "/funding/ending/", 500, 40),
    ("", "/funding/overlaps/", 500, 40),
    (OFFICER, "/", 500, 40),
    (EDITOR, "/", 500, 40),
    ("", "/barriers/report/", 500, 51),
    (OFFICER, "/barriers/report/", 500, 51),
    (LEAD, "/barriers/report/", 500, 51),
    ("", "/places/map/", 500, 51),
    ("", "/boards/exampleshire-together-board/", 450, 35),
    (OFFICER, "/boards/exampleshire-together-board/", 450, 40),
    (EDITOR, "/boards/exampleshire-together-board/", 400, 40),
    (LEAD, "/boards/exampleshire-together-board/", 450, 40),
    (EDITOR, "/boards/exampleshire-together-board/seats/", 450, 40),
    (EDITOR, "/boards/exampleshire-together-board/powers/", 450, 40),
    ("", "/boards/exampleshire-together-board/meetings/3/", 450, 35),
    ("", "/boards/exampleshire-together-board/meetings/2/", 450, 35),
    (EDITOR, "/boards/exampleshire-together-board/meetings/3/", 450, 40),
    (EDITOR, "/boards/exampleshire-together-board/meetings/2/", 450, 40),
    ("", "/decisions/exampleshire-home-visits/", 450, 35),
    (EDITOR, "/decisions/exampleshire-home-visits/", 450, 35),
    ("", "/decisions/", 500, 40),
    ("", "/places/exampleshire/governance/", 500, 40),
    (EDITOR, "/places/exampleshire/governance/", 500, 40),
    (OFFICER, "/library/", 500, 40),
    (OFFICER, "/calendar/", 500, 40),
    (OFFICER, "/places/exampleshire/calendar/", 500, 46),
    (OFFICER, "/search/?q=homes", 500, 40),
    (OFFICER, "/search/?q=data+sharing", 500, 40),
    (OFFICER, "/barriers/log/", 500, 40),
    (OFFICER, "/places/exampleshire/before/", 500, 40),
    (OFFICER, "/places/exampleshire/brief/", 640, 40),
    (OFFICER, "/pilots/warm-homes/meetings/", 500, 40),
    ("", "/places/liverpool/like/", 500, 40),
    (OFFICER, "/practice/", 450, 40),
    ("", "/practice/partnership/", 450, 40),
    ("", "/privacy/", 600, 40),
    ("", "/about/data/", 600, 40),
    ("", "/about/words/", 500, 40),
    (OFFICER, "/pilots/warm-homes/timeline/", 500, 40),
    ("", "/sources/pfpp-guidance/", 500, 40),
    (OFFICER, "/funding/grants/", 500, 40),
    (OFFICER, "/pilots/warm-homes/update/", 450, 40),
    (OFFICER, "/pilots/warm-homes/brief/", 600, 40),
    (OFFICIAL, "/pilots/warm-homes/brief/", 600, 40),
    ("", "/pilots/liverpool/brief/", 710, 40),
)
# The same, where some of it stands folded: the links that are seen before anything is opened
FOLDED = (
    ("", "/search/?q=homes", 500, 40),
    (OFFICER, "/help/", 500, 40),
    (OFFICER, "/places/exampleshire/calendar/", 500, 40),
    ("", "/organisations/mhclg/", 500, 40),
    (OFFICER, "/organisations/mhclg/", 500, 40),
    ("", "/barriers/kinds/", 500, 40),
    (OFFICER, "/barriers/kinds/", 500, 40),
    ("", "/practice/kinds/funding/", 500, 40),
    (OFFICER, "/practice/kinds/funding/", 500, 40),
    ("", "/places/north-east/before/", 500, 40),
    (OFFICER, "/who-to-ask/?place=exampleshire", 450, 40),
    (OFFICIAL, "/who-to-ask/?place=exampleshire", 450, 40),
    ("", "/who-to-ask/?place=exampleshire", 450, 40),
    (OFFICER, "/who-to-ask/?q=private+rented+sector+energy&place=exampleshire", 450, 40),
)
NARROW, PHONE, HIGHEST, HEADING = 320, 390, 4_500, 220
COUNT = """() => [
  document.querySelector("main").innerText.split(/\\s+/).length,
  document.querySelectorAll("a[href]:not(.skip, .to-search)").length]"""
SEEN = """() => [
  document.querySelector("main").innerText.split(/\\s+/).length,
  [...document.querySelectorAll("a[href]:not(.skip, .to-search)")]
    .filter(link => link.checkVisibility()).length]"""
MEASURE = """() => [
  document.documentElement.scrollHeight, document.documentElement.scrollWidth,
  document.querySelector("h1").getBoundingClientRect().top]"""


@pytest.mark.parametrize(("who", "address", "words", "links"), BARS, ids=str)
def test_a_page_is_read_in_one_screen(
    read_without_scripts: Visit, who: str, address: str, words: int, links: int
) -> None:
    page = read_without_scripts(who)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(address)
    said, led = page.evaluate(COUNT)
    page.set_viewport_size({"width": PHONE, "height": 844})
    high, wide, top = page.evaluate(MEASURE)
    assert (said <= words, led <= links) == (True, True), (said, led)
    assert (high <= HIGHEST, wide <= PHONE, top <= HEADING) == (True,) * 3, (high, wide, top)
    page.set_viewport_size({"width": NARROW, "height": 700})
    assert page.evaluate(MEASURE)[1] <= NARROW


@pytest.mark.parametrize(("who", "address", "words", "links"), FOLDED, ids=str)
def test_what_most_do_not_need_is_folded(
    read_without_scripts: Visit, who: str, address: str, words: int, links: int
) -> None:
    page = read_without_scripts(who)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(address)
    said, led = page.evaluate(SEEN)
    assert (said <= words, led <= links) == (True, True), (said, led)
    assert page.locator("main details:not([open])").count()


def test_a_visit_pack_is_read_in_one_screen_and_has_lines_for_notes(visit: Visit) -> None:
    made = Engagement.objects.get(purpose="What a winter visit finds")
    page = visit(OFFICIAL, js=False)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"/visits/{made.pk}/pack/")
    said, led = page.evaluate(COUNT)
    page.set_viewport_size({"width": PHONE, "height": 844})
    high, wide, top = page.evaluate(MEASURE)
    assert (said <= 500, led <= 40) == (True, True), (said, led)
    assert (high <= HIGHEST, wide <= PHONE, top <= HEADING) == (True,) * 3, (high, wide, top)
    assert page.locator(".needs").is_visible()
    assert page.locator(".paper").count() == 5


def test_the_list_of_money_and_the_long_forms_are_no_column(visit: Visit) -> None:
    for who in ("", OFFICER):
        page = visit(who, js=False)
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto("/funding/flows/")
        assert page.evaluate(MEASURE)[0] <= 1_200, who
    for address in ("/funding/flows/add/", "/barriers/log/"):
        page.goto(address)
        left, right = (column.bounding_box() for column in page.locator("form .cols > div").all())
        assert left is not None
        assert right is not None
        assert (left["y"] == right["y"], left["x"] < right["x"]) == (True, True), address
        assert page.evaluate(MEASURE)[0] <= 2_000, address


@pytest.mark.parametrize(("waits", "unread"), [(9, 0), (34, 0), (34, 2), (499, 9)])
def test_the_header_fits_whatever_is_counted_in_it(read_as: Visit, waits: int, unread: int) -> None:
    page, count = read_as(OFFICER), waits + UNREAD * unread
    User.objects.filter(email=OFFICER).update(work_count=count, work_counted_at=timezone.now())
    page.goto("/about/")
    assert str(waits) in page.locator(".inbox").inner_text()
    assert page.locator(".unread").count() == bool(unread)
    for width in (NARROW, 360, PHONE, 768, 1280):
        lay_out(page, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


PLACES = (
    *(("officer.exampleshire@demo.test", "exampleshire"), ("", "exampleshire")),
    *(("", slug) for slug in ("liverpool", "county-durham", "horden", "wakefield", "kent")),
    *(("", slug) for slug in ("camden", "croxteth", "north-east", "south-east")),
)
REGIONS = ("north-east", "south-east")


@pytest.mark.parametrize(("who", "slug"), PLACES)
def test_a_place_is_read_in_one_screen_and_stands_high_on_a_phone(
    read_without_scripts: Visit, who: str, slug: str
) -> None:
    page = read_without_scripts(who)
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
    lines = page.locator(".cols > :last-child .time > li")
    boxes = [box for line in lines.all() if (box := line.bounding_box())]
    assert max(box["height"] for box in boxes) > 40, "one of them takes more than two lines"
    for above, below in pairwise(boxes):
        assert above["y"] + above["height"] <= below["y"] + 1


@pytest.mark.parametrize("address", ["/funding/flows/", "/pilots/", "/places/north-east/"])
def test_a_list_stands_on_paper_in_its_width_and_without_its_filters(
    visit: Visit, address: str
) -> None:
    page = visit(js=False)
    page.goto(address)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 702, "height": 1000})
    assert page.evaluate(MEASURE)[1] <= 702
    assert not page.locator(".filter").or_(page.locator(".mast")).first.is_visible()

"""The daily jobs, counted in clicks and screens: what is done every week must stay this short."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from partnerships.models import Place
from pilots.models import Pilot
from tests import builders
from tests.browser.conftest import Visit

pytestmark = pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])

OFFICER = "officer.exampleshire@demo.test"
SCREEN = 900  # px, as `visit` opens its pages
PHONE = 640  # px, the height of a small phone
COUNTED = ("Homes visited", "Homes improved", "People who asked for help",
           "Households with a lower bill", "Staff trained to assess a home")  # fmt: skip


@dataclass
class Clicks:
    """Counts what is pressed on a page. Typing and moving between boxes are not clicks."""

    page: Page
    count: int = 0

    def on(self, what: Locator) -> None:
        what.click()
        self.count += 1


def link(page: Page, name: str) -> Locator:
    return page.get_by_role("main").get_by_role("link", name=name).first


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("main").get_by_role("button", name=name)


def owing(**fields: object) -> Pilot:
    """A pilot that owes an update with five figures; what it said last time stands. Pages of
    the made-up county are the highest: they say above that it is one."""
    officer = User.objects.get(email=OFFICER)
    at = Place.objects.get(slug="exampleshire")
    due = timezone.localdate() + dt.timedelta(days=3)
    pilot = builders.pilot(at, "Warm homes", rhythm=3, update_due=due, **fields)
    for name in COUNTED:
        made = builders.indicator(pilot, name, target_low=80, target_high=120)
        other = {"counts": "same"}
        if name == COUNTED[-1]:
            other = {"counts": "different", "difference": "Staff of partners are counted too"}
        builders.actual(made, 60, as_of=dt.date(2026, 3, 31), **other)
    builders.update(
        pilot,
        officer,
        happened="Five assessors were trained, and twelve homes were visited in the first month.",
        help_needed="Somebody at the energy company who may say yes to a shared visit.",
        next_steps="Visit the homes that asked first, then write to every landlord in the ward.",
        public_sentence="We visited the first homes.",
        period_start=dt.date(2026, 1, 1),
        period_end=dt.date(2026, 3, 31),
    )
    return pilot


def test_progress_with_five_figures_is_one_click_away_and_its_words_fit_one_screen(
    visit: Visit, js: bool
) -> None:
    pilot = owing()
    page = visit(OFFICER, js=js)
    page.goto(pilot.get_absolute_url())
    clicks = Clicks(page)
    clicks.on(link(page, "Write an update"))
    assert clicks.count == 1
    expect(page.locator(".figs tbody tr")).to_have_count(5)
    page.wait_for_load_state()  # a page read before its style sheets is four screens high
    assert is_on_first_screen(page.get_by_label("What help do you need?"))
    assert is_on_first_screen(page.get_by_label("Photos or papers"))
    box = button(page, "Send the update").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 2 * SCREEN, "with one of them that differs from the plan"


def test_what_is_asked_of_a_figure_besides_stands_on_the_page_once_it_is_opened(
    visit: Visit, js: bool
) -> None:
    page = visit(OFFICER, js=js)
    page.goto(f"{owing().get_absolute_url()}update/")
    for more in page.locator("main details > summary").all():
        more.click()
    row = page.locator(".figs tbody tr").first
    day, month = (row.get_by_label(name, exact=True).bounding_box() for name in ("Day", "Month"))
    assert day is not None
    assert month is not None
    assert (day["y"], page.evaluate("document.documentElement.scrollWidth")) == (month["y"], 1280)


def test_hints_of_what_unfolds_are_read_across(visit: Visit, js: bool) -> None:
    """J1: who was met is recorded on a form with boxes that one answer brings up."""
    page = visit(OFFICER, js=js)
    page.goto("/pilots/warm-homes/meetings/add/")
    hints = [hint for hint in page.locator(".reveal .hint").all() if hint.is_visible()]
    widths = [box["width"] for hint in hints if (box := hint.bounding_box())]
    assert widths
    assert min(widths) > 200


def test_on_a_phone_my_work_begins_with_the_first_thing_to_do(visit: Visit, js: bool) -> None:
    page = visit(OFFICER, js=js, width=320)
    page.goto("/")
    first = page.locator(".rows li").first.bounding_box()
    assert first is not None
    assert first["y"] < PHONE, "with the strip that says that the county is made up above it"
    page.get_by_label("Show", exact=True).select_option("due")
    button(page, "Show").click()
    expect(page.locator("main")).to_contain_text("All that will be due")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def is_on_first_screen(what: Locator) -> bool:
    """Whether it is seen without scrolling."""
    box = what.bounding_box()
    return box is not None and box["y"] + box["height"] <= SCREEN


def test_no_change_is_two_clicks(visit: Visit, js: bool) -> None:
    page = visit(OFFICER, js=js)
    page.goto(owing().get_absolute_url())
    clicks = Clicks(page)
    clicks.on(link(page, "Write an update"))
    clicks.on(button(page, "No change"))
    expect(page.get_by_role("status").first).to_contain_text("Update sent")
    assert clicks.count == 2


def test_a_figure_is_corrected_in_three_clicks(visit: Visit, js: bool) -> None:
    page = visit(OFFICER, js=js)
    page.goto("/pilots/warm-homes/")
    clicks = Clicks(page)
    clicks.on(link(page, "Figures"))
    clicks.on(link(page, "Correct the latest figure: Homes improved"))
    page.get_by_label("How many homes?").fill("40")
    page.get_by_label("Why is it corrected?").fill("Two homes were counted twice")
    save = button(page, "Save the correction")
    assert is_on_first_screen(save)
    clicks.on(save)
    expect(page.locator("main")).to_contain_text("40 homes")
    expect(page.locator("main")).to_contain_text("Two homes were counted twice")
    assert clicks.count == 3


def test_an_editor_escalates_in_three_clicks(visit: Visit, js: bool) -> None:
    page = visit("editor.exampleshire@demo.test", js=js)
    page.goto("/barriers/B-000020/")
    clicks = Clicks(page)
    clicks.on(link(page, "Ask who could change it"))
    clicks.on(page.get_by_label("Housing ministry (example)"))
    send = button(page, "Escalate")
    assert is_on_first_screen(send)
    clicks.on(send)
    expect(page.get_by_role("status").first).to_contain_text("Escalated. 1 person told")
    expect(page.locator("main")).to_contain_text("Housing ministry (example)")
    assert clicks.count == 3


def test_whom_to_meet_about_something_is_two_clicks_away(visit: Visit, js: bool) -> None:
    """J1, from whatever page: teams by rank, with what they are for and when that was confirmed."""
    page = visit(OFFICER, js=js)
    page.goto("/about/")
    clicks = Clicks(page)
    clicks.on(page.get_by_role("navigation", name="Main").get_by_role("link", name="Who to ask"))
    page.get_by_label("What is it about?").fill("private rented sector energy")
    page.get_by_label("Department or body", exact=True).fill("DESNZ")
    clicks.on(button(page, "Find who to ask"))
    first = page.get_by_role("main").get_by_role("heading", level=2).first
    expect(first).to_contain_text("Department for Energy Security and Net Zero")
    assert is_on_first_screen(first)
    assert clicks.count == 2


def test_a_result_beside_another_plan_is_three_clicks(visit: Visit, js: bool) -> None:
    """J2: the figure keeps its own meaning, without a percentage of the plan."""
    page = visit("partner.liverpool@demo.test", js=js)
    page.goto("/places/liverpool/")
    clicks = Clicks(page)
    clicks.on(link(page, "Log progress"))
    clicks.on(page.get_by_label("On track"))
    page.get_by_label("What happened?").fill("More people asked than were expected.")
    figure = page.locator(".figs tbody tr").first
    figure.get_by_label("Actual so far").fill("more than 600")
    expect(figure).to_contain_text("not what the plan counts")  # as it was last time
    clicks.on(button(page, "Send the update"))
    expect(page.get_by_role("status").first).to_contain_text("Update sent")
    expect(page.locator("main")).to_contain_text("more than 600")
    expect(page.locator("main")).not_to_contain_text("%")
    assert clicks.count == 3


def test_which_places_report_a_kind_of_barrier_is_two_clicks(visit: Visit, js: bool) -> None:
    """J3: the answer stands above, and the way to each place's barrier with it."""
    page = visit("lead.pfpp@demo.test", js=js)
    page.goto("/barriers/")
    clicks = Clicks(page)
    clicks.on(link(page, "Barrier report"))
    answer = page.locator("main .answer")
    expect(answer).to_be_visible()
    assert is_on_first_screen(answer)
    places = page.get_by_role("region", name="Where, and what kind")
    for name in ("Birmingham", "Bradford", "Liverpool"):
        number = places.get_by_role("link", name=f"1: Data sharing, {name}")
        expect(number).to_be_visible()
    clicks.on(places.get_by_role("link", name="1: Data sharing, Bradford"))
    expect(page.locator("main")).to_contain_text("Kind of barrier: Data sharing")
    expect(page.locator("main")).to_contain_text("Limited sharing of data between the NHS")
    assert clicks.count == 2


def test_mistrust_is_logged_for_the_team_alone_in_five_clicks(visit: Visit, js: bool) -> None:
    """J8: of which kind, who could change it, who reads it, and that is all."""
    page = visit("officer.cornwall@demo.test", js=js)
    page.goto("/pilots/cornwall/")
    clicks = Clicks(page)
    clicks.on(link(page, "Log a barrier"))
    page.get_by_label("What is getting in the way?").fill("Champions are wary of one agency.")
    clicks.on(page.get_by_label("Culture"))
    page.get_by_label("What difference does it make to people?").fill("They stay away.")
    clicks.on(page.get_by_label("Not sure, find out for me"))
    clicks.on(page.get_by_label("My team"))
    clicks.on(button(page, "Log barrier"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("wary of one agency")
    expect(page.locator(".vis").first).to_contain_text("my team", ignore_case=True)
    assert clicks.count == 5


def test_a_visitor_reads_the_brief_and_what_was_promised(visit: Visit, js: bool) -> None:
    """J10: from the page of a place, its brief in one click, and the promises of its pilot."""
    page = visit("official.exampleshire@demo.test", js=js)
    page.goto("/places/exampleshire/")
    brief = page.locator("main a[href$='/brief/']").get_attribute("href")
    assert brief
    clicks = Clicks(page)
    clicks.on(link(page, "Warm homes, healthy lives"))
    promised = page.locator("main").get_by_text("Say whether the grant may pay for advice").first
    expect(promised).to_be_visible()
    assert clicks.count == 1
    page.goto(brief)
    expect(page.locator("body")).to_contain_text("Exampleshire")
    expect(page.locator("body")).to_contain_text("Warm homes, healthy lives")

"""What the small scripts add, in a browser, on pages built from our own templates."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django import forms as django_forms
from playwright.sync_api import Browser, Page, Route, expect

from interface import forms
from tests.browser.built import HOST, Site, page_html

PLACES = [
    {"value": "newcastle-upon-tyne", "label": "Newcastle upon Tyne", "hint": "North East"},
    {"value": "newcastle-under-lyme", "label": "Newcastle-under-Lyme", "hint": "West Midlands"},
]


class Barrier(forms.Form):
    title = django_forms.CharField(label="What is getting in the way?")
    place = forms.RecordField(label="Place", noun="place", suggest="/places/suggest/")


@pytest.fixture
def site(browser: Browser) -> Iterator[Site]:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    made = Site(context.new_page())
    yield made
    context.close()
    assert made.slips == []


FORM = '<form method="post" {{ attrs|safe }}>{{ form }}<button class="btn">Log</button></form>'
WORKING = '<p role="status"><span data-working="/progress/">Checking: 1 of 9 rows</span></p>'


def test_the_error_summary_has_the_focus_and_its_link_leads_to_the_field(site: Site) -> None:
    page = site.open("{% error_summary form %}" + FORM, form=Barrier({"title": "", "place": ""}))
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="Answer “What is getting in the way?”").click()
    expect(page.get_by_label("What is getting in the way?")).to_be_focused()


def test_a_place_is_found_while_typing_and_chosen_by_keyboard(site: Site) -> None:
    site.put("/places/suggest/", json.dumps({"results": PLACES}), "application/json")
    page = site.open(FORM, "typeahead", form=Barrier())
    box = page.get_by_role("combobox", name="Place")
    box.press_sequentially("newc")
    expect(page.get_by_role("option")).to_have_count(2)
    expect(box).to_have_attribute("aria-expanded", "true")
    asked = [url for url, _ in site.sent if "suggest" in url]
    assert parse_qs(urlsplit(asked[-1]).query) == {"q": ["newc"]}
    box.press("ArrowDown")
    box.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_contain_text("West Midlands")
    box.press("Enter")
    expect(box).to_have_value("Newcastle-under-Lyme")
    expect(page.locator("[name=place_pick]")).to_have_value("newcastle-under-lyme")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_typing_on_drops_the_place_that_was_picked(site: Site) -> None:
    site.put("/places/suggest/", json.dumps({"results": PLACES}), "application/json")
    page = site.open(FORM, "typeahead", form=Barrier())
    box = page.get_by_role("combobox", name="Place")
    box.press_sequentially("newc")
    page.get_by_role("option").first.click()
    expect(page.locator("[name=place_pick]")).to_have_value("newcastle-upon-tyne")
    box.press_sequentially("x")
    expect(page.locator("[name=place_pick]")).to_have_value("")
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_suggestions_that_fail_leave_a_plain_text_box(site: Site) -> None:
    page = site.open(FORM, "typeahead", form=Barrier())
    site.put("/places/suggest/", "<h1>Sign in</h1>")
    box = page.get_by_role("combobox", name="Place")
    box.press_sequentially("hull")
    expect(page.get_by_text("No suggestions")).to_be_attached()
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("hull")


AUTOSAVE: dict[str, Any] = {"form": Barrier(), "attrs": 'data-autosave="/drafts/save/"'}


def test_what_is_typed_is_kept_as_a_draft_and_said(site: Site) -> None:
    site.put("/drafts/save/", '{"saved": "4:10pm"}', "application/json")
    page = site.open(FORM, "autosave", **AUTOSAVE)
    page.get_by_label("What is getting in the way?").fill("We cannot share records")
    expect(page.get_by_text("Saved as a draft, 4:10pm")).to_be_visible()
    (body,) = site.sent_to("/drafts/save/")
    assert parse_qs(body)["title"] == ["We cannot share records"]


def test_what_came_back_with_mistakes_is_kept_without_another_key(site: Site) -> None:
    site.put("/drafts/save/", '{"saved": "4:11pm"}', "application/json")
    refused = Barrier({"title": "We cannot share records", "place": ""})
    page = site.open("{% error_summary form %}" + FORM, "autosave", **{**AUTOSAVE, "form": refused})
    expect(page.get_by_text("Saved as a draft, 4:11pm")).to_be_visible()
    (body,) = site.sent_to("/drafts/save/")
    assert parse_qs(body)["title"] == ["We cannot share records"]


def test_the_second_of_two_tabs_is_told_of_the_first_with_the_way_there(site: Site) -> None:
    said = "You typed in this form in another tab too."
    answer = {"saved": "4:12pm", "elsewhere": said, "url": "/other/", "link": "Show the other one"}
    site.put("/drafts/save/", json.dumps(answer), "application/json")
    page = site.open(FORM, "autosave", **AUTOSAVE)
    page.get_by_label("What is getting in the way?").fill("Cold homes")
    told = page.get_by_role("alert")
    expect(told).to_contain_text(said)
    expect(told.get_by_role("link", name="Show the other one")).to_have_attribute("href", "/other/")
    expect(page.get_by_text("Saved as a draft, 4:12pm")).to_be_visible()


def test_what_the_page_says_of_another_tab_is_not_said_a_second_time(site: Site) -> None:
    said = "You sent this form from another tab at 4:10pm."
    answer = {"saved": "4:12pm", "elsewhere": said, "url": "/sent/", "link": "See what was sent"}
    site.put("/drafts/save/", json.dumps(answer), "application/json")
    page = site.open(
        f'<div class="note" data-told><p><b>{said}</b></p></div>' + FORM, "autosave", **AUTOSAVE
    )
    page.get_by_label("What is getting in the way?").fill("Cold homes")
    expect(page.get_by_role("link", name="See what was sent")).to_be_visible()
    expect(page.get_by_text(said)).to_have_count(1)


def test_a_page_that_is_not_a_draft_answer_is_no_saved_draft(site: Site) -> None:
    site.put("/drafts/save/", "<h1>Sign in</h1>")
    page = site.open(FORM, "autosave", **AUTOSAVE)
    page.get_by_label("What is getting in the way?").fill("We cannot")
    expect(page.get_by_text("Not saved as a draft just now.")).to_be_visible()
    expect(page.get_by_label("What is getting in the way?")).to_have_value("We cannot")


def test_an_expired_session_is_said_while_the_text_stays(site: Site) -> None:
    problem = json.dumps({"problem": "You are signed out. What you typed is kept."})
    site.answers["/drafts/save/"] = {
        "status": 401,
        "body": problem,
        "headers": {"Content-Type": "application/json"},
    }
    page = site.open(FORM, "autosave", **AUTOSAVE)
    page.get_by_label("What is getting in the way?").fill("We cannot")
    expect(page.get_by_text("You are signed out. What you typed is kept.")).to_be_visible()
    expect(page.get_by_label("What is getting in the way?")).to_have_value("We cannot")
    # The browser itself notes every refused request
    site.slips = [slip for slip in site.slips if "401" not in slip]


TOKEN = '<input type="hidden" name="draft_token" value="t1" data-reader="{}">'
OFFLINE = "kept in this browser"
OUT = '<form method="post" action="/account/sign-out/"><button>Sign out</button></form>'


def offline_form(reader: int = 7) -> str:
    """A form that one reader types in."""
    return FORM.replace("{{ form }}", TOKEN.format(reader) + "{{ form }}") + OUT


def kept_here(page: Page) -> int:
    """How many forms the browser keeps something of."""
    mine = "Object.keys(localStorage).filter(key => key.startsWith('placebook-unsent')).length"
    return int(page.evaluate(mine))


def typed_without_a_network(site: Site) -> Page:
    """A form in which somebody typed while the network was cut."""
    site.put("/drafts/save/", '{"saved": "4:13pm"}', "application/json")
    page = site.open(offline_form(), "autosave", **AUTOSAVE)
    site.cut()
    page.get_by_label("What is getting in the way?").fill("Cold homes")
    expect(page.get_by_text(OFFLINE)).to_be_visible()
    assert kept_here(page) == 1
    assert not site.sent_to("/drafts/save/")
    site.slips = [slip for slip in site.slips if "ERR_INTERNET_DISCONNECTED" not in slip]
    return page


def asks_before_it_is_left(page: Page) -> bool:
    """Whether the browser would ask: a link, a press of another form, a closed tab."""
    leaves = "dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    return not page.evaluate(leaves)


def test_a_page_that_keeps_nothing_asks_before_what_was_typed_is_left(site: Site) -> None:
    page = site.open(FORM, form=Barrier(), attrs="data-asks-before-left")
    assert not asks_before_it_is_left(page)
    page.get_by_label("What is getting in the way?").fill("We cannot share records")
    assert asks_before_it_is_left(page)
    page.evaluate("document.querySelector('main form').dispatchEvent(new Event('submit'))")
    assert not asks_before_it_is_left(page)


def test_a_page_asks_no_more_once_a_draft_holds_what_was_typed(site: Site) -> None:
    site.put("/drafts/save/", '{"saved": "4:10pm"}', "application/json")
    attrs = f"{AUTOSAVE['attrs']} data-asks-before-left"
    page = site.open(FORM, "autosave", form=Barrier(), attrs=attrs)
    page.get_by_label("What is getting in the way?").fill("We cannot share records")
    assert asks_before_it_is_left(page)
    expect(page.get_by_text("Saved as a draft, 4:10pm")).to_be_visible()
    assert not asks_before_it_is_left(page)


def test_what_is_typed_offline_is_kept_and_saved_once_the_network_is_back(site: Site) -> None:
    page = typed_without_a_network(site)
    site.cut(False)
    expect(page.get_by_text("Saved as a draft, 4:13pm")).to_be_visible()
    (body,) = site.sent_to("/drafts/save/")
    assert parse_qs(body)["title"] == ["Cold homes"]
    assert kept_here(page) == 0, "what the server has needs no keeping"


def test_what_was_typed_offline_is_back_when_its_reader_opens_the_form_again(site: Site) -> None:
    page = typed_without_a_network(site)
    # The page is left while the network is away still; it comes back with the next one
    site.put("/drafts/save/", '{"problem": "Not now"}', "application/json", status=503)
    site.is_cut = False
    for reader, value in ((8, ""), (7, "Cold homes")):
        site.open(offline_form(reader), "autosave", **AUTOSAVE)
        expect(page.get_by_label("What is getting in the way?")).to_have_value(value)
    expect(page.get_by_text("Not now")).to_be_visible()
    assert kept_here(page) == 1, "what is not saved yet is kept on"
    site.slips = [slip for slip in site.slips if "503" not in slip]


def test_what_is_sent_is_not_kept_though_saving_it_ended_with_the_page(site: Site) -> None:
    page = site.open(offline_form(), "autosave", **AUTOSAVE)
    page.evaluate("void (window.fetch = () => new Promise(() => { document.title = 'Saving'; }))")
    page.get_by_label("What is getting in the way?").fill("Cold homes")
    expect(page).to_have_title("Saving")
    page.get_by_role("button", name="Log").click()
    expect(page).to_have_title("Test – Placebook")
    expect(page.get_by_label("What is getting in the way?")).to_have_value("")
    assert kept_here(page) == 0, "else it would be put into the next such form"


@pytest.mark.parametrize("away", ["refused", "broken"])
def test_what_is_sent_to_a_server_that_is_away_is_back_in_the_form(site: Site, away: str) -> None:
    page = site.open(offline_form(), "autosave", **AUTOSAVE)

    def answer(route: Route) -> None:
        if route.request.method != "POST":
            route.fallback()
        elif away == "refused":
            route.abort("connectionrefused")
        else:
            headers = {"Content-Type": "text/html"}
            route.fulfill(status=503, headers=headers, body=page_html("<p>Away</p>"))

    page.route("**/*", answer)
    page.get_by_label("What is getting in the way?").fill("Cold homes")
    page.get_by_role("button", name="Log").click()
    page.wait_for_event("load") if away == "broken" else page.wait_for_url("chrome-error://**")
    page.unroute("**/*", answer)
    site.put("/drafts/save/", '{"saved": "4:13pm"}', "application/json")
    site.open(offline_form(), "autosave", **AUTOSAVE)
    expect(page.get_by_label("What is getting in the way?")).to_have_value("Cold homes")
    expect(page.get_by_text("Saved as a draft, 4:13pm")).to_be_visible()
    site.slips.clear()


def test_sending_without_a_network_loses_nothing_and_says_so(site: Site) -> None:
    page = typed_without_a_network(site)
    page.get_by_role("button", name="Log").click()
    expect(page.get_by_text("Nothing is sent yet.")).to_be_visible()
    expect(page.get_by_label("What is getting in the way?")).to_have_value("Cold homes")
    assert kept_here(page) == 1
    site.cut(False)
    expect(page.get_by_text("Saved as a draft, 4:13pm")).to_be_visible()
    page.get_by_role("button", name="Log").click()
    page.wait_for_load_state()
    assert kept_here(page) == 0


def test_who_signs_out_leaves_nothing_behind(site: Site) -> None:
    page = typed_without_a_network(site)
    site.is_cut = False
    site.put("/account/sign-out/", page_html("<p>Signed out</p>"))
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("Signed out")).to_be_visible()
    assert kept_here(page) == 0


def test_what_was_typed_a_week_ago_is_left_in_no_browser(site: Site) -> None:
    page = typed_without_a_network(site)
    site.put("/drafts/save/", '{"problem": "Not now"}', "application/json", status=503)
    site.is_cut = False
    age = """days => Object.entries(localStorage).forEach(([key, kept]) => localStorage.setItem(
      key, `${Date.now() - days * 86400000}${kept.slice(kept.indexOf(" "))}`))"""
    for days, left in ((6, 1), (8, 0)):
        page.evaluate(age, days)
        site.open(offline_form(8), "page", "autosave", **AUTOSAVE)  # somebody else's form
        assert kept_here(page) == left
    site.slips = [slip for slip in site.slips if "503" not in slip]


def test_a_brief_is_copied_as_text(site: Site) -> None:
    site.put("/places/hull/brief.txt", "Hull: one pilot", "text/plain; charset=utf-8")
    page = site.open('<a href="/places/hull/brief.txt" data-copy>Copy the text</a>', "copy")
    page.get_by_role("link", name="Copy the text").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "Hull: one pilot"


def test_a_brief_that_cannot_be_copied_is_opened_instead(site: Site) -> None:
    site.put("/places/hull/brief/", page_html("<p>Something else</p>"))
    page = site.open('<a href="/places/hull/brief/" data-copy>Copy the text</a>', "copy")
    page.get_by_role("link", name="Copy the text").click()
    page.wait_for_url("**/places/hull/brief/")


PANEL = (
    '<details class="filter" open><summary>Filter</summary><form action="/places/">'
    '<label for="r">Region</label><select id="r" name="region"><option value="">Any</option>'
    '<option value="north">North</option></select><button>Apply filters</button></form></details>'
    '<div id="results"><p data-count>{{ count }}</p></div>'
)


def test_choosing_a_filter_changes_the_list_and_keeps_the_focus(site: Site) -> None:
    page = site.open(PANEL, "filter", path="/places/", count="13 places")
    site.put("/places/", page_html(PANEL, "filter", count="4 places"))
    page.get_by_label("Region").focus()
    page.get_by_label("Region").select_option("north")
    expect(page.locator("#results")).to_have_text("4 places")
    assert page.url == f"{HOST}/places/?region=north"
    expect(page.get_by_role("status")).to_have_text("4 places")
    expect(page.get_by_label("Region")).to_be_focused()


def test_the_print_button_is_there_only_with_a_script(site: Site, browser: Browser) -> None:
    button = '<button type="button" class="btn two" data-print hidden>Print this page</button>'
    page = site.open(button, "print")
    expect(page.get_by_role("button", name="Print this page")).to_be_visible()
    site.open(button)
    expect(page.get_by_text("Print this page")).to_be_hidden()


def test_how_far_another_is_with_an_import_is_said_until_it_has_ended(site: Site) -> None:
    site.put("/progress/", json.dumps({"words": "Checking: 8 of 9 rows"}), "application/json")
    page = site.open(WORKING, "progress")
    expect(page.get_by_role("status")).to_have_text("Checking: 8 of 9 rows")
    site.put("/", page_html("<p>Imported.</p>"))
    site.put("/progress/", json.dumps({"words": ""}), "application/json")
    expect(page.get_by_text("Imported.")).to_be_visible()


def test_once_it_has_ended_what_was_typed_meanwhile_stays(site: Site) -> None:
    site.put("/progress/", json.dumps({"words": ""}), "application/json")
    page = site.open(f'{WORKING}<label>Note <input name="note"></label>', "progress")
    page.get_by_label("Note").fill("Ask Priya")
    expect(page.get_by_role("status")).to_have_text("It has ended.")
    expect(page.get_by_label("Note")).to_have_value("Ask Priya")


def test_while_a_file_is_sent_and_read_the_page_says_so_and_for_how_long(site: Site) -> None:
    page = site.open('<form method="post" data-progress><button>Send</button></form>', "progress")
    site.put("/", "", status=204)  # the page stays as where no answer has come yet
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("s so far)")).to_be_visible()


# --- A grid of boxes ------------------------------------------------------------------------------

ROW = """<tr><th scope="row">{0}</th>
<td><input aria-label="{0}" data-column="value" value="12"></td>
<td><select aria-label="Why not {0}" data-column="missing"><option>a<option>b</select></td></tr>"""
GRID = f"""<form method="post"><table data-grid><tbody>{ROW.format("Homes")}{ROW.format("Lamps")}
</tbody></table><button>Save</button></form>"""


def test_up_down_and_enter_move_in_the_column_of_a_grid(site: Site) -> None:
    page = site.open(GRID, "grid")
    homes, lamps = page.get_by_label("Homes", exact=True), page.get_by_label("Lamps", exact=True)
    homes.fill("4")
    homes.press("ArrowDown")
    expect(lamps).to_be_focused()
    page.keyboard.type("7")
    expect(lamps).to_have_value("7")  # what stood there was marked, so typing takes its place
    lamps.press("ArrowUp")
    expect(homes).to_be_focused()
    homes.press("Enter")
    expect(lamps).to_be_focused()
    lamps.press("Shift+Enter")
    expect(homes).to_be_focused()
    lamps.press("Enter")
    assert not site.sent_to("/")[1:], "Enter sends nothing, not even from the last row"
    reason = page.get_by_label("Why not Homes")
    reason.press("ArrowDown")
    expect(reason).to_be_focused()  # in a list the arrows choose
    reason.press("Enter")
    expect(page.get_by_label("Why not Lamps")).to_be_focused()

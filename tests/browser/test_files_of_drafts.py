"""Files go to their draft as they are chosen; the page shows what is kept, and what is not."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django import forms as django_forms
from playwright.sync_api import Browser, FilePayload, Page, expect

from interface import forms
from records.file_box import FileBox
from tests.browser.built import Site

AT = "/drafts/files/"
PHOTO: FilePayload = {"name": "door.png", "mimeType": "image/png", "buffer": b"a picture"}
FORM = (
    '<form method="post" enctype="multipart/form-data">{{ form }}'
    '<button class="btn">Send</button></form>'
)


class Progress(forms.Form):
    progress = django_forms.CharField()
    photo = django_forms.FileField(widget=FileBox, required=False)


@pytest.fixture
def site(browser: Browser) -> Iterator[Site]:
    context = browser.new_context()
    made = Site(context.new_page())
    yield made
    context.close()
    assert made.slips == []


def answers(site: Site, *lost: str) -> None:
    kept = '<p>Kept with your draft:</p><ul><li><a href="/drafts/files/7/">door.png</a></li></ul>'
    said = {"kept": kept, "lost": lost, "saved": "4:10pm"}
    site.put(AT, json.dumps(said), "application/json")


def chosen(site: Site) -> Page:
    page = site.open(FORM, "draft-files", form=Progress())
    page.get_by_label("Progress").fill("The door is open")
    page.get_by_label("Photo").set_input_files(PHOTO)
    return page


def test_a_file_is_kept_as_it_is_chosen_with_what_is_typed_and_sent_once(site: Site) -> None:
    answers(site)
    page = chosen(site)
    expect(page.get_by_role("link", name="door.png")).to_have_attribute("href", "/drafts/files/7/")
    expect(page.get_by_role("status")).to_have_text("Kept with your draft, 4:10pm")
    expect(page.get_by_label("Photo")).to_have_value("")
    (body,) = site.sent_to(AT)
    assert "The door is open" in body
    assert 'filename="door.png"' in body


def test_a_file_that_is_refused_is_said_to_be_not_kept(site: Site) -> None:
    answers(site, "“door.png” is no picture.")
    page = chosen(site)
    expect(page.get_by_role("status")).to_have_text("Not kept: “door.png” is no picture.")


def test_what_is_chosen_offline_is_said_and_sent_once_the_network_is_back(site: Site) -> None:
    answers(site)
    page = site.open(FORM, "draft-files", form=Progress())
    site.cut()
    page.get_by_label("Photo").set_input_files(PHOTO)
    expect(page.get_by_role("status")).to_contain_text(
        "Placebook can’t be reached. Not kept: door.png."
    )
    assert site.sent_to(AT) == []
    site.cut(is_cut=False)
    expect(page.get_by_role("status")).to_have_text("Kept with your draft, 4:10pm")
    assert len(site.sent_to(AT)) == 1
    site.slips.clear()  # the browser itself tells of the request that did not go


def test_a_server_that_does_not_answer_as_one_leaves_it_to_the_form(site: Site) -> None:
    site.put(AT, "<h1>Sign in</h1>")
    page = chosen(site)
    expect(page.get_by_role("status")).to_contain_text("They go with the form when you send it.")
    expect(page.get_by_label("Photo")).not_to_have_value("")

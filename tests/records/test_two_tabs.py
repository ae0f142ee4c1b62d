"""One form in two tabs: nothing typed is lost, and the second is told what happened."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from records.models import Draft

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.records.pages")]
FORM = "/test/bradford/topic/"
BOTH = "You typed in this form in another tab or on another device too"


@pytest.fixture
def browser(cast: Any, signed_in: Any) -> Client:
    return signed_in(cast.bradford_editor)


@pytest.fixture
def tabs(browser: Client, hidden: Any) -> list[str]:
    """Two pages of the form, opened one after the other: what each sends back of itself."""
    return [hidden(browser.get(FORM), "draft_token") for _ in range(2)]


def autosave(browser: Client, token: str, name: str) -> dict[str, str]:
    sent = {"name": name, "slug": name.lower(), "draft_token": token}
    return browser.post("/drafts/save/", sent).json()


def names(user: Any) -> set[str]:
    return {draft.typed["name"][0] for draft in Draft.objects.visible_to(user)}


def test_each_tab_keeps_its_own_text_and_is_told_of_the_other(
    browser: Client, cast: Any, tabs: list[str]
) -> None:
    assert "elsewhere" not in autosave(browser, tabs[0], "First")
    told = autosave(browser, tabs[1], "Second")
    assert told["elsewhere"].startswith(BOTH)
    first = Draft.objects.get(typed__name=["First"])
    assert (told["url"], told["link"]) == (f"{FORM}?draft={first.pk}", "Show the other one")
    assert autosave(browser, tabs[0], "First of all")["elsewhere"].startswith(BOTH)
    assert names(cast.bradford_editor) == {"First of all", "Second"}


def test_what_was_typed_on_another_day_is_told_with_its_day(
    browser: Client, tabs: list[str]
) -> None:
    autosave(browser, tabs[0], "First")
    Draft.objects.update(saved_at=dt.datetime(2020, 1, 1, 10, tzinfo=dt.UTC))
    told = autosave(browser, tabs[1], "Second")["elsewhere"]
    assert told == f"{BOTH}, on 1 January 2020 at 10am. Both are kept as drafts."


def test_either_is_taken_and_the_other_deleted_and_had_back(
    browser: Client, cast: Any, tabs: list[str]
) -> None:
    for token, name in zip(tabs, ("First", "Second"), strict=True):
        autosave(browser, token, name)
    page = browser.get(FORM).content.decode()
    assert BOTH in page
    assert 'value="Second"' in page
    first = Draft.objects.get(typed__name=["First"])
    other = browser.get(f"{FORM}?draft={first.pk}").content.decode()
    assert 'value="First"' in other
    second = Draft.objects.get(typed__name=["Second"])
    said = browser.post(
        f"/drafts/{second.pk}/delete/", {"next": f"{FORM}?draft={first.pk}"}, follow=True
    ).content.decode()
    assert 'value="First"' in said
    assert BOTH not in said
    browser.post(f"/drafts/{second.pk}/restore/")
    assert names(cast.bradford_editor) == {"First", "Second"}


def test_of_many_drafts_the_one_that_is_asked_for_is_shown(browser: Client, cast: Any) -> None:
    said = {"author": cast.bradford_editor, "form": "test-topic", "target": "bradford"}
    made = [
        Draft.objects.create(**said, tab=f"tab {n}", typed={"name": [f"Text {n}"]})
        for n in range(7)
    ]
    for draft in made:
        page = browser.get(f"{FORM}?draft={draft.pk}").content.decode()
        assert f'value="{draft.typed["name"][0]}"' in page
    for asked in ("9" * 30, "saved", "-1"):
        assert browser.get(FORM, {"draft": asked}).status_code == 200


def test_without_scripts_the_second_is_told_and_nothing_is_replaced(
    browser: Client, cast: Any, tabs: list[str]
) -> None:
    for token, name in zip(tabs, ("First", "Second"), strict=True):
        sent = {"name": name, "slug": "", "draft_token": token, "draft": "1"}
        page = browser.post(FORM, sent, follow=True).content.decode()
    assert BOTH in page
    assert 'value="Second"' in page
    assert "show it instead" in page
    assert names(cast.bradford_editor) == {"First", "Second"}


def test_who_opens_the_form_anew_carries_the_draft_on(
    browser: Client, cast: Any, tabs: list[str], hidden: Any
) -> None:
    autosave(browser, tabs[0], "First")
    anew = hidden(browser.get(FORM), "draft_token")
    assert "elsewhere" not in autosave(browser, anew, "First, longer")
    assert names(cast.bradford_editor) == {"First, longer"}
    # The page from before is now the other tab
    assert autosave(browser, tabs[0], "First, shorter")["elsewhere"].startswith(BOTH)
    assert names(cast.bradford_editor) == {"First, longer", "First, shorter"}


def test_a_form_with_a_mistake_goes_on_in_the_same_tab(
    browser: Client, cast: Any, tabs: list[str], hidden: Any
) -> None:
    autosave(browser, tabs[0], "First")
    wrong = browser.post(FORM, {"name": "First", "slug": "not a slug!", "draft_token": tabs[0]})
    again = hidden(wrong, "draft_token")
    assert "elsewhere" not in autosave(browser, again, "First, put right")
    assert names(cast.bradford_editor) == {"First, put right"}
    browser.post(FORM, {"name": "First", "slug": "first", "draft_token": again})
    assert names(cast.bradford_editor) == set()


def test_sending_one_leaves_what_was_typed_in_the_other(
    browser: Client, cast: Any, tabs: list[str]
) -> None:
    for token, name in zip(tabs, ("First", "Second"), strict=True):
        autosave(browser, token, name)
    sent = {"name": "Second", "slug": "second", "draft_token": tabs[1]}
    browser.post(FORM, sent)
    page = browser.get(FORM).content.decode()
    assert "What you typed in this form in another tab is still kept as a draft" in page
    assert 'value="First"' in page
    assert names(cast.bradford_editor) == {"First"}


def test_the_second_is_told_that_the_first_was_sent(cast: Any, signed_in: Any, hidden: Any) -> None:
    with time_machine.travel(timezone.now() - dt.timedelta(days=1), tick=False):
        browser = signed_in(cast.bradford_editor)
        tabs = [hidden(browser.get(FORM), "draft_token") for _ in range(2)]
    browser = signed_in(cast.bradford_editor)
    browser.post(FORM, {"name": "First", "slug": "first", "draft_token": tabs[0]})
    told = autosave(browser, tabs[1], "Second")
    assert told["elsewhere"].startswith("You sent this form from another tab")
    assert (told["url"], told["link"]) == ("/test/topics/first/", "See what was sent")
    sent = {"name": "Second", "slug": "", "draft_token": tabs[1], "draft": "1"}
    page = browser.post(FORM, sent, follow=True).content.decode()
    assert "You sent this form from another tab" in page
    assert 'value="Second"' in page
    # A page that is opened after it was sent has nothing to be told
    fresh = hidden(browser.get(FORM), "draft_token")
    assert "elsewhere" not in autosave(browser, fresh, "Third")


def test_of_another_persons_tabs_nobody_is_told(
    browser: Client, cast: Any, tabs: list[str], signed_in: Any, hidden: Any
) -> None:
    autosave(browser, tabs[0], "First")
    browser.post(FORM, {"name": "Sent", "slug": "sent", "draft_token": tabs[1]})
    other = signed_in(cast.administrator)
    theirs = hidden(other.get(FORM), "draft_token")
    Draft.objects.create(author=cast.author, form="test-topic", target="bradford", typed={})
    answer = other.post("/drafts/save/", {"name": "Theirs", "draft_token": theirs}).json()
    assert "elsewhere" not in answer


def test_the_database_keeps_one_draft_for_each_tab(cast: Any) -> None:
    said = {"author": cast.author, "form": "log-barrier", "target": "", "tab": "one"}
    Draft.objects.create(**said)
    with pytest.raises(IntegrityError, match="draft_one_per_tab"), transaction.atomic():
        Draft.objects.create(**said)

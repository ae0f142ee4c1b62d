"""Typed text survives: drafts, autosave, another device, expired sessions, two submits."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine
from django.contrib.auth import logout
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from partnerships.models import Topic
from records.drafts import Ticket
from records.models import Draft
from tests import builders as b
from tests.records import pages

pytestmark = pytest.mark.urls("tests.records.pages")
FORM = "/test/bradford/topic/"


@pytest.fixture
def browser(cast: Any, signed_in: Any) -> Client:
    return signed_in(cast.bradford_editor)


def opened(browser: Client, hidden: Any) -> str:
    return hidden(browser.get(FORM), "draft_token")


def test_a_draft_is_kept_without_judging_it(browser: Client, hidden: Any) -> None:
    sent = {"name": "x" * 200, "slug": "not a slug!", "draft": "1"}
    page = browser.post(FORM, {**sent, "draft_token": opened(browser, hidden)}, follow=True)
    assert "Saved as a draft." in page.content.decode()
    assert 'value="not a slug!"' in page.content.decode()
    assert "put right" not in page.content.decode()
    assert not Topic.objects.exists()


def test_a_draft_waits_on_another_device_and_says_when_it_was_saved(
    browser: Client, cast: Any, signed_in: Any, hidden: Any
) -> None:
    token = opened(browser, hidden)
    browser.post("/drafts/save/", {"name": "Housing", "slug": "", "draft_token": token})
    Draft.objects.update(saved_at="2026-11-18T16:10:00Z")
    page = signed_in(cast.bradford_editor).get(FORM).content.decode()
    assert "You have a draft from 18 November" in page
    assert "4:10pm" in page
    assert 'value="Housing"' in page


def test_nobody_else_sees_a_draft(browser: Client, cast: Any, signed_in: Any, hidden: Any) -> None:
    token = opened(browser, hidden)
    browser.post("/drafts/save/", {"name": "Housing", "slug": "", "draft_token": token})
    other = signed_in(cast.administrator)
    assert "Housing" not in other.get(FORM).content.decode()
    assert other.post(f"/drafts/{Draft.objects.get().pk}/delete/").status_code == 404
    assert list(Draft.objects.visible_to(cast.administrator)) == []


def test_starting_afresh_deletes_the_draft(browser: Client, hidden: Any) -> None:
    token = opened(browser, hidden)
    browser.post("/drafts/save/", {"name": "Housing", "slug": "", "draft_token": token})
    page = browser.post(f"/drafts/{Draft.objects.get().pk}/delete/", follow=True)
    assert page.redirect_chain == [(FORM, 302)]
    assert "Housing" not in page.content.decode()


def test_deleting_a_draft_leads_only_to_pages_of_ours(browser: Client, hidden: Any) -> None:
    token = opened(browser, hidden)
    browser.post("/drafts/save/", {"name": "Housing", "draft_token": token})
    url = f"/drafts/{Draft.objects.get().pk}/delete/"
    assert browser.post(url, {"next": "https://evil.example/"}).url == FORM


def test_sending_the_form_spends_its_draft(browser: Client, hidden: Any) -> None:
    token = opened(browser, hidden)
    browser.post("/drafts/save/", {"name": "Hous", "slug": "", "draft_token": token})
    page = browser.post(FORM, {"name": "Housing", "slug": "housing", "draft_token": token})
    assert page.url == "/test/topics/housing/"
    assert not Draft.objects.exists()


def test_a_form_with_mistakes_keeps_its_draft_and_its_text(browser: Client, hidden: Any) -> None:
    token = opened(browser, hidden)
    browser.post("/drafts/save/", {"name": "Housing", "slug": "", "draft_token": token})
    page = browser.post(FORM, {"name": "Housing", "slug": "", "draft_token": token})
    assert "There is a problem" in page.content.decode()
    assert Draft.objects.count() == 1


def test_the_second_of_two_submits_finds_the_first_ones_record(
    browser: Client, hidden: Any
) -> None:
    sent = {"name": "Housing", "slug": "housing", "draft_token": opened(browser, hidden)}
    browser.post(FORM, sent)
    assert browser.post(FORM, sent).url == "/test/topics/housing/"
    assert Topic.objects.count() == 1
    assert "You’d already sent this. We saved it once." in browser.get(FORM).content.decode()


def test_autosave_that_arrives_after_the_submit_makes_no_draft(
    browser: Client, hidden: Any
) -> None:
    token = opened(browser, hidden)
    browser.post(FORM, {"name": "Housing", "slug": "housing", "draft_token": token})
    late = browser.post("/drafts/save/", {"name": "Housing", "draft_token": token})
    assert late.status_code == 409
    assert not Draft.objects.exists()


def test_autosave_takes_json_and_says_when(browser: Client, hidden: Any) -> None:
    body = {"name": "A\x00B\ud800", "slug": ["a", "b"], "draft_token": opened(browser, hidden)}
    answer = browser.post("/drafts/save/", json.dumps(body), content_type="application/json")
    assert answer.json()["saved"]
    assert Draft.objects.get().typed == {"name": ["AB?"], "slug": ["a", "b"]}


@pytest.mark.parametrize("body", ["", "[1]", "{", "null", '{"draft_token": 5}', '{"a": "b"}'])
def test_autosave_of_anything_else_is_refused(browser: Client, body: str) -> None:
    assert browser.post("/drafts/save/", body, content_type="application/json").status_code == 400
    assert browser.post("/drafts/save/", {"draft_token": body}).status_code == 400


def test_too_much_text_is_said_and_stays_on_the_page(browser: Client, hidden: Any) -> None:
    sent = {"name": "long " * 25_000, "draft_token": opened(browser, hidden), "draft": "1"}
    page = browser.post(FORM, sent)
    assert "too long to be kept as a draft" in page.content.decode()
    assert "long long long" in page.content.decode()
    assert browser.post("/drafts/save/", sent).status_code == 413


def test_what_is_kept_for_a_place_where_one_has_no_business_is_not_named_after_it(
    cast: Any, signed_in: Any, hidden: Any
) -> None:
    luton = signed_in(cast.luton_officer)
    answer = luton.post("/drafts/save/", {"name": "x", "draft_token": opened(luton, hidden)})
    assert answer.status_code == 200
    assert Draft.objects.get().title == "What you typed"


def test_a_session_that_expired_in_mid_form_loses_nothing(browser: Client, cast: Any) -> None:
    token = str(Ticket.for_form(cast.bradford_editor, pages.TOPIC, "bradford"))
    Session.objects.all().delete()
    sent = {"name": "Housing", "slug": "housing", "draft_token": token}
    page = browser.post(FORM, sent, follow=True)
    assert page.redirect_chain[0][0] == f"/account/sign-in/?next={FORM}"
    assert "What you typed is saved" in page.content.decode()
    assert not Topic.objects.exists()
    login = {"login": cast.bradford_editor.email, "password": b.PASSWORD}
    back = browser.post(page.redirect_chain[0][0], login, follow=True)
    assert back.redirect_chain == [(FORM, 302)]
    assert 'value="Housing"' in back.content.decode()


def test_kept_text_is_not_shown_to_somebody_else_on_the_same_computer(
    browser: Client, cast: Any
) -> None:
    token = str(Ticket.for_form(cast.bradford_editor, pages.TOPIC, "bradford"))
    Session.objects.all().delete()
    browser.post(FORM, {"name": "Housing", "slug": "housing", "draft_token": token})
    browser.force_login(cast.administrator)
    assert "Housing" not in browser.get(FORM).content.decode()


def test_a_forged_token_keeps_nothing(cast: Any) -> None:
    answer = Client().post(FORM, {"name": "x", "draft_token": f"{cast.bradford_editor.pk}:x"})
    assert answer.url == f"/account/sign-in/?next={FORM}"
    assert not Draft.objects.exists()


def test_a_form_rendered_for_another_account_is_shown_again_not_sent(
    browser: Client, cast: Any
) -> None:
    token = str(Ticket.for_form(cast.administrator, pages.TOPIC, "bradford"))
    page = browser.post(FORM, {"name": "Housing", "slug": "housing", "draft_token": token})
    assert "What you typed is kept below" in page.content.decode()
    assert 'value="Housing"' in page.content.decode()
    assert not Topic.objects.exists()


def test_a_page_from_before_signing_in_again_is_kept_and_shown_again(
    cast: Any, signed_in: Any, hidden: Any
) -> None:
    browser = signed_in(cast.bradford_editor, enforce_csrf_checks=True)
    token = opened(browser, hidden)
    sent = {"name": "Housing", "slug": "housing", "draft_token": token, "csrfmiddlewaretoken": "x"}
    page = browser.post(FORM, sent, follow=True)
    assert page.redirect_chain == [(FORM, 302)]
    assert "check it and send it again" in page.content.decode()
    assert 'value="Housing"' in page.content.decode()
    assert browser.post("/drafts/save/", sent).json()["saved"]


def test_a_form_sent_without_any_cookie_is_kept_for_whoever_it_was_rendered_for(
    cast: Any, signed_in: Any, hidden: Any
) -> None:
    token = opened(signed_in(cast.bradford_editor), hidden)
    bare = Client(enforce_csrf_checks=True)
    page = bare.post(FORM, {"name": "Housing", "draft_token": token}, follow=True)
    assert page.redirect_chain == [(f"/account/sign-in/?next={FORM}", 302)]
    assert Draft.objects.get().author == cast.bradford_editor


def test_a_page_open_for_over_a_month_is_shown_again_not_sent(
    browser: Client, cast: Any, hidden: Any
) -> None:
    with time_machine.travel("2026-09-01T09:00:00Z"):
        token = str(Ticket.for_form(cast.bradford_editor, pages.TOPIC, "bradford"))
    with time_machine.travel("2026-10-02T09:00:00Z"):
        browser.force_login(cast.bradford_editor)
        page = browser.post(FORM, {"name": "Housing", "slug": "h", "draft_token": token})
    assert "What you typed is kept below" in page.content.decode()
    assert not Topic.objects.exists()


def test_a_stranger_cannot_use_the_stale_page_to_write(
    cast: Any, signed_in: Any, hidden: Any
) -> None:
    browser = signed_in(cast.bradford_editor, enforce_csrf_checks=True)
    theirs = str(Ticket.for_form(cast.administrator, pages.TOPIC, "bradford"))
    page = browser.post(FORM, {"name": "Housing", "draft_token": theirs})
    assert page.status_code == 403
    assert not Draft.objects.exists()


@pytest.mark.parametrize("times", range(3))
def test_two_submits_at_once_make_one_record(own_database: str, times: int) -> None:
    cast = b.cast()
    token = str(Ticket.for_form(cast.bradford_editor, pages.TOPIC, "bradford"))

    def send(number: int) -> str:
        client = Client()
        client.force_login(cast.bradford_editor)
        sent = {"name": f"Topic {number}", "slug": f"t-{number}", "draft_token": token}
        try:
            return client.post(FORM, sent).url
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        urls = set(pool.map(send, range(4)))
    made = Topic.objects.get()
    assert urls == {f"/test/topics/{made.slug}/"}


def test_signed_out_autosave_keeps_and_says_so(browser: Client, hidden: Any) -> None:
    token = opened(browser, hidden)
    logout(browser.get(FORM).wsgi_request)
    browser.logout()
    answer = browser.post("/drafts/save/", {"name": "Housing", "draft_token": token})
    assert answer.status_code == 401
    assert "is kept" in answer.json()["problem"]
    assert Draft.objects.get().typed["name"] == ["Housing"]

"""One's own account, and when somebody was here."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from records.models import HistoryEntry
from tests import builders as b
from tests.pages.test_sweep import faults

URL = "/account/"
MORNING = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


def test_the_page_says_who_one_is_and_what_one_may_do(client: Client, ada: User) -> None:
    b.give(ada, "contributor", b.place("Luton"), valid_from=dt.date(2021, 2, 1))
    b.give(ada, "administrator", valid_to=dt.date(2021, 1, 1))
    client.force_login(ada)
    page = client.get(URL).content.decode()
    assert 'value="Analyst"' in page
    assert "Contributor</th>" in page
    assert ">Luton</td>" in page
    assert "1 February 2021" in page
    assert "Administrator" not in page


def test_somebody_without_a_role_is_told_who_gives_one(client: Client, ada: User) -> None:
    client.force_login(ada)
    page = client.get(URL).content.decode()
    assert "we’ll show who can give you one" in page
    assert 'href="/roles/ask/"' in page


def test_name_and_job_title_can_be_changed(client: Client, ada: User) -> None:
    client.force_login(ada)
    page = client.post(URL, {"full_name": "Ada King", "job_title": "Countess"}, follow=True)
    assert "Details saved." in page.content.decode()
    ada.refresh_from_db()
    assert (ada.full_name, ada.job_title) == ("Ada King", "Countess")


@pytest.mark.parametrize("name", ["", "   ", "x" * 10_000, "A\x00da"])
def test_a_name_that_cannot_be_is_said_and_kept(client: Client, ada: User, name: str) -> None:
    client.force_login(ada)
    page = client.post(URL, {"full_name": name, "job_title": "Still typed"})
    assert page.status_code == 200
    assert 'href="#id_full_name"' in page.content.decode()
    assert 'value="Still typed"' in page.content.decode()
    ada.refresh_from_db()
    assert ada.full_name == "Ada Lovelace"


def test_roles_are_read_in_the_same_queries_however_many(
    client: Client, ada: User, django_assert_num_queries: Any
) -> None:
    b.give(ada, "contributor", b.place())
    client.force_login(ada)
    with django_assert_num_queries(5):
        client.get(URL)
    for _ in range(30):
        b.give(ada, "contributor", b.place())
    with django_assert_num_queries(5):
        client.get(URL)


def test_a_visit_ends_after_some_quiet_hours(client: Client, ada: User) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        client.force_login(ada)
        clock.shift(dt.timedelta(hours=1))
        client.get(URL)
        ada.refresh_from_db()
        assert (ada.last_seen_at, ada.seen_before_at) == (MORNING + dt.timedelta(hours=1), None)
        clock.shift(dt.timedelta(hours=5))
        client.get(URL)
        ada.refresh_from_db()
        assert ada.seen_before_at == MORNING + dt.timedelta(hours=1)
        assert ada.last_seen_at == MORNING + dt.timedelta(hours=6)


def test_pages_read_within_ten_minutes_write_nothing(
    client: Client, ada: User, django_assert_num_queries: Any
) -> None:
    client.force_login(ada)
    with django_assert_num_queries(5) as seen:
        client.get(URL)
    assert not [query for query in seen.captured_queries if "UPDATE" in query["sql"]]


def test_a_visit_is_no_history(client: Client, ada: User) -> None:
    before = HistoryEntry.objects.of_kind(User).count()
    client.force_login(ada)
    client.get(URL)
    assert HistoryEntry.objects.of_kind(User).count() == before


def test_the_sign_in_page_is_well_formed_before_and_after_a_mistake(
    client: Client, sign_in: Any
) -> None:
    assert faults(client.get("/account/sign-in/").content.decode()) == []
    assert faults(sign_in(client, "x", "y").content.decode()) == []


def test_the_sign_out_page_is_well_formed(client: Client, ada: User) -> None:
    client.force_login(ada)
    assert faults(client.get("/account/sign-out/").content.decode()) == []


@pytest.mark.parametrize("url", ["/account/forgotten/", "/account/password/", "/account/"])
def test_forms_with_mistakes_are_well_formed(client: Client, ada: User, url: str) -> None:
    client.force_login(ada)
    page = client.post(url, {"email": "x", "full_name": "", "password1": "x"}).content.decode()
    assert 'id="errors-head"' in page
    assert faults(page) == []


def test_the_page_for_too_many_tries_is_well_formed(client: Client, ada: User) -> None:
    pages = [client.post("/account/forgotten/", {"email": ada.email}) for _ in range(6)]
    assert pages[-1].status_code == 429
    assert faults(pages[-1].content.decode()) == []


def test_the_page_of_a_reset_link_is_well_formed(client: Client, ada: User, letters: Any) -> None:
    client.post("/account/forgotten/", {"email": ada.email})
    # The last one: letters of an earlier test may have been on their way
    link = letters()[-1].body.split("http://127.0.0.1:8000")[1].split()[0]
    page = client.get(link, follow=True).content.decode()
    assert "Choose a new password" in page
    assert faults(page) == []

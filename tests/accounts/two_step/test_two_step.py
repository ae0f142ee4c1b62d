"""Two-step sign-in: set up, asked for, required, lost and turned off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import Notice, User
from people.role.two_step import ASKED, KEPT
from people.role.user_views import AddAdministrator
from records.drafts import Ticket
from records.models import Draft, HistoryEntry
from tests import builders as b
from tests.accounts.two_step.codes import ON, code, key_on, turn_on
from tests.pages.test_sweep import faults

CODE = "/account/sign-in/code/"
WRONG = "This code is not right"
NOON = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def is_signed_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def test_it_is_set_up_with_a_picture_or_a_key_and_told(
    client: Client, ada: User, clock: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(ada)
    page = client.get(ON)
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    wrong = client.post(ON, {"code": "000000"})
    assert 'href="#id_code"' in wrong.content.decode()
    assert key_on(wrong) == key_on(page)  # the app need not be set up again
    with django_capture_on_commit_callbacks(execute=True):
        _, codes = turn_on(client)
    ada.refresh_from_db()
    assert ada.two_step
    change = HistoryEntry.objects.of_kind(User).filter(after__two_step=True).get()
    assert change.context["user"] == ada.pk
    assert Notice.objects.get(user=ada).subject == "Two-step sign-in is on for your account"
    file = client.get("/account/two-step/codes/file/").content.decode()
    assert all(one in file for one in codes)
    for url in ("", "codes/", "codes/new/", "off/"):
        assert faults(client.get(f"/account/two-step/{url}").content.decode()) == []
    client.post("/account/two-step/codes/new/")
    assert codes[0] not in client.get("/account/two-step/codes/").content.decode()


def test_each_code_counts_once_and_for_a_clock_that_is_half_a_minute_off(
    client: Client, ada: User, sign_in: Any, clock: Any
) -> None:
    client.force_login(ada)
    key, codes = turn_on(client)

    def answers(typed: str) -> bool:
        browser = Client()
        assert sign_in(browser, ada.email).url == CODE
        assert not is_signed_in(browser)
        page = browser.post(CODE, {"code": typed})
        assert is_signed_in(browser) or 'id="errors-head"' in page.content.decode()
        return is_signed_in(browser)

    clock.shift(300)
    ahead = code(key, 30)
    assert answers(ahead)
    assert not answers(ahead)
    clock.shift(31)  # allauth has forgotten it by now, and it is right still
    assert not answers(ahead)
    clock.shift(300)
    assert answers(code(key, -30))
    assert not answers(code(key, 90))
    assert not answers(code(key, -90))
    assert not answers("")
    assert not answers("x" * 5000)
    clock.shift(300)
    assert answers(codes[0].replace(" ", ""))
    assert not answers(codes[0])
    assert answers(codes[1])
    page = client.get("/account/two-step/").content.decode()
    assert "8 codes left" in page


def test_too_many_codes_are_stopped_and_a_missing_one_is_asked_for(
    client: Client, ada: User, sign_in: Any, clock: Any
) -> None:
    client.force_login(ada)
    key, _ = turn_on(client)
    browser = Client()
    sign_in(browser, ada.email)
    assert faults(browser.get(CODE).content.decode()) == []
    assert 'href="#id_code"' in browser.post(CODE, {}).content.decode()
    pages = [browser.post(CODE, {"code": "1"}).content.decode() for _ in range(6)]
    assert WRONG in pages[4]
    assert "Too many attempts" in pages[5]
    assert not is_signed_in(browser)
    clock.shift(301)
    browser.post(CODE, {"code": code(key)})
    assert is_signed_in(browser)


@pytest.mark.parametrize(
    ("role", "is_led"),
    [
        ("administrator", True),
        ("programme_lead", True),
        ("officer", True),
        ("place_editor", False),
        ("connector", False),
        ("evaluator", False),
        ("contributor", False),
    ],
)
def test_who_gives_roles_beyond_one_place_must_set_it_up_first(
    client: Client, ada: User, settings: Any, role: str, is_led: bool
) -> None:
    settings.TWO_STEP_REQUIRED = True
    b.give(ada, role, scope_of(role))
    client.force_login(ada)
    for asked in (client.get("/places/"), client.post("/account/", {"full_name": "X"})):
        assert (asked.status_code == 302 and asked.url == ON) == is_led
    if is_led:
        page = client.get(ON).content.decode()
        assert "Your role needs two-step sign-in" in page
        turn_on(client)
        assert client.get("/places/").status_code == 200
        client.post("/account/two-step/off/")
        assert client.get("/places/").url == ON
    assert client.post("/account/sign-out/").url == "/"


def test_what_was_typed_before_it_was_asked_for_is_kept(
    client: Client, ada: User, settings: Any
) -> None:
    settings.TWO_STEP_REQUIRED = True
    b.give(ada, "administrator", None)
    client.force_login(ada)
    kind = AddAdministrator.draft
    sent = {"draft_token": str(Ticket.for_form(ada, kind, "")), "email": "new@bradford.test"}
    assert "saved" in client.post("/drafts/save/", sent).json()
    sent["email"] = "newer@bradford.test"
    assert client.post(kind.url(""), sent).url == ON
    assert Draft.objects.get(author=ada).typed == {"email": ["newer@bradford.test"]}
    assert KEPT in client.get(ON).content.decode()


def scope_of(role: str) -> Any:
    makers: dict[str, Any] = {
        "administrator": lambda: None,
        "programme_lead": b.programme,
        "evaluator": b.programme,
        "officer": lambda: b.organisation("DESNZ"),
    }
    return makers.get(role, lambda: b.place("Luton"))()


def test_every_role_that_gives_others_is_asked_but_that_of_one_place() -> None:
    assert {"administrator", "programme_lead", "officer"} == ASKED


def test_leads_who_came_from_their_provider_need_no_second_one(
    client: Client, ada: User, settings: Any
) -> None:
    settings.TWO_STEP_REQUIRED = True
    b.give(ada, "programme_lead", b.programme())
    client.force_login(ada)
    assert client.get("/places/").url == ON
    session = client.session
    session["account_authentication_methods"] = [{"method": "socialaccount", "at": 1}]
    session["account_authentication_methods_user"] = str(ada.pk)
    session.save()
    assert client.get("/places/").status_code == 200


def test_an_administrator_turns_it_off_for_who_lost_phone_and_codes(
    client: Client, ada: User, sign_in: Any
) -> None:
    own = Client(REMOTE_ADDR="198.51.100.7")
    sign_in(own, ada.email)
    turn_on(own)
    adam = b.user("Adam", ("administrator", None))
    client.force_login(adam)
    address = f"/people/{ada.pk}/"
    page = client.get(address).content.decode()
    assert "Turn off two-step sign-in" in page
    assert faults(page) == []
    said = client.post(f"{address}two-step/", follow=True).content.decode()
    assert "is off for Ada Lovelace" in said
    change = HistoryEntry.objects.of_kind(User).filter(after__two_step=False).latest("pk")
    assert (change.context["user"], change.object_id) == (adam.pk, ada.pk)
    assert Notice.objects.filter(user=ada, by_mail=True, text__startswith="Adam turned").exists()
    assert own.get("/account/").status_code == 302
    assert sign_in(own, ada.email).url == "/"
    assert "is off already" in client.post(f"{address}two-step/", follow=True).content.decode()

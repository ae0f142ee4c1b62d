"""Wrong passwords typed elsewhere stop guessing, and never the person whose account it is."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.devices import COOKIE, MOST_ACCOUNTS
from accounts.models import User
from tests import builders as b

SIGN_IN = "/account/sign-in/"
WRONG = "The email address or the password is not right"
HERE, THERE = "198.51.100.7", "203.0.113.9"
NEW = "seven warm green houses"


def at(address: str, **more: Any) -> Client:
    """A browser at this address of the network."""
    return Client(REMOTE_ADDR=address, **more)


def said(page: Any) -> str:
    return "" if page.status_code == 302 else page.content.decode()


def guess(browser: Client, email: str, times: int, sign_in: Any) -> list[str]:
    return [said(sign_in(browser, email, f"wrong {n}")) for n in range(times)]


def guess_from_everywhere(email: str, times: int, sign_in: Any) -> list[str]:
    """Each from an address of its own."""
    return [guess(at(f"192.0.2.{n}"), email, 1, sign_in)[0] for n in range(times)]


def set_new(browser: Client, user: User, letters: Any) -> None:
    """A new password through the emailed link."""
    browser.post("/account/forgotten/", {"email": user.email})
    [link] = re.findall(r"http://[^/]+(/\S+)", letters()[-1].body)
    browser.post(browser.get(link).url, {"password1": NEW, "password2": NEW})


def test_wrong_passwords_from_elsewhere_stop_nobody_here(ada: User, sign_in: Any) -> None:
    tries = guess(at(THERE), ada.email, 6, sign_in)
    assert [WRONG in one for one in tries] == [True] * 5 + [False]
    assert "Too many attempts" in tries[5]
    assert sign_in(at(HERE), ada.email).status_code == 302


def test_who_guesses_from_everywhere_is_slowed_down(ada: User, sign_in: Any) -> None:
    tries = guess_from_everywhere(ada.email, 31, sign_in)
    assert all(WRONG in one for one in tries[:30])
    assert "Wait an hour" in tries[30]
    assert "Wait an hour" in said(sign_in(at(HERE), ada.email))


def test_one_stranger_alone_shuts_nobody_out(ada: User, sign_in: Any, settings: Any) -> None:
    # As if minutes went by between the tries
    unhurried = {"login": "", "login_failed": ""}
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, **unhurried}
    tries = guess(at(THERE), ada.email, 31, sign_in)
    assert sign_in(at(HERE), ada.email).status_code == 302
    assert all(WRONG in one for one in tries[:10])
    assert all("Wait an hour" in one for one in tries[10:])


def test_who_signed_in_from_here_before_is_never_shut_out(ada: User, sign_in: Any) -> None:
    own = at(HERE)
    assert sign_in(own, ada.email).status_code == 302
    own.post("/account/sign-out/")
    guess_from_everywhere(ada.email, 31, sign_in)
    guess(at(HERE), ada.email, 6, sign_in)  # from the same address too
    assert sign_in(own, ada.email).status_code == 302


def test_a_known_browser_guesses_no_more_than_another(ada: User, sign_in: Any) -> None:
    own = at(HERE)
    sign_in(own, ada.email)
    own.post("/account/sign-out/")
    tries = guess(own, ada.email, 6, sign_in)
    assert [WRONG in one for one in tries] == [True] * 5 + [False]


def test_a_right_password_takes_its_try_back(ada: User, sign_in: Any) -> None:
    for _ in range(7):
        assert sign_in(at(HERE), ada.email).status_code == 302
    assert all(WRONG in one for one in guess(at(HERE), ada.email, 5, sign_in))


def test_a_browser_that_knows_one_account_is_a_stranger_to_others(ada: User, sign_in: Any) -> None:
    mallory, own = b.user("Mallory"), at(THERE)
    sign_in(own, mallory.email)
    own.post("/account/sign-out/")
    guess_from_everywhere(ada.email, 30, sign_in)
    assert "Wait an hour" in said(sign_in(own, ada.email, "wrong"))


def test_several_people_share_a_browser(ada: User, sign_in: Any) -> None:
    own = at(HERE)
    people = [ada, *(b.user(f"Colleague {n}") for n in range(MOST_ACCOUNTS))]
    for one in people:
        sign_in(own, one.email)
        own.post("/account/sign-out/")
    for one, is_known in ((people[1], True), (people[-1], True), (ada, False)):
        guess_from_everywhere(one.email, 30, sign_in)
        assert (sign_in(own, one.email).status_code == 302) == is_known
        own.post("/account/sign-out/")


@pytest.mark.parametrize("change", ["junk", "", "a:b:c", "\x00"])
def test_a_cookie_that_is_not_ours_is_no_good(ada: User, sign_in: Any, change: str) -> None:
    own = at(HERE)
    sign_in(own, ada.email)
    own.post("/account/sign-out/")
    own.cookies[COOKIE] = own.cookies[COOKIE].value[:-2] + change if change else change
    guess_from_everywhere(ada.email, 30, sign_in)
    assert "Wait an hour" in said(sign_in(own, ada.email))


def test_the_cookie_is_read_by_no_script_and_sent_to_the_account_pages_alone(
    ada: User, sign_in: Any, settings: Any
) -> None:
    settings.SESSION_COOKIE_SECURE = True
    cookie = sign_in(at(HERE), ada.email).cookies[COOKIE]
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Lax")
    assert (cookie["path"], cookie["max-age"]) == ("/account/", 365 * 24 * 3600)
    assert ada.email not in cookie.value
    assert COOKIE not in sign_in(at(HERE), ada.email, "wrong").cookies


def test_nothing_tells_whether_there_is_an_account(ada: User, sign_in: Any) -> None:
    def told(email: str) -> list[str]:
        cache.clear()
        pages = guess_from_everywhere(email, 31, sign_in) + guess(at(THERE), email, 6, sign_in)
        return [re.sub(r'value="[^"]*"', "", page) for page in pages]

    assert told(ada.email) == told("nobody@example.test")


def test_a_new_password_by_email_lets_its_owner_in_at_once(
    ada: User, sign_in: Any, letters: Any
) -> None:
    own = at(HERE)
    guess_from_everywhere(ada.email, 30, sign_in)
    assert "set a new password" in said(sign_in(own, ada.email))
    set_new(own, ada, letters)
    assert sign_in(own, ada.email, NEW).status_code == 302


def test_a_new_password_by_email_lets_its_owner_in_where_they_got_it_wrong(
    ada: User, sign_in: Any, letters: Any
) -> None:
    own = at(HERE)
    sign_in(own, ada.email)
    own.post("/account/sign-out/")
    guess(own, ada.email, 5, sign_in)
    assert "set a new password" in said(sign_in(own, ada.email))
    set_new(own, ada, letters)
    assert sign_in(own, ada.email, NEW).status_code == 302


def test_a_port_named_by_the_request_gives_no_further_tries(ada: User, sign_in: Any) -> None:
    for port in range(5):
        guess(at(THERE, HTTP_HOST=f"localhost:{6000 + port}"), ada.email, 1, sign_in)
    assert "Too many attempts" in said(sign_in(at(THERE, HTTP_HOST="localhost:6666"), ada.email))

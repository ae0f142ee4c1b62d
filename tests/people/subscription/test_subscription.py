"""Following a place by email: asked, confirmed, left; and who presses too often."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import Notice
from accounts.notice.outbox import send_waiting
from partnerships.models import Place
from people.models import Subscription
from people.subscription import actions
from tests import builders as b
from tests.partnerships.test_constraints import broken, changed

ASK = "/places/luton/follow/"
ADA = "ada@example.test"


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def luton(db: None) -> Place:
    return b.place("Luton")


def link_in(letter: Any, part: str) -> str:
    found = re.search(rf"http://127\.0\.0\.1:8000(/follow/{part}/\S+)", letter.body)
    assert found, letter.body
    return found[1]


def asked(client: Client, email: str = ADA) -> Any:
    """The answer to asking, with the letters posted."""
    answer = client.post(ASK, {"email": email})
    send_waiting()
    return answer


def plain(answer: Any) -> str:
    text = re.sub(r'value="[^"]*"', "", answer.content.decode())
    return re.sub(r"<[^>]+>", " ", text)


def confirmed(client: Client, email: str = ADA) -> Subscription:
    asked(client, email)
    client.post(link_in(mail.outbox[-1], "confirm"))
    return Subscription.objects.live().get(email=email)


def test_a_resident_asks_confirms_and_leaves(client: Client, luton: Place) -> None:
    answer = asked(client, " Ada@Example.test ")
    assert "we’re sending it an email" in plain(answer)
    (letter,) = mail.outbox
    assert letter.to == [ADA]
    assert "Do you want to follow Luton" in letter.subject
    link = link_in(letter, "confirm")
    assert "Do you want to follow Luton?" in plain(client.get(link))
    assert not Subscription.objects.live().exists()
    assert "You follow Luton" in plain(client.post(link))
    follows = Subscription.objects.live().get()
    leave = actions.leave_url(follows)
    assert "Stop following Luton?" in plain(client.get(leave))
    assert Subscription.objects.live().exists()
    assert "You no longer follow Luton" in plain(client.post(leave))
    follows.refresh_from_db()
    assert (follows.email, follows.ended_at is None) == ("", False)
    assert not Notice.objects.filter(email=ADA).exists()
    assert "You no longer follow Luton" in plain(client.get(leave))


def test_a_mail_program_leaves_in_one_click_without_a_cookie(luton: Place) -> None:
    follows = Subscription.objects.create(place=luton, email=ADA, confirmed_at=timezone.now())
    machine = Client(enforce_csrf_checks=True)
    answer = machine.post(actions.leave_url(follows), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not Subscription.objects.live().exists()


def test_confirming_asks_for_our_own_form(luton: Place) -> None:
    follows = Subscription.objects.create(place=luton, email=ADA)
    machine = Client(enforce_csrf_checks=True)
    assert machine.post(actions.confirm_url(follows)).status_code == 403


def test_the_answer_does_not_tell_who_follows(client: Client, luton: Place) -> None:
    confirmed(client)
    again = asked(client)
    assert len(mail.outbox) == 1
    other = asked(client, "bob@example.test")
    assert plain(again).replace(ADA, "") == plain(other).replace("bob@example.test", "")


def test_an_address_gets_three_such_letters_a_day_and_no_more(client: Client, luton: Place) -> None:
    for name in ("luton", "hull", "york", "leeds", "ely"):
        place = luton if name == "luton" else b.place(name)
        actions.ask_to_follow(place=place, email=ADA)
    send_waiting()
    assert len(mail.outbox) == actions.MOST_ASKED
    with time_machine.travel(timezone.now() + dt.timedelta(days=1, minutes=1)):
        actions.ask_to_follow(place=luton, email=ADA)
        send_waiting()
    assert len(mail.outbox) == actions.MOST_ASKED + 1


def test_a_visitor_who_asks_too_often_is_told_and_keeps_what_was_typed(
    client: Client, luton: Place
) -> None:
    for number in range(10):
        assert client.post(ASK, {"email": f"a{number}@example.test"}).status_code == 200
    answer = client.post(ASK, {"email": "next@example.test"})
    assert answer.status_code == 429
    assert "Too many emails were asked for from here" in plain(answer)
    assert 'value="next@example.test"' in answer.content.decode()
    assert not Subscription.objects.filter(email="next@example.test").exists()


@pytest.mark.parametrize(
    "typed", ["", "ada", "ada@", "a\x00da@example", f"{'a' * 300}@example.test", "a@b.c\nBcc: x"]
)
def test_what_is_no_address_is_said_and_kept(client: Client, luton: Place, typed: str) -> None:
    answer = client.post(ASK, {"email": typed})
    assert answer.status_code == 200
    assert 'href="#id_email"' in answer.content.decode()
    assert not Subscription.objects.exists()


def test_links_that_are_broken_old_or_of_the_other_kind_say_so(
    client: Client, luton: Place
) -> None:
    follows = Subscription.objects.create(place=luton, email=ADA)
    confirm, leave = actions.confirm_url(follows), actions.leave_url(follows)
    foreign = [
        confirm[:-3] + "/",
        leave.replace("/leave/", "/confirm/"),
        confirm.replace("/confirm/", "/leave/"),
        "/follow/confirm/%00/",
        "/follow/leave/999999:x/",
    ]
    for link in foreign:
        for answer in (client.get(link), client.post(link)):
            assert answer.status_code == 404, link
            assert "This link is broken" in plain(answer)
    with time_machine.travel(timezone.now() + dt.timedelta(days=3, minutes=1)):
        assert client.post(confirm).status_code == 404
    assert not Subscription.objects.live().exists()


def test_who_asks_again_has_three_days_from_the_last_email(client: Client, luton: Place) -> None:
    begun = timezone.now()
    asked(client)
    with time_machine.travel(begun + dt.timedelta(days=2)):
        asked(client)
    assert actions.forget_unconfirmed(begun + dt.timedelta(days=4)) == 0
    with time_machine.travel(begun + dt.timedelta(days=4)):
        client.post(link_in(mail.outbox[1], "confirm"))
    assert Subscription.objects.live().get().place == luton


def test_a_link_that_asks_cannot_undo_a_leaving(client: Client, luton: Place) -> None:
    asked(client)
    link = link_in(mail.outbox[0], "confirm")
    follows = Subscription.objects.get()
    actions.leave(subscription=follows)
    assert client.post(link).status_code == 404
    assert not Subscription.objects.live().exists()


def test_what_was_not_confirmed_is_forgotten_with_its_link(client: Client, luton: Place) -> None:
    asked(client)
    assert actions.forget_unconfirmed() == 0
    later = timezone.now() + dt.timedelta(days=3, minutes=1)
    assert actions.forget_unconfirmed(later) == 1
    assert not Subscription.objects.exists()


def test_following_with_an_account_takes_over_what_its_address_follows(
    client: Client, luton: Place
) -> None:
    user = b.user("Ada")
    Subscription.objects.create(place=luton, email=user.email)
    client.force_login(user)
    assert "Follow Luton" in plain(client.get(ASK))
    client.post(ASK)
    client.post(ASK)
    follows = Subscription.objects.get()
    assert (follows.user, follows.confirmed_at is None) == (user, False)
    assert "You follow Luton" in plain(client.get(ASK))
    assert "Luton" in plain(client.get("/account/"))
    client.post("/places/luton/unfollow/", {"back": "account"})
    assert not Subscription.objects.live().exists()
    assert "Press Follow on a place’s page" in plain(client.get("/account/"))


def test_nobody_reads_who_follows(luton: Place) -> None:
    Subscription.objects.create(place=luton, email=ADA)
    assert not Subscription.objects.visible_to(b.user("Outsider")).exists()


def test_a_place_is_followed_once_and_an_ended_subscription_keeps_no_address(luton: Place) -> None:
    follows = Subscription.objects.create(place=luton, email="ada@example.test")
    again = lambda: Subscription.objects.create(place=luton, email="Ada@example.test")  # noqa: E731
    assert broken(again) == "subscription_once"
    ended = changed(follows, ended_at=timezone.now())
    assert broken(ended) == "subscription_ended_forgets_the_address"

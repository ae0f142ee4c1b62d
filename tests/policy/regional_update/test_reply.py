"""Replies to a regional update: whom they reach, sent twice, and too many."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from accounts.models import Notice, User
from accounts.notice.outbox import send_waiting
from people.models import Assignment
from policy.models import RegionalReply
from policy.regional_update.actions import withdraw
from policy.regional_update.forgetting import KEPT, forget_reply_addresses
from records.models import Draft
from records.withdrawing import withdraw as withdraw_record
from tests.builders import Cast
from tests.policy.regional_update.regional import (
    PAGE,
    fill,
    northern_officer,
    published,
    signed_in,
    text,
)


@pytest.fixture(autouse=True)
def _late_in_november(db: None) -> Iterator[None]:
    cache.clear()
    with time_machine.travel(dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC), tick=True):
        yield
    cache.clear()


@pytest.fixture
def peer(cast: Cast) -> User:
    return northern_officer(cast)


def test_a_reply_reaches_its_writers_and_the_answer_its_author(cast: Cast, peer: User) -> None:
    fill(cast)
    published(cast, peer)
    resident = Client()
    typed = {"text": "Which homes?", "name": "A council", "email": "council@example.test"}
    assert "Reply sent" in text(resident.post(f"{PAGE}reply/", typed, follow=True))
    assert resident.get(f"{PAGE}replies/").status_code == 302
    writer = signed_in(cast.yorkshire_connector)
    notice = Notice.objects.visible_to(cast.yorkshire_connector).get(kind="regional-reply")
    assert "Which homes?" in text(writer.get(notice.url))
    reply = RegionalReply.objects.get()
    answer = f"{PAGE}replies/{reply.pk}/"
    ticket = re.search(r'name="draft_token" value="([^"]+)"', writer.get(answer).text)
    assert ticket
    said = writer.post(answer, {"answer": "Those in Manningham."}, follow=True)
    assert "Answer saved. 1 email sent to an address with no account." in text(said)
    reply.refresh_from_db()
    assert (reply.answer, reply.email) == ("Those in Manningham.", "")
    send_waiting()
    letter = Notice.objects.get(email="council@example.test")
    assert "Those in Manningham." in letter.text
    again = writer.post(answer, {"answer": "Others.", "draft_token": ticket[1]}, follow=True)
    assert "answered in the meantime. What you typed is a draft, in My work." in text(again)
    assert Draft.objects.get().typed["answer"] == ["Others."]


def test_who_replied_reads_it_back_with_the_way_to_change_withdraw_and_put_back(
    cast: Cast, peer: User
) -> None:
    fill(cast)
    published(cast, peer)
    client = signed_in(cast.outsider)
    sent = client.post(f"{PAGE}reply/", {"text": "Which homes?"}, follow=True)
    assert sent.redirect_chain[-1][0] == f"{PAGE}reply/#own"
    reply = RegionalReply.objects.get()
    assert f'href="/regional-updates/replies/{reply.pk}/edit/"' in sent.content.decode()
    withdraw = f"/regional-updates/replies/{reply.pk}/withdraw/"
    client.post(withdraw, {"because": "Meant for another"})
    page = text(client.get(f"{PAGE}reply/"))
    assert "Withdrawn Read why, or put it back" in page
    back = client.post(withdraw, {"put_back": "1"}, follow=True)
    assert back.redirect_chain[-1][0] == f"{PAGE}reply/#own"
    assert "put it back" not in text(back)
    resident = Client().get(f"{PAGE}reply/").content.decode()
    assert "Which homes?" not in resident


@pytest.mark.parametrize("has_account", [True, False])
def test_a_reply_that_is_sent_twice_is_one_reply(cast: Cast, peer: User, has_account: bool) -> None:
    fill(cast)
    published(cast, peer)
    client = signed_in(cast.outsider) if has_account else Client()
    token = str(client.get(f"{PAGE}reply/").context["sheet"].ticket)
    typed = {"text": "Which homes?", "draft_token": token}
    assert "Reply sent" in text(client.post(f"{PAGE}reply/", typed, follow=True))
    again = client.post(f"{PAGE}reply/", typed, follow=True)
    assert "You’d already sent this. We saved it once." in text(again)
    assert RegionalReply.objects.count() == 1


def test_a_reply_from_somebody_elses_page_is_not_sent_and_its_text_stays(
    cast: Cast, peer: User
) -> None:
    fill(cast)
    published(cast, peer)
    token = str(signed_in(cast.outsider).get(f"{PAGE}reply/").context["sheet"].ticket)
    answer = Client().post(f"{PAGE}reply/", {"text": "Which homes?", "draft_token": token})
    assert "could not be sure that you sent it" in text(answer)
    assert "Which homes?" in text(answer)
    assert not RegionalReply.objects.exists()


def test_replies_are_limited_and_an_empty_one_is_said(cast: Cast, peer: User) -> None:
    fill(cast)
    published(cast, peer)
    assert "Enter your reply" in text(Client().post(f"{PAGE}reply/", {"text": " "}))
    for _ in range(10):
        assert Client().post(f"{PAGE}reply/", {"text": "Hello"}).status_code == 302
    answer = Client().post(f"{PAGE}reply/", {"text": "Once more"})
    assert answer.status_code == 429
    assert "Once more" in answer.content.decode()


def test_whoever_replied_reads_the_answer_beside_their_reply(cast: Cast, peer: User) -> None:
    fill(cast)
    published(cast, peer)
    client = signed_in(cast.outsider)
    client.post(f"{PAGE}reply/", {"text": "Which homes?"})
    address = f"{PAGE}replies/{RegionalReply.objects.get().pk}/"
    signed_in(cast.yorkshire_connector).post(address, {"answer": "Those in Manningham."})
    page = text(client.get(f"{PAGE}reply/"))
    assert "Answered 20 November 2026, 9am: Those in Manningham." in page
    assert "Change" not in page
    assert "Manningham" not in text(Client().get(f"{PAGE}reply/"))


def test_who_replied_reads_that_the_update_was_withdrawn_and_loses_no_word(
    cast: Cast, peer: User
) -> None:
    fill(cast)
    update = published(cast, peer)
    client = signed_in(cast.outsider)
    client.post(f"{PAGE}reply/", {"text": "Which homes?"})
    withdraw(by=cast.yorkshire_connector, update=update, because="It was about another region.")
    page = text(client.get(f"{PAGE}reply/"))
    assert "The update was withdrawn on 20 November 2026, so nobody can reply to it." in page
    assert "Which homes?" in page
    assert "Send the reply" not in page
    late = text(Client().post(f"{PAGE}reply/", {"text": "Thank <you>"}))
    assert "Your reply was not sent. You wrote: Thank &lt;you&gt;" in late
    assert "Which homes?" not in late
    assert RegionalReply.objects.count() == 1


@pytest.mark.parametrize("why", ["too long", "reply withdrawn", "update withdrawn", "nobody left"])
def test_an_address_goes_once_no_answer_can_come(cast: Cast, peer: User, why: str) -> None:
    fill(cast)
    published(cast, peer)
    typed = {"text": "Which homes?", "name": "A council", "email": "council@example.test"}
    Client().post(f"{PAGE}reply/", typed)
    [reply] = RegionalReply.objects.all()
    now = reply.created_at
    assert forget_reply_addresses(now + KEPT - dt.timedelta(hours=1)) == 0
    match why:
        case "too long":
            now += KEPT + dt.timedelta(hours=1)
        case "reply withdrawn":
            withdraw_record(by=cast.yorkshire_connector, record=reply, because="A test")
        case "update withdrawn":
            withdraw(by=cast.yorkshire_connector, update=reply.update, because="A test")
        case _:
            Assignment.objects.filter(role__in=["connector", "officer"]).delete()
    assert forget_reply_addresses(now) == 1
    reply = RegionalReply.with_withdrawn.get()
    assert (reply.text, reply.email) == ("Which homes?", "")

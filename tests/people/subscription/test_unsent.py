"""Administrators see which emails could not be sent, and try again or let them be."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import Notice
from accounts.notice.daily import write_daily_letters
from accounts.notice.outbox import (
    MOST_TRIES,
    dismiss,
    forget_addresses,
    send_waiting,
    tell,
    try_again,
)
from dashboards.my_work import emails
from people.subscription.unsent_views import ABOUT
from tests.builders import Cast
from tests.clocks import stopped
from tests.people.unsent_email.sweep import unsent

URL = "/emails/unsent/"
DAY = dt.timedelta(days=1)


@pytest.fixture
def given_up(cast: Cast, settings: Any) -> list[Notice]:
    """One to an address, one to an account, that the mail server would not take."""
    settings.EMAIL_BACKEND = "tests.accounts.broken.Broken"
    said = {"subject": "A barrier with a secret name", "text": "The secret", "by_mail": True}
    made = [
        tell(about=None, kind="follow-ask", email="gone@example.test", url="/secret-link/", **said),
        tell(about=None, kind="role", to=cast.author, **said),
    ]
    for number in range(MOST_TRIES):
        send_waiting(stopped(timezone.now() + 10 * number * DAY))
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    for one in made:
        one.refresh_from_db()
    return made


def test_an_administrator_reads_to_whom_about_what_why_and_when(
    client: Client, cast: Cast, given_up: list[Notice]
) -> None:
    client.force_login(cast.administrator)
    assert "Send again, or leave unsent: the email to" in client.get("/").content.decode()
    page = client.get(URL).content.decode()
    assert "gone@example.test" in page
    assert cast.author.email in page
    assert ABOUT["follow-ask"] in page
    assert "The mail server could not be reached or refused the email" in page
    assert f"{timezone.localdate():%B %Y}" in page


def test_nobody_reads_there_what_stood_in_an_email(
    client: Client, cast: Cast, given_up: list[Notice]
) -> None:
    client.force_login(cast.administrator)
    for address in ("/", URL):
        assert "secret" not in client.get(address).content.decode()


def test_an_email_that_holds_no_words_until_it_is_sent_says_what_it_was_about(
    client: Client, cast: Cast
) -> None:
    tell(about=None, kind=emails.KIND, subject="", email="gone@example.test")
    Notice.objects.update(by_mail=False, failed="It could not be written")
    client.force_login(cast.administrator)
    assert "What is late or due soon" in client.get(URL).content.decode()


def test_an_email_is_tried_again(client: Client, cast: Cast, given_up: list[Notice]) -> None:
    client.force_login(cast.administrator)
    page = client.post(f"{URL}{given_up[0].pk}/again/", follow=True).content.decode()
    assert "is being sent again" in page
    assert "gone@example.test" not in page
    assert send_waiting() == 1
    assert [letter.to for letter in mail.outbox] == [["gone@example.test"]]


def test_dismissing_forgets_an_address_and_keeps_what_an_account_was_told(
    client: Client, cast: Cast, given_up: list[Notice]
) -> None:
    client.force_login(cast.administrator)
    for one in given_up:
        client.post(f"{URL}{one.pk}/dismiss/")
    assert "There are no failed emails" in client.get(URL).content.decode()
    assert list(Notice.objects.all()) == [given_up[1]]
    assert list(Notice.objects.visible_to(cast.author)) == [given_up[1]]
    assert send_waiting(stopped(timezone.now() + 100 * DAY)) == 0


def test_the_second_of_two_administrators_is_told(
    client: Client, cast: Cast, given_up: list[Notice]
) -> None:
    client.force_login(cast.administrator)
    client.post(f"{URL}{given_up[0].pk}/dismiss/")
    for does in ("again", "dismiss"):
        page = client.post(f"{URL}{given_up[0].pk}/{does}/", follow=True).content.decode()
        assert "not on this list any more" in page
    sent = tell(about=None, kind="answer", subject="Not given up", email="ada@example.test")
    client.post(f"{URL}{sent.pk}/dismiss/")
    assert Notice.objects.filter(pk=sent.pk).exists()


def test_an_email_that_is_left_unsent_goes_in_no_daily_letter(
    cast: Cast, given_up: list[Notice]
) -> None:
    cast.author.daily_letter = True
    cast.author.save()
    assert dismiss(given_up[1].pk)
    assert write_daily_letters() == 0
    assert list(Notice.objects.visible_to(cast.author).unread()) == [given_up[1]]


def test_an_address_goes_two_weeks_after_the_last_try(given_up: list[Notice]) -> None:
    last = given_up[0].try_after
    assert forget_addresses(last + 13 * DAY) == 0
    assert forget_addresses(last + 15 * DAY) == 1
    assert list(Notice.objects.all()) == [given_up[1]]


def test_an_old_email_that_fails_again_comes_back(given_up: list[Notice], settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.accounts.broken.Broken"
    Notice.objects.update(created_at=timezone.now() - 30 * DAY)
    assert try_again(given_up[0].pk)
    for number in range(MOST_TRIES):
        again = timezone.now() + 10 * number * DAY
        send_waiting(stopped(again))
    assert forget_addresses(again + DAY) == 0
    assert given_up[0] in Notice.objects.given_up()


def test_the_page_takes_the_same_queries_however_many(
    client: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    client.force_login(cast.administrator)
    client.get(URL)
    for many in (1, 30):
        for number in range(many):
            unsent(f"refused-{many}-{number}@example.test")
        with django_assert_num_queries(4):
            client.get(URL)

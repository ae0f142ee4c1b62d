"""The outbox: what people are told is told once, later rather than never."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import Notice
from accounts.notices import MOST_TRIES, send_waiting, tell
from tests import builders

pytestmark = pytest.mark.django_db


def test_a_letter_goes_once_with_its_whole_address_and_the_way_to_leave() -> None:
    tell(
        kind="update",
        subject="News of Luton",
        text="A pilot ended.",
        url="/places/luton/",
        leave_url="/leave/x/",
        email="ada@example.test",
    )
    assert (send_waiting(), send_waiting()) == (1, 0)
    (letter,) = mail.outbox
    assert letter.to == ["ada@example.test"]
    assert "A pilot ended." in letter.body
    assert "http://127.0.0.1:8000/places/luton/" in letter.body
    assert letter.extra_headers == {
        "List-Unsubscribe": "<http://127.0.0.1:8000/leave/x/>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def test_what_is_told_in_my_work_alone_sends_no_letter() -> None:
    ada = builders.user("Ada")
    tell(kind="answer", subject="Answered", to=ada)
    assert send_waiting() == 0
    assert list(Notice.objects.visible_to(ada).unread())
    assert not Notice.objects.visible_to(builders.user("Outsider")).exists()


def test_a_letter_that_fails_is_tried_again_and_given_up_in_the_end(settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.accounts.broken.Broken"
    notice = tell(kind="answer", subject="Answered", email="ada@example.test")
    now = timezone.now()
    for _ in range(MOST_TRIES):
        assert send_waiting(now) == 0
        now += dt.timedelta(days=10)
    notice.refresh_from_db()
    assert (notice.tries, notice.by_mail) == (MOST_TRIES, False)
    assert notice.failed


def test_one_letter_that_fails_does_not_hold_up_the_others(settings: Any) -> None:
    tell(kind="answer", subject="Line one\nBcc: all", email="ada@example.test")
    tell(kind="answer", subject="Second", email="bob@example.test")
    assert send_waiting() == 2
    assert [letter.subject for letter in mail.outbox] == ["Line one Bcc: all", "Second"]

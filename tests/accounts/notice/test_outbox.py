"""The outbox: what people are told is told once, later rather than never."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Notice
from accounts.notice.outbox import MOST_TRIES, _send, send_waiting, tell
from tests import builders, locks
from tests.accounts.broken import Meanwhile
from tests.clocks import hourly, stopped
from tests.partnerships.test_constraints import broken

pytestmark = pytest.mark.django_db


def test_a_letter_goes_once_with_its_whole_address_and_the_way_to_leave() -> None:
    tell(
        about=None,
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
    tell(about=None, kind="answer", subject="Answered", to=ada)
    assert send_waiting() == 0
    assert list(Notice.objects.visible_to(ada).unread())
    assert not Notice.objects.visible_to(builders.user("Outsider")).exists()


def test_a_letter_that_fails_is_tried_again_and_given_up_in_the_end(settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.accounts.broken.Broken"
    notice = tell(about=None, kind="answer", subject="Answered", email="ada@example.test")
    now = timezone.now()
    for _ in range(MOST_TRIES):
        assert send_waiting(stopped(now)) == 0
        now += dt.timedelta(days=10)
    notice.refresh_from_db()
    assert (notice.tries, notice.by_mail) == (MOST_TRIES, False)
    assert notice.failed


def test_a_subject_is_one_line() -> None:
    notice = tell(about=None, kind="answer", subject="Line one\nBcc: all", email="ada@example.test")
    assert notice.subject == "Line one Bcc: all"
    for subject in ("A\rBcc: b@example.test", "A\r\n\tB", "A\x00\x1f\x85\u2028\u2029B"):
        Notice.objects.bulk_create(
            [
                Notice(
                    kind="answer",
                    subject=subject.replace("\x00", ""),
                    email="a@b.test",
                    by_mail=True,
                )
            ]
        )
    assert send_waiting() == 4
    assert [letter.subject for letter in mail.outbox][1:] == ["A Bcc: b@example.test", "A B", "A B"]


NOBODY = [
    "a@aء.com",
    f"a@{'ä' * 60}.com",
    "a@1א.com",
    "broken@example.test",
    "database@example.test",
]


@pytest.mark.parametrize("nobody", NOBODY)
def test_one_letter_that_fails_does_not_hold_up_the_others(settings: Any, nobody: str) -> None:
    settings.EMAIL_BACKEND = "tests.accounts.broken.Choosy"
    poisoned = tell(about=None, kind="answer", subject="First", email=nobody)
    tell(about=None, kind="answer", subject="Second", email="bob@example.test")
    now = timezone.now()
    assert (send_waiting(stopped(now)), send_waiting(stopped(now))) == (1, 0)
    assert [letter.subject for letter in mail.outbox] == ["Second"]
    for _ in range(1, MOST_TRIES):
        now += dt.timedelta(days=10)
        assert send_waiting(stopped(now)) == 0
    poisoned.refresh_from_db()
    assert (poisoned.tries, poisoned.by_mail) == (MOST_TRIES, False)
    why = (
        "Email cannot be sent to this address"
        if "example" not in nobody
        else "could not be written"
    )
    assert why in poisoned.failed
    assert list(Notice.objects.given_up()) == [poisoned]


@pytest.mark.usefixtures("own_database")
def test_a_letter_that_ends_the_program_is_put_aside_after_some_tries(settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.accounts.broken.Choosy"
    said = {"kind": "answer", "subject": "Answered", "by_mail": True}
    poisoned = Notice.objects.create(email="killed@example.test", **said)
    Notice.objects.create(email="bob@example.test", **said)
    now = timezone.now()
    with pytest.raises(SystemExit):
        send_waiting(stopped(now))
    assert send_waiting(stopped(now)) == 1
    for _ in range(1, MOST_TRIES):
        now += dt.timedelta(days=10)
        with pytest.raises(SystemExit):
            send_waiting(stopped(now))
    assert send_waiting(stopped(now + dt.timedelta(days=10))) == 0
    poisoned.refresh_from_db()
    assert "The program stopped" in poisoned.failed
    assert len(mail.outbox) == 1


@pytest.mark.usefixtures("own_database")
def test_two_senders_at_once_send_each_letter_once(settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.accounts.broken.Meanwhile"
    Meanwhile.others.clear()
    for name in ("ada", "bob"):
        Notice.objects.create(
            kind="answer", subject="Answered", email=f"{name}@example.test", by_mail=True
        )
    assert send_waiting() + sum(Meanwhile.others) == 2
    assert sorted(letter.to[0] for letter in mail.outbox) == [
        "ada@example.test",
        "bob@example.test",
    ]


@pytest.mark.usefixtures("own_database")
def test_a_letter_that_takes_long_is_not_sent_by_others_meanwhile(settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.accounts.broken.Meanwhile"
    Meanwhile.others.clear()
    notice = Notice.objects.create(
        kind="answer", subject="Answered", email="ada@example.test", by_mail=True
    )
    # By the clock of the other sender its next try was due long ago
    Notice.objects.filter(pk=notice.pk).update(try_after=timezone.now() - dt.timedelta(days=20))
    assert send_waiting(stopped(timezone.now() - dt.timedelta(days=10))) == 1
    assert Meanwhile.others == [0]
    assert len(mail.outbox) == 1


def test_a_letter_is_kept_from_others_from_when_it_is_taken(settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.accounts.broken.Broken"
    for name in ("ada", "bob"):
        tell(about=None, kind="answer", subject="Answered", email=f"{name}@example.test")
    now = timezone.now()
    send_waiting(hourly(now))  # the first is taken an hour after that began, the second two
    second = Notice.objects.get(email="bob@example.test")
    assert second.try_after > now + dt.timedelta(hours=2)


def test_when_a_letter_went_is_told_by_the_clock_then() -> None:
    notice = tell(about=None, kind="answer", subject="Answered", email="ada@example.test")
    now = timezone.now()
    assert send_waiting(hourly(now)) == 1
    notice.refresh_from_db()
    assert notice.sent_at == now + dt.timedelta(hours=2)


@pytest.mark.usefixtures("own_database")
def test_a_letter_that_is_marked_as_read_just_then_goes_all_the_same() -> None:
    ada = builders.user("Ada")
    notice = Notice.objects.create(kind="answer", subject="Answered", user=ada, by_mail=True)
    went: list[bool] = []

    def sends() -> None:
        went.append(_send(notice.pk, timezone.now))
        connection.close()

    sender = threading.Thread(target=sends)
    with transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(read_at=timezone.now())
        sender.start()
        assert locks.it_waits(sender)
    sender.join()
    assert went == [True]
    assert [letter.to for letter in mail.outbox] == [[ada.email]]


def test_a_notice_has_a_reader() -> None:
    assert broken(lambda: Notice.objects.create(kind="x", subject="To nobody")) == (
        "notice_has_a_reader"
    )

"""One email a day at most, as the settings say: what goes at once, in that email, or not at all."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts.models import Notice, User
from accounts.notice.daily import leave_url, write_daily_letters
from accounts.notice.outbox import send_waiting, tell
from accounts.notice.when import AT_ONCE, MOST
from tests import builders

pytestmark = pytest.mark.django_db
REPORTS = ("Something may be wrong: Warm homes", "Something may be wrong: Cool homes")


@pytest.fixture
def ada() -> User:
    return builders.user("Ada")


def ask(ada: User, *subjects: str, kind: str = "error_report") -> None:
    for subject in subjects:
        tell(kind=kind, about=None, subject=subject, to=ada, by_mail=True, url="/places/")


def sent() -> list[Any]:
    mail.outbox.clear()
    write_daily_letters()
    send_waiting()
    return list(mail.outbox)


@pytest.mark.parametrize("kind", ["error_report", "claim-refused"])
def test_two_reports_on_one_day_come_in_one_email(ada: User, kind: str) -> None:
    ask(ada, *REPORTS, kind=kind)
    assert send_waiting() == 0
    (letter,) = sent()
    assert all(subject in letter.body for subject in REPORTS)
    ask(ada, "Something may be wrong: a third")
    assert sent() == []


def test_a_role_comes_at_once_whatever_was_chosen(ada: User) -> None:
    User.objects.filter(pk=ada.pk).update(due_email=False, daily_letter=False)
    ask(ada, "You have a role", kind="role")
    assert send_waiting() == 1


def test_once_the_emails_are_stopped_nothing_more_of_work_is_queued(
    client: Client, ada: User
) -> None:
    page = client.get(leave_url(ada)).content.decode()
    assert AT_ONCE in page
    assert "Emails from saved filters carry on: turn each one off in" in page
    client.post(leave_url(ada))
    ask(ada, *REPORTS)
    assert not Notice.objects.unsent().exists()
    assert sent() == []
    assert Notice.objects.visible_to(ada).unread().count() == len(REPORTS)


def test_the_settings_say_what_is_done(client: Client, ada: User) -> None:
    client.force_login(ada)
    page = client.get("/account/notices/").content.decode()
    assert MOST in page
    assert AT_ONCE in page


def test_what_a_saved_filter_found_stands_in_the_same_email_with_the_way_to_end_it(
    ada: User,
) -> None:
    User.objects.filter(pk=ada.pk).update(due_email=False)
    for name in ("Ours", "Theirs", "All"):
        tell(
            kind="saved-filter", about=None, subject=f"{name}: 1 barrier new or changed", to=ada,
            text="", by_mail=True, url="/barriers/", leave_url=f"/leave/{name}/",
        )  # fmt: skip
    (letter,) = sent()
    for name in ("Ours", "Theirs", "All"):
        assert f"{name}: 1 barrier" in letter.body
        assert f"/leave/{name}/" in letter.body
    assert not letter.extra_headers, "no one address ends all three"


def test_a_letter_of_one_saved_filter_alone_is_ended_by_ending_that(ada: User) -> None:
    found: dict[str, Any] = {"to": ada, "about": None, "by_mail": True, "url": "/barriers/"}
    filters = {**found, "kind": "saved-filter", "leave_url": "/leave/Ours/"}
    tell(**filters, subject="Ours: 1 barrier new or changed")
    (letter,) = sent()
    assert "/leave/Ours/" in letter.extra_headers["List-Unsubscribe"]
    User.objects.filter(pk=ada.pk).update(letter_on=None)
    tell(**filters, subject="Ours: 2 barriers new or changed")
    ask(ada, *REPORTS)
    (letter,) = sent()
    assert leave_url(ada) in letter.extra_headers["List-Unsubscribe"]

"""The list of notices, and the daily email that brings the unread ones."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import Notice, User
from accounts.notice.daily import write_daily_letters
from accounts.notice.outbox import forget_addresses, send_waiting, tell
from accounts.notice.when import MENTION
from tests import builders as b
from tests.clocks import stopped

URL = "/account/notices/"
DAY = dt.timedelta(days=1)
NOON = timezone.now().replace(hour=12)


def told(to: User, *subjects: str) -> list[Notice]:
    return [tell(about=None, kind="answer", subject=one, url="/places/", to=to) for one in subjects]


def wants_letter(user: User) -> None:
    User.objects.filter(pk=user.pk).update(daily_letter=True)


def test_a_person_reads_their_own_notices_and_puts_one_aside(client: Client, ada: User) -> None:
    first, _ = told(ada, "Your reply was answered", "A barrier was answered")
    told(b.user("Bob"), "Not for Ada")
    client.force_login(ada)
    page = client.get(URL).content.decode()
    assert "Your reply was answered" in page
    assert "Not for Ada" not in page
    client.post(f"{URL}{first.pk}/read/")
    assert "Your reply was answered" not in client.get(URL).content.decode()
    assert "Your reply was answered" in client.get(f"{URL}?show=all").content.decode()


def test_nobody_puts_aside_what_others_were_told(client: Client, ada: User) -> None:
    (notice,) = told(b.user("Bob"), "For Bob")
    client.force_login(ada)
    assert client.post(f"{URL}{notice.pk}/read/").status_code == 404
    assert client.post(f"{URL}{2**63}/read/").status_code == 404


def test_all_of_a_page_are_put_aside_but_not_what_came_since(client: Client, ada: User) -> None:
    told(ada, "Before")
    client.force_login(ada)
    moment = client.get(URL).context["now"]
    (late,) = told(ada, "After")
    client.post(f"{URL}read/", {"until": moment})
    assert list(Notice.objects.visible_to(ada).unread()) == [late]
    assert client.post(f"{URL}read/", {"until": "31 Feb\x00"}).status_code == 302


def test_what_the_page_showed_is_marked_while_an_import_goes_on(client: Client, ada: User) -> None:
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            shown, unseen = told(ada, "Shown", "Came since")
            Notice.objects.update(created_at=timezone.now())
            shown.refresh_from_db()
            client.force_login(ada)
            Notice.objects.filter(pk=unseen.pk).update(user=None, email="x@example.test")
            page = client.get(URL)
            Notice.objects.filter(pk=unseen.pk).update(user=ada)
            assert page.context["now"] < shown.created_at.isoformat()
            sent = dict(re.findall(r'name="(until|shown)" value="(.*?)"', page.content.decode()))
            said = client.post(f"{URL}read/", sent, follow=True).content.decode()
    finally:
        other.close()
    assert list(Notice.objects.visible_to(ada).unread()) == [unseen]
    assert "You’ve marked them all as read" not in said
    assert "Marked as read. Some newer notices are still unread." in said
    sent = {"shown": ["x", "9" * 30, str(unseen.pk)], "until": "2000-01-01T00:00:00+00:00"}
    said = client.post(f"{URL}read/", sent, follow=True).content.decode()
    assert "You’ve marked them all as read." in said


def test_nobody_marks_what_others_were_told(client: Client, ada: User) -> None:
    (notice,) = told(b.user("Bob"), "For Bob")
    client.force_login(ada)
    client.post(f"{URL}read/", {"shown": notice.pk})
    notice.refresh_from_db()
    assert notice.read_at is None


def test_the_page_takes_the_same_queries_however_many(
    client: Client, ada: User, django_assert_num_queries: Any
) -> None:
    told(ada, "One")
    client.force_login(ada)
    client.get(URL)
    for many in (0, 30):
        told(ada, *map(str, range(many)))
        with django_assert_num_queries(5):
            client.get(URL)


def test_my_work_counts_what_is_unread(client: Client, ada: User) -> None:
    client.force_login(ada)
    assert "Unread notices" not in client.get("/").content.decode()
    told(ada, "Your reply was answered")
    page = client.get("/").content.decode()
    assert "Good to know" in page
    assert "Your reply was answered" in page
    assert "Unread notices: </span>1" in client.get(URL).content.decode()


def test_a_daily_letter_names_what_is_unread_once_a_day(client: Client, ada: User) -> None:
    told(ada, "Your reply was answered")
    assert write_daily_letters(NOON) == 0
    client.force_login(ada)
    client.post(f"{URL}letter/", {"daily_letter": "on"})
    assert (write_daily_letters(NOON), write_daily_letters(NOON)) == (1, 0)
    told(ada, "Another")
    assert write_daily_letters(NOON) == 0
    send_waiting(stopped(NOON + DAY))
    (letter,) = mail.outbox
    assert letter.to == [ada.email]
    assert "1 notice for you" in letter.subject
    assert "- Your reply was answered\n  http://127.0.0.1:8000/places/" in letter.body
    assert "http://127.0.0.1:8000/account/notices/" in letter.body
    assert write_daily_letters(NOON + DAY) == 1
    send_waiting(stopped(NOON + 2 * DAY))
    assert "Your reply was answered" not in mail.outbox[1].body


def test_mentions_come_unasked_once_a_day_until_they_are_turned_off(
    client: Client, ada: User
) -> None:
    def mentioned(number: int) -> None:
        tell(about=None, kind=MENTION, subject=f"You were mentioned in {number}", to=ada)

    told(ada, "Your reply was answered")
    mentioned(1)
    assert (write_daily_letters(NOON), write_daily_letters(NOON)) == (1, 0)
    send_waiting(stopped(NOON + DAY))
    assert "- You were mentioned in 1" in mail.outbox[0].body
    assert "answered" not in mail.outbox[0].body, "nobody asked for the others"
    mentioned(2)
    assert write_daily_letters(NOON) == 0, "one a day"
    assert write_daily_letters(NOON + DAY) == 1
    client.force_login(ada)
    client.post(f"{URL}letter/", {})
    mentioned(3)
    assert write_daily_letters(NOON + 2 * DAY) == 0
    send_waiting(stopped(NOON + 3 * DAY))
    assert len(mail.outbox) == 1, "what waited when they turned it off is not sent either"


def test_who_turned_the_letter_off_or_left_gets_none(ada: User) -> None:
    wants_letter(ada)
    told(ada, "Something")
    User.objects.filter(pk=ada.pk).update(is_active=False)
    assert write_daily_letters(NOON) == 0


def test_letters_take_the_same_queries_for_one_person_and_for_thirty(
    django_assert_num_queries: Any, db: None
) -> None:
    for many, day in ((1, 0), (30, 1)):
        for number in range(many):
            user = b.user(f"Reader {many} {number}")
            wants_letter(user)
            told(user, "One", "Two")
        with django_assert_num_queries(10):
            write_daily_letters(NOON + day * DAY)


def test_an_address_without_an_account_is_forgotten_a_day_after_its_letter(ada: User) -> None:
    tell(about=None, kind="follow", subject="News", email="bob@example.test")
    send_waiting()
    assert forget_addresses() == 0
    told(ada, "Kept")
    assert forget_addresses(timezone.now() + 2 * DAY) == 1
    assert Notice.objects.get().user == ada


def test_one_press_in_the_letter_ends_the_daily_letter(client: Client, ada: User) -> None:
    User.objects.filter(pk=ada.pk).update(daily_letter=True)
    tell(about=None, kind="answer", subject="Answered", to=ada)
    write_daily_letters(NOON)
    send_waiting()
    [letter] = mail.outbox
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = (
        letter.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    )
    machine = Client(enforce_csrf_checks=True)
    opened = machine.get(link).content.decode()
    assert "Stop the daily emails?" in opened
    assert ada.full_name not in opened
    assert User.objects.get(pk=ada.pk).daily_letter  # a scanner that opens the link ends nothing
    for _ in range(2):
        pressed = machine.post(link, {"List-Unsubscribe": "One-Click"})
        assert "The daily emails are stopped" in pressed.content.decode()
    assert not User.objects.get(pk=ada.pk).daily_letter
    assert machine.post(f"{link[:-2]}x/").status_code == 404

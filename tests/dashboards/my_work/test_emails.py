"""The email about what is late or due soon: by default, once a day at most, with news alone."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.models import Notice, User
from accounts.notice.daily import write_daily_letters
from accounts.notice.outbox import send_waiting
from accounts.notice.when import MENTION
from dashboards.my_work.emails import write_due_emails
from partnerships.models import Organisation
from people.models import Assignment
from people.review.actions import REVIEW_DUE
from pilots.models import Pilot
from tests import builders
from tests.builders import TODAY, Cast

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
# So many of the cast log what happens at Bradford
THEIRS = 3


@pytest.fixture(autouse=True)
def clock() -> Any:
    """It is 20 November 2026, at noon."""
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def hubs(cast: Cast) -> Pilot:
    """A pilot of Bradford whose update is due tomorrow."""
    return builders.pilot(cast.bradford, "Hubs", rhythm=3, update_due=TODAY + DAY)


def sent() -> list[Any]:
    """What goes out now, and what is in the outbox of the test."""
    mail.outbox.clear()
    Notice.objects.update(try_after=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    send_waiting()
    return [letter for letter in mail.outbox if "due" in letter.subject or "late" in letter.subject]


def run_due() -> None:
    """As the scheduler runs it, with the email of that run in the outbox of the test."""
    call_command("run_due")
    sent()


def of(who: User, letters: list[Any]) -> list[Any]:
    return [letter for letter in letters if letter.to == [who.email]]


def test_it_comes_unasked_the_day_before_with_the_way_there(cast: Cast, hubs: Pilot) -> None:
    assert write_due_emails() == THEIRS
    [letter] = of(cast.bradford_officer, sent())
    assert letter.subject == "Placebook: 1 thing due this week"
    assert "This week\n- Write the update of Hubs\n  " in letter.body
    assert ". Due 21 November 2026" in letter.body
    assert f"http://127.0.0.1:8000/pilots/{hubs.slug}/update/" in letter.body
    assert of(cast.luton_officer, mail.outbox) == []


@pytest.mark.parametrize(
    ("days", "comes"),
    [(8, 0), (7, 1), (6, 0), (2, 0), (1, 1), (0, 0), (-1, 1), (-2, 0), (-7, 0), (-8, 1), (-15, 1)],
)
def test_it_comes_on_days_with_news_alone(cast: Cast, days: int, comes: int) -> None:
    builders.pilot(cast.bradford, "Hubs", rhythm=3, update_due=TODAY + days * DAY)
    officer = cast.bradford_officer
    User.objects.exclude(pk=officer.pk).update(due_email=False)  # what waits for them is not asked
    assert write_due_emails() == comes
    assert len(of(officer, sent())) == comes


def test_days_that_were_missed_are_made_up_for(cast: Cast, hubs: Pilot, clock: Any) -> None:
    Pilot.objects.update(update_due=TODAY + 3 * DAY)
    assert write_due_emails() == 0
    clock.shift(dt.timedelta(days=3))  # the day before was among those without a run
    assert write_due_emails() == THEIRS


def test_running_twice_is_as_once(cast: Cast, hubs: Pilot) -> None:
    for _ in range(2):
        call_command("run_due")
        sent_now = sent()
    assert sent_now == []
    assert Notice.objects.filter(email=cast.bradford_officer.email).count() == 1


def test_nobody_gets_two_on_a_day(cast: Cast, hubs: Pilot, clock: Any) -> None:
    officer = cast.bradford_officer
    User.objects.filter(pk=officer.pk).update(daily_letter=True)
    Notice.objects.create(user=officer, kind="x", subject="News")
    write_due_emails()
    assert write_daily_letters() == 0
    sent()
    assert len(of(officer, mail.outbox)) == 1
    clock.shift(DAY)
    assert write_daily_letters() == 1
    Pilot.objects.update(update_due=TODAY + 2 * DAY)
    assert write_due_emails() == THEIRS - 1, "the officer had today's"


def test_reviews_that_fell_due_come_in_the_one_email_of_the_day(
    cast: Cast, hubs: Pilot, clock: Any
) -> None:
    editor = cast.bradford_editor
    for name in ("Housing lead", "Skills lead"):
        builders.post(name, cast.council, cast.bradford, review_by=TODAY - DAY)
    dismissed = Notice.objects.create(
        user=editor, kind=REVIEW_DUE, subject="Told elsewhere", sent_at=timezone.now()
    )
    run_due()
    [letter] = of(editor, mail.outbox)
    assert letter.subject == "Placebook: 1 thing due this week, 2 pages to confirm"
    told = Notice.objects.filter(user=editor, told_in__kind="due")
    assert (told.count(), told.filter(pk=dismissed.pk).exists()) == (2, False)
    assert "- Is the page of Housing lead still right?\n  http://" in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    clock.shift(DAY)
    run_due()
    assert "page" not in "".join(one.subject for one in of(editor, mail.outbox)), "told once"
    User.objects.filter(pk=editor.pk).update(due_email=False)
    builders.post("Health lead", cast.council, cast.bradford, review_by=TODAY - DAY)
    clock.shift(DAY)
    run_due()
    assert of(editor, mail.outbox) == [], "who left gets none of them"
    assert "Health lead" in Notice.objects.filter(user=editor).latest("pk").subject


def test_a_mention_that_no_email_told_comes_in_the_one_of_the_day(
    cast: Cast, hubs: Pilot, clock: Any
) -> None:
    officer = cast.bradford_officer
    for subject in ("You were mentioned in Hubs", "Read since"):
        Notice.objects.create(user=officer, kind=MENTION, subject=subject, url="/pilots/")
    run_due()
    Notice.objects.filter(subject="Read since").update(read_at=timezone.now())
    [letter] = of(officer, mail.outbox)
    assert letter.subject == "Placebook: 1 thing due this week, 2 mentions"
    assert "Where you were mentioned\n- You were mentioned in Hubs\n  http://" in letter.body
    assert "List-Unsubscribe" in letter.extra_headers
    Notice.objects.create(user=officer, kind=MENTION, subject="You were mentioned again")
    run_due()
    assert of(officer, mail.outbox) == [], "one a day"
    clock.shift(DAY)
    run_due()
    [letter] = [one for one in mail.outbox if one.to == [officer.email]]
    assert letter.subject == "Placebook: 1 thing due this week, 1 mention"


def test_who_holds_a_job_role_and_has_no_role_here_is_told_of_reviews(cast: Cast) -> None:
    keeper = builders.post("Keeper of the page", cast.council)
    held = builders.holder(keeper, "Pat Doe", valid_from=dt.date(2024, 1, 1))
    held.person.user = cast.outsider
    held.person.save()
    Organisation.objects.filter(pk=cast.council.pk).update(owner_post=keeper, review_by=TODAY - DAY)
    Assignment.objects.filter(user=cast.outsider).delete()
    run_due()
    [letter] = of(cast.outsider, mail.outbox)
    assert letter.subject == "Placebook: 1 page to confirm"


def test_what_they_may_not_see_when_it_is_sent_is_not_in_it(cast: Cast, hubs: Pilot) -> None:
    write_due_emails()
    row = Notice.objects.filter(email=cast.bradford_officer.email).get()
    assert (row.subject, row.text, row.url) == ("", "", "")
    Assignment.objects.filter(user=cast.bradford_officer).update(valid_to=TODAY)
    letters = sent()
    assert of(cast.bradford_officer, letters) == []
    assert len(of(cast.bradford_editor, letters)) == 1
    row.refresh_from_db()
    assert row.sent_at is not None, "it is not tried again"


def test_what_is_done_meanwhile_is_not_told(cast: Cast, hubs: Pilot) -> None:
    write_due_emails()
    Pilot.objects.update(update_due=TODAY + 60 * DAY)
    assert sent() == []


def test_one_press_ends_them_and_opening_the_link_does_not(
    client: Client, cast: Cast, hubs: Pilot, clock: Any
) -> None:
    write_due_emails()
    [letter] = of(cast.bradford_officer, sent())
    link = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link in letter.body
    path = link.removeprefix("http://127.0.0.1:8000")
    assert "Stop the daily emails?" in client.get(path).content.decode()
    assert User.objects.get(pk=cast.bradford_officer.pk).due_email
    machine = Client(enforce_csrf_checks=True)
    pressed = machine.post(path, {"List-Unsubscribe": "One-Click"})
    assert "The daily emails are stopped" in pressed.content.decode()
    Pilot.objects.update(update_due=TODAY)
    clock.shift(DAY)
    assert write_due_emails() == THEIRS - 1
    assert client.get(f"{path}x").status_code == 404


def test_it_is_turned_off_and_on_in_the_notices(client: Client, cast: Cast, hubs: Pilot) -> None:
    client.force_login(cast.bradford_officer)
    assert 'name="due_email"' in client.get("/account/notices/").content.decode()
    answer = client.post("/account/notices/letter/", {}, follow=True)
    assert "You get no daily email." in answer.content.decode()
    write_due_emails()
    assert of(cast.bradford_officer, sent()) == []
    answer = client.post("/account/notices/letter/", {"due_email": "on"}, follow=True)
    assert (
        "You get one email a day at most, and none on a day without news."
        in answer.content.decode()
    )
    assert write_due_emails() == 1


def test_closed_accounts_and_those_without_a_role_get_none(cast: Cast, hubs: Pilot) -> None:
    User.objects.filter(pk=cast.bradford_officer.pk).update(is_active=False)
    Assignment.objects.exclude(user=cast.bradford_officer).update(valid_to=TODAY)
    assert write_due_emails() == 0


def test_what_waits_is_counted_once_a_day_for_those_who_look(cast: Cast, hubs: Pilot) -> None:
    User.objects.filter(pk=cast.bradford_officer.pk).update(work_count=9)
    write_due_emails()
    counts = User.objects.in_bulk([cast.bradford_officer.pk, cast.bradford_editor.pk])
    assert counts[cast.bradford_officer.pk].work_count == 1
    assert counts[cast.bradford_editor.pk].work_count is None

"""What followers of a place are told: public changes alone, once a day, few queries."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from accounts.adapter import POST
from accounts.models import Notice
from accounts.notice.outbox import send_waiting
from accounts.notice.rights import one_allowed
from barriers.models import Barrier
from dashboards.follow_news import news_of, tell_followers
from partnerships.models import Place
from people.models import Subscription
from pilots.models import Pilot
from tests import builders as b
from tests.clocks import shortly, stopped

DAY = dt.timedelta(days=1)

pytestmark = pytest.mark.usefixtures("own_database")


def follower(place: Place, email: str = "ada@example.test", **fields: Any) -> Subscription:
    yesterday = timezone.now() - DAY
    given = {"confirmed_at": yesterday, "told_until": yesterday, **fields}
    return Subscription.objects.create(place=place, email=email, **given)


def told(days: int = 0) -> list[str]:
    """The bodies of the letters that go out when we look."""
    mail.outbox.clear()
    tell_followers(shortly(days))
    POST.submit(lambda: None).result()  # what was woken has been through
    send_waiting(stopped(shortly(days + 1)))
    return [str(letter.body) for letter in mail.outbox]


def test_a_follower_is_told_what_everyone_may_read_and_nothing_else() -> None:
    region = b.place("East", "region")
    luton = b.place("Luton", within=region)
    follower(luton)
    follower(region, "region@example.test")
    follower(b.place("Hull"), "hull@example.test")
    b.pilot(luton, "Street by street")
    b.pilot(luton, "Hidden pilot", visibility="network")
    b.barrier(luton, "We cannot share a list", status="resolved", resolution="A list.")
    b.barrier(luton, "We cannot say who", visibility="place")
    b.flow(luton, 5000, description="Grant to the council")
    pilot = b.pilot(luton, "Warm {homes}")
    b.update(pilot, state="accepted", public_sentence="Forty homes.", accepted_at=timezone.now())
    b.update(pilot, public_sentence="Not accepted.")
    one, other = told()
    assert one.splitlines()[2:] == other.splitlines()[2:] or "Luton" in one
    assert "- New pilot: Street by street, live\n  http://127.0.0.1:8000/pilots/" in one
    assert "- Warm {homes}: Forty homes." in one
    assert "- New money: Grant to the council, £5,000, committed" in one
    assert "- New in what gets in the way: We cannot share a list, resolved" in one
    for hidden in ("Hidden pilot", "say who", "Not accepted"):
        assert hidden not in one + other
    assert {letter.to[0] for letter in mail.outbox} == {"ada@example.test", "region@example.test"}
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def database_clock() -> dt.datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: dt.datetime = cursor.fetchone()[0]
        return now


def test_what_turns_public_and_back_within_one_change_is_not_new() -> None:
    luton = b.place("Luton")
    barrier = b.barrier(luton, "We cannot see licences", status="open")
    since = database_clock()
    with transaction.atomic():
        for level in ("network", "public"):
            Barrier.objects.filter(pk=barrier.pk).update(visibility=level)
        Barrier.objects.filter(pk=barrier.pk).update(title="We see no licence")
    (news,) = news_of({luton.pk}, since, database_clock())
    assert news.line(since).startswith("Changed in what gets in the way: We see no licence")


def test_one_letter_a_day_and_none_without_news() -> None:
    luton = b.place("Luton")
    follower(luton)
    assert told() == []
    b.pilot(luton, "Street by street")
    assert told() == []
    Subscription.objects.update(told_until=timezone.now() - DAY)
    (letter,) = told(days=1)
    assert "Street by street" in letter
    assert told(days=2) == []


def test_what_moves_unseen_is_no_news_and_what_everyone_reads_is() -> None:
    luton = b.place("Luton")
    pilot = b.pilot(luton, "Street by street", rhythm=3)
    follower(luton, told_until=timezone.now(), confirmed_at=timezone.now())
    Pilot.objects.filter(pk=pilot.pk).update(update_due=dt.date(2027, 1, 1))
    assert told(days=1) == []
    Pilot.objects.filter(pk=pilot.pk).update(status="closed", update_due=None)
    Subscription.objects.update(told_until=timezone.now() - DAY)
    (letter,) = told(days=2)
    assert "pilot: Street by street, closed" in letter


def test_a_record_that_was_opened_is_new_and_one_that_was_closed_off_is_not_told() -> None:
    luton = b.place("Luton")
    opened = b.pilot(luton, "Opened", visibility="team")
    closed = b.pilot(luton, "Closed off")
    follower(luton, told_until=timezone.now())
    Pilot.objects.filter(pk=opened.pk).update(visibility="public")
    Pilot.objects.filter(pk=closed.pk).update(visibility="team")
    (letter,) = told(days=1)
    assert "New pilot: Opened" in letter
    assert "Closed off" not in letter


def test_somebody_with_an_account_is_told_in_their_notices() -> None:
    luton = b.place("Luton")
    ada = b.user("Ada")
    follower(luton, ada.email, user=ada)
    b.pilot(luton, "Street by street")
    assert told() == []
    (notice,) = Notice.objects.visible_to(ada)
    assert notice.subject == "Luton: 1 piece of news"
    assert notice.url == "/places/luton/"
    assert "Street by street" in one_allowed(notice).text


def test_who_follows_a_region_is_told_of_its_update() -> None:
    region = b.place("East", "region")
    follower(region)
    b.regional_update(region, published_at=timezone.now())
    b.regional_update(region, state="draft", quarter=dt.date(2026, 4, 1))
    (letter,) = told()
    assert "- The regional update of East, July to September 2026 has been published" in letter
    assert "April" not in letter


def test_nobody_is_told_who_has_not_confirmed_or_has_left() -> None:
    luton = b.place("Luton")
    follower(luton, confirmed_at=None, told_until=None)
    follower(luton, "", ended_at=timezone.now())
    b.pilot(luton)
    assert told() == []


def test_the_queries_are_the_same_for_one_follower_and_for_thirty_places(
    django_assert_num_queries: Any,
) -> None:
    for many, days in ((1, 0), (30, 1)):
        for number in range(many):
            place = b.place(f"Place {many} {number}")
            follower(place, f"a{number}@example.test")
            pilot = b.pilot(place, f"Pilot {number}")
            b.update(pilot, state="accepted", public_sentence="So.", accepted_at=timezone.now())
            b.flow(place, 5)
            b.barrier(place)
        with django_assert_num_queries(23):
            assert tell_followers(shortly(days)) >= many


def test_run_due_tells_and_forgets() -> None:
    luton = b.place("Luton")
    follower(luton, told_until=timezone.now() - 2 * DAY)
    Subscription.objects.create(
        place=luton, email="old@example.test", asked_at=timezone.now() - 5 * DAY
    )
    call_command("run_due")
    assert not Subscription.objects.filter(email="old@example.test").exists()


def test_a_follower_hears_of_an_accepted_figure_and_of_none_that_waits() -> None:
    luton = b.place("Luton")
    follower(luton)
    pilot = b.pilot(luton, "Street by street")
    Pilot.objects.filter(pk=pilot.pk).update(updated_at=timezone.now() - 3 * DAY)
    accepted, waits = b.indicator(pilot, "Homes warmed"), b.indicator(pilot, "Boilers")
    now = timezone.now()
    update = b.update(pilot, state="accepted", accepted_at=now, public_sentence="")
    b.actual(accepted, 75, update=update)
    b.actual(waits, 3, waits=True)
    (letter,) = told()
    assert "A new figure of Street by street: Homes warmed" in letter
    assert "Boilers" not in letter

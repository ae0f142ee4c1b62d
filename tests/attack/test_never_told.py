"""What somebody asked to be told reaches them whole: rows of long imports, and long filters."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Notice
from accounts.notice.daily import write_daily_letters
from accounts.notice.outbox import send_waiting
from accounts.notice.rights import one_allowed
from barriers.models import Barrier
from dashboards.follow_news import tell_followers
from people.models import SavedFilter, Subscription
from people.saved_filter.actions import tell_matches
from tests import builders as b
from tests.clocks import shortly

DAY = dt.timedelta(days=1)


class LongImport:
    """A transaction that writes, and lands when it is told to, on a connection of its own."""

    def __init__(self, write: Callable[[], Any]) -> None:
        self.write, self.wrote, self.may_land = write, threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self.run)
        self.thread.start()
        assert self.wrote.wait(60)

    def run(self) -> None:
        try:
            with transaction.atomic():
                self.write()
                self.wrote.set()
                self.may_land.wait(60)
        finally:
            self.wrote.set()
            connection.close()

    def land(self) -> None:
        self.may_land.set()
        self.thread.join()


def texts(kind: str) -> str:
    return "\n".join(one_allowed(notice).text for notice in Notice.objects.filter(kind=kind))


def tell_saved(now: dt.datetime) -> str:
    tell_matches(now)
    return texts("saved-filter")


def tell_of_place(now: dt.datetime) -> str:
    tell_followers(now)
    return texts("follow-news")


@pytest.mark.usefixtures("own_database")
@pytest.mark.parametrize("tells", [tell_saved, tell_of_place])
def test_rows_that_land_after_we_looked_are_told_the_next_time(
    tells: Callable[[dt.datetime], str],
) -> None:
    place, ada = b.place("Luton"), b.user("Ada")
    before = timezone.now() - 2 * DAY
    SavedFilter.objects.create(
        user=ada, list_key="barriers", name="All", query="q=data", by_mail=True, told_until=before
    )
    Subscription.objects.create(
        place=place, email=ada.email, user=ada, confirmed_at=before, told_until=before
    )
    long_one = LongImport(lambda: b.barrier(place, "Imported data", visibility="public"))
    try:
        # It began before that moment, and goes on for longer than the margin of two minutes
        assert "Imported data" not in tells(shortly())
    finally:
        long_one.land()
    assert Barrier.objects.filter(title="Imported data").exists()
    assert "Imported data" in tells(shortly(days=1))


@pytest.mark.usefixtures("own_database")
def test_a_notice_that_lands_later_is_not_marked_as_read_unseen(client: Client) -> None:
    ada = b.user("Ada")
    client.force_login(ada)
    said = {"kind": "role", "subject": "From a long import", "user": ada}
    long_one = LongImport(lambda: Notice.objects.create(**said))
    try:
        page = client.get("/account/notices/")
    finally:
        long_one.land()
    client.post("/account/notices/read/", {"until": page.context["now"]})
    assert Notice.objects.visible_to(ada).unread().count() == 1


@pytest.mark.django_db
def test_the_email_of_a_long_saved_filter_leads_to_all_of_its_filters() -> None:
    ada = b.user("Ada")
    b.barrier(b.place("Luton"), "We cannot share data", visibility="public")
    query = "q=data" + "".join(f"&status={one}" for one in ("open",) * 60)
    assert len(query) > 600
    SavedFilter.objects.create(
        user=ada,
        list_key="barriers",
        name="Long",
        query=query,
        by_mail=True,
        told_until=timezone.now() - 2 * DAY,
    )
    assert tell_matches(shortly()) == 1
    write_daily_letters()
    assert send_waiting(lambda: timezone.now() + DAY) == 1
    (letter,) = mail.outbox
    assert f"/barriers/?{query}\n" in letter.body

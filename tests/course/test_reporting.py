"""Who has not reported: how long an update is due, what came last, and where none is agreed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from pilots.models import Pilot, Update
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

LIST = "/updates/due/"


def late(people: Cast, name: str, day: dt.date) -> Pilot:
    return builders.pilot(
        people.bradford, name, programme=people.pfpp, rhythm=3, update_due=day, status="live"
    )


@pytest.fixture
def pilots(people: Cast, warm_homes: Pilot) -> Pilot:
    """One that is due in four days, one ten days late, one without a rhythm, one that ended."""
    late(people, "Cold shops", dt.date(2026, 11, 10))
    builders.pilot(people.bradford, "No rhythm", programme=people.pfpp, status="live")
    builders.pilot(people.bradford, "Long over", programme=people.pfpp, status="closed")
    builders.pilot(people.luton, "Elsewhere", rhythm=3, update_due=dt.date(2026, 1, 1))
    return warm_homes


def test_a_lead_sees_who_is_late_who_is_due_and_with_whom_nothing_is_agreed(
    people: Cast, pilots: Pilot
) -> None:
    page = text_of(signed_in(people.pfpp_lead).get(LIST))
    order = ["Cold shops", "10 days late", "Warm homes", "Due in 4 days", "No rhythm", "None agr"]
    found = [page.index(said, page.index("what came last")) for said in order]
    assert found == sorted(found)
    assert "Long over" not in page
    assert "Elsewhere" not in page
    assert Client().get(LIST).status_code == 302


def test_what_came_since_it_was_due_is_told(people: Cast, pilots: Pilot) -> None:
    shops = Pilot.objects.get(name="Cold shops")
    update = builders.update(shops, by=people.author)
    Update.objects.filter(pk=update.pk).update(created_at="2026-11-12T12:00Z")
    client = signed_in(people.pfpp_lead)
    page = text_of(client.get(LIST))
    assert "sent 12 November 2026, submitted" in page
    assert "since the day it was due; it does not cover that period" in page
    page = text_of(client.get(f"{LIST}?sent=since"))
    assert "Cold shops" in page
    assert "No rhythm" not in page
    assert "Cold shops" not in text_of(client.get(f"{LIST}?sent=never"))


@pytest.mark.parametrize(
    ("which", "name"), [("late", "Cold shops"), ("soon", "Warm homes"), ("none", "No rhythm")]
)
def test_each_filter_leaves_its_own(people: Cast, pilots: Pilot, which: str, name: str) -> None:
    page = text_of(signed_in(people.pfpp_lead).get(f"{LIST}?due={which}"))
    assert name in page
    assert "1 pilot " in page


def test_the_file_tells_the_same(people: Cast, pilots: Pilot) -> None:
    answer = signed_in(people.pfpp_lead).get(f"{LIST}?format=csv")
    rows = b"".join(answer.streaming_content).decode().splitlines()
    assert next(row for row in rows if row.startswith("Cold shops")).split(",")[3:6] == [
        "every three months",
        "2026-11-10",
        "10",
    ]
    assert next(row for row in rows if row.startswith("No rhythm")).split(",")[3:6] == [
        "none agreed",
        "",
        "",
    ]


def test_it_is_reached_from_the_updates_to_read(people: Cast, pilots: Pilot) -> None:
    client = signed_in(people.pfpp_lead)
    assert f'href="{LIST}"' in client.get("/updates/").content.decode()
    view = reverse("programme_pilots", args=[people.pfpp.slug])
    assert f'href="{LIST}?programme={people.pfpp.slug}"' in client.get(view).content.decode()


def test_an_ended_pilot_whose_follow_up_is_late_is_counted_and_listed(
    people: Cast, pilots: Pilot
) -> None:
    over = late(people, "Followed up", dt.date(2026, 11, 1))
    Pilot.objects.filter(pk=over.pk).update(status="closed")
    client = signed_in(people.pfpp_lead)
    assert "Not reported 2" in text_of(client.get("/updates/"))
    page = text_of(client.get(f"{LIST}?due=late"))
    assert "2 pilots" in page
    assert "Followed up" in page

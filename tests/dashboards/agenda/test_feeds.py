"""Calendars for other programs: who reads what, until when, and how it is written."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import icalendar
import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from interface.words import date_words
from people.models import CalendarFeed
from people.subscription.actions import MOST, make_feed
from pilots.models import Milestone, Pilot
from tests import engaged
from tests.builders import Cast
from tests.pilots.conftest import people, today, warm_homes
from tests.pilots.forms import signed_in, text_of

__all__ = ["people", "today", "warm_homes"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
FEEDS = "/calendar/feeds/"


def rendered(client: Client, query: str = "") -> dict[str, str]:
    """What the form sends: nothing but its one-time token."""
    page = client.get(FEEDS + query).content.decode()
    [token] = re.findall(r'name="draft_token" value="([^"]+)"', page)
    return {"draft_token": token}


def made_by(who: Any, query: str = "") -> str:
    """The address that this person is shown once."""
    client = signed_in(who)
    data = rendered(client, query)
    page = client.post(FEEDS + query, data)
    body = page.content.decode()
    [address] = re.findall(r'href="http://127.0.0.1:8000(/calendar/feed/[^"]+)"', body)
    return address


def read(address: str) -> icalendar.Calendar:
    """What a program gets that is signed in as nobody."""
    response = Client().get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(response.content)


def summaries(address: str) -> list[str]:
    return [str(event["summary"]) for event in read(address).walk("VEVENT")]


def milestone(of: Pilot, text: str = "First homes warm", **fields: Any) -> Milestone:
    return Milestone.objects.create(pilot=of, text=text, **{"due": dt.date(2026, 12, 4), **fields})


def test_a_feed_is_made_shown_once_read_and_ended(people: Cast, warm_homes: Pilot) -> None:
    milestone(warm_homes)
    address = made_by(people.bradford_officer)
    assert "First homes warm (Warm homes)" in summaries(address)
    token = address.removeprefix("/calendar/feed/").removesuffix(".ics")
    feed = CalendarFeed.objects.get()
    assert token not in str(vars(feed))
    client = signed_in(people.bradford_officer)
    page = client.get(FEEDS)
    assert token not in page.content.decode()
    days = [date_words(timezone.localdate(one)) for one in (feed.made_at, feed.last_read_at) if one]
    assert f"What concerns you {' '.join(days)} End" in text_of(page)
    assert len(days) == 2
    client.post(reverse("calendar_feed_end", args=[feed.pk]))
    assert Client().get(address).status_code == 404
    assert "You have no feed." in text_of(client.get(FEEDS))


def test_sending_the_form_twice_makes_one_feed(people: Cast) -> None:
    client = signed_in(people.bradford_officer)
    data = rendered(client)
    client.post(FEEDS, data)
    assert client.post(FEEDS, data).status_code == 302
    assert CalendarFeed.objects.count() == 1


def test_an_unknown_address_is_not_found() -> None:
    for token in ("no-such-token", "a" * 64, "\x00"):
        assert Client().get(f"/calendar/feed/{token}.ics").status_code == 404


def test_somebody_elses_feed_cannot_be_ended(people: Cast) -> None:
    feed, _ = make_feed(by=people.bradford_officer)
    response = signed_in(people.outsider).post(reverse("calendar_feed_end", args=[feed.pk]))
    assert response.status_code == 404
    feed.refresh_from_db()
    assert feed.ended_at is None


def test_a_feed_shows_what_its_owner_may_see_now(people: Cast, warm_homes: Pilot) -> None:
    Pilot.objects.filter(pk=warm_homes.pk).update(visibility="place")
    milestone(warm_homes)
    officer = people.bradford_officer
    addresses = [
        made_by(officer),
        made_by(officer, "?place=bradford"),
        made_by(officer, "?pilot=warm-homes"),
        made_by(officer, f"?programme={people.pfpp.slug}"),
    ]
    assert all("First homes warm (Warm homes)" in summaries(one) for one in addresses)
    officer.assignments.update(valid_to=dt.date(2026, 11, 1))
    for one in addresses:
        assert summaries(one) == []
        assert "Warm homes" not in Client().get(one).content.decode()
    page = text_of(signed_in(officer).get(FEEDS))
    assert "Something that you cannot see any more" in page
    assert "Warm homes" not in page


def test_a_closed_account_has_no_feed(people: Cast, warm_homes: Pilot) -> None:
    address = made_by(people.bradford_officer)
    people.bradford_officer.is_active = False
    people.bradford_officer.save()
    assert Client().get(address).status_code == 404


def test_a_hidden_pilot_has_no_feed(people: Cast, warm_homes: Pilot) -> None:
    Pilot.objects.filter(pk=warm_homes.pk).update(visibility="team")
    client = signed_in(people.outsider)
    assert client.get(f"{FEEDS}?pilot=warm-homes").status_code == 404
    assert client.post(f"{FEEDS}?pilot=warm-homes").status_code == 404


def test_nobody_makes_feeds_without_end(people: Cast) -> None:
    for _ in range(MOST):
        make_feed(by=people.outsider)
    client = signed_in(people.outsider)
    data = rendered(client)
    page = client.post(FEEDS, data, follow=True)
    assert "End one that you do not use any more" in text_of(page)
    assert CalendarFeed.objects.count() == MOST


# --- How it is written ---


def events(people: Cast) -> list[Any]:
    _, token = make_feed(by=people.bradford_officer)
    return list(read(reverse("calendar_feed", args=[token])).walk("VEVENT"))


def one(people: Cast, text: str) -> Any:
    [found] = [event for event in events(people) if text in event["summary"]]
    return found


def test_a_day_is_a_whole_day_also_where_the_clocks_change(people: Cast, warm_homes: Pilot) -> None:
    for day in (dt.date(2027, 3, 28), dt.date(2027, 10, 31)):
        milestone(warm_homes, f"On {day}", due=day)
        event = one(people, f"On {day}")
        assert event["dtstart"].dt == day
        assert not isinstance(event["dtstart"].dt, dt.datetime)
        assert event["dtend"].dt == day + dt.timedelta(days=1)
        assert event["dtstamp"].dt.tzinfo is not None


def test_late_in_the_evening_in_summer_the_day_is_that_of_london(
    people: Cast, warm_homes: Pilot
) -> None:
    milestone(warm_homes, due=dt.date(2027, 7, 1))
    with time_machine.travel(dt.datetime(2027, 6, 30, 23, 30, tzinfo=dt.UTC), tick=False):
        page = signed_in(people.bradford_officer).get(reverse("calendar"))
    assert "July 2027 to December 2027" in text_of(page)


def test_what_is_known_to_the_month_lies_over_it_and_to_the_year_is_left_out(
    people: Cast, warm_homes: Pilot
) -> None:
    milestone(warm_homes, "A review", due=dt.date(2027, 3, 1), due_precision="month")
    milestone(warm_homes, "A study", due=dt.date(2027, 1, 1), due_precision="year")
    event = one(people, "A review")
    assert (event["dtstart"].dt, event["dtend"].dt) == (dt.date(2027, 3, 1), dt.date(2027, 4, 1))
    assert event["summary"] == "A review (Warm homes), no day set"
    assert not any("A study" in event["summary"] for event in events(people))


def test_long_texts_with_commas_lines_and_marks_come_through_whole(
    people: Cast, warm_homes: Pilot
) -> None:
    text = "Homes, shops; \\streets\r\nBEGIN:VEVENT é" + " and more" * 25
    milestone(warm_homes, text)
    _, token = make_feed(by=people.bradford_officer)
    body = Client().get(reverse("calendar_feed", args=[token])).content
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    found = one(people, "Homes, shops")["summary"]
    assert found == " ".join(text.split()) + " (Warm homes)"
    assert body.count(b"BEGIN:VEVENT\r\n") == 2  # with the update that is due


def test_an_entry_keeps_its_name_when_it_is_edited(people: Cast, warm_homes: Pilot) -> None:
    made = milestone(warm_homes)
    before = one(people, "First homes")
    Milestone.objects.filter(pk=made.pk).update(text="All homes warm", due=dt.date(2027, 1, 8))
    after = one(people, "All homes")
    assert before["uid"] == after["uid"] == f"milestone-{made.pk}@placebook"
    assert after["dtstart"].dt == dt.date(2027, 1, 8)


def test_a_program_is_told_a_title_a_day_and_a_link_and_no_text_beside(
    people: Cast, warm_homes: Pilot
) -> None:
    meeting = engaged.visit(
        *(warm_homes, people.bradford),
        state="planned",
        on=dt.date(2027, 1, 12),
        purpose="See a home",
        findings="Private words",
        decisions="Private words",
    )
    event = one(people, "See a home")
    assert str(event["url"]) == f"http://127.0.0.1:8000{meeting.get_absolute_url()}"
    assert "description" not in event
    assert "Private words" not in event.to_ical().decode()


def test_a_program_that_has_the_same_already_is_told_so_and_nobody_else_keeps_it(
    people: Cast, warm_homes: Pilot
) -> None:
    made = milestone(warm_homes)
    _, token = make_feed(by=people.bradford_officer)
    address = reverse("calendar_feed", args=[token])
    first = Client().get(address)
    assert "private" in first["Cache-Control"]
    assert "public" not in first["Cache-Control"]
    again = Client().get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Milestone.objects.filter(pk=made.pk).update(text="All homes warm")
    changed = Client().get(address, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert CalendarFeed.objects.get().last_read_at is not None


def test_a_feed_is_of_one_whole_subject_or_of_none(people: Cast) -> None:
    with pytest.raises(IntegrityError, match="calendar_feed_subject_whole"), transaction.atomic():
        CalendarFeed.objects.create(user=people.author, subject_id=1, token_hash="x")

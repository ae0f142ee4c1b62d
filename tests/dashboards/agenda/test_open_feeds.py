"""Calendars without a key hold what everybody reads, whoever asks."""

from __future__ import annotations

import datetime as dt
from typing import Any

import icalendar
import pytest
from django.test import Client
from django.urls import reverse

from governance.models import BoardMeeting
from partnerships.models import Place
from pilots.models import Milestone, Pilot
from tests.builders import Cast
from tests.governance.board.sweep import board
from tests.governance.decision.sweep import decision
from tests.pilots.conftest import people, today, warm_homes
from tests.pilots.forms import signed_in, text_of

__all__ = ["people", "today", "warm_homes"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
AT = {"starts_at": dt.time(10), "ends_at": dt.time(12, 30)}


def milestone(of: Pilot, text: str = "First homes warm") -> Milestone:
    return Milestone.objects.create(pilot=of, text=text, due=dt.date(2026, 12, 4))


def events(address: str, who: Any = None) -> list[Any]:
    client = signed_in(who) if who else Client()
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return list(icalendar.Calendar.from_ical(response.content).walk("VEVENT"))


def summaries(address: str, who: Any = None) -> list[str]:
    return [str(event["summary"]) for event in events(address, who)]


def of_place(place: Place) -> str:
    return reverse("place_feed", args=[place.slug])


def test_a_place_tells_what_is_public_and_no_more_to_who_may_see_more(
    people: Cast, warm_homes: Pilot
) -> None:
    milestone(warm_homes)
    address = of_place(people.bradford)
    told = summaries(address)
    assert "First homes warm (Warm homes)" in told
    assert summaries(of_place(people.luton)) == []
    Pilot.objects.filter(pk=warm_homes.pk).update(visibility="place")
    assert summaries(address) == summaries(address, people.bradford_officer) == []


def test_a_board_tells_its_public_meetings_at_their_instant_in_utc(people: Cast) -> None:
    of = board(people.bradford, visibility="public")
    meetings = {
        level: BoardMeeting.objects.create(
            board=of, number=number, on=dt.date(2027, 6, number), visibility=level, **AT
        )
        for number, level in enumerate(("public", "network", "place"), 1)
    }
    other = board(people.bradford, "Another board", visibility="public")
    BoardMeeting.objects.create(board=other, number=1, on=dt.date(2027, 6, 8), visibility="public")
    address = reverse("board_feed", args=[of.slug])
    [one] = events(address)
    assert str(one["summary"]) == f"{of} meets"
    assert one["dtstart"].dt == dt.datetime(2027, 6, 1, 9, tzinfo=dt.UTC)
    assert one["dtend"].dt == dt.datetime(2027, 6, 1, 11, 30, tzinfo=dt.UTC)
    assert one["uid"] == f"board-meeting-{meetings['public'].pk}@placebook"
    assert len(events(address, people.bradford_editor)) == 1


def test_a_board_tells_by_when_it_is_to_decide(people: Cast) -> None:
    of = board(people.bradford, visibility="public")
    for number, level in enumerate(("public", "network"), 1):
        decision(
            of,
            f"Inside words {number}",
            public_words=f"Agree budget {number}",
            state="due",
            due=dt.date(2027, 2, 1),
            visibility=level,
        )
    [said] = summaries(reverse("board_feed", args=[of.slug]))
    assert said.startswith("To decide: Agree budget 1")


def test_a_board_that_is_not_public_has_no_feed(people: Cast) -> None:
    of = board(people.bradford, visibility="network")
    address = reverse("board_feed", args=[of.slug])
    for client in (Client(), signed_in(people.bradford_editor)):
        assert client.get(address).status_code == 404
    page = signed_in(people.bradford_editor).get(reverse("board_meetings", args=[of.slug]))
    assert address not in page.content.decode()


def test_a_program_that_has_the_same_already_is_told_so(people: Cast, warm_homes: Pilot) -> None:
    made = milestone(warm_homes)
    address = of_place(people.bradford)
    first = Client().get(address)
    assert first["Cache-Control"] == "public, no-cache"
    has = {"If-None-Match": first["ETag"]}
    again = Client().get(address, headers=has)
    assert (again.status_code, again.content) == (304, b"")
    Milestone.objects.filter(pk=made.pk).update(text="All homes warm")
    assert Client().get(address, headers=has).status_code == 200
    own = signed_in(people.bradford_officer).get(address)
    assert "public" not in own["Cache-Control"]


def test_a_made_up_county_says_so_in_the_name_of_its_calendar(people: Cast) -> None:
    Place.objects.filter(pk=people.bradford.pk).update(is_example=True)
    response = Client().get(of_place(people.bradford))
    named = icalendar.Calendar.from_ical(response.content)["x-wr-calname"]
    assert str(named) == "Placebook: Bradford (example, made up)"


def test_the_pages_lead_there(people: Cast) -> None:
    of = board(people.bradford, visibility="public")
    address = of_place(people.bradford)
    calendar = reverse("place_calendar", args=[people.bradford.slug])
    assert f'href="{address}"' in Client().get(calendar).content.decode()
    feeds = signed_in(people.bradford_officer).get("/calendar/feeds/?place=bradford")
    assert "the public calendar of Bradford instead" in text_of(feeds)
    meetings = Client().get(reverse("board_meetings", args=[of.slug])).content.decode()
    assert f'href="{reverse("board_feed", args=[of.slug])}"' in meetings

"""Learning events: to come and past, and what was shared."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from partnerships.models import Topic
from pilots.models import LearningEvent
from tests import builders, learned
from tests.builders import Cast
from tests.pilots.forms import TODAY, filled, signed_in, text_of

LIST = "/learning-events/"
ADD = f"{LIST}add/"


@pytest.fixture(autouse=True)
def today(db: None) -> object:
    with time_machine.travel(TODAY, tick=False):
        yield


def test_an_officer_adds_an_event_and_says_afterwards_what_was_shared(
    people: Cast, homes: Topic
) -> None:
    officer = signed_in(people.bradford_officer)
    data = filled(
        officer,
        ADD,
        title="Letters that are opened",
        day_day="10",
        day_month="12",
        day_year="2026",
        hours="10am to midday",
        for_whom="Coordinators of hubs",
        invited="Anyone who writes to the council.",
        topics=[str(homes.pk)],
        visibility="public",
    )
    page = text_of(officer.post(ADD, data, follow=True))
    assert "10 December 2026, 10am to midday" in page
    assert "What was shared will appear here after the event." in page
    listed = text_of(Client().get(LIST))
    assert "Letters that are opened" in listed
    assert "About: homes" in listed
    assert "Letters" not in text_of(Client().get(f"{LIST}?when=past"))

    event = LearningEvent.objects.get()
    with time_machine.travel(dt.datetime(2026, 12, 11, 9, tzinfo=dt.UTC), tick=False):
        edit = reverse("learning_event_edit", args=[event.pk])
        officer = signed_in(people.bradford_officer)
        said = {"shared": "Short ones.", "shared_url": "https://example.test/notes"}
        officer.post(edit, filled(officer, edit, **said))
        assert "Letters" not in text_of(Client().get(LIST))
        past = text_of(Client().get(f"{LIST}?when=past"))
        assert "Notes shared" in past
        html = Client().get(event.get_absolute_url()).content.decode()
        assert 'href="https://example.test/notes"' in html
        assert people.bradford_officer.full_name not in html


def test_an_event_for_people_with_an_account_is_not_public(people: Cast) -> None:
    event = learned.learning_event("Quiet day", visibility="network")
    assert Client().get(event.get_absolute_url()).status_code == 404
    assert "Quiet day" not in text_of(Client().get(LIST))
    assert "Quiet day" in text_of(signed_in(people.outsider).get(LIST))


def test_an_event_is_called_off_with_a_reason(people: Cast) -> None:
    event = learned.learning_event(place=people.bradford)
    client = signed_in(people.bradford_editor)
    off = reverse("learning_event_call_off", args=[event.pk])
    assert "Answer “Why is it called off?”" in client.post(off, {}).content.decode()
    client.post(off, {"because": "Snow."})
    assert "Called off. Snow." in text_of(Client().get(event.get_absolute_url()))
    assert "Called off" in text_of(Client().get(LIST))


def test_a_made_up_event_is_left_out_for_those_who_do_not_work_there(people: Cast) -> None:
    county = builders.place("Exampleshire", is_example=True)
    learned.learning_event("Made-up day", place=county)
    assert "Made-up day" not in text_of(Client().get(LIST))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": ""}, "Answer “What is it called?”"),
        ({"day_day": "31", "day_month": "2", "day_year": "2027"}, "31"),
        ({"day_year": "1066"}, "1990"),
        ({"shared_url": "javascript:alert(1)"}, "Enter a web address"),
        ({"visibility": "team"}, "Choose from the answers"),
        ({"place": "No such place"}, "We can’t find"),
    ],
)
def test_bad_input_is_said_at_its_place(people: Cast, typed: dict[str, str], said: str) -> None:
    client = signed_in(people.bradford_officer)
    usual = {"title": "T", "day_day": "1", "day_month": "3", "day_year": "2027", "for_whom": "Kept"}
    data = filled(client, ADD, **{**usual, "visibility": "public", **typed})
    page = client.post(ADD, data).content.decode()
    assert said in page
    assert "Kept" in page
    assert not LearningEvent.objects.exists()


@pytest.mark.parametrize("many", [1, 30])
def test_the_list_costs_the_same_for_thirty_as_for_one(
    people: Cast, homes: Topic, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(many):
        learned.learning_event(f"Day {n}", place=people.bradford).topics.add(homes)
    client = signed_in(people.bradford_officer)
    with django_assert_num_queries(8):
        client.get(LIST)
    with django_assert_num_queries(5):
        Client().get(LIST)

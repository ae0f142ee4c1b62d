"""Lessons: written down at any time, found again by anybody who may see them."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from partnerships.models import Topic
from pilots.models import Lesson, Pilot
from tests import builders, learned
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db

LIST = "/lessons/"


def add(pilot: Pilot) -> str:
    return reverse("pilot_lesson_add", args=[pilot.slug])


def found(query: str, client: Client | None = None) -> list[str]:
    """The lessons that the list shows, in its order."""
    rows = (client or Client()).get(f"{LIST}{query}").context["page"].rows
    return [row.text for row in rows]


def test_a_contributor_writes_a_lesson_down_and_everyone_signed_in_finds_it(
    people: Cast, homes_pilot: Pilot, homes: Topic
) -> None:
    builders.category()
    client = signed_in(people.bradford_officer)
    assert "DatabaseDefault" not in client.get(add(homes_pilot)).content.decode()
    assert "Add a lesson" in text_of(client.get(reverse("pilot_about", args=[homes_pilot.slug])))
    data = filled(
        client,
        add(homes_pilot),
        kind="warning",
        text="Landlords do not open letters.",
        evidence="We wrote to 40 and two replied.",
        state="failed",
        topics=[str(homes.pk)],
        helps_with="data-sharing",
        source_title="Interim note",
        source_url="https://example.test/note",
    )
    assert data["visibility"] == "network", "a contributor does not publish"
    page = text_of(client.post(add(homes_pilot), data, follow=True))
    assert "Landlords do not open letters." in page
    assert "Did not work" in page
    assert "We wrote to 40 and two replied." in page
    assert "Helps with Data sharing" in page
    assert "Interim note" in page
    asked = "?q=landlords&kind=warning&state=failed&topic=homes&category=data-sharing"
    everywhere = f"{asked}&programme={people.pfpp.slug}&place=bradford"
    narrow = f"{everywhere}&kind_of_place=metropolitan_borough&pilot=warm-homes"
    assert found(narrow, signed_in(people.outsider)) == ["Landlords do not open letters."]
    assert found(narrow) == []


def test_the_public_pilot_shows_its_lessons_as_links_to_their_pages(homes_pilot: Pilot) -> None:
    lesson = learned.lesson(homes_pilot, "Ask twice.", state="unresolved")
    html = Client().get(reverse("pilot_about", args=[homes_pilot.slug])).content.decode()
    assert f'<a href="{lesson.get_absolute_url()}">Ask twice.</a>' in html
    assert "Not resolved" in html
    assert "Add a lesson" not in html


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?kind_of_place=unitary", ["In Luton"]),
        ("?place=yorkshire-and-the-humber", ["In Bradford"]),
        ("?topic=homes", ["In Bradford"]),
        ("?topic=nothing", []),
        ("?kind=enabler", ["In Luton"]),
        ("?q=bradford", ["In Bradford"]),
    ],
)
def test_filters_of_the_library(
    people: Cast, homes_pilot: Pilot, query: str, expected: list[str]
) -> None:
    learned.lesson(homes_pilot, "In Bradford")
    learned.lesson(builders.pilot(people.luton), "In Luton", kind="enabler")
    assert found(query) == expected


def test_a_lesson_is_found_by_its_own_topic_too(people: Cast, homes: Topic) -> None:
    lesson = learned.lesson(builders.pilot(people.luton), "About homes")
    lesson.topics.add(homes)
    assert found("?topic=homes") == ["About homes"]


def test_a_made_up_county_is_left_out_until_it_is_named(people: Cast) -> None:
    county = builders.place("Exampleshire", is_example=True)
    learned.lesson(builders.pilot(county), "Made up")
    assert found("") == []
    assert found("?place=exampleshire") == ["Made up"]


def test_a_lesson_is_never_wider_than_its_pilot(people: Cast) -> None:
    pilot = builders.pilot(people.bradford, visibility="place")
    lesson = learned.lesson(pilot, "Not yours")
    assert found("", signed_in(people.outsider)) == []
    assert signed_in(people.outsider).get(lesson.get_absolute_url()).status_code == 404
    form = signed_in(people.bradford_editor).get(add(pilot)).context["form"]
    assert [key for key, _ in form.fields["visibility"].choices] == ["team", "place"]


def test_the_files_say_the_same_as_the_list(people: Cast, homes_pilot: Pilot) -> None:
    builders.category()
    learned.lesson(homes_pilot, "=SUM(1)", helps_with="data-sharing", created_by=people.author)
    learned.lesson(homes_pilot, "Hidden", visibility="team")
    csv = b"".join(Client().get(f"{LIST}?format=csv")).decode()
    assert "'=SUM(1)" in csv
    assert "Data sharing" in csv
    assert "Hidden" not in csv
    assert people.author.full_name not in csv
    body = b"".join(Client().get(f"{LIST}?format=xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(body))
    assert any("SUM(1)" in str(cell.value) for row in book.active.rows for cell in row)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": ""}, "Answer “What did you learn?”"),
        ({"text": "x" * 5001}, "to 5,000 characters"),
        ({"visibility": "galaxy"}, "Choose"),
        ({"source_url": "https://x.test"}, "Say what the link leads to"),
        ({"source_title": "A", "source_url": "nonsense"}, "Enter a web address"),
        ({"helps_with": "no-such-kind"}, "Choose"),
    ],
)
def test_bad_input_is_said_at_its_place_and_nothing_is_lost(
    people: Cast, homes_pilot: Pilot, typed: dict[str, str], said: str
) -> None:
    client = signed_in(people.bradford_editor)
    data = filled(
        client, add(homes_pilot), **{"text": "Kept text", "evidence": "Kept too", **typed}
    )
    response = client.post(add(homes_pilot), data)
    assert response.status_code == 200
    page = response.content.decode()
    assert said in page
    assert "<title>Error: " in page
    assert "Kept too" in page
    assert Lesson.objects.count() == 0


def test_second_of_two_editors_sees_both_versions(people: Cast, homes_pilot: Pilot) -> None:
    lesson = learned.lesson(homes_pilot, "First words")
    edit = reverse("lesson_edit", args=[lesson.pk])
    client = signed_in(people.bradford_editor)
    mine = filled(client, edit, text="My words")
    theirs = filled(client, edit, text="Their words")
    client.post(edit, theirs)
    page = client.post(edit, mine).content.decode()
    assert "Their words" in page
    assert "My words" in page
    lesson.refresh_from_db()
    assert lesson.text == "Their words"


def test_whoever_wrote_it_changes_it_and_no_other_contributor(
    people: Cast, homes_pilot: Pilot
) -> None:
    lesson = learned.lesson(homes_pilot, created_by=people.bradford_officer, visibility="network")
    edit = reverse("lesson_edit", args=[lesson.pk])
    assert signed_in(people.bradford_officer).get(edit).status_code == 200
    second = builders.user("Second officer", ("contributor", people.bradford))
    assert signed_in(second).get(edit).status_code == 403


@pytest.mark.parametrize("many", [1, 30])
def test_the_library_costs_the_same_for_thirty_lessons_as_for_one(
    people: Cast,
    homes_pilot: Pilot,
    homes: Topic,
    many: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(many):
        lesson = learned.lesson(builders.pilot(people.bradford), f"Lesson {n}", evidence="Seen")
        lesson.topics.add(homes)
    client: Any = signed_in(people.bradford_officer)
    with django_assert_num_queries(12):
        client.get(LIST)
    with django_assert_num_queries(9):
        Client().get(LIST)
    with django_assert_num_queries(8):
        b"".join(Client().get(f"{LIST}?format=csv"))


@pytest.mark.usefixtures("today")
def test_a_lesson_names_the_case_studies_that_use_it_as_far_as_they_are_seen(
    people: Cast, warm_homes: Pilot
) -> None:
    lesson = learned.lesson(warm_homes)
    for title, state in (("Letters", "published"), ("Half told", "written")):
        learned.case_study(warm_homes, title, state=state).lessons.add(lesson)
    public = text_of(Client().get(lesson.get_absolute_url()))
    assert "Used in case studies Letters did not work" in public
    assert "Half told" not in public
    page = text_of(signed_in(people.bradford_officer).get(lesson.get_absolute_url()))
    assert "Half told did not work, waits for a review" in page

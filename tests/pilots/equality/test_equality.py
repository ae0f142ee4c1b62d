"""Equality monitoring: ranges, a question, a base and a source; never a count of a few."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from pilots.models import EqualityAnswer, EqualityQuestion, Pilot
from tests import builders, learned
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db

ADD = "/pilots/warm-homes/equality/add/"
PAGE = "/pilots/warm-homes/equality/"
USUAL = {
    "question": "How old are you?",
    "asked": "Everyone who came",
    "base": "25-49",
    "source_said": "A form at the door",
    "answer_1": "Under 25",
    "people_1": "0-9",
    "answer_2": "25 or over",
    "people_2": "25-49",
}


def typed(client: Client, address: str = ADD, **changed: Any) -> dict[str, Any]:
    return filled(client, address, **{**USUAL, **changed})


def test_the_public_reads_ranges_with_question_base_and_source(
    people: Cast, homes_pilot: Pilot
) -> None:
    officer = signed_in(people.bradford_officer)
    officer.post(ADD, typed(officer, as_of_month="6", as_of_year="2026"))
    page = text_of(Client().get(PAGE))
    assert "How old are you?" in page
    assert "25 to 49 people answered. Asked: Everyone who came, June 2026." in page
    assert "Under 25 Fewer than 10" in page
    assert "A form at the door." in page
    assert "may also be nobody" in page
    for name in ("pilot_about", "pilot_partners"):
        page = text_of(Client().get(reverse(name, args=[homes_pilot.slug])))
        assert "Who took part" in page


def test_whom_it_is_for_stands_beside_who_came(people: Cast, homes_pilot: Pilot) -> None:
    officer = signed_in(people.bradford_officer)
    officer.post(ADD, typed(officer))
    homes_pilot.target_group = ""
    homes_pilot.save(update_fields=["target_group"])
    said = text_of(Client().get(PAGE))
    assert "Who it’s for Not known" in said
    assert "You need both to see who is missing" in said
    homes_pilot.target_group = "Young tenants"
    homes_pilot.save(update_fields=["target_group"])
    said = text_of(Client().get(PAGE))
    assert "Who it’s for Young tenants Who came How old are you? Under 25: fewer than 10" in said
    assert "Look for people it’s for who are missing" in said


def test_no_exact_count_can_be_sent(people: Cast, homes_pilot: Pilot) -> None:
    officer = signed_in(people.bradford_officer)
    page = officer.post(ADD, typed(officer, people_1="3", base="7")).content.decode()
    assert page.count("Choose from the answers listed") >= 2
    assert not EqualityQuestion.objects.exists()


def test_without_any_it_is_not_known_and_not_zero(homes_pilot: Pilot) -> None:
    page = text_of(Client().get(PAGE))
    assert "Not known: no equality monitoring is recorded." in page


def test_answers_change_places_are_added_and_go(people: Cast, homes_pilot: Pilot) -> None:
    officer = signed_in(people.bradford_officer)
    officer.post(ADD, typed(officer))
    edit = reverse("equality_edit", args=[EqualityQuestion.objects.get().pk])
    swapped = {"answer_1": "25 or over", "people_1": "50-99", "answer_2": "Under 25"}
    data = filled(officer, edit, **swapped, people_2="0-9", answer_3="Not said", people_3="unknown")
    officer.post(edit, data)
    rows = EqualityAnswer.objects.values_list("position", "answer", "people")
    assert list(rows) == [
        (1, "25 or over", "50-99"),
        (2, "Under 25", "0-9"),
        (3, "Not said", "unknown"),
    ]
    officer.post(edit, filled(officer, edit, answer_3="", people_3=""))
    assert EqualityAnswer.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"question": ""}, "Answer “What was asked?”"),
        ({"source_said": ""}, "Answer “How were the answers collected?”"),
        ({"people_1": ""}, "Choose a range for “Under 25”"),
        ({"answer_1": ""}, "Say which answer this range is for"),
        ({"answer_2": "under 25"}, "appears twice"),
        (
            {"answer_1": "", "people_1": "", "answer_2": "", "people_2": ""},
            "Give at least one answer",
        ),
    ],
)
def test_bad_input_is_said_at_its_place(
    people: Cast, homes_pilot: Pilot, changed: dict[str, str], said: str
) -> None:
    officer = signed_in(people.bradford_officer)
    page = officer.post(ADD, typed(officer, **changed)).content.decode()
    assert said in page
    assert "<title>Error: " in page
    assert not EqualityQuestion.objects.exists()


def test_it_follows_the_pilot(people: Cast) -> None:
    pilot = builders.pilot(people.bradford, visibility="place", slug="quiet")
    learned.equality_question(pilot)
    assert Client().get("/pilots/quiet/equality/").status_code == 404


@pytest.mark.parametrize("many", [1, 30])
def test_the_page_costs_the_same_for_thirty_questions_as_for_one(
    people: Cast, homes_pilot: Pilot, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(many):
        question = learned.equality_question(homes_pilot, f"Question {n}")
        EqualityAnswer.objects.create(question=question, position=1, answer="A", people="0-9")
    with django_assert_num_queries(5):
        Client().get(PAGE)

"""Objectives that are said twice: found, looked at, and not brought up again."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from partnerships.models import Programme
from policy.alignment.candidates import key_of, note_name
from policy.models import Priority, Repeat
from records.models import Draft
from tests import builders
from tests.builders import Cast
from tests.partnerships.test_constraints import broken
from tests.pilots.forms import values
from tests.policy.priority.test_priority import as_, desnz, words

pytestmark = pytest.mark.django_db
URL = "/priorities/repeated/"
TEXT = "Insulate the homes of private tenants who are in fuel poverty"


@pytest.fixture
def twice(cast: Cast) -> tuple[Priority, Programme]:
    priority = builders.priority("Warm homes", owner=desnz(), text=TEXT)
    return priority, builders.programme("Dry homes", purpose=f"To {TEXT.lower()}, soon.")


def page(who: Any) -> str:
    return words(as_(who).get(URL))


def answer(who: Any, one: Any, other: Any, **fields: str) -> Any:
    said = {"first": key_of(one), "second": key_of(other), "verdict": "same", **fields}
    note = note_name(said["first"], said["second"])
    judge = f"{said['first']} {said['second']} {said['verdict']}"
    return as_(who).post(URL, {"judge": judge, note: fields.get("note", "Both insulate")})


def test_two_aims_of_different_bodies_that_share_rare_words_are_found(
    cast: Cast, twice: tuple[Priority, Programme]
) -> None:
    assert "Warm homes and Dry homes" in page(cast.desnz_official)


def test_aims_of_one_body_and_aims_that_share_little_are_not_found(cast: Cast) -> None:
    owner = desnz()
    builders.priority("Warm homes", owner=owner, text=TEXT)
    builders.priority("Warmer homes", owner=owner, text=TEXT)
    builders.programme("Skills", purpose="To train adults for jobs in homes")
    assert "No similar objectives are waiting" in page(cast.desnz_official)


def test_a_pair_that_was_looked_at_does_not_come_back(
    cast: Cast, twice: tuple[Priority, Programme]
) -> None:
    assert answer(cast.desnz_official, *reversed(twice)).status_code == 302
    text = page(cast.desnz_official)
    assert "No similar objectives are waiting" in text
    assert "The same objective Both insulate" in text
    answer(cast.pfpp_lead, *twice, verdict="different")
    assert Repeat.objects.get().verdict == "different"


def test_what_is_hidden_from_the_reader_is_neither_found_nor_judged(
    cast: Cast, twice: tuple[Priority, Programme]
) -> None:
    Priority.objects.update(visibility="team")
    assert "Warm homes" not in page(cast.pfpp_lead)
    refused = answer(cast.pfpp_lead, *twice)
    assert "Choose two objectives that are in the list" in words(refused)
    assert not Repeat.objects.exists()


def test_a_pair_found_to_be_the_same_is_hidden_with_its_priority(
    cast: Cast, twice: tuple[Priority, Programme]
) -> None:
    answer(cast.desnz_official, *twice)
    Priority.objects.update(visibility="team")
    assert "Warm homes" not in page(cast.pfpp_lead)


def test_what_was_typed_about_other_pairs_is_kept_when_one_is_answered(
    cast: Cast, twice: tuple[Priority, Programme]
) -> None:
    priority, programme = map(key_of, twice)
    other = key_of(builders.programme("Snug homes", purpose=f"To {TEXT.lower()}, at last."))
    client = as_(cast.desnz_official)
    typed = values(client.get(URL).content.decode())
    typed |= {note_name(priority, programme): "Both insulate"}
    typed |= {note_name(priority, other): "One is about landlords"}
    page = client.post(URL, typed | {"judge": f"{priority} {programme} same"}, follow=True)
    assert Repeat.objects.get().note == "Both insulate"
    assert "You have a draft" in words(page)
    after = values(page.content.decode())
    assert after[note_name(priority, other)] == "One is about landlords"
    client.post(URL, after | {"judge": f"{priority} {other} different"})
    assert not Draft.objects.exists()


@pytest.mark.parametrize("key", ["", "priority-", "priority-x", "pilot-1", "priority-99999999999"])
def test_a_pair_that_is_not_there_is_refused_in_words(
    cast: Cast, twice: tuple[Priority, Programme], key: str
) -> None:
    refused = answer(cast.desnz_official, *twice, first=key, note="My reason")
    assert refused.status_code == 200
    assert not Repeat.objects.exists()


def test_officers_judge_and_contributors_only_read(
    cast: Cast, twice: tuple[Priority, Programme]
) -> None:
    assert "Not the same" not in page(cast.bradford_officer)
    assert answer(cast.bradford_officer, *twice).status_code == 403


def test_the_page_costs_the_same_for_thirty_finds_as_for_one(
    cast: Cast, twice: tuple[Priority, Programme], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_(cast.desnz_official)
    client.get(URL)
    with django_assert_num_queries(8):
        client.get(URL)
    for number in range(30):
        builders.programme(f"Homes {number}", purpose=f"{TEXT} {number}")
    with django_assert_num_queries(8):
        client.get(URL)


def test_a_pair_has_two_aims_and_stands_once(twice: tuple[Priority, Programme]) -> None:
    priority, programme = twice
    given = {"first_priority": priority, "second_programme": programme, "verdict": "same"}

    def made(**fields: Any) -> Any:
        return lambda: Repeat.objects.create(**{**given, **fields})

    assert broken(made(first_priority=None)) == "repeat_first_is_one_aim"
    assert broken(made(second_programme=None)) == "repeat_second_is_one_aim"
    both = made(second_programme=None, second_priority=priority)
    assert broken(both) == "repeat_of_two_priorities"
    both = made(first_priority=None, first_programme=programme)
    assert broken(both) == "repeat_of_two_programmes"
    made()()
    assert broken(made()) == "repeat_once"

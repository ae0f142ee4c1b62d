"""The register of secondments and the board of opportunities."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Notice
from partnerships.models import Interest, Opportunity, OrganisationPlace, Secondment
from partnerships.secondment.actions import say_interest
from tests import builders
from tests.builders import TODAY, Cast
from tests.partnerships.test_constraints import JUNE, MAY, broken

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    made = builders.cast()
    OrganisationPlace.objects.create(organisation=made.council, place=made.bradford, role="governs")
    return made


@pytest.fixture
def university() -> Any:
    return builders.organisation("University of Bradford", "university")


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def typed(giver: Any, receiver: Any, **fields: str) -> dict[str, str]:
    return {
        "giver": giver.name,
        "receiver": receiver.name,
        "state": "under_way",
        "aim": "Untangle which data the council may use",
        **fields,
    }


def test_an_editor_records_a_secondment_from_a_university_to_the_council(
    cast: Cast, university: Any
) -> None:
    client = signed_in(cast.bradford_editor)
    sent = typed(university, cast.council, months="6", start_month="3", start_year="2026")
    page = client.post("/secondments/add/", sent, follow=True).content.decode()
    assert "University of Bradford (university)" in page
    assert "6 months" in page
    assert "March 2026" in page
    public = Client().get("/secondments/").content.decode()
    assert "University of Bradford to City of Bradford" in public
    assert "Bradford editor" not in public


def test_what_is_only_offered_is_not_public(cast: Cast, university: Any) -> None:
    one = builders.secondment(university, cast.council, state="offered", aim="Lend an analyst")
    assert Client().get(one.get_absolute_url()).status_code == 404
    assert "Lend an analyst" not in Client().get("/secondments/").content.decode()
    assert "Lend an analyst" not in Client().get("/secondments/?format=json").getvalue().decode()
    assert "Lend an analyst" in signed_in(cast.outsider).get("/secondments/").content.decode()


def test_nobody_records_what_is_not_theirs(cast: Cast, university: Any) -> None:
    page = signed_in(cast.luton_editor).post("/secondments/add/", typed(university, cast.council))
    said = page.content.decode()
    assert "Name a body that you answer for or a place that you edit" in said
    assert "Untangle which data the council may use" in said
    assert not Secondment.objects.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"giver": "No such body"}, "No organisation called “No such body” was found"),
        ({"months": "0"}, "Enter 1 or more"),
        ({"months": "a few"}, "months"),
        ({"months": "99999999"}, "months"),
        ({"start_year": "2026", "end_year": "2025"}, "The end must be after the start"),
        ({"aim": ""}, "id_aim-err"),
        ({"aim": "x" * 5_001}, "id_aim-err"),
    ],
)
def test_a_wrong_answer_is_said_at_its_field_and_kept(
    cast: Cast, university: Any, fields: dict[str, str], said: str
) -> None:
    sent = {**typed(university, cast.council), **fields}
    page = signed_in(cast.bradford_editor).post("/secondments/add/", sent)
    assert page.status_code == 200
    assert said in page.content.decode()
    assert "University of Bradford" in page.content.decode() or "giver" in fields
    assert not Secondment.objects.exists()


def test_a_body_cannot_lend_somebody_to_itself(cast: Cast) -> None:
    client = signed_in(cast.bradford_editor)
    page = client.post("/secondments/add/", typed(cast.council, cast.council))
    assert "A secondment goes from one body to another" in page.content.decode()


def test_the_second_editor_sees_both_versions(cast: Cast, university: Any) -> None:
    one = builders.secondment(university, cast.council, place=cast.bradford)
    client = signed_in(cast.bradford_editor)
    address = f"/secondments/{one.pk}/edit/"
    assert "Find out which data" in client.get(address).content.decode()
    Secondment.objects.filter(pk=one.pk).update(outcome="A list of what may be shared")
    mine = typed(university, cast.council, place="Bradford", outcome="Nothing yet", version="1")
    said = client.post(address, mine).content.decode()
    assert "A list of what may be shared" in said
    assert "Nothing yet" in said
    assert Secondment.objects.get().outcome == "A list of what may be shared"


def test_an_unknown_length_is_not_known_rather_than_zero(cast: Cast, university: Any) -> None:
    one = builders.secondment(university, cast.council)
    page = Client().get(one.get_absolute_url()).content.decode()
    assert page.count("Not known") >= 3
    assert "0 months" not in page


def test_a_wrong_filter_shows_no_rows(cast: Cast, university: Any) -> None:
    builders.secondment(university, cast.council)
    page = Client().get("/secondments/?state=lost").content.decode()
    assert "University of Bradford to" not in page
    assert "nothing is shown" in page


def test_secondments_of_a_region_are_those_of_its_places(cast: Cast, university: Any) -> None:
    builders.secondment(university, cast.council, place=cast.bradford)
    found = "University of Bradford to"
    assert found in Client().get(f"/secondments/?place={cast.region.slug}").content.decode()
    assert found not in Client().get("/secondments/?place=luton").content.decode()


@pytest.mark.parametrize("many", [1, 30])
def test_the_list_asks_as_much_for_one_as_for_thirty(
    cast: Cast, university: Any, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(many):
        builders.secondment(university, cast.council, place=cast.bradford)
        builders.opportunity(cast.council)
    client = Client()
    with django_assert_num_queries(3):
        client.get("/secondments/")
    with django_assert_num_queries(1):
        client.get("/secondments/opportunities/")


def test_whoever_put_a_card_up_is_told_who_is_interested_once(cast: Cast) -> None:
    card = builders.opportunity(cast.council, created_by=cast.bradford_editor)
    client = signed_in(cast.desnz_official)
    for words in ("I know the data well", "I know the data very well"):
        client.post(f"{card.get_absolute_url()}interest/", {"message": words}, follow=True)
    told = Notice.objects.get()
    assert told.user == cast.bradford_editor
    assert told.url == card.get_absolute_url()
    assert "Energy official" not in told.subject + told.text
    mine = signed_in(cast.bradford_editor).get(card.get_absolute_url()).content.decode()
    assert "Energy official" in mine
    assert "I know the data very well" in mine


def test_nobody_else_sees_who_is_interested(cast: Cast) -> None:
    card = builders.opportunity(cast.council, created_by=cast.bradford_editor)
    say_interest(by=cast.desnz_official, opportunity=card, message="Pick me")
    for client in (Client(), signed_in(cast.outsider), signed_in(cast.region_editor)):
        page = client.get(card.get_absolute_url()).content.decode()
        assert "Energy official" not in page
        assert "Pick me" not in page


def test_interest_is_taken_back_without_a_trace(cast: Cast) -> None:
    card = builders.opportunity(cast.council, created_by=cast.bradford_editor)
    say_interest(by=cast.outsider, opportunity=card)
    client = signed_in(cast.outsider)
    page = client.post(f"{card.get_absolute_url()}interest/", {"back": "1"}, follow=True)
    assert "You are no longer down as interested" in page.content.decode()
    assert not Interest.objects.exists()


def test_a_closed_card_takes_no_interest_and_stays_to_be_read(cast: Cast) -> None:
    card = builders.opportunity(cast.council, created_by=cast.bradford_editor)
    signed_in(cast.bradford_editor).post(f"{card.get_absolute_url()}close/")
    assert "Data analyst" not in Client().get("/secondments/opportunities/").content.decode()
    assert "off the board" in Client().get(card.get_absolute_url()).content.decode()
    with pytest.raises(ValidationError):
        say_interest(by=cast.outsider, opportunity=card)
    said = signed_in(cast.outsider).post(f"{card.get_absolute_url()}interest/", follow=True)
    assert "This is closed" in said.content.decode()


def test_a_card_past_its_last_day_is_off_the_board(cast: Cast) -> None:
    builders.opportunity(cast.council, closes_on=TODAY.replace(year=2020))
    assert "Data analyst" not in Client().get("/secondments/opportunities/").content.decode()


def test_an_agreed_card_fills_in_the_secondment(cast: Cast) -> None:
    card = builders.opportunity(cast.council, months=6, place=cast.bradford)
    client = signed_in(cast.bradford_editor)
    page = client.get(f"/secondments/add/?opportunity={card.pk}").content.decode()
    assert 'value="City of Bradford Metropolitan District Council"' in page
    assert 'value="6"' in page
    assert client.get("/secondments/add/?opportunity=9e9&place=%00").status_code == 200


def test_secondments_and_cards_keep_their_rules(cast: Cast, university: Any) -> None:
    one = builders.secondment(university, cast.council)
    rows = Secondment.objects.filter(pk=one.pk)
    assert broken(lambda: rows.update(giver=cast.council)) == "secondment_between_two_bodies"
    assert broken(lambda: rows.update(start=JUNE, end=MAY)) == "secondment_dates_in_order"
    assert broken(lambda: rows.update(months=0)) == "secondment_lasts_a_month"
    card = builders.opportunity(cast.council)
    cards = Opportunity.objects.filter(pk=card.pk)
    assert broken(lambda: cards.update(months=0)) == "opportunity_lasts_a_month"
    Interest.objects.create(opportunity=card, user=cast.outsider)
    again = lambda: Interest.objects.create(opportunity=card, user=cast.outsider)  # noqa: E731
    assert broken(again) == "interest_once_for_each_person"

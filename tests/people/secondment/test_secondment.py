"""The register of secondments and the board of opportunities."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import Notice, User
from partnerships.models import OrganisationPlace
from people.models import Interest, Opportunity, Secondment
from people.secondment.actions import say_interest
from tests import builders
from tests.builders import TODAY, Cast
from tests.partnerships.test_constraints import JUNE, MAY, broken
from tests.plain_record import HIDDEN, HasFile, HasFilters, HasHistory, HasReaders

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


class TestSecondment(HasReaders, HasFilters, HasHistory, HasFile):
    """A person of the university works at the council for half a year."""

    model, adds, edits, may_not = Secondment, "bradford_editor", "bradford_editor", "outsider"
    also_sees = "outsider"  # what is only offered is for those signed in
    history_not_for = "resident"
    typed = {
        "giver": "University of Bradford",
        "receiver": "City of Bradford Metropolitan District Council",
        "place": "Bradford",
        "state": "ended",
        "aim": "Untangle which data the council may use",
        "grade": "Grade 7",
        "months": "6",
        "start_day": "",
        "start_month": "3",
        "start_year": "2026",
        "end_day": "31",
        "end_month": "8",
        "end_year": "2026",
        "outcome": "A list of what may be shared",
    }
    saved = {
        "giver.name": "University of Bradford",
        "receiver.name": "City of Bradford Metropolitan District Council",
        "place.name": "Bradford",
        "state": "ended",
        "aim": "Untangle which data the council may use",
        "grade": "Grade 7",
        "months": 6,
        "start": dt.date(2026, 3, 1),
        "start_precision": "month",
        "end": dt.date(2026, 8, 31),
        "end_precision": "day",
        "outcome": "A list of what may be shared",
        "created_by.full_name": "Bradford editor",
    }
    shown = (
        *("University of Bradford (university)", "6 months", "March 2026", "31 August 2026"),
        *("Grade 7", "Untangle which data the council may use", "A list of what may be shared"),
    )
    listed = "University of Bradford to City of Bradford"
    filters = {
        "?place=yorkshire-and-the-humber": True,
        "?place=luton": False,
        "?state=ended": True,
        "?state=offered": False,
        "?q=which+data": True,
        "?q=swimming": False,
    }
    wrong_filter = "?state=lost"
    refused = [
        ({"giver": "No such body"}, "We can’t find “No such body”"),
        ({"giver": typed["receiver"]}, "A secondment goes from one body to another"),
        ({"months": "0"}, "Enter 1 or more"),
        ({"months": "a few"}, "id_months-err"),
        ({"months": "99999999"}, "id_months-err"),
        ({"end_year": "2025"}, "The end can’t be before the start"),
        ({"aim": ""}, "id_aim-err"),
        ({"aim": "x" * 5_001}, "id_aim-err"),
    ]
    change = ("aim", "Find out which data may be shared", "Find out who decides")
    columns = (
        "id giver giver_sector receiver receiver_sector place state grade months start "
        "start_precision end end_precision aim outcome source address"
    )
    cells = {
        "giver": "University of Bradford",
        "giver_sector": "university",
        "place": "Bradford",
        "state": "ended",
        "aim": "Find out which data may be shared",
    }

    def prepare(self) -> None:
        body = builders.organisation("University of Bradford", "university")
        cast = self.cast
        self.of = {"giver": body, "receiver": cast.council, "place": cast.bradford}

    def make(self) -> Secondment:
        return builders.secondment(**self.of)

    def hide(self) -> Secondment:
        return builders.secondment(**self.of, state="offered", aim=HIDDEN)

    def list_at(self) -> str:
        return "/secondments/"


def test_nobody_records_what_is_not_theirs(cast: Cast, university: Any) -> None:
    page = signed_in(cast.luton_editor).post("/secondments/add/", typed(university, cast.council))
    said = page.content.decode()
    assert "Name an organisation you answer for or a place that you edit" in said
    assert "Untangle which data the council may use" in said
    assert not Secondment.objects.exists()


def test_an_unknown_length_is_not_known_rather_than_zero(cast: Cast, university: Any) -> None:
    one = builders.secondment(university, cast.council)
    page = Client().get(one.get_absolute_url()).content.decode()
    assert page.count("Not known") >= 3
    assert "0 months" not in page


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


@pytest.mark.parametrize("author_left", [True, False])
def test_officers_read_who_is_interested_where_the_author_has_left(
    cast: Cast, author_left: bool
) -> None:
    card = builders.opportunity(cast.council, created_by=cast.bradford_editor)
    User.objects.filter(pk=cast.bradford_editor.pk).update(is_active=not author_left)
    officer = builders.user("Council officer", ("officer", cast.council))
    elsewhere = builders.user("Elsewhere", ("officer", builders.organisation("Police", "police")))
    say_interest(by=cast.desnz_official, opportunity=card, message="Pick me")
    assert Notice.objects.filter(user=officer).exists() == author_left
    page = signed_in(officer).get(card.get_absolute_url()).content.decode()
    for words in ("Energy official", "Pick me", "Only its officers see this"):
        assert (words in page) == author_left, words
    for client in (Client(), signed_in(elsewhere), signed_in(cast.region_editor)):
        page = client.get(card.get_absolute_url()).content.decode()
        assert "Energy official" not in page
        assert "Pick me" not in page


def test_interest_is_taken_back_without_a_trace(cast: Cast) -> None:
    card = builders.opportunity(cast.council, created_by=cast.bradford_editor)
    say_interest(by=cast.outsider, opportunity=card)
    client = signed_in(cast.outsider)
    page = client.post(f"{card.get_absolute_url()}interest/", {"back": "1"}, follow=True)
    assert "You’re no longer down as interested" in page.content.decode()
    assert not Interest.objects.exists()


def test_a_closed_card_takes_no_interest_and_stays_to_be_read(cast: Cast) -> None:
    card = builders.opportunity(cast.council, created_by=cast.bradford_editor)
    signed_in(cast.bradford_editor).post(f"{card.get_absolute_url()}close/")
    assert "Data analyst" not in Client().get("/secondments/opportunities/").content.decode()
    assert "no longer on the board" in Client().get(card.get_absolute_url()).content.decode()
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

"""The pages by which bodies give way to others, as an administrator goes through them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from partnerships.models import Organisation, OrganisationPlace, Reorganisation
from reorganise.actions import give_way
from reorganise.giving_way_plan import GivingWay, Heir
from tests import asked, builders
from tests.builders import Cast
from tests.reorganise.reorganised import everything
from tests.reorganise.test_giving_way import DAY, NEW, member
from tests.reorganise.test_pages import hidden, text

pytestmark = pytest.mark.django_db
ANSWERS = {
    "body_0": "Fenshire Care Board",
    "sector_0": "nhs",
    "on_day": "1",
    "on_month": "4",
    "on_year": "2026",
    "reason": "The order of the health service",
    "source_said": "The order",
}


@pytest.fixture
def north(cast: Cast) -> Organisation:
    """A board that serves Bradford and Luton."""
    body = builders.organisation("North Care Board", "nhs")
    for place in (cast.bradford, cast.luton):
        OrganisationPlace.objects.create(organisation=body, place=place)
    return body


@pytest.fixture
def admin(client: Client, cast: Cast) -> Client:
    client.force_login(cast.administrator)
    return client


def address(body: Organisation) -> str:
    return f"{body.get_absolute_url()}gives-way/"


def test_an_administrator_says_that_two_gave_way_in_two_steps(
    cast: Cast, admin: Client, north: Organisation
) -> None:
    builders.organisation("South Care Board", "nhs")
    builders.flow(cast.bradford, 500, giver=north, meaning="paid")
    member(north, cast.bradford)
    page = admin.get(north.get_absolute_url()).content.decode()
    assert address(north) in page
    before = everything()
    check = admin.post(address(north), {**ANSWERS, "others": "south care board"})
    said = text(check)
    assert "North Care Board and South Care Board are replaced by Fenshire Care Board" in said
    assert "New in the directory Fenshire Care Board" in " ".join(said.split())
    assert "1 membership" in said
    assert "under its name at the time: 1 flow from it." in said
    assert everything() == before
    done = admin.post(address(north), {**hidden(check), "step": "go"}, follow=True)
    assert "It is done." in text(done)
    page = " ".join(text(admin.get(north.get_absolute_url())).split())
    assert "Since 1 April 2026: Fenshire Care Board ." in page
    new = Organisation.objects.get(name="Fenshire Care Board")
    page = " ".join(text(admin.get(new.get_absolute_url())).split())
    assert "On 1 April 2026 it took the place of North Care Board and South Care Board ." in page


def test_a_split_asks_which_serves_each_place_and_the_rest_follows(
    cast: Cast, admin: Client, north: Organisation
) -> None:
    member(north, cast.bradford)
    member(north, cast.luton)
    officer = builders.user("Board officer", ("officer", north))
    split = {**ANSWERS, "body_1": "Hillshire Care Board", "sector_1": "nhs"}
    asked_first = admin.post(address(north), split)
    sent = {**hidden(asked_first), "step": "go"}
    refused = admin.post(address(north), sent)
    assert "The record does not say for 2 places and 2 memberships" in text(refused)
    assert not Reorganisation.objects.exists()
    places = {link.place: link.pk for link in north.place_links.all()}
    name = "go-partnerships-organisationplace-organisation"
    chosen = {
        f"{name}-{places[cast.bradford]}": "0",
        f"{name}-{places[cast.luton]}": "1",
    }
    shown = admin.post(address(north), {**hidden(refused), **chosen, "step": "look"})
    assert shown.content.decode().count('<option value="0" selected>') == 2
    done = admin.post(address(north), {**hidden(refused), **chosen, "step": "go"}, follow=True)
    assert "It is done." in text(done)
    for heir, place in (("Fenshire", cast.bradford), ("Hillshire", cast.luton)):
        body = Organisation.objects.get(name=f"{heir} Care Board")
        assert body.memberships.get().partnership.places.get() == place
    assert officer.assignments.get().organisation == north


@pytest.mark.parametrize(
    ("differs", "said"),
    [
        ({"body_0": "North Care Board", "sector_0": ""}, "cannot become itself"),
        ({"body_0": "Nowhere Board", "sector_0": ""}, "For a new body, choose its kind"),
        ({"body_0": "", "sector_0": "nhs"}, "Enter the body that takes over"),
        ({"body_0": "!!", "sector_0": "nhs"}, "with letters"),
        ({"others": "Nobody"}, "We can’t find “Nobody”"),
        ({"source_said": ""}, "Name a source above"),
        ({"on_month": "13"}, "month"),
    ],
    ids=["itself", "unknown", "no name", "no letters", "unknown other", "no source", "no day"],
)
def test_what_is_wrong_stands_at_its_answer(
    admin: Client, north: Organisation, differs: dict[str, str], said: str
) -> None:
    before = everything()
    answer = admin.post(address(north), {**ANSWERS, **differs})
    assert said in text(answer)
    assert "Error" in answer.content.decode()
    assert everything() == before


def test_nothing_hidden_is_named_and_others_hear_only_of_what_they_see(
    cast: Cast, admin: Client, north: Organisation
) -> None:
    """Counts of all are for who carries it out; names of what is hidden are for nobody."""
    hidden_one = builders.barrier(cast.luton, "A secret matter", visibility="team")
    open_one = builders.barrier(cast.bradford, "An open matter", visibility="public")
    for barrier in (hidden_one, open_one):
        asked.ask(barrier, north)
    check = text(admin.post(address(north), ANSWERS))
    assert "2 escalations" in check
    assert "An open matter" in check
    assert "A secret matter" not in check
    assert "You cannot see 1 of them" in check
    made = give_way(
        plan=GivingWay(on=DAY, before=(north,), after=(NEW,), reason="Order"),
        by=cast.administrator,
    )
    client = Client()
    client.force_login(cast.outsider)
    page = text(client.get(made.get_absolute_url()))
    assert "2 escalations" not in page
    assert "secret" not in page
    assert "You cannot see" not in page


def test_what_is_planned_is_read_by_administrators_alone(
    cast: Cast, admin: Client, north: Organisation
) -> None:
    later = timezone.localdate() + dt.timedelta(days=9)
    made = give_way(
        plan=GivingWay(on=later, before=(north,), after=(Heir(cast.council),), reason="Order"),
        by=cast.administrator,
    )
    assert admin.get(made.get_absolute_url()).status_code == 200
    assert Client().get(made.get_absolute_url()).status_code == 404
    again: Any = admin.post(address(north), ANSWERS)
    assert "Withdraw that plan first" in text(again)


def test_one_answer_stands_for_all_that_cannot_be_told(
    cast: Cast, admin: Client, north: Organisation
) -> None:
    """But for roles of people, which stay until somebody says it of them."""
    member(north, cast.bradford)
    member(north, cast.luton)
    officer = builders.user("Board officer", ("officer", north))
    split = {**ANSWERS, "body_1": "Hillshire Care Board", "sector_1": "nhs"}
    first = hidden(admin.post(address(north), split))
    odd = admin.post(address(north), {**first, "go-rest": "17", "step": "go"})
    assert "Choose where the rest goes" in text(odd)
    done = admin.post(address(north), {**first, "go-rest": "1", "step": "go"}, follow=True)
    assert "It is done." in text(done)
    heir = Organisation.objects.get(name="Hillshire Care Board")
    assert heir.memberships.count() == 2
    assert officer.assignments.get().organisation == north

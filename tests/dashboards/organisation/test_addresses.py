"""Addresses that a place or an organisation had before lead to the page of today."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Notice, User
from interface.forms.emails import MESSAGE
from partnerships.models import FormerAddress, Organisation, Place
from people.models import Subscription
from tests import asked, builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def durham() -> Place:
    made = builders.place("County Durham", "unitary")
    FormerAddress.objects.create(place=made, slug="durham")
    return made


@pytest.fixture
def desnz() -> Organisation:
    made = builders.organisation("Department for Energy Security and Net Zero")
    FormerAddress.objects.create(organisation=made, slug="beis")
    return made


@pytest.mark.parametrize("page", ["", "brief/", "partners/", "funding/", "not-known/", "history/"])
def test_each_page_of_a_place_leads_from_its_old_address_for_good(
    client: Client, durham: Place, page: str
) -> None:
    answer = client.get(f"/places/durham/{page}")
    assert (answer.status_code, answer["Location"]) == (301, f"/places/county-durham/{page}")


def test_what_was_asked_of_the_page_goes_with_it(client: Client, durham: Place) -> None:
    answer = client.get("/places/durham/funding/?format=csv&q=a%26b")
    assert answer["Location"] == "/places/county-durham/funding/?format=csv&q=a%26b"


def test_what_is_sent_to_an_old_address_is_sent_on_and_not_lost(
    client: Client, durham: Place
) -> None:
    client.force_login(builders.user("Editor", ("place_editor", durham)))
    answer = client.post("/places/durham/edit/", {"description": "Hills"})
    assert (answer.status_code, answer["Location"]) == (308, "/places/county-durham/edit/")


def test_an_old_address_opens_nothing_that_the_new_one_keeps_closed(
    client: Client, durham: Place
) -> None:
    assert "/account/" in client.get("/places/durham/edit/")["Location"]
    client.force_login(builders.user("Outsider"))
    assert client.get("/places/durham/edit/", follow=True).status_code == 403


def test_a_place_of_that_address_comes_before_one_that_had_it_once(
    client: Client, durham: Place
) -> None:
    builders.place("Durham", "district")
    assert "district" in client.get("/places/durham/").content.decode().lower()


def test_a_page_that_is_found_asks_nothing_about_old_addresses(
    client: Client, durham: Place
) -> None:

    with CaptureQueriesContext(connection) as seen:
        client.get("/places/county-durham/")
        client.get("/organisations/nobody/")
    asked = [query["sql"] for query in seen if "formeraddress" in query["sql"]]
    assert len(asked) == 1  # only the organisation that is not there


def test_an_organisation_leads_from_its_old_address_for_good(
    client: Client, desnz: Organisation
) -> None:
    answer = client.get("/organisations/beis/?x=1")
    assert answer.status_code == 301
    assert answer["Location"] == "/organisations/department-for-energy-security-and-net-zero/?x=1"


def test_a_merged_body_is_in_no_list_and_its_address_leads_to_the_one_kept(
    client: Client, desnz: Organisation
) -> None:
    twin = builders.organisation("Energy department", merged_into=desnz)
    FormerAddress.objects.create(organisation=desnz, slug=twin.slug)
    assert "Energy department" not in client.get("/organisations/").content.decode()
    assert client.get("/organisations/energy-department/")["Location"] == desnz.get_absolute_url()


def test_an_address_that_nothing_ever_had_is_not_found(client: Client) -> None:
    assert client.get("/places/nowhere/").status_code == 404
    assert client.get("/organisations/nobody/").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/pilots/?place=durham",
        "/barriers/?place=durham",
        "/funding/flows/?place=durham",
        "/priorities/?place=durham",
        "/priorities/matrix/?place=durham",
        "/secondments/?place=durham",
        "/recognition/?place=durham",
        "/places/?within=durham",
        "/who-to-ask/?place=durham",
        "/lived-experience/?place=durham",
        "/champions/?place=durham",
    ],
)
def test_a_filter_by_an_old_address_is_one_by_the_place_of_today(
    client: Client, durham: Place, address: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "County Durham" in page
    assert "<title>Error: " not in page
    assert "We can’t find" not in page


def test_a_filter_by_an_old_address_of_a_body_is_one_by_the_body(
    client: Client, desnz: Organisation
) -> None:
    page = client.get("/secondments/?body=beis").content.decode()
    assert desnz.name in page
    assert "<title>Error: " not in page


def test_an_old_address_does_not_hide_a_place_of_that_name(client: Client, durham: Place) -> None:
    town = builders.place("Durham", "district", slug="durham-district")
    pilot = builders.pilot(town, "Riverside")
    page = client.get("/pilots/?place=Durham").content.decode()
    assert pilot.name in page


def test_forms_start_from_a_place_by_its_old_address(client: Client, durham: Place) -> None:
    client.force_login(builders.user("Editor", ("place_editor", durham)))
    for address in ("/priorities/add/", "/job-roles/add/", "/secondments/add/"):
        assert 'value="County Durham"' in client.get(f"{address}?place=durham").content.decode()


CANNOT = "a@aء.com"


def refused(client: Client, address: str, **typed: Any) -> None:
    page = client.post(address, {"email": CANNOT, "login": CANNOT, **typed})
    assert page.status_code in (200, 422), address
    said = page.content.decode()
    assert MESSAGE in said, address
    assert CANNOT in said, address


def test_forms_that_anybody_opens(client: Client, cast: Cast) -> None:
    update = builders.regional_update(cast.region, cast.yorkshire_connector)
    refused(client, "/places/bradford/follow/")
    refused(client, f"{update.get_absolute_url()}reply/", text="Thank you")
    refused(client, "/account/forgotten/")
    assert not Subscription.objects.exists()
    assert not Notice.objects.exists()


def test_forms_of_people_who_are_signed_in(client: Client, cast: Cast) -> None:
    post = builders.post("Adviser", cast.council, cast.bradford)
    escalation = asked.ask(builders.barrier(cast.bradford), cast.council, created_by=cast.author)
    client.force_login(cast.bradford_editor)
    refused(client, f"{post.get_absolute_url()}edit/", title="Adviser")
    refused(client, f"{post.get_absolute_url()}holder/", how="joins", name="Ada")
    refused(client, f"{escalation.get_absolute_url()}link/")
    assert not Notice.objects.exists()


def test_an_administrator_is_made_of_no_such_address() -> None:
    with pytest.raises(CommandError, match="not an email address that can be sent to"):
        call_command("make_administrator", CANNOT)
    assert not User.objects.filter(email=CANNOT).exists()

"""Thanks for what came of people's work: who gives them, who reads them, who is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Notice
from partnerships.models import Organisation, OrganisationPlace, Recognition
from tests import builders
from tests.builders import TODAY, Cast
from tests.partnerships.priority.test_priority import as_, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=True):
        yield


@pytest.fixture
def cast() -> Cast:
    made = builders.cast()
    OrganisationPlace.objects.create(organisation=made.council, place=made.bradford, role="governs")
    return made


@pytest.fixture
def ministry(cast: Cast) -> Organisation:
    [assignment] = cast.desnz_official.assignments.all()
    assert assignment.organisation is not None
    return assignment.organisation


def typed(giver: Organisation, **fields: str) -> dict[str, str]:
    day = {"on_day": "19", "on_month": "11", "on_year": "2026"}
    said = {"said": "Forty homes are warm.", "given_by": giver.name, "place": "Bradford"}
    return {**said, **day, **fields}


def thanks(cast: Cast, ministry: Organisation, **fields: Any) -> Recognition:
    usual = {"organisation": cast.council, "given_by": ministry, "on": TODAY}
    return Recognition.objects.create(**{**usual, "said": "Forty homes are warm.", **fields})


def test_an_official_thanks_a_council_and_everybody_reads_it(
    cast: Cast, ministry: Organisation
) -> None:
    officer = builders.user("Council officer", ("officer", cast.council))
    client = as_(cast.desnz_official)
    council = f"/organisations/{cast.council.slug}/"
    assert "Give thanks for what came of its work" in words(client.get(council))
    answer = client.post(f"/organisations/{cast.council.slug}/thank/", typed(ministry), follow=True)
    assert "Your thanks are recorded" in words(answer)
    said = f"From {ministry.name}, 19 November 2026, Bradford"
    for address in (council, "/places/bradford/partners/"):
        page = words(Client().get(address))
        assert "Forty homes are warm." in page
        assert said in page
        assert "Give thanks" not in page
    assert "Forty homes are warm." in words(Client().get("/recognition/?place=bradford"))
    assert "Forty homes" not in words(Client().get("/recognition/?place=luton"))
    assert [one.user for one in Notice.objects.filter(kind="recognition")] == [officer]


def test_thanks_to_a_person_go_to_the_role_and_are_hidden_with_it(
    cast: Cast, ministry: Organisation
) -> None:
    role = builders.post("Housing lead", cast.council, email="housing@example.test")
    hidden = builders.post("Quiet role", cast.council, visibility="team")
    builders.holder(role, "Pat Doe")
    client = as_(cast.desnz_official)
    assert client.get(f"{hidden.get_absolute_url()}thank/").status_code == 404
    client.post(f"{role.get_absolute_url()}thank/", typed(ministry))
    one = Recognition.objects.get()
    assert one.organisation == cast.council
    assert Notice.objects.get(kind="recognition").email == "pat-doe@example.test"
    assert "Forty homes are warm." in words(as_(cast.outsider).get(role.get_absolute_url()))
    council = f"/organisations/{cast.council.slug}/"
    for address in (council, "/recognition/", "/recognition/?format=csv"):
        page = Client().get(address)
        text = (page.getvalue() if page.streaming else page.content).decode()
        assert "Forty homes" not in text  # the role is for everyone signed in
        assert "Pat Doe" not in text
    assert Client().get(one.get_absolute_url()).status_code == 404
    assert "Housing lead" in words(as_(cast.outsider).get(council))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"said": " "}, "id_said-err"),
        ({"given_by": "City of Bradford Metropolitan District Council"}, "does not thank itself"),
        ({"given_by": "A charity"}, "Name a body that you answer for"),
        ({"given_by": "No such body"}, "id_given_by-err"),
        ({"place": "Atlantis"}, "id_place-err"),
        ({"on_year": "2027"}, "not in the future"),
        ({"on_day": "31"}, "id_on-err"),
        ({"said": "x\x00y" * 9}, "hidden character"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_text_stays(
    cast: Cast, ministry: Organisation, fields: dict[str, str], said: str
) -> None:
    builders.organisation("A charity", "voluntary_community")
    answer = as_(cast.desnz_official).post(
        f"/organisations/{cast.council.slug}/thank/", typed(ministry, **fields)
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>Error: " in page
    assert said in page
    assert "said" in fields or "Forty homes are warm." in page
    assert not Recognition.objects.exists()


@pytest.mark.parametrize("to", ["organisations/none", "job-roles/0", f"job-roles/{2**62}"])
def test_there_must_be_somebody_to_thank(cast: Cast, to: str) -> None:
    assert as_(cast.desnz_official).get(f"/{to}/thank/").status_code == 404


def test_a_role_that_was_closed_is_not_thanked(cast: Cast) -> None:
    role = builders.post("Housing lead", cast.council, closed_on=TODAY)
    address = role.get_absolute_url()
    assert "Give thanks" not in words(as_(cast.desnz_official).get(address))
    assert as_(cast.desnz_official).get(f"{address}thank/").status_code == 404


@pytest.mark.usefixtures("own_database")  # each change is a moment of its own
def test_what_was_said_is_put_right_by_whoever_keeps_its_giver(
    cast: Cast, ministry: Organisation
) -> None:
    one = thanks(cast, ministry)
    address = f"/recognition/{one.pk}/edit/"
    assert as_(cast.bradford_editor).get(address).status_code == 403
    client = as_(cast.desnz_official)
    sent = typed(ministry, said="Fifty homes are warm.", version=str(one.version))
    assert "It is changed." in words(client.post(address, sent, follow=True))
    history = words(as_(cast.outsider).get(f"/recognition/{one.pk}/history/"))
    assert "Forty homes are warm." in history
    assert "Fifty homes are warm." in history
    again = client.post(address, {**sent, "said": "Sixty."})
    assert "changed this while you were typing" in words(again)


@pytest.mark.usefixtures("own_database")  # each change is a moment of its own
def test_what_was_said_while_a_role_was_hidden_stays_hidden(
    cast: Cast, ministry: Organisation
) -> None:
    role = builders.post("Quiet role", cast.council, cast.bradford, visibility="team")
    one = thanks(cast, ministry, post=role, said="Forty homes are warm.")
    address = f"/recognition/{one.pk}/history/"
    assert as_(cast.outsider).get(address).status_code == 404
    one.said = "Fifty homes are warm."
    one.save()
    role.visibility = "network"
    role.save()
    assert "Forty homes" not in words(as_(cast.outsider).get(address))
    assert "Forty homes" in words(as_(cast.bradford_editor).get(address))


def test_a_double_press_is_one_word_of_thanks(cast: Cast, ministry: Organisation) -> None:
    client = as_(cast.desnz_official)
    address = f"/organisations/{cast.council.slug}/thank/"
    token = str(client.get(address).context["sheet"].ticket)
    for _ in range(2):
        client.post(address, typed(ministry, draft_token=token))
    assert Recognition.objects.count() == 1


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_as_much_for_one_as_for_thirty(
    cast: Cast,
    ministry: Organisation,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for count in range(number):
        role = builders.post(f"Role {count}", cast.council, visibility="public")
        thanks(cast, ministry, post=role, place=cast.bradford)
    with django_assert_num_queries(2):
        Client().get("/recognition/")

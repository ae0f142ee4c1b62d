"""Thanks for what came of people's work: who gives them, who reads them, who is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import Notice
from partnerships.models import Organisation, OrganisationPlace
from people.models import Recognition
from tests import builders
from tests.builders import TODAY, Cast
from tests.plain_record import HIDDEN, HasFile, HasFilters, HasHistory, HasReaders
from tests.policy.priority.test_priority import as_, words

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


class TestRecognition(HasReaders, HasFilters, HasHistory, HasFile):
    """The ministry thanks the council."""

    model, adds, edits, may_not = Recognition, "desnz_official", "desnz_official", "outsider"
    also_sees = "bradford_editor"  # who sees the job role that is thanked
    history_not_for = "resident"
    typed = {
        "said": "Forty homes are warm.",
        "given_by": "Department for Energy Security and Net Zero",
        "place": "Bradford",
        "on_day": "19",
        "on_month": "11",
        "on_year": "2026",
    }
    saved = {
        "organisation.name": "City of Bradford Metropolitan District Council",
        "post": None,
        "said": "Forty homes are warm.",
        "given_by.name": "Department for Energy Security and Net Zero",
        "place.name": "Bradford",
        "on": dt.date(2026, 11, 19),
        "created_by.full_name": "Energy official",
    }
    shown = ("Forty homes are warm.", "Security and Net Zero", "19 November 2026", "Bradford")
    listed = "Forty homes are warm."
    filters = {
        "?place=bradford": True,
        "?place=luton": False,
        "?body=department-for-energy-security-and-net-zero": True,
        "?body=homes-agency": False,
    }
    wrong_filter = "?body=no-such-body"
    refused = [
        ({"said": " "}, "id_said-err"),
        ({"given_by": saved["organisation.name"]}, "does not thank itself"),
        ({"given_by": "Homes Agency"}, "Name an organisation you answer for"),
        ({"given_by": "No such body"}, "id_given_by-err"),
        ({"place": "Atlantis"}, "id_place-err"),
        ({"on_year": "2027"}, "not in the future"),
        ({"on_day": "31"}, "id_on-err"),
        ({"said": "x\x00y" * 9}, "hidden character"),
    ]
    change = ("said", "Forty homes are warm.", "Fifty homes are warm.")
    columns = "id to role given_by place said on"
    cells = {
        "to": "City of Bradford Metropolitan District Council",
        "given_by": "Department for Energy Security and Net Zero",
        "place": "Bradford",
        "said": "Forty homes are warm.",
        "on": "2026-11-20",
    }

    def prepare(self) -> None:
        builders.organisation("Homes Agency", "arms_length_body")
        [self.ministry] = (one.organisation for one in self.cast.desnz_official.assignments.all())

    def make(self) -> Recognition:
        return thanks(self.cast, self.ministry, place=self.cast.bradford)

    def hide(self) -> Recognition:
        cast = self.cast
        role = builders.post("Quiet role", cast.council, cast.bradford, visibility="team")
        return thanks(cast, self.ministry, post=role, said=HIDDEN)

    def list_at(self) -> str:
        return "/recognition/"

    def add_at(self) -> str:
        return f"/organisations/{self.cast.council.slug}/thank/"


def test_an_official_thanks_a_council_and_everybody_reads_it(
    cast: Cast, ministry: Organisation
) -> None:
    officer = builders.user("Council officer", ("officer", cast.council))
    client = as_(cast.desnz_official)
    council = f"/organisations/{cast.council.slug}/"
    assert "Give thanks for what came of its work" in words(client.get(council))
    answer = client.post(f"/organisations/{cast.council.slug}/thank/", typed(ministry), follow=True)
    assert "Thanks saved" in words(answer)
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


@pytest.mark.parametrize("to", ["organisations/none", "job-roles/0", f"job-roles/{2**62}"])
def test_there_must_be_somebody_to_thank(cast: Cast, to: str) -> None:
    assert as_(cast.desnz_official).get(f"/{to}/thank/").status_code == 404


def test_a_role_that_was_closed_is_not_thanked(cast: Cast) -> None:
    role = builders.post("Housing lead", cast.council, ended_on=TODAY)
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
    assert "Saved." in words(client.post(address, sent, follow=True))
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

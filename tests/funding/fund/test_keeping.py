"""Funds: added where they are missing, asked about where they look alike, changed, taken back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from funding.models import Fund
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, values

pytestmark = pytest.mark.django_db
ADD = "/funding/funds/add/"


def typed(**answers: str) -> dict[str, str]:
    """The form of a fund, filled in."""
    return {
        "name": "Warm homes fund",
        "add_owner": "Energy department",
        "award": "competed",
        "restriction": "ring_fenced",
        "restriction_text": "Insulation only",
        "end_month": "3",
        "end_year": "2027",
        "visibility": "network",
        **answers,
    }


@pytest.fixture(autouse=True)
def department() -> Any:
    return builders.organisation("Energy department", "central_government")


def send(client: Client, address: str, **typed: Any) -> Any:
    """What answers when the form is sent with these answers changed."""
    return client.post(address, filled(client, address, **typed))


def test_an_officer_adds_a_fund_and_finds_it_when_adding_money(cast: Cast) -> None:
    client = signed_in(cast.bradford_officer)
    assert send(client, ADD, **typed()).status_code == 302
    fund = Fund.objects.get()
    page = client.get(fund.get_absolute_url()).content.decode()
    assert "Insulation only" in page
    assert "Energy department" in page
    assert "Ring-fenced" in page
    offered = client.get("/funding/funds/suggest/?q=warm").json()["results"]
    assert offered == [
        {"value": fund.slug, "label": "Warm homes fund", "hint": "Energy department"}
    ]


def test_a_fund_like_one_that_is_there_is_asked_about(cast: Cast) -> None:
    client = signed_in(cast.bradford_officer)
    send(client, ADD, **typed())
    answer = send(client, ADD, **typed(name="Warm homes funds"))
    assert answer.status_code == 200
    assert "It looks like one you have" in answer.content.decode()
    assert Fund.objects.count() == 1
    again = {**values(answer.content.decode()), "is_another": "on"}
    assert client.post(ADD, again).status_code == 302
    assert Fund.objects.count() == 2


def test_a_hidden_fund_is_not_told_by_asking(cast: Cast) -> None:
    Fund.objects.create(name="Warm homes fund", slug="hidden", visibility="team")
    client = signed_in(cast.bradford_officer)
    assert send(client, ADD, **typed()).status_code == 302
    assert client.get("/funding/funds/suggest/?q=warm").json()["results"][1:] == []


@pytest.mark.parametrize(
    ("answers", "field", "says"),
    [
        ({"name": ""}, "name", "called"),
        ({"add_owner": ""}, "add_owner", "Name the organisation"),
        ({"visibility": "public"}, "visibility", "Choose from the answers"),
        ({"visibility": "programme"}, "visibility", "Choose its programme"),
        ({"start_year": "2028", "start_month": "1"}, "end", "be before the start"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    cast: Cast, answers: dict[str, str], field: str, says: str
) -> None:
    answer = send(signed_in(cast.bradford_officer), ADD, **typed(**answers))
    assert says in str(answer.context["form"].errors[field])
    assert not Fund.objects.exists()


def test_an_official_keeps_their_bodys_fund_and_an_officer_elsewhere_does_not(
    cast: Cast, department: Any
) -> None:
    send(signed_in(cast.bradford_officer), ADD, **typed())
    fund = Fund.objects.get()
    edit = f"{fund.get_absolute_url()}edit/"
    official = builders.user("Our official", ("officer", department))
    assert send(signed_in(official), edit, name="Warm homes fund 2").status_code == 302
    assert Fund.objects.get().name == "Warm homes fund 2"
    assert [body.name for body in Fund.objects.get().owners.all()] == ["Energy department"]
    assert signed_in(cast.luton_officer).get(edit).status_code == 403


def test_a_fund_that_money_came_from_stays(cast: Cast) -> None:
    client = signed_in(cast.bradford_officer)
    send(client, ADD, **typed())
    fund = Fund.objects.get()
    builders.flow(cast.bradford, 10, fund=fund)
    client.post(f"{fund.get_absolute_url()}take-back/", {"because": "By mistake"})
    assert Fund.objects.filter(pk=fund.pk).exists()
    assert "£10" in client.get(fund.get_absolute_url()).content.decode()

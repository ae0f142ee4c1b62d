"""Pots of a fund: the outcome that each pays for, and how much is in it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine

from funding.models import Fund, FundPot
from pilots.models import SharedDefinition
from tests.builders import Cast
from tests.funding.fund.test_keeping import send
from tests.pilots.forms import filled, signed_in, text_of, values

pytestmark = pytest.mark.django_db


@pytest.fixture
def fund(cast: Cast) -> Fund:
    return Fund.objects.create(
        name="Outcomes fund", slug="outcomes", visibility="public", programme=cast.pfpp,
        shape="outcomes",
    )  # fmt: skip


def typed(**answers: str) -> dict[str, str]:
    return {
        "name": "Families",
        "outcome": "Fewer children in care",
        "amount": "2 million to 3 million",
        **answers,
    }


def test_a_lead_adds_a_pot_with_the_outcome_that_it_pays_for(cast: Cast, fund: Fund) -> None:
    counted = SharedDefinition.objects.create(
        name="Children looked after", slug="looked-after", unit="children", definition="At 31 March"
    )
    client = signed_in(cast.pfpp_lead)
    page = client.get(fund.get_absolute_url())
    assert "Its pots are not recorded yet." in text_of(page)
    add = f"{fund.get_absolute_url()}pots/add/"
    assert add in page.content.decode()
    answer = send(client, add, **typed(definition="Children looked after"))
    assert answer.url == f"{fund.get_absolute_url()}#pots"
    pot = FundPot.objects.get()
    assert (pot.definition, pot.amount_low, pot.amount_high) == (counted, 2_000_000, 3_000_000)
    said = text_of(client.get(fund.get_absolute_url()))
    for words in ("Families", "Fewer children in care", "£2,000,000 to £3,000,000"):
        assert words in said
    assert "Counted as Children looked after" in said


def test_an_amount_that_is_not_known_is_never_zero(cast: Cast, fund: Fund) -> None:
    send(signed_in(cast.pfpp_lead), f"{fund.get_absolute_url()}pots/add/", **typed(amount=""))
    assert FundPot.objects.get().amount_low is None
    said = text_of(signed_in(cast.outsider).get(fund.get_absolute_url()))
    assert "Fewer children in care Not known" in said


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"name": ""}, "name"),
        ({"outcome": "  "}, "outcome"),
        ({"amount": "lots"}, "amount"),
        ({"amount": "-5"}, "amount"),
        ({"definition": "no such thing"}, "definition"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    cast: Cast, fund: Fund, answers: dict[str, str], field: str
) -> None:
    address = f"{fund.get_absolute_url()}pots/add/"
    answer = send(signed_in(cast.pfpp_lead), address, **typed(**answers))
    assert list(answer.context["form"].errors) == [field]
    assert values(answer.content.decode())["amount"] == answers.get("amount", typed()["amount"])
    assert not FundPot.objects.exists()


def test_a_pot_is_changed_and_taken_back_by_who_keeps_the_fund(cast: Cast, fund: Fund) -> None:
    client = signed_in(cast.pfpp_lead)
    send(client, f"{fund.get_absolute_url()}pots/add/", **typed())
    pot = FundPot.objects.get()
    at = f"/funding/pots/{pot.pk}/"
    send(client, f"{at}edit/", name="Whole families")
    assert "Whole families" in text_of(client.get(fund.get_absolute_url()))
    other = signed_in(cast.luton_officer)
    assert f"{at}edit/" not in other.get(fund.get_absolute_url()).content.decode()
    assert other.post(f"{at}take-back/").status_code == 403
    assert client.post(f"{at}take-back/", {"because": "By mistake"}).status_code == 302
    assert not FundPot.objects.exists()


def test_the_second_of_two_editors_sees_both_versions(cast: Cast, fund: Fund) -> None:
    pot = FundPot.objects.create(fund=fund, name="Families", outcome="Fewer in care")
    client, at = signed_in(cast.pfpp_lead), f"/funding/pots/{pot.pk}/edit/"
    mine = filled(client, at, outcome="Fewer, I say")
    FundPot.objects.update(outcome="Fewer, they say")
    said = client.post(at, mine).content.decode()
    assert "changed this while you were typing" in said
    assert "Fewer, they say" in said
    pot.refresh_from_db()
    assert pot.outcome == "Fewer, they say"


def test_history_of_the_fund_tells_of_its_pots(own_database: str, cast: Cast) -> None:
    fund = Fund.objects.create(
        name="Outcomes fund", slug="outcomes", visibility="network", programme=cast.pfpp
    )
    client = signed_in(cast.pfpp_lead)
    with time_machine.travel(dt.datetime(2026, 11, 20, tzinfo=dt.UTC)):
        send(client, f"{fund.get_absolute_url()}pots/add/", **typed())
        pot = FundPot.objects.get()
        send(client, f"/funding/pots/{pot.pk}/edit/", outcome="Fewer children in homes")
        said = text_of(client.get(f"{fund.get_absolute_url()}history/"))
    for words in ("Families", "Fewer children in care", "Fewer children in homes"):
        assert words in said


def test_a_hidden_fund_is_not_found_by_its_pot(cast: Cast) -> None:
    hidden = Fund.objects.create(name="Hidden", slug="hidden", visibility="team")
    pot = FundPot.objects.create(fund=hidden, name="Families", outcome="Fewer")
    client: Any = signed_in(cast.pfpp_lead)
    assert client.get(f"/funding/pots/{pot.pk}/edit/").status_code == 404
    assert client.get("/funding/funds/hidden/pots/add/").status_code == 404

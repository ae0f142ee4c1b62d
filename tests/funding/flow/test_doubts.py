"""Amounts that are probably wrong, or no amount of money received: what people are told."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from funding.flow.sums import totals
from funding.models import Flow, Fund
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in

pytestmark = pytest.mark.django_db
ADD = "/funding/flows/add/"


@pytest.fixture
def fund() -> Fund:
    return Fund.objects.create(name="Warm fund", slug="warm", visibility="public")


def send(client: Client, address: str, **typed: str) -> Any:
    """What stands on the page that follows when the form is sent with these answers."""
    typed = {"description": "Grant", "visibility": "network", **typed}
    return client.post(address, filled(client, address, **typed), follow=True)


def add(cast: Cast, **typed: str) -> Any:
    """What follows when Bradford's officer adds money."""
    typed = {"add_place": "Bradford", "meaning": "committed", "kind": "money", **typed}
    return send(signed_in(cast.bradford_officer), ADD, restriction="not_known", **typed)


def test_an_amount_of_the_wrong_magnitude_is_asked_about_and_kept(cast: Cast, fund: Fund) -> None:
    builders.flow(cast.luton, 200_000, amount_high=300_000, fund=fund)
    page = add(cast, fund="Warm fund", amount="£12 million").content.decode()
    assert (
        "£12 million is more than ten times the largest amount known of its fund so far, £300,000"
        in page
    )
    assert Flow.objects.get(description="Grant").amount_low == Decimal(12_000_000)


def test_a_second_grant_that_is_larger_is_not_doubted(cast: Cast, fund: Fund) -> None:
    builders.flow(cast.luton, 300_000, fund=fund)
    page = add(cast, fund="Warm fund", amount="£3 million").content.decode()
    assert "known of its fund" not in page


def test_hidden_money_of_a_fund_is_not_told_by_asking(cast: Cast, fund: Fund) -> None:
    builders.flow(cast.luton, 300_000, fund=fund, visibility="team")
    assert (
        "known of its fund" not in add(cast, fund="Warm fund", amount="£4 million").content.decode()
    )


def test_parts_that_are_more_than_the_whole_together_are_asked_about(cast: Cast) -> None:
    whole = builders.flow(cast.bradford, 1000)
    builders.flow(cast.bradford, 700, parent=whole)
    client = signed_in(cast.bradford_officer)
    page = send(client, f"{whole.get_absolute_url()}pass-on/", amount="£400").content.decode()
    assert "£1,100 is passed on of £1,000" in page
    assert whole.children.count() == 2


def test_a_whole_is_not_made_smaller_than_what_is_passed_on_of_it(cast: Cast) -> None:
    whole = builders.flow(cast.bradford, 1000, created_by=cast.bradford_officer)
    builders.flow(cast.bradford, 700, parent=whole)
    client = signed_in(cast.bradford_officer)
    answer = send(client, f"{whole.get_absolute_url()}edit/", amount="£600")
    assert "Of this, £700 is passed on" in str(answer.context["form"].errors["amount"])
    whole.refresh_from_db()
    assert whole.amount_low == Decimal(1000)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-500", "without a minus"),
        ("£-500", "without a minus"),
        ("−£500", "without a minus"),
        ("€500", "Enter it in pounds"),
        ("500 euros", "Enter it in pounds"),
        ("$5 million", "Enter it in pounds"),
        ("a lot", "Enter an amount, such as"),
    ],
)
def test_what_is_no_amount_in_pounds_says_why_and_is_kept(
    cast: Cast, typed: str, said: str
) -> None:
    answer = add(cast, amount=typed)
    assert said in str(answer.context["form"].errors["amount"])
    assert answer.context["form"]["amount"].value() == typed
    assert not Flow.objects.exists()


def test_money_handed_back_is_of_its_own_kind_and_changes_no_other_total(cast: Cast) -> None:
    builders.flow(cast.bradford, 1000, meaning="paid")
    page = add(cast, amount="£200", meaning="handed_back").content.decode()
    assert "returned to whoever gave it" in page.lower()
    summed = totals(Flow.objects.all(), Flow.objects.all())
    assert {m: str(summed.of(m)) for m in ("paid", "handed_back", "committed")} == {
        "paid": "£1,000",
        "handed_back": "£200",
        "committed": "none recorded",
    }

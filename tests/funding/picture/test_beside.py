"""Pools and bids of a place on its money page."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from funding.models import Bid, BidPlace, Pool, PoolPlace
from partnerships.models import Place
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of
from tests.plain_record import NOW

pytestmark = pytest.mark.django_db
URL = "/places/bradford/funding/?show=pools"


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def cast() -> Cast:
    return builders.cast()


def pool(at: Place, name: str, **fields: Any) -> Pool:
    made = Pool.objects.create(name=name, **{"visibility": "public", **fields})
    PoolPlace.objects.create(pool=made, place=at)
    return made


def bid(at: Place, title: str, **fields: Any) -> Bid:
    made = Bid.objects.create(title=title, kind="new", **{"visibility": "public", **fields})
    BidPlace.objects.create(bid=made, place=at)
    return made


def beside(client: Client) -> Any:
    return client.get(URL).context["beside"]


def test_pools_say_who_keeps_them_and_until_when(client: Client, cast: Cast) -> None:
    made = pool(
        cast.bradford,
        "Family pool",
        basis="section_75",
        host=cast.council,
        manager="Head of joint commissioning",
        end=dt.date(2027, 3, 31),
        end_precision="month",
    )
    text = text_of(client.get(URL))
    assert "Family pool Section 75 agreement" in text
    assert f"{cast.council.name} Head of joint commissioning March 2027" in text
    assert f'href="{made.get_absolute_url()}"' in client.get(URL).content.decode()


def test_a_pool_that_is_over_comes_last_and_says_so(client: Client, cast: Cast) -> None:
    pool(cast.bradford, "Over", end=dt.date(2020, 3, 31))
    pool(cast.bradford, "Runs")
    lines = beside(client).pools.rows
    assert [(line.pool.name, line.until, line.is_over) for line in lines] == [
        ("Runs", "", False),
        ("Over", "31 March 2020", True),
    ]
    assert "31 March 2020 Ended" in text_of(client.get(URL))


def test_bids_that_wait_come_first_with_the_day_of_decision(client: Client, cast: Cast) -> None:
    bid(
        cast.bradford,
        "Granted one",
        state="granted",
        applicant=cast.council,
        amount_low=40_000,
        granted_low=30_000,
        sent=dt.date(2026, 1, 1),
        decided=dt.date(2026, 1, 31),
    )
    bid(
        cast.bradford,
        "Waiting one",
        state="sent",
        sent=dt.date(2026, 11, 1),
        decision_due=dt.date(2026, 12, 15),
    )
    lines = beside(client).bids.rows
    assert [line.bid.title for line in lines] == ["Waiting one", "Granted one"]
    assert "A decision is due on 15 December 2026" in lines[0].decision
    assert lines[1].decision == "Decided 31 January 2026, 30 days after it was sent."
    text = text_of(client.get(URL))
    assert "£40,000 granted: £30,000" in text


def test_hidden_ones_are_neither_shown_nor_counted(client: Client, cast: Cast) -> None:
    for number in range(6):
        pool(cast.bradford, f"Pool {number}")
        bid(cast.bradford, f"Bid {number}")
    hidden = {"visibility": "team", "team": cast.team, "programme": cast.pfpp}
    pool(cast.bradford, "Secret pool", **hidden)
    bid(cast.bradford, "Secret bid", **hidden)
    pool(cast.luton, "Elsewhere")
    made = beside(client)
    assert made.pools.words == made.bids.words == "and 1 more"
    text = client.get(URL).content.decode()
    assert "Secret" not in text
    assert "Elsewhere" not in text


def test_where_there_is_none_their_lists_are_named_in_a_line(client: Client, cast: Cast) -> None:
    text = text_of(signed_in(cast.bradford_editor).get(URL))
    assert "See also: pools , bids , estimates" in text
    pool(cast.bradford, "Family pool")
    text = text_of(client.get(URL))
    assert "See also: bids , estimates" in text

"""Pools: a budget that several bodies keep together, what each pays in, whether it is over."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from funding.models import Pool, PoolContribution, PoolYear
from tests import builders
from tests.builders import Cast
from tests.funding.pool.sweep import pool
from tests.pilots.forms import filled, signed_in, text_of
from tests.plain_record import HIDDEN, HasFile, HasFilters, HasHistory, HasReaders

pytestmark = pytest.mark.django_db
COUNCIL = "City of Bradford Metropolitan District Council"


class TestPool(HasReaders, HasFilters, HasHistory, HasFile):
    """The council and the care board pool what they spend on families."""

    model, adds, edits, may_not = Pool, "bradford_officer", "bradford_editor", "outsider"
    reader, also_sees = "outsider", "bradford_officer"
    typed = {
        "name": "Family pool",
        "basis": "section_75",
        "host": COUNCIL,
        "manager": "Head of joint commissioning",
        "functions": "Family help and short breaks",
        "sharing": "Each bears its part",
        "monitoring": "Both finance directors, every quarter",
        "start_day": "1",
        "start_month": "4",
        "start_year": "2024",
        "end_day": "",
        "end_month": "3",
        "end_year": "2027",
        "add_place": "Bradford",
        "programme": "",
        "source_title": "The agreement",
        "source_url": "",
        "visibility": "network",
    }
    saved = {
        "name": "Family pool",
        "basis": "section_75",
        "host.name": COUNCIL,
        "manager": "Head of joint commissioning",
        "start": dt.date(2024, 4, 1),
        "end": dt.date(2027, 3, 31),
        "end_precision": "month",
        "created_by.full_name": "Bradford officer",
    }
    shown = (
        *("Section 75 agreement", "Head of joint commissioning", "Family help and short breaks"),
        *(
            "Each bears its part",
            "Both finance directors",
            "March 2027",
            "What each organisation pays in",
        ),
    )
    listed = "Family pool"
    filters = {
        "?place=yorkshire-and-the-humber": True,
        "?place=luton": False,
        "?basis=section_75": True,
        "?basis=better_care": False,
    }
    wrong_filter = "?basis=lost"
    refused = [
        ({"name": ""}, "id_name-err"),
        ({"end_year": "2023"}, "The end can’t be before the start"),
        ({"add_place": "Luton", "host": ""}, "Name a place where you have a role"),
        ({"visibility": "public"}, "Only an editor of the place"),
    ]
    change = ("manager", "Head of families", "Head of joint commissioning")
    columns = (
        "id name basis host manager places start end functions sharing monitoring programme "
        "source visibility address"
    )
    cells = {"name": "Family pool", "basis": "section 75 agreement", "places": "Bradford"}

    def prepare(self) -> None:
        self.fields = {"host": self.cast.council, "manager": "Head of families"}

    def make(self) -> Pool:
        return pool(self.cast.bradford, visibility="public", **self.fields)

    def hide(self) -> Pool:
        return pool(self.cast.bradford, visibility="place", name=HIDDEN, **self.fields)

    def list_at(self) -> str:
        return "/funding/pools/"


@pytest.fixture
def board() -> Any:
    return builders.organisation("West Yorkshire care board", "nhs")


def test_what_each_pays_in_stands_by_year_and_what_is_not_known_is_said(
    cast: Cast, board: Any
) -> None:
    made = pool(cast.bradford, visibility="network")
    client, address = signed_in(cast.bradford_editor), f"{made.get_absolute_url()}paid-in/add/"
    sent = filled(client, address, organisation=board.name, year="2026", agreed="1.9 million")
    assert client.post(address, sent).status_code == 302
    page = text_of(signed_in(cast.outsider).get(made.get_absolute_url()))
    assert "West Yorkshire care board 2026 to 2027 £1,900,000 Not known" in page
    one = PoolContribution.objects.get()
    change = f"{made.get_absolute_url()}paid-in/{one.pk}/edit/"
    client.post(change, filled(client, change, paid="about 900,000"))
    assert "about £900,000" in text_of(client.get(made.get_absolute_url()))


def test_a_body_stands_once_in_a_year(cast: Cast, board: Any) -> None:
    made = pool(cast.bradford, visibility="network")
    PoolContribution.objects.create(pool=made, organisation=board, year=2026)
    client, address = signed_in(cast.bradford_editor), f"{made.get_absolute_url()}paid-in/add/"
    response = client.post(address, filled(client, address, organisation=board.name, year="2026"))
    said = "What this organisation pays in that year is recorded already"
    assert said in response.content.decode()
    assert PoolContribution.objects.count() == 1


def test_a_year_is_over_or_under_by_so_much_where_both_are_known(cast: Cast) -> None:
    made = pool(cast.bradford, visibility="network")
    client, address = signed_in(cast.bradford_editor), f"{made.get_absolute_url()}years/add/"
    for answers in (
        {"year": "2025", "budget": "4100000", "spent": "4055000"},
        {"year": "2026", "budget": "4300000", "spent": "4450000", "is_forecast": "on"},
        {"year": "2027", "budget": "4300000"},
        {"year": "2024", "budget": "1000", "spent": "1000"},
    ):
        assert client.post(address, filled(client, address, **answers)).status_code == 302
    page = text_of(signed_in(cast.outsider).get(made.get_absolute_url()))
    for words in (
        *("£45,000 under", "£150,000 over, expected", "as planned"),
        "2027 to 2028 £4.3 million Not known Not known",
    ):
        assert words in page
    twice = client.post(address, filled(client, address, year="2025"))
    assert "That year is recorded already" in twice.content.decode()
    early = client.post(address, filled(client, address, year="2028", spent="5"))
    assert "That year is not over" in early.content.decode()
    one = PoolYear.objects.get(year=2025)
    change = f"{made.get_absolute_url()}years/{one.pk}/edit/"
    client.post(change, filled(client, change, spent="4000000"))
    assert "£100,000 under" in text_of(client.get(made.get_absolute_url()))


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"visibility": "nobody"}, "pool_level_known"),
        ({"name": ""}, "pool_has_name"),
        (
            {"start": dt.date(2026, 2, 1), "end": dt.date(2026, 1, 1)},
            "pool_dates_in_order",
        ),
    ],
)
def test_the_database_refuses(cast: Cast, fields: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        pool(cast.bradford, **fields)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"agreed_low": 9, "agreed_high": 3}, "pool_agreed_in_order"),
        ({"paid_low": 9, "paid_high": 3}, "pool_paid_in_order"),
        ({"paid_low": -1}, "pool_contribution_not_negative"),
        ({"year": 26}, "pool_contribution_year"),
        ({"year": 2025}, "pool_contribution_once"),
    ],
)
def test_the_database_refuses_a_contribution(
    cast: Cast, board: Any, fields: dict[str, Any], constraint: str
) -> None:
    of = {"pool": pool(cast.bradford), "organisation": board}
    PoolContribution.objects.create(**of, year=2025)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PoolContribution.objects.create(**{**of, "year": 2026, **fields})


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"budget": -1}, "pool_year_not_negative"),
        ({"year": 26}, "pool_year_is_a_year"),
        ({"year": 2025}, "pool_year_once"),
    ],
)
def test_the_database_refuses_a_year(cast: Cast, fields: dict[str, Any], constraint: str) -> None:
    made = pool(cast.bradford)
    PoolYear.objects.create(pool=made, year=2025)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PoolYear.objects.create(**{"pool": made, "year": 2026, **fields})


def test_a_place_stands_once(cast: Cast) -> None:
    made = pool(cast.bradford)
    with pytest.raises(IntegrityError, match="pool_place_once"), transaction.atomic():
        made.place_links.create(place=cast.bradford)


def test_what_was_just_added_is_taken_back_with_its_parts(cast: Cast, board: Any) -> None:
    made = pool(cast.bradford, created_by=cast.bradford_officer, visibility="place")
    PoolContribution.objects.create(pool=made, organisation=board, year=2026)
    PoolYear.objects.create(pool=made, year=2026)
    client, address = signed_in(cast.bradford_officer), f"{made.get_absolute_url()}take-back/"
    assert client.post(address, filled(client, address, because="Twice")).status_code == 302
    assert not Pool.objects.exists()


def test_history_tells_what_was_paid_in_and_spent(own_database: str) -> None:
    cast = builders.cast()
    made = pool(cast.bradford, visibility="network")
    PoolContribution.objects.create(
        pool=made, organisation=cast.council, year=2026, agreed_low=2_400_000
    )
    PoolYear.objects.create(pool=made, year=2025, budget=4_100_000, spent=4_055_000)
    page = text_of(signed_in(cast.bradford_editor).get(f"{made.get_absolute_url()}history/"))
    assert "(financial year: 2026 to 2027; agreed: £2,400,000)" in page
    assert "2025 to 2026 (budget: £4,100,000; spent: £4,055,000)" in page

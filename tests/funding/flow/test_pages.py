"""The list of flows and the page of one, as a finance officer and a resident use them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from funding.models import Ending, Flow, FlowPlace, FlowYear, Fund
from partnerships.models import Topic
from records.models import Source
from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


def listed(client: Client, query: str = "") -> list[str]:
    """The flows of the list, in its order, by what they are called."""
    return [flow.description for flow in client.get(f"/funding/flows/{query}").context["page"]]


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.fixture
def money(cast: Cast) -> dict[str, Flow]:
    """Three flows: for Bradford, for Luton, and one whose amount and end are not known."""
    fund = Fund.objects.create(name="Warm homes fund", slug="warm-homes", visibility="public")
    housing = Topic.objects.create(name="Housing", slug="housing")
    desnz = builders.organisation("Energy department", "central_government")
    made = {
        "warm": builders.flow(
            cast.bradford,
            1200,
            description="warm",
            giver=desnz,
            receiver=cast.council,
            fund=fund,
            programme=cast.pfpp,
            start=dt.date(2026, 4, 1),
            end=dt.date(2027, 3, 31),
        ),
        "jobs": builders.flow(
            cast.luton, 500, description="jobs", meaning="paid", end=dt.date(2027, 10, 1)
        ),
        "staff": builders.flow(
            cast.bradford,
            None,
            description="staff",
            meaning="in_kind",
            kind="staff",
            giver=cast.council,
            receiver_said="Local hub",
        ),
    }
    made["warm"].topics.add(housing)
    return made


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?place=bradford", {"warm", "staff"}),
        ("?place=Luton", {"jobs"}),
        ("?region=yorkshire-and-the-humber", {"warm", "staff"}),
        ("?programme=partnerships-for-people-and-place", {"warm"}),
        ("?fund=warm-homes", {"warm"}),
        ("?fund=Warm+homes+fund", {"warm"}),
        ("?meaning=paid&meaning=in_kind", {"jobs", "staff"}),
        ("?kind=staff", {"staff"}),
        ("?giver=energy-department", {"warm"}),
        ("?receiver=City+of+Bradford+Metropolitan+District+Council", {"warm"}),
        ("?topic=housing", {"warm"}),
        ("?ending=6", {"warm"}),
        ("?ending=12", {"warm", "jobs"}),
        ("?amount=unknown", {"staff"}),
        ("?amount=known", {"warm", "jobs"}),
        ("?place=bradford&meaning=committed&ending=6", {"warm"}),
    ],
)
def test_each_filter_finds_what_it_says(
    client: Client, money: dict[str, Flow], query: str, found: set[str]
) -> None:
    assert set(listed(client, query)) == found


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?place=nowhere", "We can’t find “nowhere”"),
        ("?region=narnia", "Select a valid choice"),
        ("?programme=narnia", "Select a valid choice"),
        ("?fund=narnia", "We can’t find “narnia”"),
        ("?giver=narnia", "We can’t find “narnia”"),
        ("?meaning=stolen", "not one of"),
        ("?kind=gold", "not one of"),
        ("?topic=gold", "not one of"),
        ("?ending=7", "not one of"),
        ("?amount=lots", "not one of"),
        ("?place=%00", ""),
        ("?place=" + "x" * 10_000, "Shorten"),
        ("?fund=%F0%28%8C%28", ""),
    ],
)
def test_a_wrong_filter_says_so_and_shows_nothing(
    client: Client, money: dict[str, Flow], query: str, said: str
) -> None:
    response = client.get(f"/funding/flows/{query}")
    assert response.status_code == 200
    assert list(response.context["page"]) == []
    assert 'id="errors-head"' in response.content.decode()
    refused = client.get(f"/funding/flows/{query}&format=csv")
    assert refused.status_code == 400


def test_orders_put_unknown_ends_and_amounts_last(client: Client, money: dict[str, Flow]) -> None:
    assert listed(client, "?sort=end") == ["warm", "jobs", "staff"]
    assert listed(client, "?sort=-amount") == ["warm", "jobs", "staff"]


@pytest.mark.parametrize(
    "query", ["?sort=colour", "?after=x", "?sort=end&after=2026~x", "?sort=amount&after=NaN~1"]
)
def test_a_broken_order_or_key_shows_the_start_and_says_so(
    client: Client, money: dict[str, Flow], query: str
) -> None:
    response = client.get(f"/funding/flows/{query}")
    assert len(response.context["page"]) == 3
    assert response.context["page"].problem


def test_pages_keep_the_filter_and_lose_nothing(client: Client, cast: Cast) -> None:
    for number in range(20):
        builders.flow(cast.bradford, number, description=f"flow {number}")
    first = client.get("/funding/flows/?place=bradford&sort=amount").context["page"]
    assert "place=bradford" in first.next_url
    second = client.get(f"/funding/flows/{first.next_url}").context["page"]
    third = client.get(f"/funding/flows/{second.next_url}").context["page"]
    assert [flow.amount_low for flow in (*first, *second, *third)] == list(range(20))


def test_totals_stand_by_meaning_with_how_many_are_unknown(
    client: Client, money: dict[str, Flow]
) -> None:
    rows = client.get("/funding/flows/").context["meanings"]
    assert [(row.label, str(row.total), row.unknown_words) for row in rows] == [
        ("Committed", "£1,200", "0 of 1"),
        ("Paid", "£500", "0 of 1"),
        ("In kind", "Not known", "1 of 1"),
    ]


def test_what_is_passed_on_is_counted_once_and_said_in_its_row(
    client: Client, cast: Cast, money: dict[str, Flow]
) -> None:
    builders.flow(cast.bradford, 450, parent=money["warm"], description="onward")
    page = text(client, "/funding/flows/?place=bradford&meaning=committed")
    assert "£450 of it passed on" in page
    assert (
        client.get("/funding/flows/?place=bradford").context["meanings"][0].total.number == "£1,200"
    )


def test_files_hold_the_same_rows_with_sector_source_and_what_is_passed_on(
    client: Client, cast: Cast, money: dict[str, Flow]
) -> None:
    child = builders.flow(cast.bradford, 450, parent=money["warm"], description="onward")
    builders.flow(cast.bradford, 50, parent=money["warm"], description="x", visibility="team")
    body = b"".join(client.get("/funding/flows/?place=bradford&format=csv")).decode("utf-8-sig")
    rows = {row["description"]: row for row in csv.DictReader(io.StringIO(body))}
    assert set(rows) == {"warm", "staff", "onward"}
    assert rows["warm"]["giver_sector"] == "central government"
    assert (rows["warm"]["amount_low"], rows["warm"]["passed_on"]) == ("1200.00", "450.00")
    assert rows["onward"]["passed_on_from"] == str(money["warm"].pk)
    assert (rows["staff"]["amount_low"], rows["staff"]["receiver"]) == ("", "Local hub")
    assert child.pk
    taken = json.loads(b"".join(client.get("/funding/flows/?meaning=paid&format=json")))
    assert [row["description"] for row in taken["rows"]] == ["jobs"]
    meaning = next(one for one in taken["definitions"] if one["name"] == "meaning")
    assert "must not be added together" in meaning["meaning"]


def test_an_empty_list_says_what_would_fill_it(client: Client, cast: Cast) -> None:
    assert "That doesn’t mean none came" in text(client, "/funding/flows/")
    assert "No money matches" in text(client, "/funding/flows/?kind=data")


# --- One flow ---------------------------------------------------------------------------------


def test_the_page_of_a_flow_says_how_much_what_it_means_and_where_it_goes(
    client: Client, cast: Cast, money: dict[str, Flow]
) -> None:
    warm = money["warm"]
    Flow.objects.filter(pk=warm.pk).update(
        source=Source.objects.create(slug="letter", title="Grant letter"),
        as_of=dt.date(2026, 10, 31),
        restriction="ring_fenced",
        restriction_text="Only for homes.",
    )
    FlowYear.objects.create(flow=warm, year=2026, amount=1200)
    FlowPlace.objects.filter(flow=warm).update(share=Decimal("0.5"))
    builders.flow(cast.bradford, 450, parent=warm, description="onward")
    page = text(client, warm.get_absolute_url())
    for said in (
        "<b>£1,200</b>",
        "Committed: promised in writing",
        "As at 31 October 2026.",
        "Grant letter",
        "1 April 2026 to 31 March 2027",
        "Ring-fenced. Only for homes.",
        "2026 to 2027",
        "share 50%",
        "<b>£750</b></dd>",
        "stays with the first recipient",
        "It ends on 31 March 2027.",
        "Nobody has said what happens next.",
        "onward",
    ):
        assert said in page


def test_what_is_passed_on_is_no_figure_where_part_of_it_is_not_known(
    client: Client, cast: Cast, money: dict[str, Flow]
) -> None:
    builders.flow(cast.bradford, 450, parent=money["warm"])
    builders.flow(cast.bradford, None, parent=money["warm"])
    listed = text(client, "/funding/flows/?place=bradford&meaning=committed")
    assert "part of it passed on" in listed
    assert "£450 of it passed on" not in listed
    page = text(client, money["warm"].get_absolute_url())
    assert "of 2 amounts passed on, 1 is not known" in " ".join(page.split())
    assert "stays with the first recipient" not in page


def test_who_passes_it_on_is_said_once(client: Client, cast: Cast, money: dict[str, Flow]) -> None:
    for _ in range(3):
        builders.flow(cast.bradford, 5, parent=money["warm"], giver=cast.council)
    page = text(client, money["warm"].get_absolute_url())
    table = page[page.index("Where it goes") : page.index("The facts")]
    assert "City of Bradford" not in table  # said above


def test_what_follows_is_said_as_far_as_it_is_decided(
    client: Client, cast: Cast, money: dict[str, Flow]
) -> None:
    warm = money["warm"]
    known = Ending.objects.create(
        flow=warm, decider_role="Grants board", decision_due=dt.date(2027, 1, 25)
    )
    page = text(client, warm.get_absolute_url())
    assert "A decision is due by 25 January 2027 from Grants board." in page
    assert "Say what happens after it ends" not in page
    client.force_login(cast.bradford_editor)
    page = text(client, warm.get_absolute_url())
    assert f'class="btn" href="{warm.get_absolute_url()}ending/edit/"' in page
    Ending.objects.filter(pk=known.pk).update(outcome="goes_on")
    page = text(client, warm.get_absolute_url())
    assert "It goes on." in page
    assert "Nobody has said what happens next" not in page


def test_a_part_that_another_body_passes_on_says_who(
    client: Client, cast: Cast, money: dict[str, Flow]
) -> None:
    desnz = money["warm"].giver
    builders.flow(cast.bradford, 5, parent=money["warm"], giver=desnz)
    page = text(client, money["warm"].get_absolute_url())
    assert "Energy department" in page[page.index("Where it goes") :]


def test_an_amount_that_is_not_known_is_said_so(client: Client, money: dict[str, Flow]) -> None:
    page = text(client, money["staff"].get_absolute_url())
    assert "Not known" in page
    assert "£0" not in page


def test_hidden_parts_of_a_chain_are_not_mentioned(client: Client, cast: Cast) -> None:
    hidden = builders.flow(cast.bradford, 1, description="Zanzibar", visibility="team")
    middle = builders.flow(cast.bradford, 900, description="middle", parent=hidden)
    builders.flow(cast.bradford, 70, description="Zanzibar too", parent=middle, visibility="place")
    page = text(client, middle.get_absolute_url())
    assert "Zanzibar" not in page
    assert "Passed on" not in page
    assert "Where it goes" not in page
    assert "stays with" not in page
    client.force_login(cast.bradford_officer)
    page = text(client, middle.get_absolute_url())
    assert "Zanzibar too" in page
    assert "<b>£830</b></dd>" in page


def test_a_hidden_fund_is_not_mentioned(client: Client, cast: Cast) -> None:
    fund = Fund.objects.create(name="Zanzibar", slug="z", visibility="team")
    flow = builders.flow(cast.bradford, 5, fund=fund)
    for address in ("/funding/flows/", flow.get_absolute_url(), "/places/bradford/funding/"):
        assert "Zanzibar" not in text(client, address)
    assert "We can’t find" in text(client, "/funding/flows/?fund=z")


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 30])
def test_a_flow_that_is_not_there_is_not_found(client: Client, cast: Cast, pk: str) -> None:
    assert client.get(f"/funding/flows/{pk}/").status_code == 404

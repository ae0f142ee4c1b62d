"""Entering money: an officer's three minutes, the next leg, the split, and what is refused."""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from funding.models import Flow, FlowYear, Fund
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db
ADD = "/funding/flows/add/"


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


def plain(**typed: str) -> dict[str, str]:
    """What somebody types into the form for the plain case."""
    return {
        "description": "Damp and mould visits",
        "giver": "Energy department",
        "receiver_said": "two housing associations",
        "add_place": "Bradford",
        "amount": "about £120,000",
        "meaning": "committed",
        "start_month": "4",
        "start_year": "2026",
        "end_day": "31",
        "end_month": "3",
        "end_year": "2027",
        "kind": "money",
        "restriction": "not_known",
        "visibility": "network",
        **typed,
    }


@pytest.fixture
def department() -> Any:
    return builders.organisation("Energy department", "central_government")


def send(client: Client, address: str, **typed: Any) -> Any:
    """What answers when the form is sent with these answers changed."""
    return client.post(address, filled(client, address, **typed))


def added(client: Client, **typed: str) -> Flow:
    """The flow that was added by sending the plain case with these answers."""
    answer = send(client, ADD, **plain(**typed))
    assert answer.status_code == 302, answer.context["form"].errors
    return Flow.objects.get(pk=int(answer["Location"].rstrip("/").rpartition("/")[2]))


@pytest.mark.usefixtures("department")
def test_an_officer_adds_money_for_their_place(cast: Cast) -> None:
    client = signed_in(cast.bradford_officer)
    flow = added(client)
    assert (flow.amount_low, flow.amount_qualifier) == (Decimal(120_000), "about")
    assert (flow.start, flow.start_precision) == (dt.date(2026, 4, 1), "month")
    assert flow.end == dt.date(2027, 3, 31)
    assert [place.name for place in flow.places.all()] == ["Bradford"]
    assert flow.created_by == cast.bradford_officer
    said = client.get(flow.get_absolute_url()).content.decode()
    assert "£120,000" in said
    assert "about" in said
    assert "two housing associations" in said
    assert "Damp and mould visits" in client.get("/places/bradford/funding/").content.decode()


@pytest.mark.usefixtures("department")
def test_the_year_of_the_prices_is_kept_and_told_everywhere(cast: Cast) -> None:
    client = signed_in(cast.bradford_officer)
    flow = added(client, price_year="2024")
    assert flow.price_year == 2024
    assert "In prices of 2024" in text_of(client.get(flow.get_absolute_url()))
    body = b"".join(client.get("/funding/flows/?format=csv")).decode("utf-8-sig")
    [row] = csv.DictReader(body.splitlines())
    assert row["price_year"] == "2024"
    before = added(client, description="Money of its day")
    assert before.price_year is None
    assert "In prices of" not in text_of(client.get(before.get_absolute_url()))
    answer = send(client, ADD, **plain(price_year="24"))
    assert "id_price_year-err" in answer.content.decode()


@pytest.mark.usefixtures("department")
def test_an_amount_that_is_not_known_stays_not_known_and_a_range_a_range(cast: Cast) -> None:
    client = signed_in(cast.bradford_officer)
    unknown = added(client, amount="")
    assert unknown.amount_low is None
    assert "Not known" in client.get(unknown.get_absolute_url()).content.decode()
    ranged = added(client, amount="150,000 to 350,000", description="Ranged")
    assert (ranged.amount_low, ranged.amount_high) == (Decimal(150_000), Decimal(350_000))


@pytest.mark.usefixtures("department")
@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"amount": "lots"}, "amount", "Enter an amount"),
        ({"amount": "-5"}, "amount", "Enter 0 or more, without a minus"),
        ({"end_year": "2025"}, "end", "The end can’t be before the start"),
        ({"receiver": "Energy department", "receiver_said": ""}, "receiver", "one body to another"),
        (
            {"receiver": "City of Bradford Metropolitan District Council"},
            "receiver_said",
            "not both",
        ),
        ({"add_place": "Luton"}, "add_place", "Name a place where you have a role"),
        ({"visibility": "public"}, "visibility", "Only an editor of the place"),
        ({"visibility": "programme"}, "visibility", "Choose its programme"),
        ({"description": ""}, "description", "in a few words"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    cast: Cast, typed: dict[str, str], field: str, says: str
) -> None:
    client = signed_in(cast.bradford_officer)
    answer = send(client, ADD, **plain(**typed))
    assert answer.status_code == 200
    assert says in str(answer.context["form"].errors[field])
    assert not Flow.objects.exists()
    assert (
        'value="two housing associations"' in answer.content.decode()
        or typed.get("receiver_said") == ""
    )


@pytest.mark.usefixtures("department")
def test_sent_twice_it_is_added_once(cast: Cast) -> None:
    client = signed_in(cast.bradford_officer)
    data = filled(client, ADD, **plain())
    for _ in range(2):
        assert client.post(ADD, data).status_code == 302
    assert Flow.objects.count() == 1


def test_an_official_adds_what_their_body_gives_anywhere_and_publishes_it(cast: Cast) -> None:
    body = builders.organisation("Our department", "central_government")
    official = builders.user("Our official", ("officer", body))
    flow = added(signed_in(official), giver="Our department", visibility="public")
    assert flow.visibility == "public"
    other = builders.organisation("Another department", "central_government")
    answer = send(signed_in(official), ADD, **plain(giver=other.name))
    assert "your own body as the giver" in str(answer.context["form"].errors["add_place"])


def whole(cast: Cast, **fields: Any) -> Flow:
    """£1,000 that the council received."""
    about = {"description": "Whole", "receiver": cast.council, "created_by": cast.bradford_officer}
    return builders.flow(cast.bradford, 1_000, **{**about, **fields})


def test_the_next_leg_begins_with_what_is_known_and_assumes_no_amount(cast: Cast) -> None:
    flow = whole(cast)
    client = signed_in(cast.bradford_officer)
    address = f"{flow.get_absolute_url()}pass-on/"
    form = client.get(address).context["form"]
    assert form["giver"].value().text == cast.council.name
    assert not form["amount"].value()
    typed = plain(
        giver=cast.council.name,
        amount="£400",
        places="bradford",
        add_place="",
        visibility="network",
    )
    assert send(client, address, **typed).status_code == 302
    leg = Flow.objects.get(parent=flow)
    assert leg.amount_low == Decimal(400)
    totals = client.get("/funding/flows/?place=bradford").context["totals"]
    assert totals.of("committed").lower == Decimal(1_000)


def test_a_leg_larger_than_what_it_is_part_of_is_refused(cast: Cast) -> None:
    flow = whole(cast)
    client = signed_in(cast.bradford_officer)
    typed = {"description": "Leg", "amount": "£1,001", "visibility": "network"}
    answer = send(client, f"{flow.get_absolute_url()}pass-on/", **typed)
    assert "more than the £1,000" in str(answer.context["form"].errors["amount"])
    assert not Flow.objects.filter(parent=flow).exists()


def test_a_leg_of_about_as_much_is_let_through(cast: Cast) -> None:
    flow = whole(cast, amount_qualifier="about")
    client = signed_in(cast.bradford_officer)
    typed = {"description": "Leg", "amount": "£1,050", "visibility": "network"}
    assert send(client, f"{flow.get_absolute_url()}pass-on/", **typed).status_code == 302


def test_it_is_split_by_year_and_an_empty_year_is_not_zero(cast: Cast) -> None:
    flow = whole(cast, start=dt.date(2026, 4, 1), end=dt.date(2029, 3, 31))
    client = signed_in(cast.bradford_officer)
    address = f"{flow.get_absolute_url()}split/"
    answer = send(client, address, year_2026="600", year_2027="", year_2028="£400")
    assert answer.status_code == 302
    years = dict(FlowYear.objects.filter(flow=flow).values_list("year", "amount"))
    assert years == {2026: Decimal(600), 2028: Decimal(400)}
    answer = send(client, address, year_2026="600", year_2027="500", year_2028="")
    assert "more than £1,000" in str(answer.context["form"].errors["year_2027"])
    assert FlowYear.objects.filter(flow=flow).count() == 2


def test_what_its_years_leave_over_is_said_on_the_page_of_a_flow(cast: Cast) -> None:
    flow = whole(cast, start=dt.date(2026, 4, 1), end=dt.date(2028, 3, 31))
    client = signed_in(cast.bradford_officer)

    def said() -> str:
        return text_of(client.get(flow.get_absolute_url()))

    FlowYear.objects.create(flow=flow, year=2026, amount=600)
    last = FlowYear.objects.create(flow=flow, year=2027, amount=300)
    assert "2027 to 2028 £300 Not split by year £100" in said()
    Flow.objects.filter(pk=flow.pk).update(amount_high=1_500)
    assert "Not split by year £100 to £600" in said()
    FlowYear.objects.filter(pk=last.pk).update(amount=None)
    assert "Not split by year" not in said()
    FlowYear.objects.filter(pk=last.pk).update(amount=900)
    assert "Not split by year" not in said()


def test_the_years_stand_in_one_row_of_boxes(cast: Cast) -> None:
    flow = whole(cast, start=dt.date(2026, 4, 1), end=dt.date(2029, 3, 31))
    client = signed_in(cast.bradford_officer)
    page = client.get(f"{flow.get_absolute_url()}split/").content.decode()
    row = page[page.index('<div class="row">') : page.index("Why are you changing it?")]
    assert [row.count(f'name="year_{year}"') for year in (2026, 2027, 2028)] == [1, 1, 1]
    assert row.count("<section") == 1  # of the reason, after the one row


def test_shares_of_places_are_parts_of_the_whole(cast: Cast) -> None:
    flow = whole(cast, created_by=cast.region_editor)
    flow.place_links.create(place=cast.luton)
    client = signed_in(cast.bradford_editor)
    address = f"{flow.get_absolute_url()}split/"
    ours, theirs = f"share_{cast.bradford.pk}", f"share_{cast.luton.pk}"
    answer = send(client, address, **{ours: "70", theirs: "40"})
    assert "add up to 110%" in str(answer.context["form"].errors[theirs])
    assert send(client, address, **{ours: "70", theirs: ""}).status_code == 302
    shares = dict(flow.place_links.values_list("place", "share"))
    assert shares == {cast.bradford.pk: Decimal("0.7"), cast.luton.pk: None}


def test_the_second_of_two_editors_sees_both_versions(cast: Cast) -> None:
    flow = whole(cast)
    client = signed_in(cast.bradford_editor)
    address = f"{flow.get_absolute_url()}edit/"
    mine = filled(client, address, amount="£900")
    Flow.objects.filter(pk=flow.pk).update(description="Theirs")
    answer = client.post(address, mine)
    assert answer.status_code == 200
    assert "Theirs" in answer.content.decode()
    assert Flow.objects.get(pk=flow.pk).amount_low == Decimal(1_000)


def test_a_fund_that_the_editor_may_not_see_is_neither_shown_nor_lost(cast: Cast) -> None:
    fund = Fund.objects.create(name="Quiet fund", slug="quiet", visibility="team")
    flow = whole(cast, fund=fund)
    client = signed_in(cast.bradford_editor)
    address = f"{flow.get_absolute_url()}edit/"
    assert "Quiet fund" not in client.get(address).content.decode()
    assert send(client, address, amount="£900").status_code == 302
    changed = Flow.objects.get(pk=flow.pk)
    assert (changed.amount_low, changed.fund) == (Decimal(900), fund)


def test_money_added_by_mistake_is_taken_back_within_a_day(cast: Cast) -> None:
    builders.organisation("Energy department", "central_government")
    client = signed_in(cast.bradford_officer)
    flow = added(client)
    assert "Take back" in client.get(flow.get_absolute_url()).content.decode()
    client.post(f"{flow.get_absolute_url()}take-back/", {"because": "By mistake"})
    assert not Flow.objects.exists()


@pytest.mark.usefixtures("department")
def test_an_official_number_stays_with_the_recipient_of_whom_a_file_gave_it(cast: Cast) -> None:
    client = signed_in(cast.bradford_officer)
    flow = added(client)
    Flow.objects.filter(pk=flow.pk).update(receiver_number="GB-CHC-1099999")
    address = f"{flow.get_absolute_url()}edit/"
    for typed, number in (
        ({"description": "Damp visits"}, "GB-CHC-1099999"),
        ({"receiver_said": "three housing associations"}, ""),
    ):
        assert send(client, address, **typed).status_code == 302
        flow.refresh_from_db()
        assert flow.receiver_number == number


def test_who_has_no_role_there_neither_adds_nor_changes_nor_passes_on(cast: Cast) -> None:
    at = whole(cast).get_absolute_url()
    assert signed_in(cast.evaluator).get(ADD).status_code == 403
    elsewhere = signed_in(cast.luton_officer)
    assert elsewhere.get(f"{at}edit/").status_code == 403
    assert elsewhere.get(f"{at}pass-on/").status_code == 403
    assert "Pass it on" not in elsewhere.get(at).content.decode()
    assert "Pass it on" in signed_in(cast.bradford_officer).get(at).content.decode()

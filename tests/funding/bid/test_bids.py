"""Bids: asked for by pages, waited for by a clock, decided, and kept for whoever asks next."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from funding.models import Bid, BidLine, Fund
from partnerships.models import Organisation
from tests import builders
from tests.builders import Cast
from tests.funding.bid.sweep import bid
from tests.pilots.forms import filled, signed_in, text_of
from tests.plain_record import HIDDEN, NOW, HasFile, HasFilters, HasHistory, HasReaders

pytestmark = pytest.mark.django_db
COUNCIL = "City of Bradford Metropolitan District Council"


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(NOW, tick=True):
        yield


class TestBid(HasReaders, HasFilters, HasHistory, HasFile):
    """Three more months of two workers, asked of a ministry."""

    model, adds, edits, may_not = Bid, "bradford_officer", "bradford_editor", "outsider"
    reader, also_sees = "outsider", "bradford_officer"
    typed = {
        "title": "Three more months of two workers",
        "kind": "extension",
        "asked": "So that nobody is left on the list",
        "applicant": COUNCIL,
        "decider": "Housing ministry",
        "decider_role": "Grants board",
        "fund": "",
        "amount": "about 40,000",
        "price_year": "2025",
        "until_day": "",
        "until_month": "6",
        "until_year": "2027",
        "state": "sent",
        "sent_day": "1",
        "sent_month": "11",
        "sent_year": "2026",
        "decision_due_day": "15",
        "decision_due_month": "12",
        "decision_due_year": "2026",
        "add_place": "Bradford",
        "programme": "",
        "source_title": "Letter to the ministry",
        "source_url": "",
        "visibility": "network",
    }
    saved = {
        "title": "Three more months of two workers",
        "kind": "extension",
        "applicant.name": COUNCIL,
        "decider.name": "Housing ministry",
        "decider_role": "Grants board",
        "amount_low": 40_000,
        "amount_qualifier": "about",
        "price_year": 2025,
        "until": dt.date(2027, 6, 30),
        "until_precision": "month",
        "state": "sent",
        "sent": dt.date(2026, 11, 1),
        "decision_due": dt.date(2026, 12, 15),
        "created_by.full_name": "Bradford officer",
    }
    shown = (
        *("Sent 1 November 2026, 19 days ago", "due on 15 December 2026, in 25 days"),
        *("about £40,000", "In prices of 2025", "Grants board, Housing ministry", "June 2027"),
    )
    listed = "Three more months"
    filters = {
        "?place=yorkshire-and-the-humber": True,
        "?place=luton": False,
        "?kind=extension": True,
        "?kind=new": False,
        "?state=sent": True,
        "?state=declined": False,
        "?to=housing-ministry": True,
    }
    wrong_filter = "?state=lost"
    refused = [
        ({"amount": "a lot"}, "Enter an amount, such as £12,000"),
        ({"price_year": "25"}, "id_price_year-err"),
        ({"title": ""}, "id_title-err"),
        ({"decider": COUNCIL}, "Choose the body that decides, not the one that asks"),
        ({"state": "preparing"}, "It is recorded as still in preparation"),
        ({"decision_due_month": "10"}, "The decision cannot be due before the bid was sent"),
        ({"add_place": "Luton", "applicant": ""}, "Name a place where you have a role"),
        ({"visibility": "public"}, "Only an editor of the place"),
    ]
    change = ("decider_role", "Grants board", "Head of grants")
    columns = (
        "id title kind state asked_by decided_by fund amount granted amount_low amount_high "
        "granted_low granted_high price_year until sent decision_due decided days reason places "
        "programme source visibility address"
    )
    cells = {"title": "Three more months", "amount": "£40,000", "places": "Bradford", "days": ""}

    def prepare(self) -> None:
        ministry = builders.organisation("Housing ministry", "central_government")
        self.fields = {
            "decider": ministry,
            "decider_role": "Grants board",
            "applicant": self.cast.council,
            "amount_low": 40_000,
            "state": "sent",
        }

    def make(self) -> Bid:
        return bid(self.cast.bradford, visibility="public", **self.fields)

    def hide(self) -> Bid:
        return bid(self.cast.bradford, visibility="place", **{**self.fields, "title": HIDDEN})

    def list_at(self) -> str:
        return "/funding/bids/"


def test_an_officer_asks_for_more_of_money_that_ends_with_what_is_known_filled_in(
    cast: Cast,
) -> None:
    giver = builders.organisation("Housing ministry", "central_government")
    money = builders.flow(
        cast.bradford, 9_000, giver=giver, receiver=cast.council, description="Two workers",
        end=dt.date(2027, 3, 31),
    )  # fmt: skip
    client = signed_in(cast.bradford_officer)
    page = client.get(money.get_absolute_url()).content.decode()
    address = f"{money.get_absolute_url()}ask/"
    assert address in page
    asked = filled(client, address, title="Three more months", state="preparing")
    assert client.post(address, asked).status_code == 302
    made = Bid.objects.get()
    assert (made.flow, made.kind) == (money, "extension")
    assert (made.applicant, made.decider) == (cast.council, giver)
    assert [place.name for place in made.places.all()] == ["Bradford"]
    assert "Two workers" in text_of(client.get(made.get_absolute_url()))


def test_money_that_a_reader_may_not_see_is_not_named_on_the_bid_about_it(cast: Cast) -> None:
    money = builders.flow(cast.bradford, 9_000, description=HIDDEN, visibility="place")
    fund = Fund.objects.create(name=f"{HIDDEN} fund", slug="hidden", visibility="team")
    made = bid(cast.bradford, flow=money, fund=fund, visibility="network")
    assert HIDDEN not in text_of(signed_in(cast.outsider).get(made.get_absolute_url()))
    file = signed_in(cast.outsider).get("/funding/bids/?format=csv")
    assert HIDDEN not in b"".join(file).decode()
    assert HIDDEN in text_of(signed_in(cast.bradford_officer).get(made.get_absolute_url()))


def test_a_fund_that_the_editor_may_not_see_is_not_lost(cast: Cast) -> None:
    fund = Fund.objects.create(name="Unseen fund", slug="unseen", visibility="team")
    made = bid(cast.bradford, fund=fund, visibility="place")
    client, address = signed_in(cast.bradford_editor), f"{made.get_absolute_url()}edit/"
    client.post(address, filled(client, address, title="Four more months"))
    made.refresh_from_db()
    assert (made.title, made.fund) == ("Four more months", fund)


def test_a_late_decision_is_said_to_be_late_and_stands_in_the_calendar(cast: Cast) -> None:
    bid(
        cast.bradford,
        state="sent",
        decision_due=dt.date(2026, 11, 10),
        visibility="network",
    )
    client = signed_in(cast.bradford_officer)
    page = text_of(client.get(Bid.objects.get().get_absolute_url()))
    assert "No day" not in page
    assert "A decision was due on 10 November 2026, 10 days ago" in page
    assert "Decision due: Three more months" in text_of(client.get("/calendar/"))
    assert "Decision due" not in text_of(signed_in(cast.luton_officer).get("/calendar/"))


def test_a_decision_is_recorded_with_what_was_granted_and_how_long_it_took(cast: Cast) -> None:
    made = bid(
        cast.bradford, state="sent", sent=dt.date(2026, 10, 1), amount_low=40_000,
        decider=builders.organisation("Energy department", "central_government"),
    )  # fmt: skip
    client, address = signed_in(cast.bradford_editor), f"{made.get_absolute_url()}decision/"
    answers = {
        "state": "granted_in_part",
        "granted": "25,000",
        "reason": "Two months only",
        "decided_day": "4",
        "decided_month": "11",
        "decided_year": "2026",
        "granted_until_month": "5",
        "granted_until_year": "2027",
    }
    assert client.post(address, filled(client, address, **answers)).status_code == 302
    page = text_of(client.get(made.get_absolute_url()))
    for words in ("Granted in part", "34 days after it was sent", "£25,000", "until May 2027"):
        assert words in page
    assert "Two months only" in page
    assert "Change the decision" in page
    assert "Change the decision" in text_of(client.get(address))
    assert "Decision due" not in text_of(client.get("/calendar/"))


def test_officers_of_the_body_that_decides_record_it_and_change_nothing_else(cast: Cast) -> None:
    desnz = Organisation.objects.get(name__startswith="Department for Energy")
    made = bid(cast.bradford, state="sent", decider=desnz, visibility="network")
    client = signed_in(cast.desnz_official)
    assert client.get(f"{made.get_absolute_url()}decision/").status_code == 200
    assert client.get(f"{made.get_absolute_url()}edit/").status_code == 403
    assert signed_in(cast.outsider).get(f"{made.get_absolute_url()}decision/").status_code == 403


@pytest.mark.parametrize(
    ("state", "is_offered"),
    [("preparing", False), ("withdrawn", False), ("sent", True), ("not_known", True)],
)
def test_a_decision_is_offered_only_of_what_was_sent(
    cast: Cast, state: str, is_offered: bool
) -> None:
    made = bid(cast.bradford, state=state, visibility="network")
    page = text_of(signed_in(cast.bradford_editor).get(made.get_absolute_url()))
    assert ("Record the decision" in page) == is_offered
    unsent = "It has not been sent yet. When it is, choose Change."
    assert (unsent in page) == (state == "preparing")
    assert unsent not in text_of(signed_in(cast.outsider).get(made.get_absolute_url()))


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"amount_low": 40_000}, "asks for £40,000: Three more months."),
        ({}, "asks: Three more months."),
        (
            {"applicant": None, "amount_low": 9},
            "We don’t know who asks for £9: Three more months.",
        ),
    ],
)
def test_who_decides_is_told_who_asks_and_for_how_much(
    cast: Cast, facts: dict[str, Any], said: str
) -> None:
    made = bid(cast.bradford, state="sent", **{"applicant": cast.council, **facts})
    client = signed_in(cast.bradford_editor)
    page = text_of(client.get(f"{made.get_absolute_url()}decision/"))
    who = "" if made.applicant is None else f"{cast.council} "
    assert f"{who}{said}" in page


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"state": "declined", "granted": "5"}, "Leave empty how much was granted"),
        (
            {"state": "declined", "granted_until_month": "5", "granted_until_year": "2027"},
            "Leave empty when it ends",
        ),
        ({"state": "granted", "granted": "plenty"}, "Enter an amount, such as £12,000"),
        ({"granted": "5"}, "id_state"),
        (
            {"state": "declined", "decided_month": "9", "decided_year": "2026"},
            "It cannot be decided before it was sent",
        ),
    ],
)
def test_a_decision_that_cannot_be_is_refused(
    cast: Cast, answers: dict[str, str], said: str
) -> None:
    made = bid(cast.bradford, state="sent", sent=dt.date(2026, 10, 1))
    client, address = signed_in(cast.bradford_editor), f"{made.get_absolute_url()}decision/"
    response = client.post(address, filled(client, address, **answers))
    assert response.status_code == 200
    assert said in response.content.decode()
    made.refresh_from_db()
    assert made.state == "sent"


def test_a_decision_known_to_the_month_may_be_of_the_month_of_sending(cast: Cast) -> None:
    made = bid(cast.bradford, state="sent", sent=dt.date(2026, 10, 15))
    client, address = signed_in(cast.bradford_editor), f"{made.get_absolute_url()}decision/"
    answers = {"state": "declined", "decided_month": "10", "decided_year": "2026"}
    assert client.post(address, filled(client, address, **answers)).status_code == 302
    assert "Decided October 2026." in text_of(client.get(made.get_absolute_url()))


def test_it_is_not_said_to_be_sent_after_its_decision_nor_on_a_day_to_come(cast: Cast) -> None:
    decided = {"state": "declined", "decided": dt.date(2026, 10, 20)}
    made = bid(cast.bradford, sent=dt.date(2026, 10, 1), **decided)
    client, address = signed_in(cast.bradford_editor), f"{made.get_absolute_url()}edit/"
    for day, month, said in (
        ("25", "10", "It was decided before that date"),
        ("25", "12", "This date is in the future"),
    ):
        response = client.post(address, filled(client, address, sent_day=day, sent_month=month))
        assert said in response.content.decode()
    made.refresh_from_db()
    assert made.sent == dt.date(2026, 10, 1)


def test_lines_of_the_case_tell_coordination_apart_and_add_no_unknowns(cast: Cast) -> None:
    made = bid(cast.bradford, visibility="network")
    client = signed_in(cast.bradford_editor)
    address = f"{made.get_absolute_url()}lines/add/"
    for item, kind, amount in (
        ("Two workers", "delivery", "60,000"),
        ("A coordinator", "coordination", "15,000"),
        ("Their desk", "coordination", ""),
        ("A study", "evaluation", "5,000 to 8,000"),
    ):
        sent = filled(client, address, item=item, kind=kind, amount=amount, year="2026")
        assert client.post(address, sent).status_code == 302
    page = text_of(signed_in(cast.outsider).get(made.get_absolute_url()))
    for words in ("£15,000 (1 of 2 not known)", "£5,000 to £8,000", "2026 to 2027", "Not known"):
        assert words in page
    assert "Add a line" not in page
    line = BidLine.objects.get(item="A study")
    change = f"{made.get_absolute_url()}lines/{line.pk}/edit/"
    client.post(change, filled(client, change, amount="6,000"))
    line.refresh_from_db()
    assert (line.amount_low, line.amount_high) == (6_000, None)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"visibility": "nobody"}, "bid_level_known"),
        ({"amount_low": 9, "amount_high": 3}, "bid_amount_in_order"),
        ({"state": "granted", "granted_low": 9, "granted_high": 3}, "bid_granted_in_order"),
        ({"amount_low": -1}, "bid_amounts_not_negative"),
        ({"title": ""}, "bid_has_title"),
        ({"price_year": 26}, "bid_price_year_is_a_year"),
        ({"state": "sent", "decided": dt.date(2026, 1, 1)}, "bid_decided_has_outcome"),
        ({"state": "declined", "granted_low": 1}, "bid_granted_where_it_was"),
        (
            {
                "state": "declined",
                "sent": dt.date(2026, 2, 1),
                "decided": dt.date(2026, 1, 1),
            },
            "bid_dates_in_order",
        ),
    ],
)
def test_the_database_refuses(cast: Cast, fields: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        bid(cast.bradford, **fields)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"item": ""}, "bid_line_has_item"),
        ({"amount_low": 9, "amount_high": 3}, "bid_line_amount_in_order"),
        ({"amount_low": -1}, "bid_line_amount_not_negative"),
        ({"year": 26}, "bid_line_year_is_a_year"),
    ],
)
def test_the_database_refuses_a_line(cast: Cast, fields: dict[str, Any], constraint: str) -> None:
    made = bid(cast.bradford)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        BidLine.objects.create(**{"bid": made, "kind": "delivery", "item": "Workers", **fields})


def test_a_place_stands_once(cast: Cast) -> None:
    made = bid(cast.bradford)
    with pytest.raises(IntegrityError, match="bid_place_once"), transaction.atomic():
        made.place_links.create(place=cast.bradford)


def test_what_was_just_added_is_taken_back_with_its_lines(cast: Cast) -> None:
    made = bid(cast.bradford, created_by=cast.bradford_officer, visibility="place")
    BidLine.objects.create(bid=made, kind="delivery", item="Workers")
    client, address = signed_in(cast.bradford_officer), f"{made.get_absolute_url()}take-back/"
    assert client.post(address, filled(client, address, because="Twice")).status_code == 302
    assert not Bid.objects.exists()


def test_history_tells_amounts_in_pounds(own_database: str) -> None:
    cast = builders.cast()
    made = bid(cast.bradford, state="granted", granted_low=25_000)
    Bid.objects.filter(pk=made.pk).update(granted_low=40_000)
    BidLine.objects.create(bid=made, kind="evaluation", item="A look back", amount_low=7_000)
    page = text_of(signed_in(cast.bradford_editor).get(f"{made.get_absolute_url()}history/"))
    assert "Granted £40,000 Was: £25,000" in page
    assert "A look back (amount: £7,000)" in page

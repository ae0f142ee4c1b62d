"""Estimates stand side by side, each with its meaning, and are never merged."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from funding.models import Estimate
from tests import builders
from tests.builders import Cast
from tests.funding.estimate.sweep import estimate
from tests.pilots.forms import filled, signed_in, text_of
from tests.plain_record import HIDDEN, HasFile, HasFilters, HasHistory, HasReaders

pytestmark = pytest.mark.django_db


class TestEstimate(HasReaders, HasFilters, HasHistory, HasFile):
    """What one team for families saves in Bradford."""

    model, adds, edits, may_not = Estimate, "bradford_officer", "bradford_editor", "outsider"
    reader, also_sees = "outsider", "bradford_officer"
    typed = {
        "title": "One team for families",
        "effect": "saving",
        "side": "local",
        "unit": "pounds",
        "amount": "150,000 to 350,000",
        "net": "net",
        "per": "period",
        "years": "5",
        "basis": "expected",
        "add_place": "Bradford",
        "programme": "",
        "author": "City of Bradford Metropolitan District Council",
        "author_said": "",
        "source_title": "What one team saves",
        "source_url": "",
        "made_day": "",
        "made_month": "3",
        "made_year": "2026",
        "price_year": "2025",
        "method": "From the hours of three teams",
        "note": "Leaves out the NHS",
        "visibility": "network",
    }
    saved = {
        "title": "One team for families",
        "effect": "saving",
        "side": "local",
        "unit": "pounds",
        "amount_low": 150_000,
        "amount_high": 350_000,
        "net": "net",
        "years": 5,
        "basis": "expected",
        "author.name": "City of Bradford Metropolitan District Council",
        "made": dt.date(2026, 3, 1),
        "made_precision": "month",
        "price_year": 2025,
        "source.title": "What one team saves",
        "created_by.full_name": "Bradford officer",
    }
    shown = (
        "£150,000 to £350,000",
        "Net saving for councils and local partners over 5 years, in 2025 prices",
        *("expected beforehand", "March 2026", "From the hours of three teams"),
    )
    listed = "One team for families"
    filters = {
        "?place=yorkshire-and-the-humber": True,
        "?place=luton": False,
        "?programme=partnerships-for-people-and-place": True,
        "?effect=saving": True,
        "?effect=cost": False,
        "?net=net": False,
        "?basis=measured": False,
        "?side=not_known&unit=pounds": True,
        "?side=central": False,
        "?unit=hours": False,
    }
    wrong_filter = "?effect=lost"
    refused = [
        ({"amount": "a lot"}, "Enter an amount, such as £12,000"),
        ({"years": "0"}, "id_years-err"),
        ({"price_year": "13"}, "id_price_year-err"),
        ({"title": ""}, "id_title-err"),
        ({"unit": "hours", "amount": "£400"}, "Enter a number of hours of staff time"),
        ({"unit": "days", "price_year": "2025"}, "Staff time has no prices"),
        ({"unit": "hours", "effect": "investment"}, "Money invested is counted in pounds"),
        ({"author_said": "Two councils"}, "Choose it by name or describe it, not both"),
        ({"add_place": "Luton", "author": ""}, "Name a place where you have a role"),
        ({"visibility": "public"}, "Only an editor of the place"),
    ]
    change = ("note", "Leaves out the NHS", "Leaves out schools")
    columns = (
        "id title amount means low high time_low time_high qualifier effect side unit net per "
        "years price_year basis places programme author made method note source visibility address"
    )
    cells = {
        "title": "One team for families",
        "amount": "£200,000",
        "means": "saving",
        "places": "Bradford",
    }

    def prepare(self) -> None:
        self.fields = {
            "title": "One team for families",
            "amount_low": 200_000,
            "note": "Leaves out the NHS",
            "programme": self.cast.pfpp,
        }

    def make(self) -> Estimate:
        return estimate(self.cast.bradford, visibility="public", **self.fields)

    def hide(self) -> Estimate:
        hidden = {**self.fields, "title": HIDDEN}
        return estimate(self.cast.bradford, visibility="place", **hidden)

    def list_at(self) -> str:
        return "/funding/estimates/"


def test_estimates_of_one_programme_and_place_stand_side_by_side(cast: Cast) -> None:
    """£108 million saved, £41 million invested and £56 million of which it is not said whether it
    is net: three lines, and no figure made of them."""
    of = {"visibility": "public", "programme": cast.pfpp, "years": 5}
    saved = estimate(cast.bradford, title="Six business cases", amount_low=108_000_000, **of)
    estimate(cast.bradford, title="To get there", effect="investment", amount_low=41_000_000, **of)
    estimate(cast.bradford, title="As reported later", amount_low=56_000_000, **of)
    estimate(cast.luton, title="Elsewhere", amount_low=7, **of)
    page = text_of(signed_in(cast.desnz_official).get(saved.get_absolute_url()))
    for words in ("£108,000,000", "£41,000,000", "£56,000,000", "never added together"):
        assert words in page
    for made_up in ("67,000,000", "164,000,000", "205,000,000", "Elsewhere"):
        assert made_up not in page


def test_what_a_programme_saves_is_told_by_side_in_money_and_in_staff_time(cast: Cast) -> None:
    """Each is counted by itself with the list that it counts; pounds and hours are never one."""
    of = {"visibility": "public", "programme": cast.pfpp}
    estimate(cast.bradford, title="Fewer visits", amount_low=4_000, side="central", **of)
    hours = {"unit": "hours", "side": "local", "method": "Diaries of two weeks"}
    estimate(cast.bradford, title="Fewer meetings", amount_low=300, **hours, **of)
    estimate(cast.luton, title="Fewer forms", amount_low=2, unit="days", side="local", **of)
    estimate(cast.luton, title=HIDDEN, side="both", **{**of, "visibility": "place"})
    client = Client()
    page = client.get("/programmes/partnerships-for-people-and-place/published/")
    said = text_of(page)
    assert (
        "Central government 1 estimate None recorded "
        "Councils and local partners None recorded 2 estimates "
        "Both sides together None recorded None recorded"
    ) in said
    assert "Saving, net or gross not said, in hours of staff time, for councils" in said
    assert "300 hours of staff time" in said
    assert "How it was worked out: Diaries of two weeks" in said
    address = r'href="(/funding/estimates/[^"]*side=local[^"]*)"'
    [listed] = re.findall(address, page.content.decode())
    listed = text_of(client.get(listed.replace("&amp;", "&")))
    assert "Fewer meetings" in listed
    assert "Fewer forms" in listed
    assert "Fewer visits" not in listed


def test_staff_time_is_neither_drawn_nor_written_as_pounds(cast: Cast) -> None:
    for title, fields in (
        ("In money", {"amount_low": 300}),
        ("In hours", {"amount_low": 400, "unit": "hours"}),
        ("In more money", {"amount_low": 500}),
    ):
        estimate(cast.bradford, title=title, visibility="public", **fields)
    client = signed_in(cast.outsider)
    drawn = client.get("/funding/estimates/").content.decode().partition("<svg")[2]
    assert "In more money: £500" in drawn
    assert "In hours" not in drawn.partition("</svg>")[0]
    file = b"".join(client.get("/funding/estimates/?format=csv"))
    rows = {row["title"]: row for row in csv.DictReader(io.StringIO(file.decode("utf-8-sig")))}
    written = ("low", "time_low", "unit")
    assert [rows["In hours"][name] for name in written] == ["", "400.00", "hours of staff time"]
    assert [rows["In money"][name] for name in written] == ["300.00", "", "pounds"]


def test_one_that_the_reader_may_not_see_is_neither_beside_nor_drawn(cast: Cast) -> None:
    shown = estimate(cast.bradford, amount_low=5, visibility="public", programme=cast.pfpp)
    estimate(cast.bradford, title=HIDDEN, amount_low=77, visibility="place", programme=cast.pfpp)
    for who, sees in (("outsider", False), ("bradford_officer", True)):
        page = text_of(signed_in(getattr(cast, who)).get(shown.get_absolute_url()))
        assert (HIDDEN in page) is sees
        assert ("£77" in page) is sees


def test_an_amount_that_is_not_known_is_said_and_not_drawn_as_zero(cast: Cast) -> None:
    unknown = estimate(cast.bradford, visibility="public")
    page = signed_in(cast.desnz_official).get("/funding/estimates/").content.decode()
    assert "Not known" in text_of(signed_in(cast.outsider).get(unknown.get_absolute_url()))
    assert "<svg" not in page.partition('id="results"')[2]


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"visibility": "nobody"}, "estimate_level_known"),
        ({"amount_low": 9, "amount_high": 3}, "estimate_amount_in_order"),
        ({"amount_low": -1}, "estimate_amount_not_negative"),
        ({"title": ""}, "estimate_has_title"),
        ({"years": 0}, "estimate_years_in_range"),
        ({"price_year": 13}, "estimate_price_year_is_a_year"),
        ({"author_said": "Two councils"}, "estimate_author_said_once"),
        ({"unit": "hours", "price_year": 2025}, "estimate_of_time_has_no_prices"),
        ({"unit": "days", "effect": "investment"}, "estimate_of_time_has_no_prices"),
    ],
)
def test_the_database_refuses(cast: Cast, fields: dict[str, Any], constraint: str) -> None:
    body = builders.organisation("A body", "business")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        estimate(cast.bradford, **{"author": body, **fields})


def test_a_place_stands_once(cast: Cast) -> None:
    made = estimate(cast.bradford)
    with pytest.raises(IntegrityError, match="estimate_place_once"), transaction.atomic():
        made.place_links.create(place=cast.bradford)


def test_what_was_just_added_is_taken_back_with_its_places(cast: Cast) -> None:
    made = estimate(cast.bradford, created_by=cast.bradford_officer, visibility="place")
    client, address = signed_in(cast.bradford_officer), f"{made.get_absolute_url()}take-back/"
    assert client.post(address, filled(client, address, because="Twice")).status_code == 302
    assert not Estimate.objects.exists()


@pytest.mark.parametrize(("large", "is_drawn"), [(100, True), (101, False)])
def test_what_is_many_times_another_is_not_drawn_on_one_scale(
    cast: Cast, large: int, is_drawn: bool
) -> None:
    for amount in (5, large):
        estimate(cast.bradford, amount_low=amount, visibility="public")
    results = signed_in(cast.outsider).get("/funding/estimates/").content.decode()
    assert ("<svg" in results.partition('id="results"')[2]) is is_drawn

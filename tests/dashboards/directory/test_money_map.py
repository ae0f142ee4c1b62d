"""Money colours the map by the rule of the place's own page, one meaning at a time."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from dashboards.directory.money import of_money
from funding.flow import sums
from funding.flow.for_place import flows_in
from funding.flow.sums import totals
from funding.models import Flow, FlowPlace
from geography.england.layouts import tiles
from interface.charts.area_map import AreaMap
from partnerships.models import Place, PlaceCode
from tests import builders as make

MEANINGS = ("committed", "paid", "forecast")
QUALIFIERS = ("exactly", "exactly", "about", "at_least", "at_most", "more_than")


@pytest.fixture
def councils(db: None) -> list[Place]:
    made = []
    for code in [code for code in tiles() if code.startswith("E09")][:12]:
        place = make.place(f"Council {code}")
        PlaceCode.objects.create(place=place, code=code)
        made.append(place)
    return made


def drawn(client: Client, meaning: str, query: str = "") -> AreaMap:
    address = f"/places/map/?map=tiles&by=money_{meaning}{query}"
    return client.get(address).context["map"].chart


def said(client: Client, meaning: str = "committed") -> dict[str, tuple[str, str]]:
    areas = drawn(client, meaning).areas
    return {
        area.said.partition(": ")[0]: (area.kind, area.said.partition(": ")[2]) for area in areas
    }


def scattered(councils: list[Place], seed: int) -> None:
    """Flows of every kind: passed on, shared out, of unknown amounts, hidden, in wards."""
    draw = random.Random(seed)
    wards = [make.place(f"Ward {n}", "ward", within=place) for n, place in enumerate(councils[:4])]
    flows: list[Flow] = []
    for _ in range(60):
        low = draw.choice([None, 0, 70, 1_000, 25_000])
        qualifier = "exactly" if low is None else draw.choice(QUALIFIERS)
        flow = make.flow(
            draw.choice([*councils, *wards, None]),
            low,
            meaning=draw.choice(MEANINGS),
            amount_qualifier=qualifier,
            visibility=draw.choice(["public", "public", "public", "team"]),
            parent=draw.choice([None, *flows[-8:]]),
        )
        linked = set(flow.place_links.values_list("place_id", flat=True))
        for place in draw.sample(councils, draw.choice([0, 0, 1, 2])):
            if place.pk not in linked:
                share = draw.choice([None, Decimal("0.25")])
                FlowPlace.objects.create(flow=flow, place=place, share=share)
        flows.append(flow)


@pytest.mark.parametrize(("seed", "many"), [(0, 100), (1, 100), (2, 100), (1, 2), (3, 2)])
def test_each_council_has_the_total_of_its_own_page(
    client: Client,
    councils: list[Place],
    seed: int,
    many: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sums, "MANY", many)  # place by place, and all flows in one pass
    scattered(councils, seed)
    editor = make.user("eve", ("place_editor", councils[0]))
    for reader in (None, editor):
        if reader:
            client.force_login(reader)
        for meaning in MEANINGS[:2]:
            words = said(client, meaning)
            for place in councils:
                user = client.get(f"/places/{place.slug}/funding/").wsgi_request.user
                seen = Flow.objects.visible_to(user)
                total = totals(flows_in(user, place), seen, place=place).of(meaning)
                kind, figure = words[place.name]
                if not total.flows:
                    assert (kind, figure) == ("none", "nothing recorded that you can see")
                elif not total.known:
                    assert (kind, figure) == ("nk", "not known")
                else:
                    assert figure.startswith(str(total))
                    assert ("not known" in figure) == bool(total.unknown)
                    assert (kind == "nk") == (total.lower != total.upper)


def test_meanings_stand_apart_and_what_is_hidden_colours_nothing(
    client: Client, councils: list[Place]
) -> None:
    first, second, third = councils[:3]
    grant = make.flow(first, 1_000)
    make.flow(first, 400, parent=grant)
    make.flow(second, 70, meaning="paid")
    make.flow(second, 9, visibility="team")
    make.flow(third)
    committed = said(client)
    assert committed[first.name] == ("c3", "£1,000")
    assert committed[second.name] == ("none", "nothing recorded that you can see")
    assert committed[third.name] == ("nk", "not known")
    assert said(client, "paid")[second.name] == ("c3", "£70")
    page = client.get("/places/map/?by=money_committed").content.decode()
    assert "Not known, or not one amount" in page
    assert "You can see money committed recorded for 2 of 12 councils." in page
    assert "Money that is passed on counts once" in page


@pytest.mark.parametrize("many", [100, 2])
def test_too_many_amounts_are_not_added_up_and_a_region_is_the_way_out(
    councils: list[Place], many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sums, "MANY", many)
    for place in councils[:3]:
        make.flow(place, 5, parent=make.flow(None, 9))
    make.flow(councils[0], 2)  # what stands alone is added up however much it is
    offered = of_money(AnonymousUser(), "committed", ())
    few = replace(offered, most=3).of([place.pk for place in councils])
    assert (few.problem, few.at(councils[0].pk).words) == ("", "£7")
    more = replace(offered, most=2).of([place.pk for place in councils])
    assert "More than 2 amounts" in more.problem
    assert "Choose a region" in more.problem
    assert more.at(councils[0].pk).figure is None


def rows(client: Client, address: str) -> list[dict[str, str]]:
    text = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_file_of_a_coloured_map_has_its_figure(client: Client, councils: list[Place]) -> None:
    make.flow(councils[0], 1_000, amount_qualifier="at_least")
    make.flow(councils[0])
    asked = "/places/map/?by=money_committed&format=csv"
    by_name = {row["place"]: row for row in rows(client, asked)}
    row = by_name[councils[0].name]
    assert row["money_committed"] == "at least £1,000, 1 of 2 amounts not known"
    assert (row["money_committed_least"], row["money_committed_most"]) == ("1000.00", "")
    assert (row["money_committed_amounts"], row["money_committed_not_known"]) == ("2", "1")
    nothing = by_name[councils[1].name]
    assert nothing["money_committed"] == "nothing recorded that you can see"
    assert (nothing["money_committed_least"], nothing["money_committed_amounts"]) == ("", "0")
    without = rows(client, "/places/map/?by=pilots&format=csv")
    assert {row["place"] for row in without} == set(by_name)
    assert "money_committed" not in without[0]


def test_the_file_has_an_official_figure_with_release_unit_and_attribution(
    kept_demo: None, client: Client
) -> None:
    asked = "/places/map/?by=fuel_poverty_pct&format=csv"
    bedford = next(row for row in rows(client, asked) if row["place"] == "Bedford")
    page = client.get("/places/map/?by=fuel_poverty_pct")
    reading = next(
        area.said for area in page.context["map"].chart.areas if area.said.startswith("Bedford: ")
    )
    assert reading == f"Bedford: {Decimal(bedford['fuel_poverty_pct']):.1f}%"
    assert bedford["fuel_poverty_pct_release"].startswith("2025 release, 2023 data")
    assert bedford["fuel_poverty_pct_unit"].startswith("%")
    assert "Department for Energy Security and Net Zero" in bedford["attribution"]
    assert "Office for National Statistics" in bedford["attribution"]


def test_money_of_all_councils_is_one_query(
    client: Client, councils: list[Place], django_assert_num_queries: Any
) -> None:
    scattered(councils, 1)
    with django_assert_num_queries(7):
        client.get("/places/map/?by=money_committed")

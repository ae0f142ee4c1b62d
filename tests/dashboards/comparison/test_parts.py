"""What is compared, as its file has it: as on the pages of each place, for this reader alone."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from barriers.register import side_by_side
from dashboards.comparison.table import Cell, Line, Part
from dashboards.comparison.whole import whole
from geography.measure.for_place import context_of
from geography.models import Attribution, ContextFigure, Measure, MeasureRelease
from partnerships.models import Place, PlaceFigure, ProgrammePlace
from pilots.models import PilotPartner
from records.models import Source
from tests import builders
from tests.builders import TODAY, Cast

BOTH = "/places/compare/?place=bradford&place=luton"
SOME = ["bradford", "luton", "kent", "liverpool", "essex", "wigan"]


def as_(user: Any) -> Client:
    client = Client()
    if user is not None and user.is_authenticated:
        client.force_login(user)
    return client


def made(address: str = BOTH, user: Any = None) -> tuple[Part, ...]:
    slugs = parse_qs(urlsplit(address).query)["place"]
    places = [Place.objects.get(slug=slug) for slug in slugs]
    return whole(user or AnonymousUser(), places, timezone.localdate())


def lines(comparison: tuple[Part, ...], part: str) -> tuple[Line, ...]:
    return next(one.lines for one in comparison if one.key == part)


def line(comparison: tuple[Part, ...], part: str, label: str) -> Line:
    return next(one for one in lines(comparison, part) if one.label == label)


def says(comparison: tuple[Part, ...], part: str, label: str) -> list[str]:
    return [cell.words for cell in line(comparison, part, label).cells]


def labels(comparison: tuple[Part, ...], part: str) -> list[str]:
    return [one.label for one in lines(comparison, part)]


def rows_behind(cell: Cell, user: Any = None) -> int:
    if not cell.url:
        return 0
    answer: Any = as_(user).get(f"{cell.url}&format=json")
    return len(json.loads(b"".join(answer))["rows"])


# --- What each is, and official figures ---


def measure(key: str, **fields: Any) -> Measure:
    usual = {"label": key.capitalize(), "topic": "Work", "levels": "Councils", "decimals": 1}
    return Measure.objects.create(key=key, definition=f"What {key} counts", **(usual | fields))


def release(of: Measure, name: str, year: int, **fields: Any) -> MeasureRelease:
    return MeasureRelease.objects.create(
        measure=of, name=name, as_of=dt.date(year, 6, 30), **fields
    )


def figure(of: MeasureRelease, place: Any = None, value: Any = None, **fields: Any) -> None:
    source, _ = Source.objects.get_or_create(slug="statistics", title="Statistics")
    Attribution.objects.get_or_create(
        source=source, licence="OGL", line="Contains public information"
    )
    country = "" if place else "E92000001"
    ContextFigure.objects.create(
        release=of, place=place, country=country, value=value, source=source, **fields
    )


def test_each_says_what_it_is_and_what_it_lies_in(cast: Cast) -> None:
    comparison = made()
    assert says(comparison, "what", "Kind") == ["Metropolitan borough", "Unitary council"]
    regions = ["Yorkshire and The Humber", "East of England"]
    assert says(comparison, "what", "Region") == regions


def test_a_line_has_figures_of_one_release_and_names_what_another_says(cast: Cast) -> None:
    derby = builders.place("Derby")
    rank = measure("rank", decimals=0)
    old, new = release(rank, "2019", 2019, ranked=317), release(rank, "2025", 2025, ranked=296)
    for place in (cast.bradford, derby):
        figure(new, place, 5)
    figure(old, cast.bradford, 3)
    figure(old, cast.luton, 7)
    figure(new, None, 0)
    comparison = made(f"{BOTH}&place=derby")
    row = line(comparison, "figures", "Rank")
    assert (row.release, [cell.words for cell in row.cells]) == (
        *("2025", ["5 of 296", "", "5 of 296"]),
    )
    assert row.cells[1].note == (
        "2019 has 7 of 317, which is not set beside another release’s figures."
    )
    assert row.country is not None
    assert row.country.words == "0"
    # The two have the older one in common, and that there is a newer is said
    row = line(made(), "figures", "Rank")
    assert [cell.words for cell in row.cells] == ["3 of 317", "7 of 317"]
    assert row.country is not None
    assert row.country.words == "England has no rank"
    assert "England has no rank" in Client().get("/places/luton/figures/").content.decode()
    figures = Client().get(BOTH + "&measure=rank").context["comparison"]
    assert "2025 is newer and has fewer" in figures.plots[0].note


def test_what_is_not_published_for_a_kind_says_so_and_unknown_is_no_number(cast: Cast) -> None:
    newest = release(measure("claims"), "2025", 2025)
    builders.place("Kent", "county")
    figure(newest, cast.bradford, Decimal("2.25"))
    figure(newest, cast.luton)
    row = line(made(f"{BOTH}&place=kent"), "figures", "Claims")
    assert [(cell.words, cell.note) for cell in row.cells] == [
        ("2.2", ""),
        ("", "The release has no figure for it."),
        ("", "Not published for counties."),
    ]


@pytest.mark.usefixtures("kept_demo")
def test_the_figures_are_those_of_the_pages_of_the_places() -> None:
    comparison = made("/places/compare/?place=bradford&place=kent&place=south-east")
    measures = lines(comparison, "figures")
    assert len(measures) == 23
    for at, slug in enumerate(("bradford", "kent", "south-east")):
        place = Place.objects.get(slug=slug)
        own = {row.label: row for row in context_of(place).rows}
        for row in measures:
            if row.release == own[row.label].release and row.cells[at].words:
                assert row.cells[at].words.removesuffix(" years") == own[row.label].here, (
                    place,
                    row.label,
                )
    population = line(comparison, "figures", "Population")
    assert population.country is not None
    assert population.country.words == "58,620,101"


# --- Counts, and the lists behind them ---


def test_every_count_is_that_of_its_list_and_holds_what_the_reader_sees(cast: Cast) -> None:
    ward = builders.place("Manningham", "ward", within=cast.bradford)
    builders.pilot(cast.bradford, "Warm homes", cast.luton)
    builders.pilot(ward, "Street games", status="closed")
    builders.pilot(cast.bradford, "Hidden", visibility="place")
    funding, data = builders.category("funding"), builders.category("data-sharing")
    builders.barrier(cast.bradford, category=funding)
    builders.barrier(ward, category=funding, status="not_known")
    builders.barrier(cast.luton, category=data, status="closed_unresolved", ended_on=TODAY)
    builders.barrier(cast.luton, status="needs_owner")
    builders.barrier(cast.bradford, category=data, visibility="place")
    for user, pilots, barriers in (
        (None, ["2", "1"], ["2", "2"]),
        (cast.bradford_editor, ["3", "1"], ["3", "2"]),
    ):
        comparison = made(user=user)
        assert says(comparison, "pilots", "Pilots") == pilots
        assert says(comparison, "barriers", "Barriers") == barriers
        for part in ("pilots", "barriers"):
            rows = lines(comparison, part)
            counts = [cell for row in rows for cell in row.cells if cell.value is not None]
            assert all(rows_behind(cell, user) == cell.value for cell in counts), part
    comparison = made()
    assert says(comparison, "barriers", "Still in the way") == ["1", "1"]
    assert says(comparison, "barriers", "Status not known") == ["1", "None you can see"]
    [kind, _] = line(comparison, "barriers", "Funding").cells
    assert (kind.words, kind.note) == ("2", "1 still in the way, status of 1 not known")
    assert b"Hidden" not in b"".join(Client().get(f"{BOTH}&format=csv"))
    assert says(comparison, "pilots", "Which")[0] == "Warm homes; Street games"


def test_money_keeps_to_its_meaning_counts_the_unknown_and_each_pound_once(cast: Cast) -> None:
    whole = builders.flow(cast.bradford, 900_000)
    builders.flow(cast.bradford, 400_000, parent=whole)
    builders.flow(cast.bradford)
    builders.flow(cast.bradford, 5_000, meaning="paid")
    builders.flow(cast.bradford, 7_777_777, visibility="place")
    builders.flow(cast.luton, meaning="forecast")
    for place, value in ((cast.bradford, 450_000), (cast.luton, None)):
        PlaceFigure.objects.create(
            place=place, measure="population", value=value, unit="people", release="mid-2024"
        )
    comparison = made()
    committed = line(comparison, "money", "Committed").cells
    assert [cell.words for cell in committed] == ["£900,000", "None recorded"]
    assert committed[0].note == "1 of 3 amounts not known"
    assert rows_behind(committed[0]) == 3
    assert says(comparison, "money", "Paid") == ["£5,000", "None recorded"]
    assert says(comparison, "money", "Forecast") == ["None recorded", ""]
    [each, _] = line(comparison, "money", "Committed, for each resident").cells
    assert (each.words, each.note, each.value) == (
        *("£2", "450,000 people (mid-2024)", Decimal(2)),
    )
    assert says(comparison, "money", "Paid, for each resident")[0] == "1p"
    assert "Forecast, for each resident" not in labels(comparison, "money")


def test_organisations_of_several_places_stand_by_name_hidden_pilots_bring_none(
    cast: Cast,
) -> None:
    shared = builders.organisation("Shared Charity", "voluntary")
    secret = builders.organisation("Secret Body", "health")
    for place, role in ((cast.bradford, "lead"), (cast.luton, "partner")):
        PilotPartner.objects.create(pilot=builders.pilot(place), organisation=shared, kind=role)
        hidden = builders.pilot(place, visibility="team")
        PilotPartner.objects.create(pilot=hidden, organisation=secret, kind=role)
    comparison = made()
    assert labels(comparison, "partners") == ["Local partners", "National bodies", "Shared Charity"]
    assert says(comparison, "partners", "Shared Charity") == ["Lead", "Partner"]
    assert says(comparison, "partners", "Local partners") == ["1", "1"]
    for slug in ("bradford", "luton"):
        assert Client().get(f"/places/{slug}/partners/").context["partners"].local == 1


def test_a_body_stands_once_in_each_place_in_its_closest_role_and_past_where_all_of_it_is(
    cast: Cast,
) -> None:
    body = builders.organisation("Shared Charity", "voluntary")
    ended = dt.date(2025, 3, 31)
    ours = [builders.pilot(cast.bradford) for _ in range(2)]
    theirs = [builders.pilot(cast.luton) for _ in range(2)]
    parts: list[tuple[Any, str, Any]] = [(ours[0], "national", None), (ours[1], "lead", ended)]
    parts += [(theirs[0], "partner", ended), (theirs[1], "evaluator", ended)]
    for pilot, kind, end in parts:
        PilotPartner.objects.create(pilot=pilot, organisation=body, kind=kind, end=end)
    for pilot, words in zip(ours + theirs, ("Shops", "shops", "Shops", "Schools"), strict=True):
        PilotPartner.objects.create(pilot=pilot, description=words, kind="partner")
    comparison = made()
    assert labels(comparison, "partners") == ["Local partners", "National bodies", "Shared Charity"]
    assert says(comparison, "partners", "Shared Charity") == ["Lead", "Was partner"]
    assert says(comparison, "partners", "Local partners") == ["2", "3"], "what is described, once"
    for slug, count in (("bradford", 2), ("luton", 3)):
        assert Client().get(f"/places/{slug}/partners/").context["partners"].local == count


def test_programmes_that_the_places_share_come_first_and_count_as_their_lists(cast: Cast) -> None:
    builders.programme("Total Place", [cast.bradford, cast.luton], start=dt.date(2009, 4, 1))
    ward = builders.place("Leagrave", "ward", within=cast.luton)
    new_deal = builders.programme("New Deal")
    ProgrammePlace.objects.create(programme=new_deal, place=ward, role="estate")
    comparison = made()
    assert labels(comparison, "programmes") == [
        *("Programmes recorded", "Total Place", "Partnerships for People and Place", "New Deal"),
    ]
    assert says(comparison, "programmes", "New Deal") == ["Not recorded here", "Took part"]
    assert line(comparison, "programmes", "New Deal").cells[1].note == "Leagrave: estate"
    for cell in line(comparison, "programmes", "Programmes recorded").cells:
        tried = Client().get(cell.url).context["page"].programmes
        assert cell.value == sum(one.here for one in tried)


@pytest.mark.parametrize("hidden", [0, 1])
def test_of_a_place_with_more_barriers_than_are_counted_only_that_is_said(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, hidden: int
) -> None:
    monkeypatch.setattr(side_by_side, "MOST", 2)
    data = builders.category("data-sharing")
    for n in range(3):  # all open to everybody, or one of them to the place alone
        level = "place" if n < hidden else "public"
        builders.barrier(cast.bradford, category=data, visibility=level)
    builders.barrier(cast.luton)
    comparison = made(user=cast.bradford_editor)
    assert says(comparison, "barriers", "Barriers") == ["More than 2", "1"]
    assert says(comparison, "barriers", "Still in the way") == ["Too many to count here", "1"]
    assert says(comparison, "barriers", "Not sure yet what kind") == ["Too many to count here", "1"]
    seen = says(made(), "barriers", "Barriers")
    assert seen == (["2", "1"] if hidden else ["More than 2", "1"])


# --- How many queries, and the file ---


@pytest.mark.usefixtures("kept_demo")
@pytest.mark.parametrize("slugs", [SOME, SOME[:2]])
def test_the_file_of_two_places_and_six_takes_the_same_queries(
    django_assert_num_queries: Any, slugs: list[str]
) -> None:
    places = [Place.objects.get(slug=slug) for slug in slugs]
    with django_assert_num_queries(13):
        whole(AnonymousUser(), places, timezone.localdate())


@pytest.mark.usefixtures("kept_demo")
def test_the_file_has_definitions_sources_and_attribution_lines() -> None:
    address = "/places/compare/?place=bradford&place=cornwall&place=kent"
    text = b"".join(Client().get(f"{address}&format=csv")).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    people = [row for row in rows if row["item"] == "Population"]
    assert [(row["place"], row["value"]) for row in people] == [
        ("Bradford", "563605"),
        ("Cornwall", "583289"),
        ("Kent", "1639029"),
        ("England", "58620101"),
    ]
    figures = [row for row in rows if row["theme"] and row["value"]]
    assert len(figures) > 70
    for row in figures:
        wanted = ("definition", "release", "as_of", "source", "attribution")
        assert all(row[name] for name in wanted), row
    ranks = [row for row in rows if row["item"] == "Deprivation rank" and row["place"] == "Kent"]
    assert [(row["value"], row["remark"]) for row in ranks] == [("", "Not published for counties.")]
    meanings = Client().get(f"{address}&format=csv&definitions=1")
    assert "what the licence asks" in b"".join(meanings).decode().lower()
    book = b"".join(Client().get(f"{address}&format=xlsx"))
    sheets = load_workbook(io.BytesIO(book), read_only=True).sheetnames
    assert sheets == ["Rows", "What the columns mean"]

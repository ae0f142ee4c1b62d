"""The map: every council by one figure, some outlined, as far as the reader sees; and its list."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from html import escape
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from access.subqueries import count_at_each_place
from barriers.models import Barrier
from dashboards.directory import colouring
from dashboards.directory.colouring import Counted
from geography.england.layouts import tiles as layout
from geography.england.table import TABLE, read
from geography.england.tiles import KINDS, pieces
from interface.charts.area_map import AreaMap
from partnerships.models import Place, PlaceCode
from tests import builders as make

CODES = {"Bradford": "E08000032", "Luton": "E06000032", "Hastings": "E07000062"}


@pytest.fixture
def places(db: None) -> dict[str, Place]:
    sussex = make.place("East Sussex", "county")
    made = {
        "Bradford": make.place("Bradford", "metropolitan_borough"),
        "Luton": make.place("Luton"),
        "Hastings": make.place("Hastings", "district", within=sussex),
    }
    for name, place in made.items():
        PlaceCode.objects.create(place=place, code=CODES[name])
    return {**made, "East Sussex": sussex}


def chart(client: Client, query: str = "") -> AreaMap:
    return client.get(f"/places/map/{query}").context["map"].chart


def kinds(client: Client, query: str = "?map=tiles") -> dict[str, tuple[str, str]]:
    return {
        area.said.partition(":")[0]: (area.kind, area.number) for area in chart(client, query).areas
    }


def test_every_council_of_today_has_one_tile_and_regions_are_in_one_piece() -> None:
    rows = {row.code: row.region for row in read(TABLE).rows if row.kind in KINDS and not row.end}
    tiles = layout()
    assert tiles.keys() == rows.keys()
    assert len({(column, line) for column, line, _ in tiles.values()}) == len(tiles) == 296
    by_region = defaultdict(list)
    for code, (column, line, region) in tiles.items():
        assert region == rows[code]
        by_region[region].append((column, line))
    assert [len(pieces(cells)) for cells in by_region.values()] == [1] * 9


@pytest.mark.parametrize("drawn", ["", "&map=tiles"])
def test_areas_count_the_pilots_that_the_reader_sees(
    client: Client, places: dict[str, Place], drawn: str
) -> None:
    make.pilot(places["Bradford"])
    make.pilot(places["Bradford"], visibility="team")
    make.pilot(places["Luton"], visibility="team")
    number = "1" if drawn else ""
    query = f"?by=pilots{drawn}"
    assert kinds(client, query) == {
        "Bradford": ("c3", number), "Luton": ("none", ""), "Hastings": ("none", ""),
    }  # fmt: skip
    page = client.get(f"/places/map/{query}").content.decode()
    assert "<title>Bradford: 1 pilot</title>" in page
    assert "1 of 3 councils has a pilot that you can see." in page


def test_what_only_a_few_read_is_counted_after_what_all_who_sign_in_read(
    places: dict[str, Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(colouring, "MOST_COUNTED", 2)
    bradford, luton, hastings = (places[name] for name in ("Bradford", "Luton", "Hastings"))
    for place, levels in {
        bradford: ("public", "network", "public", "team"),
        luton: ("network", "place", "team"),
        hastings: ("place", "team", "team"),
    }.items():
        for level in levels:
            make.barrier(place, visibility=level)
    everybody = [make.user("nobody"), make.user("editor", ("place_editor", luton)), AnonymousUser()]
    counted = []
    for user in everybody:
        found = count_at_each_place(Barrier.objects.visible_to(user), user, colouring.MOST_COUNTED)
        rows = Place.objects.annotate(found=found).values_list("name", "found")
        counts = dict(rows.filter(pk__in=[bradford.pk, luton.pk, hastings.pk]))
        counted.append(tuple(counts[place.name] for place in (bradford, luton, hastings)))
    # No further than one more than the most
    assert counted == [(3, 1, 0), (3, 3, 0), (2, 0, 0)]


def test_what_people_call_a_place_is_text_on_the_map(
    client: Client, places: dict[str, Place]
) -> None:
    Place.objects.filter(slug="bradford").update(name='<b>Brad</b> & "ford"')
    make.pilot(places["Bradford"])
    page = client.get("/places/map/?by=pilots").content.decode()
    assert "<title>&lt;b&gt;Brad&lt;/b&gt; &amp; &quot;ford&quot;: 1 pilot</title>" in page
    assert "<b>Brad" not in page


def test_a_hidden_barrier_colours_nothing(client: Client, places: dict[str, Place]) -> None:
    make.pilot(places["Bradford"])
    make.barrier(places["Bradford"], visibility="place")
    assert kinds(client, "?by=barriers")["Bradford"] == ("none", "")
    assert "No barrier to see" in client.get("/places/map/?by=barriers").content.decode()
    client.force_login(make.user("pat", ("contributor", places["Bradford"])))
    assert kinds(client, "?by=barriers")["Bradford"] == ("c3", "")


def test_counts_end_at_a_hundred_and_say_so() -> None:
    picked = Counted(key="pilots", label="Pilots", choices=(), noun="pilot")
    assert picked.at(0, 100).words == "100 pilots"
    assert picked.at(0, 101).words == "more than 100 pilots"
    assert picked.number(picked.at(0, 101)) == "100+"
    steps = picked.classes(picked.at(0, count) for count in [0, 3, *range(10, 30), 101]).steps
    assert steps[0].label.startswith("3 to ")
    assert steps[-1].label.endswith(" to more than 100")


def outlined(client: Client, query: str = "") -> set[str]:
    """The councils that are outlined."""
    rows = client.get(f"/places/map/{query}").context["map"].rows
    return {row.place.name for row in rows if row.is_outlined}


def test_the_places_of_a_programme_are_outlined_a_county_by_its_districts(
    client: Client, places: dict[str, Place]
) -> None:
    ward = make.place("Leagrave", "ward", within=places["Luton"])
    make.programme("Together", [places["East Sussex"], ward])
    assert outlined(client) == {"Hastings", "Luton"}
    drawn = client.get("/places/map/").context["map"]
    assert [row.place.name for row in drawn.outlined] == ["East Sussex", "Leagrave"]
    assert drawn.chart.ringed.count("M") >= 2
    page = client.get("/places/map/").content.decode()
    assert "2 places outlined." in page
    assert '<a href="/places/east-sussex/">East Sussex</a>' in page
    assert outlined(client, "?outline=none") == set()
    assert client.get("/places/map/?outline=none").context["map"].chart.ringed == ""
    answer = client.get("/places/map/?outline=no-such")
    assert "There is no such programme to outline." in answer.content.decode()


def test_the_programme_with_most_pilots_that_the_reader_sees_is_outlined(
    client: Client, places: dict[str, Place]
) -> None:
    few = make.programme("Few", [places["Bradford"]])
    many = make.programme("Many", [places["Luton"]])
    make.pilot(places["Bradford"], programme=few)
    for _ in range(3):
        make.pilot(places["Luton"], programme=many, visibility="place")
    assert outlined(client) == {"Bradford"}
    client.force_login(make.user("pat", ("contributor", places["Luton"])))
    assert outlined(client) == {"Luton"}


def test_places_with_a_pilot_are_those_that_the_reader_sees(
    client: Client, places: dict[str, Place]
) -> None:
    make.pilot(places["Bradford"])
    make.pilot(places["Luton"], visibility="place")
    assert outlined(client, "?outline=pilots") == {"Bradford"}
    client.force_login(make.user("pat", ("contributor", places["Luton"])))
    assert outlined(client, "?outline=pilots") == {"Bradford", "Luton"}


def test_the_choice_of_figure_keeps_the_part_the_way_of_drawing_and_the_list(
    client: Client, places: dict[str, Place]
) -> None:
    made = client.get("/places/map/?by=barriers&list=all&order=lowest").context["map"]
    assert made.links == {
        "tiles": "?by=barriers&list=all&order=lowest&map=tiles",
        "order": "?by=barriers&list=all",
        "list": "?by=barriers&order=lowest",
    }
    page = client.get("/places/map/?by=barriers&map=tiles").content.decode()
    assert '<input type="hidden" name="map" value="tiles">' in page
    assert '<option value="barriers" selected>' in page


def test_a_figure_that_is_not_there_is_said_and_pilots_are_shown(
    client: Client, places: dict[str, Place]
) -> None:
    answer = client.get("/places/map/?by=castles&map=cubes")
    assert answer.status_code == 200
    assert "There is no such figure. The map shows: Pilots you can see." in answer.content.decode()
    assert answer.context["map"].picked.key == "pilots"


def test_made_up_places_are_not_on_the_map(client: Client, places: dict[str, Place]) -> None:
    Place.objects.filter(pk=places["Luton"].pk).update(is_example=True)
    assert set(kinds(client)) == {"Bradford", "Hastings"}


def test_a_council_that_ended_is_not_on_the_map(client: Client, places: dict[str, Place]) -> None:
    PlaceCode.objects.filter(place=places["Luton"]).update(valid_to="2020-04-01")
    assert set(kinds(client)) == {"Bradford", "Hastings"}


def test_a_region_is_drawn_by_itself(client: Client, places: dict[str, Place]) -> None:
    north = make.place("Yorkshire and The Humber", "region")
    make.place("Atlantis", "region")
    query = f"?region={north.slug}"
    assert set(kinds(client, query)) == {"Bradford"}
    page = client.get(f"/places/map/{query}").content.decode()
    assert "<h1>Yorkshire and The Humber by council</h1>" in page
    assert f'<option value="{north.slug}" selected>' in page
    assert "Atlantis" not in page


@pytest.mark.django_db
def test_without_the_councils_the_page_says_so(client: Client) -> None:
    page = client.get("/places/map/").content.decode()
    assert "No councils have been loaded for this map." in page


def test_the_map_gives_its_list_as_a_file(client: Client, places: dict[str, Place]) -> None:
    make.barrier(places["Luton"])
    answer = client.get("/places/map/?by=barriers&format=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert [(row["place"], row["rank"], row["barriers"]) for row in rows] == [
        ("Luton", "1", "1 barrier"),
        ("Bradford", "2", "no barrier to see"),
        ("Hastings", "2", "no barrier to see"),
    ]


@pytest.mark.parametrize("count", [1, 30])
def test_the_map_asks_as_often_with_many(
    client: Client, places: dict[str, Place], count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        make.pilot(places["Bradford"])
    for code in [code for code in layout() if code.startswith("E09")][:count]:
        PlaceCode.objects.create(place=make.place(f"Council {code}"), code=code)
    make.programme("Together", [places["Bradford"]])
    with django_assert_num_queries(7):
        client.get("/places/map/?by=pilots")


@pytest.mark.parametrize("by", ["pilots", "fuel_poverty_pct"])
def test_the_page_is_small(kept_demo: None, client: Client, by: str) -> None:
    body = client.get(f"/places/map/?by={by}").content
    assert len(body) < 120_000
    assert len(gzip.compress(body)) < 42_000


def test_a_measure_colours_every_council_with_the_same_figure_in_the_list(
    kept_demo: None, client: Client
) -> None:
    answer = client.get("/places/map/?by=fuel_poverty_pct&list=all")
    made = answer.context["map"]
    assert sum(step.count for step in made.chart.steps) == len(made.rows) == 296
    assert len(made.chart.steps) == 5
    page = answer.content.decode()
    for area in made.chart.areas:
        name, _, figure = area.said.partition(": ")
        row = page[page.index(f">{escape(name)}</a>") :]
        assert figure in row[: row.index("</tr>")]
    figures = [row.reading.figure for row in made.rows]
    assert figures == sorted(figures, reverse=True)
    assert "Department for Energy Security and Net Zero" in page
    assert "2025 release, 2023 data" in page


def test_none_is_apart_and_the_classes_are_the_same_for_a_region(
    kept_demo: None, client: Client
) -> None:
    whole = client.get("/places/map/").context["map"]
    assert whole.picked.key == "imd_lsoas_most_deprived_decile_pct"
    assert whole.chart.none == 104
    assert [step.label for step in whole.steps] == [
        *("20% or more", "12% to under 20%", "6% to under 12%", "2% to under 6%", "under 2%"),
    ]
    assert whole.sentence == (
        "Neighbourhoods among the most deprived tenth in England: highest in Middlesbrough "
        "(50.0%), none in 104 councils."
    )
    region = client.get("/places/map/?region=north-east").context["map"]
    assert [step.label for step in region.steps] == [step.label for step in whole.steps]
    assert len(region.chart.areas) == len(region.rows) == 12
    shades = {area.said: area.kind for area in whole.chart.areas}
    assert all(shades[area.said] == area.kind for area in region.chart.areas)


def test_the_list_beside_ranks_with_those_that_share_a_place(
    kept_demo: None, client: Client
) -> None:
    rows = client.get("/places/map/").context["map"].rows
    assert [(row.rank, row.is_joint) for row in rows[5:9]] == [
        (6, False), (7, True), (7, True), (9, False),
    ]  # fmt: skip
    lowest = client.get("/places/map/?by=fuel_poverty_pct&order=lowest").context["map"]
    assert lowest.rows[0].rank == 296
    assert lowest.sentence.startswith("Households in fuel poverty: highest in ")


def test_what_is_not_known_is_hatched_and_never_the_lowest(kept_demo: None, client: Client) -> None:
    answer = client.get("/places/map/?by=healthy_life_expectancy_male")
    assert "166 of 296 councils have no figure." in answer.content.decode()
    made = answer.context["map"].chart
    unknown = [area for area in made.areas if area.kind == "nk"]
    assert len(unknown) == made.unknown == 166  # districts, the City and the Isles of Scilly
    assert all(area.said.endswith(": no figure") for area in unknown)
    assert sum(step.count for step in made.steps) == 296 - 166


def test_the_first_rank_is_darkest_and_words_of_many_kinds_are_not_offered(
    kept_demo: None, client: Client
) -> None:
    answer = client.get("/places/map/?by=imd_rank_of_average_score")
    made = answer.context["map"]
    blackpool = next(area for area in made.chart.areas if area.said.startswith("Blackpool"))
    assert (blackpool.kind, blackpool.said) == ("c5", "Blackpool: 1 of 296")
    assert made.rows[0].place.name == "Blackpool"
    assert not made.has_ranks
    offered = {key for _, figures in made.picked.choices for key, _ in figures}
    assert (
        len(offered) == 4 + 21
    )  # pilots, barriers, money committed and paid; two classifications have eight kinds
    assert "rural_urban_flag_2021" in offered
    assert "rural_urban_class_2021" not in offered


def test_words_are_classes_of_their_own_and_have_no_rank(kept_demo: None, client: Client) -> None:
    made = client.get("/places/map/?by=rural_urban_flag_2021").context["map"]
    assert [step.label for step in made.steps] == ["Urban", "Rural"]
    assert sum(step.count for step in made.steps) == 296
    assert not any(row.rank for row in made.rows)


def test_an_official_figure_costs_two_queries_more(
    kept_demo: None, client: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(9):
        client.get("/places/map/?by=fuel_poverty_pct")

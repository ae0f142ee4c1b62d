"""The map shows what the list lists, by outlines or as tiles, and no more than the reader sees."""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
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
from partnerships.models import Place, PlaceCode, PlaceLink
from tests import builders as make
from tests.localities import locality

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
        "Bradford": ("c3", number), "Luton": ("off", ""), "Hastings": ("off", ""),
    }  # fmt: skip
    page = client.get(f"/places/map/{query}").content.decode()
    assert re.search(
        r'<a href="/places/bradford/">.*?<text[^>]*>Bradford: 1 pilot</text></a>', page
    )


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
    page = client.get("/places/map/").content.decode()
    assert "&lt;b&gt;Brad&lt;/b&gt; &amp; &quot;ford&quot;: 1 pilot</text>" in page
    assert "<b>Brad" not in page


def test_one_and_none_differ_and_so_does_what_does_not_match(
    client: Client, places: dict[str, Place]
) -> None:
    make.pilot(places["Luton"])
    assert kinds(client, "?kind=unitary&kind=district") == {
        "Luton": ("c3", ""), "Hastings": ("none", ""), "Bradford": ("off", ""),
    }  # fmt: skip


def test_a_hidden_barrier_colours_nothing(client: Client, places: dict[str, Place]) -> None:
    make.pilot(places["Bradford"])
    make.barrier(places["Bradford"], visibility="place")
    assert kinds(client, "?by=barriers")["Bradford"] == ("none", "")
    assert "no barrier to see" in client.get("/places/map/?by=barriers").content.decode()
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


def test_the_map_takes_the_filters_of_the_list(client: Client, places: dict[str, Place]) -> None:
    assert kinds(client, "?kind=unitary")["Luton"] == ("none", "")
    assert kinds(client, "?kind=unitary")["Bradford"] == ("off", "")
    page = client.get("/places/map/?kind=unitary&by=barriers").content.decode()
    assert 'href="/places/?kind=unitary' in page
    assert '<a href="/places/luton/">Luton</a>' in page


def test_a_town_colours_the_council_that_it_leads_to(
    client: Client, places: dict[str, Place]
) -> None:
    make.pilot(places["Bradford"])
    carrick = make.place("Carrick", "district")
    carrick.names.update(valid_to="2009-04-01")
    PlaceLink.objects.create(
        place=carrick, other=places["Luton"], kind="succeeded_by", valid_from="2009-04-01"
    )
    locality("Keighley", places["Bradford"])
    locality("Keighley Green", carrick, kind="ward")
    locality("TN34", places["Hastings"], kind="postcode_district")
    for drawn, number in (("", ""), ("&map=tiles", "1")):
        assert kinds(client, f"?q=keighley{drawn}") == {
            "Bradford": ("c3", number), "Luton": ("none", ""), "Hastings": ("off", ""),
        }  # fmt: skip
    page = client.get("/places/map/?q=keighley").content.decode()
    assert re.search(
        r'<a href="/places/bradford/"><path [^>]*><text[^>]*>Bradford: 1 pilot</text></a>', page
    )
    assert (
        "2 councils of 3 on the map match, with those that hold a town, ward or postcode of that "
        "name; 1 of them has a pilot that you can see." in page
    )
    marked = {name for name, (kind, _) in kinds(client, "?q=tn34+1aa").items() if kind != "off"}
    assert marked == {"Hastings"}
    assert "hold a town" not in client.get("/places/map/?q=luton").content.decode()


def test_the_switch_and_the_choice_of_figure_keep_every_filter(
    client: Client, places: dict[str, Place]
) -> None:
    made = client.get("/places/map/?kind=unitary&q=lu&by=barriers&after=x~1").context["map"]
    assert [way["url"] for way in made.switch] == [
        "?kind=unitary&q=lu&by=barriers",
        "?kind=unitary&q=lu&by=barriers&map=tiles",
    ]
    assert made.kept == [("kind", "unitary"), ("q", "lu")]
    page = client.get("/places/map/?kind=unitary&by=barriers").content.decode()
    panel = page[page.index('aria-label="Filter places"') : page.index("Apply filters")]
    assert '<input type="hidden" name="by" value="barriers">' in panel


def test_a_county_is_shown_through_its_districts(client: Client, places: dict[str, Place]) -> None:
    make.pilot(places["East Sussex"])
    assert kinds(client)["Hastings"] == ("part", "")


def test_a_figure_that_is_not_there_is_said_and_pilots_are_shown(
    client: Client, places: dict[str, Place]
) -> None:
    answer = client.get("/places/map/?by=castles&map=cubes")
    assert answer.status_code == 200
    assert "There is no such figure to colour by" in answer.content.decode()
    assert answer.context["map"].colouring.key == "pilots"


def test_made_up_places_are_not_on_the_map(client: Client, places: dict[str, Place]) -> None:
    Place.objects.filter(pk=places["Luton"].pk).update(is_example=True)
    assert "Luton" not in kinds(client, "?q=luton")


def test_a_council_that_ended_or_has_no_outline_is_named_in_words(
    client: Client, places: dict[str, Place]
) -> None:
    PlaceCode.objects.filter(place=places["Luton"]).update(valid_to="2020-04-01")
    PlaceCode.objects.create(place=make.place("Newham Bay"), code="E06999999")
    made = client.get("/places/map/?kind=unitary").context["map"]
    assert made.missing == "Luton; Newham Bay"
    page = client.get("/places/map/?kind=unitary").content.decode()
    assert "Only in the list, not on the map: Luton; Newham Bay" in page
    assert '<a href="/places/luton/">Luton</a>' in page


def test_a_region_is_drawn_by_itself_with_the_way_back(
    client: Client, places: dict[str, Place]
) -> None:
    north = make.place("Yorkshire and The Humber", "region")
    make.place("Somewhere", within=north)
    query = f"?region={north.slug}&kind=unitary"
    assert kinds(client, query) == {"Bradford": ("off", "")}
    page = client.get(f"/places/map/{query}").content.decode()
    assert '<a href="?kind=unitary">Show all of England</a>' in page
    whole = client.get("/places/map/?kind=unitary").content.decode()
    assert f'<a href="?kind=unitary&amp;region={north.slug}">Yorkshire and The Humber</a>' in whole


def test_a_wrong_filter_draws_no_match(client: Client, places: dict[str, Place]) -> None:
    assert set(kinds(client, "?kind=castle").values()) == {("off", "")}


@pytest.mark.django_db
def test_without_the_councils_the_page_says_so(client: Client) -> None:
    assert "No council of the map is loaded here." in client.get("/places/map/").content.decode()


def test_the_map_gives_the_list_as_a_file(client: Client, places: dict[str, Place]) -> None:
    answer = client.get("/places/map/?kind=unitary&format=csv")
    assert b"Luton" in b"".join(answer.streaming_content)


@pytest.mark.parametrize("count", [1, 30])
def test_the_map_asks_as_often_with_many(
    client: Client, places: dict[str, Place], count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        make.pilot(places["Bradford"])
    for code in [code for code in layout() if code.startswith("E09")][:count]:
        PlaceCode.objects.create(place=make.place(f"Council {code}"), code=code)
    with django_assert_num_queries(11):
        client.get("/places/map/?all=on")


@pytest.mark.parametrize("by", ["pilots", "fuel_poverty_pct"])
def test_the_page_is_small(kept_demo: None, client: Client, by: str) -> None:
    body = client.get(f"/places/map/?all=on&by={by}").content
    assert len(gzip.compress(body)) < 60_000


def test_an_official_figure_colours_with_numbers_source_and_the_same_figure_in_the_table(
    kept_demo: None, client: Client
) -> None:
    answer = client.get("/places/map/?all=on&kind=unitary&by=fuel_poverty_pct")
    made = answer.context["map"]
    assert sum(step.count for step in made.chart.steps) == 63  # all of them
    assert len(made.chart.steps) == 5
    page = answer.content.decode()
    figures = {area.said for area in made.chart.areas}
    said = next(words for words in figures if words.startswith("Bedford: "))
    row = page[page.index('<a href="/places/bedford/">Bedford</a>') :]
    assert said.removeprefix("Bedford: ") in row[: row.index("</tr>")]
    assert "Department for Energy Security and Net Zero" in page
    assert "2025 release, 2023 data" in page


def test_what_is_not_known_is_hatched_and_never_the_lowest(kept_demo: None, client: Client) -> None:
    made = chart(client, "?all=on&by=healthy_life_expectancy_male")
    unknown = [area for area in made.areas if area.kind == "nk"]
    assert len(unknown) == made.unknown == 166  # districts, the City and the Isles of Scilly
    assert all(area.said.endswith(": not known") for area in unknown)
    assert sum(step.count for step in made.steps) == 296 - 166


def test_the_first_rank_is_darkest_and_words_of_many_kinds_are_not_offered(
    kept_demo: None, client: Client
) -> None:
    answer = client.get("/places/map/?all=on&by=imd_rank_of_average_score")
    made = answer.context["map"]
    blackpool = next(area for area in made.chart.areas if area.said.startswith("Blackpool"))
    assert (blackpool.kind, blackpool.said) == ("c5", "Blackpool: 1 of 296")
    offered = {key for _, figures in made.colouring.choices for key, _ in figures}
    assert (
        len(offered) == 4 + 21
    )  # pilots, barriers, money committed and paid; two classifications have eight kinds
    assert "rural_urban_flag_2021" in offered
    assert "rural_urban_class_2021" not in offered


def test_an_official_figure_costs_three_queries_more(
    kept_demo: None, client: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(14):
        client.get("/places/map/?all=on&by=fuel_poverty_pct")

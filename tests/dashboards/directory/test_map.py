"""The tile map shows what the list lists, and no more than the reader may see."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from django.test import Client

from dashboards.directory.listing import layout
from interface.charts.tile_map import TileMap
from partnerships.england.table import TABLE, read
from partnerships.england.tiles import KINDS, pieces
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


def chart(client: Client, query: str = "") -> TileMap:
    return client.get(f"/places/map/{query}").context["chart"]


def kinds(client: Client, query: str = "") -> dict[str, tuple[str, str]]:
    return {
        tile.said.partition(",")[0]: (tile.kind, tile.number) for tile in chart(client, query).tiles
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


def test_tiles_count_the_pilots_that_the_reader_sees(
    client: Client, places: dict[str, Place]
) -> None:
    make.pilot(places["Bradford"])
    make.pilot(places["Bradford"], visibility="team")
    make.pilot(places["Luton"], visibility="team")
    assert kinds(client) == {
        "Bradford": ("k1", "1"), "Luton": ("", ""), "Hastings": ("", ""),
    }  # fmt: skip
    assert 'aria-label="Bradford, Yorkshire and The Humber: 1 pilot"' in (
        client.get("/places/map/").content.decode()
    )


def test_the_map_takes_the_filters_of_the_list(client: Client, places: dict[str, Place]) -> None:
    assert kinds(client, "?kind=unitary")["Luton"] == ("on", "")
    assert kinds(client, "?kind=unitary")["Bradford"] == ("", "")
    page = client.get("/places/map/?kind=unitary").content.decode()
    assert 'href="/places/?kind=unitary"' in page
    assert '<a href="/places/luton/">Luton</a>' in page


def test_a_county_is_shown_through_its_districts(client: Client, places: dict[str, Place]) -> None:
    make.pilot(places["East Sussex"])
    assert kinds(client)["Hastings"] == ("band", "")


def test_a_wrong_filter_draws_no_match(client: Client, places: dict[str, Place]) -> None:
    assert set(kinds(client, "?kind=castle").values()) == {("", "")}


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
    with django_assert_num_queries(10):
        client.get("/places/map/?all=on")

"""Tile maps: tiles in their places, borders where groups meet, and what each tile says."""

from __future__ import annotations

from django.template.loader import render_to_string

from interface.charts.tile_map import Area, centre, tile_map

LEEDS = Area("Leeds", "North", 0, 0, count=2, url="/places/leeds/")
YORK = Area("York", "North", 1, 0, count=0, url="/places/york/")
BATH = Area("Bath", "South", 0, 1)
HOVE = Area("Hove", "South", 1, 1, part=True)


def test_odd_rows_stand_half_a_tile_to_the_right() -> None:
    (x, y), (right, _), (below_x, below_y) = centre(0, 0), centre(1, 0), centre(0, 1)
    assert round(below_x - x, 1) == round((right - x) / 2, 1)
    assert below_y > y


def test_each_tile_says_what_it_is_and_only_matches_are_links() -> None:
    chart = tile_map("map", "Councils", [HOVE, LEEDS, BATH, YORK])
    assert chart is not None
    assert [(tile.said, tile.kind, tile.number, tile.url) for tile in chart.tiles] == [
        ("Leeds, North: 2 pilots", "k2", "2", "/places/leeds/"),
        ("York, North: no pilot to see", "on", "", "/places/york/"),
        ("Bath, South", "", "", ""),
        ("Hove, South: part of an area that matches", "band", "", ""),
    ]
    assert chart.sentence == (
        "2 councils of 4 on the map match; 1 of them has a pilot that you can see."
    )
    assert chart.has_parts


def test_none_is_said_as_none() -> None:
    chart = tile_map("map", "Councils", [YORK])
    assert chart is not None
    assert "none of them has a pilot that you can see" in chart.sentence


def test_borders_run_only_where_groups_meet_and_once() -> None:
    chart = tile_map("map", "Councils", [LEEDS, YORK, BATH, HOVE])
    assert chart is not None
    assert chart.borders.count("M") == 3  # Leeds to Bath, York to Bath, York to Hove
    alone = tile_map("map", "Councils", [LEEDS, YORK])
    assert alone is not None
    assert alone.borders == ""


def test_without_areas_there_is_no_map() -> None:
    assert tile_map("map", "Councils", []) is None
    assert "svg" not in render_to_string("components/charts/tile_map.html", {"chart": None})


def test_the_drawing_has_no_inline_style_and_names_its_links() -> None:
    chart = tile_map("map", "Councils", [LEEDS, BATH])
    html = render_to_string("components/charts/tile_map.html", {"chart": chart})
    assert "style=" not in html
    assert '<a href="/places/leeds/" aria-label="Leeds, North: 2 pilots">' in html
    assert html.count("<a ") == 1

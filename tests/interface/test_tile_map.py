"""Tile maps: tiles in their places, and borders where groups meet."""

from __future__ import annotations

from interface.charts.tile_map import borders, centre, size, tile

CELLS = {(0, 0): "North", (1, 0): "North", (0, 1): "South", (1, 1): "South"}


def test_odd_rows_stand_half_a_tile_to_the_right() -> None:
    (x, y), (right, _), (below_x, below_y) = centre(0, 0), centre(1, 0), centre(0, 1)
    assert round(below_x - x, 1) == round((right - x) / 2, 1)
    assert below_y > y


def test_every_tile_lies_within_the_drawing() -> None:
    width, height = size(CELLS)
    for cell in CELLS:
        corners = tile(*centre(*cell)).strip("Mz").split()
        assert all(0 <= float(x) <= width for x in corners[::2])
        assert all(0 <= float(y) <= height for y in corners[1::2])


def test_borders_run_only_where_groups_meet_and_once() -> None:
    assert borders(CELLS).count("M") == 3  # left to left, right to left, right to right
    assert borders({(0, 0): "North", (1, 0): "North"}) == ""

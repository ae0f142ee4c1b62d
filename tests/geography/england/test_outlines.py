"""Outlines: one for each council of today, refused whole where one is missing or joins nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from geography.england import load
from geography.england import outlines as england
from geography.england.layouts import close_up, outline_layout, tile_layout, tiles
from geography.england.outlines import ENGLAND, NEAR, near_outlines, outlines, read_outlines
from geography.england.table import REGIONS, TableError
from geography.england.tiles import councils
from interface.charts.paths import around, extent, rings
from partnerships.models import Place

HEAD = "gss_code,x,y,width,height,label_x,label_y,path\n"


def refused(path: Path) -> list[str]:
    with pytest.raises(TableError) as problem:
        read_outlines(path)
    return [str(line) for line in problem.value.problems]


@pytest.fixture
def lines(tmp_path: Path):
    """A copy of the outlines with some lines changed: ``lines(lambda all: …)``."""

    def changed(change) -> Path:
        path = tmp_path / "outlines.csv"
        path.write_text("".join(change(NEAR.read_text().splitlines(keepends=True))))
        return path

    return changed


def test_every_council_and_region_has_an_outline_within_its_box() -> None:
    today = {row["gss_code"] for row in councils()}
    assert len(today) == 296
    assert near_outlines().keys() == today
    assert outlines().keys() == today | {*REGIONS.values(), ENGLAND}
    for outline in (*outlines().values(), *near_outlines().values()):
        assert extent(outline.path) == outline.box


def test_a_missing_outline_is_refused_by_name(lines) -> None:
    path = lines(lambda rows: [row for row in rows if not row.startswith("E08000032")])
    assert refused(path) == ["Bradford (E08000032) has no outline in outlines.csv"]


@pytest.mark.parametrize(
    ("added", "said"),
    [
        ("E06999999,1,1,9,9,5,5,M1 1l9 0 0 9z\n", "“E06999999” is the code of no council"),
        ("E08000032,1,1,9,9,5,5,M1 1l9 0 0 9z\n", "E08000032 stands twice"),
    ],
)
def test_a_code_that_does_not_join_or_stands_twice_is_refused(lines, added: str, said: str) -> None:
    [problem] = refused(lines(lambda rows: [*rows, added]))
    assert problem.startswith("line 298, gss_code: ")
    assert said in problem


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (",M", ",<script>M", "no path of whole numbers"),
        (",M", ",M1.5 2", "no path of whole numbers"),
        ("E08000032,", "E08000032,-", "not in whole numbers"),
    ],
)
def test_what_is_no_outline_is_refused(lines, old: str, new: str, said: str) -> None:
    def spoilt(rows: list[str]) -> list[str]:
        return [row.replace(old, new, 1) if row.startswith("E08000032") else row for row in rows]

    [problem] = refused(lines(spoilt))
    assert said in problem


def test_a_file_that_cannot_be_read_or_has_other_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    assert refused(path)[0].startswith("The file cannot be read")
    path.write_text("gss_code,path\nE08000032,M1 1l9 0 0 9z\n")
    assert "the columns must be gss_code, x, y" in refused(path)[0]
    path.write_text(HEAD)
    assert len(refused(path)) == 296


@pytest.mark.django_db
def test_england_is_not_loaded_with_outlines_that_do_not_fit(lines, monkeypatch) -> None:
    path = lines(lambda rows: [row for row in rows if not row.startswith("E08000032")])
    monkeypatch.setattr(england, "NEAR", path)
    with pytest.raises(CommandError, match=r"Bradford .E08000032. has no outline"):
        call_command("load_england")
    assert not Place.objects.exists()
    assert load.check_outlines is england.check_outlines


def test_a_layout_has_every_council_inside_its_drawing() -> None:
    for layout in (outline_layout(), tile_layout()):
        assert layout.shapes.keys() == tiles().keys()
    whole = outline_layout()
    x, y, width, height = around(extent(shape.path) for shape in whole.shapes.values())
    assert x >= 0
    assert y >= 0
    assert x + width <= whole.width
    assert y + height <= whole.height


def test_london_is_enlarged_where_nothing_else_is_drawn() -> None:
    layout = outline_layout()
    assert layout.enlarged is not None
    left, top, width, height = layout.enlarged
    london = [code for code, shape in layout.shapes.items() if shape.region == "London"]
    assert layout.in_place.keys() == set(london)
    for code, shape in layout.shapes.items():
        x, y, wide, high = extent(shape.path)
        overlaps = x < left + width and left < x + wide and y < top + height and top < y + high
        if code in london:
            assert overlaps
        elif overlaps:
            points = [point for ring in rings(shape.path) for point in ring]
            assert not any(left < x < left + width and top < y < top + height for x, y in points)


def test_a_region_by_itself_has_its_own_councils_alone() -> None:
    for layout in (outline_layout("North East"), tile_layout("North East")):
        assert len(layout.shapes) == 12
        assert {shape.region for shape in layout.shapes.values()} == {"North East"}


def test_many_councils_are_drawn_with_fewer_points() -> None:
    codes = [code for code, at in tiles().items() if at[2] == "South East"]
    full, short = close_up(codes), close_up(codes, 20_000)
    assert full.paths.keys() == short.paths.keys() == set(codes)
    assert sum(map(len, short.paths.values())) < 20_000 < sum(map(len, full.paths.values()))
    assert close_up(["E06999999"]).paths == {}

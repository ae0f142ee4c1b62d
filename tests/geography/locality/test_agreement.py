"""A list of small areas of the day of official figures: whole and of one mind with them, or refused
with what does not agree."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from geography.data_load.lists import load_compared
from geography.england.files import table_of
from geography.locality.load import ListError, another_release, load_localities
from geography.measure.small_areas import small_areas_of
from geography.models import ContextFigure, Locality, LocalityRelease, Measure, MeasureRelease
from partnerships.models import Place, PlaceCode, PlaceLink
from records.models import Source
from tests import builders
from tests.geography.data_load.sent import decide, send, signed_in, text
from tests.small_areas import TABLE, Row, write_list

pytestmark = pytest.mark.django_db
BRADFORD, LEEDS = "E08000032", "E08000035"
BOARD, OTHER = "E54000054", "E54000064"
KEYS = {"areas": "imd_lsoas_total", "tenth": "imd_lsoas_most_deprived_decile"}
TENTH = "small areas among the most deprived tenth,"
# An England of two councils and twenty small areas: ranks 1 and 2 are its most deprived tenth
WHOLE: list[Row] = [
    *((BRADFORD, "E05001359", BOARD, rank) for rank in (1, 2, 5, 20)),
    *((LEEDS, "E05011411", BOARD, rank) for rank in range(1, 21) if rank not in (1, 2, 5, 20)),
]
ENGLAND = {"Bradford": (4, 2), "Leeds": (16, 0), "": (20, 2)}


@pytest.fixture
def england() -> dict[str, Place]:
    """Two councils of one care board, and the official figures of the day of the list."""
    places = {
        "Bradford": builders.place("Bradford", "metropolitan_borough"),
        "Leeds": builders.place("Leeds", "metropolitan_borough"),
    }
    boards = [builders.place(name, "integrated_care_system") for name in ("Yorkshire", "Sussex")]
    codes = (BRADFORD, LEEDS, BOARD, OTHER)
    for place, code in zip([*places.values(), *boards], codes, strict=True):
        PlaceCode.objects.create(place=place, code=code)
    for council in places.values():
        PlaceLink.objects.create(place=council, other=boards[0], kind="within")
    source = Source.objects.create(slug="figures", title="Figures", is_open=True)
    for at, key in enumerate(KEYS.values()):
        measure = Measure.objects.create(
            key=key, label=key, topic="Deprivation", decimals=0, levels="All", definition="All"
        )
        release = MeasureRelease.objects.create(measure=measure, name="IoD", as_of=TABLE.as_of)
        for name, values in ENGLAND.items():
            of = {"place": places[name]} if name else {"country": "E92000001"}
            ContextFigure.objects.create(release=release, value=values[at], source=source, **of)
    return places


@pytest.fixture
def load(england: Any, tmp_path: Path) -> Any:
    """Loads rows as the list of its day; gives what was said of it."""

    def loaded(rows: list[Row], table: Any = TABLE) -> list[str]:
        path = write_list(tmp_path / "list.csv", rows)
        try:
            return [made.words for made in load_localities([table], path=path)]
        except ListError as refused:
            return [str(problem) for problem in refused.problems]

    return loaded


def changed(was: Row, now: Row) -> list[Row]:
    return [now if row == was else row for row in WHOLE]


def test_a_whole_list_that_agrees_is_loaded(load: Any, england: dict[str, Place]) -> None:
    [said] = load(WHOLE)
    assert said.endswith("Indices of Deprivation 2025: 20 new")
    found = small_areas_of(england["Bradford"])
    assert found is not None
    assert (found.counted.number, found.counted.tenth, found.ranked) == (4, 2, 20)
    board = small_areas_of(Place.objects.get(codes__code=BOARD))
    assert board is not None
    assert (board.counted.number, board.counted.tenth) == (20, 2)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (WHOLE[1:], ["list.csv: small areas of Bradford: 3 in the list, 4 published"]),
        (
            WHOLE[:4],
            [
                "list.csv: small areas of Leeds: 0 in the list, 16 published",
            ],
        ),
        (
            [(LEEDS if row[3] == 2 else row[0], *row[1:]) for row in WHOLE],
            [
                "list.csv: small areas of Bradford: 3 in the list, 4 published",
                "list.csv: small areas of Leeds: 17 in the list, 16 published",
            ],
        ),
        (
            changed(WHOLE[1], (*WHOLE[1][:3], 6)),
            [
                f"list.csv: {TENTH} of Bradford: 1 in the list, 2 published",
                "list.csv, line 8, deprivation_rank: the rank 6 is in the list twice",
            ],
        ),
        (
            changed(WHOLE[3], (*WHOLE[3][:3], 25)),
            ["list.csv: the last rank is 25; England has 20 small areas"],
        ),
        (
            changed(WHOLE[0], (BRADFORD, "", "", 1)),
            [
                "list.csv, line 2, ward_code: enter the code of the ward that it fits best",
                "list.csv, line 2, board_code: enter the code of the care board that it lies in",
            ],
        ),
        (
            changed(WHOLE[0], (BRADFORD, "E05001359", OTHER, 1)),
            [f"list.csv, line 2, board_code: {OTHER} is no care board of its council"],
        ),
    ],
)
def test_a_list_that_disagrees_is_refused_whole(
    load: Any, rows: list[Row], said: list[str]
) -> None:
    assert load(rows) == said
    assert not Locality.objects.exists()
    assert not LocalityRelease.objects.exists()


def test_a_council_of_which_nothing_is_published_is_named(load: Any) -> None:
    kirklees = builders.place("Kirklees", "metropolitan_borough")
    PlaceCode.objects.create(place=kirklees, code="E08000034")
    board = Place.objects.get(codes__code=BOARD)
    PlaceLink.objects.create(place=kirklees, other=board, kind="within")
    assert "list.csv: how many small areas Kirklees has is not published" in load(
        [*WHOLE, ("E08000034", "E05001400", BOARD, 21)]
    )


def test_a_list_of_another_day_is_held_against_nothing_and_its_preview_says_so(
    load: Any, tmp_path: Path
) -> None:
    other = another_release(TABLE, "Later", dt.date(2026, 11, 1))
    sheet = table_of(write_list(tmp_path / "part.csv", WHOLE[:4]))
    [part] = load_compared(other, sheet).parts
    assert "No official figures of 1 November 2026 are held to check it by" in part.note
    LocalityRelease.objects.all().delete()
    sheet = table_of(write_list(tmp_path / "whole.csv", WHOLE))
    [part] = load_compared(TABLE, sheet).parts
    assert part.note == ""


def test_the_pages_refuse_and_load_it_as_the_command_does(england: Any, tmp_path: Path) -> None:
    administrator = signed_in(builders.user("Ada", ("administrator", None)))
    said = {
        "name": "Indices of Deprivation 2025",
        "title": "English Indices of Deprivation 2025",
        "as_of_day": "30",
        "as_of_month": "10",
        "as_of_year": "2025",
    }
    part = write_list(tmp_path / "list.csv", WHOLE[1:]).read_bytes()
    refused = text(send(administrator, "small_areas", part, "list.csv", **said))
    assert "small areas of Bradford: 3 in the list, 4 published" in refused
    assert not LocalityRelease.objects.exists()
    whole = write_list(tmp_path / "list.csv", WHOLE).read_bytes()
    page = send(administrator, "small_areas", whole, "list.csv", **said)
    assert "Bradford 4 new" in text(page)
    decide(administrator, page.context["load"])
    assert Locality.objects.current().filter(kind="small_area").count() == 20


def test_the_command_says_that_it_has_no_such_list_and_loads_one_that_is_given(
    england: Any, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match=r"come with this list: .*File 1 of the English"):
        call_command("load_england", list="small_areas")
    path = write_list(tmp_path / "list.csv", WHOLE)
    said = io.StringIO()
    asked: dict[str, Any] = {"list": "small_areas", "file": path, "stdout": said}
    call_command("load_england", release=TABLE.release, as_of=str(TABLE.as_of), **asked)
    assert "20 new" in said.getvalue()
    write_list(path, WHOLE[1:])
    with pytest.raises(CommandError, match="small areas of Bradford: 3 in the list, 4 published"):
        call_command("load_england", release=TABLE.release, as_of=str(TABLE.as_of), **asked)
    assert Locality.objects.filter(kind="small_area").count() == 20
